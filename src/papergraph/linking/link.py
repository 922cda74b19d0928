"""Second pass: every mention of a paper, grounded, and what the paper says of each entity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from papergraph.lexicon import Lexicon, Term
from papergraph.linking.matcher import NameMatcher, joined_matches
from papergraph.linking.mentions import Found, find_mentions
from papergraph.linking.prepared import Batch, PreparedPaper, Reader
from papergraph.linking.proposals import Proposal
from papergraph.linking.relations import Judgement, Named, Relations, Subjects
from papergraph.linking.repositories import repository_claims
from papergraph.linking.tasks import TaskLinker
from papergraph.model import Claim, EntityId, Relation

__all__ = ["Linked", "Linker"]

_target = attrgetter("target")
_NONE: Mapping[EntityId, Proposal] = {}


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
    """Links papers against one lexicon. Build once; what `link` says is a pure function."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        """`lexicon` has the reader's names and those of the build."""
        self.lexicon = lexicon
        curated = reader.lexicon.known
        added = [term for term in lexicon.terms if term.entity not in curated]
        self._added = NameMatcher(added)
        self._relations = Relations(lexicon)
        self._tasks = _task_linker(lexicon.tasks)

    def link(
        self,
        papers: Sequence[EntityId],
        batch: Batch,
        own: Mapping[EntityId, Mapping[EntityId, Proposal]],
        others: Mapping[EntityId, Mapping[EntityId, Proposal]],
    ) -> list[Linked]:
        """Claims of each paper about methods, datasets, tasks, repositories and pages.

        Args:
            papers: their ids in the graph.
            batch: their texts, in the same order.
            own: for each paper what it introduces, by entity.
            others: for each what else it names that the curated lexicon lacks, by entity.
        """
        mine = [own.get(paper, _NONE) for paper in papers]
        mentions = self._mentions(batch, mine, [others.get(paper, _NONE) for paper in papers])
        subjects = self._relations.subjects(batch, mentions, mine)
        claims: list[list[Claim]] = [[] for _ in papers]
        judged = zip(
            subjects.paper,
            subjects.entity,
            subjects.mentions,
            self._relations.judge(subjects),
            strict=True,
        )
        for number, entity, seen, judgement in judged:
            paper = batch.papers[number]
            claims[number].append(_claim(papers[number], paper, entity, seen, judgement))
        linked = []
        for number, (paper_id, paper) in enumerate(zip(papers, batch.papers, strict=True)):
            found = claims[number]
            if mine[number]:
                found += _introductions(paper_id, paper, mentions[number], mine[number])
            if any(paper.urls):
                found += repository_claims(paper_id, paper.passages, paper.urls)
            found += self._tasks.claims(paper_id, paper)
            found.sort(key=_target)  # no two claims of a paper have one target
            unlisted = {one[1]: one[3] for ones in mentions[number] for one in ones if one[3]}
            linked.append(Linked(tuple(found), unlisted))
        return linked

    def subjects(
        self,
        batch: Batch,
        own: Sequence[Mapping[EntityId, Proposal]],
        others: Sequence[Mapping[EntityId, Proposal]],
    ) -> Subjects:
        """What the models of relations see of a batch; for their training."""
        return self._relations.subjects(batch, self._mentions(batch, own, others), own)

    def _mentions(
        self,
        batch: Batch,
        own: Sequence[Mapping[EntityId, Proposal]],
        others: Sequence[Mapping[EntityId, Proposal]],
    ) -> list[list[list[Found]]]:
        """Grounded names of each paper, by passage: of the curated lexicon and of the build."""
        passages = [passage for paper in batch.papers for passage in paper.passages]
        added = self._added.find_all([(one.text, one.folded) for one in passages])
        result = []
        for paper, mine, theirs in zip(batch.papers, own, others, strict=True):
            matches = [
                joined_matches(known.names, more)
                if (more := added[passage.number].names)
                else known.names
                for passage, known in zip(paper.passages, paper.matches, strict=True)
            ]
            result.append(find_mentions(paper, matches, self.lexicon, mine, theirs))
        return result


def _introductions(
    paper_id: EntityId,
    paper: PreparedPaper,
    mentions: Sequence[Sequence[Found]],
    own: Mapping[EntityId, Proposal],
) -> Iterator[Claim]:
    """A claim for each own entity that the paper names."""
    named: dict[EntityId, list[Named]] = {}
    for index, found in enumerate(mentions):
        for one in found:
            if one[1] in own:
                named.setdefault(one[1], []).append(Named(index, one))
    for entity, seen in named.items():
        best = own[entity].best
        index = _place_of(paper, seen, best.part.value, best.span)
        judgement = Judgement(Relation.INTRODUCES, best.rule, best.confidence, index)
        yield _claim(paper_id, paper, entity, seen, judgement)


def _place_of(paper: PreparedPaper, seen: Sequence[Named], part: str, span: tuple[int, int]) -> int:
    """Index of the mention at a printed span; 0 where none is there."""
    for index, (number, one) in enumerate(seen):
        passage = paper.passages[number]
        printed = passage.plain.printed(*one.span)
        if passage.part.value == part and printed.start < span[1] and span[0] < printed.end:
            return index
    return 0


def _claim(
    paper_id: EntityId,
    paper: PreparedPaper,
    entity: EntityId,
    seen: Sequence[Named],
    judged: Judgement,
) -> Claim:
    mentions = [paper.passages[index].mention(one.span, one.confidence) for index, one in seen]
    index, best = seen[judged.best]
    return Claim(
        paper=paper_id,
        relation=judged.relation,
        target=entity,
        confidence=round(judged.confidence * best.confidence, 2),
        rule=judged.rule,
        quote=paper.passages[index].quote(best.span.start),
        mentions=tuple(mentions),
    )
