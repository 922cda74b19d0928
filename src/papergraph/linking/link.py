"""Second pass: every mention of a paper, grounded, and what the paper says of each entity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from papergraph.lexicon import Lexicon, Term
from papergraph.linking.matcher import NameMatcher
from papergraph.linking.mentions import OwnNames, find_mentions
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.linking.reading import Reading
from papergraph.linking.relations import is_study
from papergraph.linking.repositories import repository_claims
from papergraph.linking.tasks import TaskLinker
from papergraph.model import Claim, EntityId, Kind

__all__ = ["Linked", "Linker"]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking one paper gives.

    Attributes:
        claims: at most one an entity, sorted.
        names: names of entities that no lexicon has.
    """

    claims: tuple[Claim, ...]
    names: Mapping[EntityId, str] = field(default_factory=dict)


@lru_cache(maxsize=2)
def _task_linker(tasks: tuple[Term, ...]) -> TaskLinker:
    """Tasks are the same in every build: their automaton is built once."""
    return TaskLinker(tasks)


class Linker:
    """Links papers against one lexicon. Build once; `link` is a pure function."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._matcher = NameMatcher(lexicon.terms)
        self._tasks = _task_linker(lexicon.tasks)

    def link(
        self,
        paper_id: EntityId,
        prepared: PreparedPaper,
        own: Mapping[EntityId, Proposal] | None = None,
        others: Mapping[EntityId, Proposal] | None = None,
    ) -> Linked:
        """Claims of a paper about methods, datasets, tasks, repositories and pages.

        Args:
            paper_id: the paper's id in the graph.
            prepared: its texts.
            own: what it introduces, by entity.
            others: what else it names that the curated lexicon lacks, by entity.
        """
        read = self._read(paper_id, prepared, own or {}, others or {})
        claims = [*read.claims(), *repository_claims(paper_id, prepared.passages, prepared.urls)]
        claims += self._tasks.claims(paper_id, prepared)
        unlisted = {one.entity: one.name for found in read.mentions for one in found if one.name}
        return Linked(tuple(sorted(claims, key=lambda claim: claim.sort_key)), unlisted)

    def features(
        self,
        paper_id: EntityId,
        prepared: PreparedPaper,
        own: Mapping[EntityId, Proposal],
        others: Mapping[EntityId, Proposal],
    ) -> Iterator[tuple[EntityId, set[str], frozenset[str]]]:
        """What the model of relations sees of each method that is not the paper's own.

        The entity, the forms that the paper prints it in, and its features.
        """
        read = self._read(paper_id, prepared, own, others)
        for entity, seen in read.seen().items():
            if entity.kind is Kind.METHOD and entity not in own:
                forms = {one.found.span.of(one.passage.text) for one in seen}
                yield entity, forms, frozenset().union(*read.features(entity, seen))

    def _read(
        self,
        paper_id: EntityId,
        prepared: PreparedPaper,
        own: Mapping[EntityId, Proposal],
        others: Mapping[EntityId, Proposal],
    ) -> Reading:
        paper, texts = prepared.paper, prepared.passages
        names: OwnNames = {entity: proposal.names for entity, proposal in own.items()}
        mentions = find_mentions(prepared, self._matcher, self.lexicon, names, others)
        own_names = "\n".join(name for found in names.values() for name in found)
        study = is_study(paper.title)
        return Reading(paper_id, paper, texts, mentions, own, self.lexicon, study, own_names)
