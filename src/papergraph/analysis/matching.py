"""What a graph found in a paper, laid beside what readers found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from papergraph.analysis.gold import GoldEntity, GoldPaper
from papergraph.analysis.keys import name_key, title_key, url_key
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Entity, EntityId, Kind, Level, Paper, Relation

__all__ = ["Comparison", "Found", "Pair", "PaperComparison", "compare_papers"]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim of the graph and the entity that it is about."""

    claim: Claim
    entity: Entity

    @property
    def keys(self) -> frozenset[str]:
        """The keys of its label and of every surface that its claim has."""
        names = (self.entity.label, *(mention.surface for mention in self.claim.mentions))
        return frozenset(name_key(name) for name in names)


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that both the readers and the graph found."""

    gold: GoldEntity
    found: Found

    @property
    def relation(self) -> Relation:
        """The graph's relation, or the readers' own where they accept the graph's as well."""
        said = self.found.claim.relation
        return self.gold.relation if said in self.gold.also else said

    @property
    def is_right(self) -> bool:
        """Whether readers and graph agree in the relation."""
        return self.relation is self.gold.relation

    @property
    def has_same_name(self) -> bool:
        """Whether the graph prefers the readers' canonical name."""
        return _same_name(self.found, self.gold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The methods, or the datasets, of one paper.

    Attributes:
        gold: all that readers found, also what is not asked for.
        pairs: what is asked for and found.
        missed: what is asked for and not found, in the annotation's order.
        invented: what is found and neither asked for nor excused.
    """

    gold: Sequence[GoldEntity] = ()
    pairs: Sequence[Pair] = ()
    missed: Sequence[GoldEntity] = ()
    invented: Sequence[Found] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperComparison:
    """One paper.

    Attributes:
        title: as annotated.
        paper: the graph's own, or ``None`` where the graph lacks it.
        methods: without those that the graph itself calls generic.
        datasets: generic ones included.
        asked_urls: keys of the URLs of code and project pages that readers found.
        found_urls: the graph's claims by those keys.
    """

    title: str
    paper: Paper | None
    methods: Comparison
    datasets: Comparison
    asked_urls: frozenset[str]
    found_urls: Mapping[str, Claim]


@dataclass(slots=True)
class _Findings:
    methods: list[Found] = field(default_factory=list)
    datasets: list[Found] = field(default_factory=list)
    urls: dict[str, Claim] = field(default_factory=dict)

    def add(self, claim: Claim, entity: Entity) -> None:
        if claim.relation in _TO_A_URL:
            self.urls[url_key(entity.url or entity.id.slug)] = claim
        elif claim.target.kind is Kind.DATASET:
            self.datasets.append(Found(claim, entity))
        elif claim.target.kind is Kind.METHOD and entity.level is not Level.GENERIC:
            self.methods.append(Found(claim, entity))


_TO_A_URL = frozenset({Relation.HAS_REPOSITORY, Relation.HAS_PROJECT_PAGE})

#: Where one annotated name fits two entities, the first of these relations takes it.
_PRECEDENCE = {
    relation: place
    for place, relation in enumerate(
        [
            Relation.INTRODUCES,
            Relation.EXTENDS,
            Relation.USES,
            Relation.ANALYZES,
            Relation.COMPARES_WITH,
            Relation.MENTIONS,
            Relation.EVALUATES_ON,
            Relation.HAS_REPOSITORY,
            Relation.HAS_PROJECT_PAGE,
            Relation.ADDRESSES,
        ]
    )
}


def compare_papers(graph: KnowledgeGraph, gold: Iterable[GoldPaper]) -> list[PaperComparison]:
    """Each annotated paper beside the graph's paper of that title, in the order of `gold`."""
    ids = _ids_by_title(graph)
    findings = _findings(graph)
    compared = []
    for wanted in gold:
        paper_id = ids.get(title_key(wanted.title))
        found = findings.get(paper_id, _Findings()) if paper_id else _Findings()
        generic = frozenset().union(*(each.keys for each in wanted.methods if not each.asked))
        compared.append(
            PaperComparison(
                title=wanted.title,
                paper=graph.papers[paper_id] if paper_id else None,
                methods=_compare(found.methods, wanted.methods, excused=generic),
                datasets=_compare(found.datasets, wanted.datasets),
                asked_urls=frozenset(url_key(url) for url in wanted.repositories),
                found_urls=found.urls,
            )
        )
    return compared


def _ids_by_title(graph: KnowledgeGraph) -> dict[str, EntityId]:
    """Of two papers with one title, the one that a listing holds counts, then the first id."""
    ids: dict[str, EntityId] = {}
    for each in sorted(graph.papers, key=lambda each: (not graph.papers[each].in_corpus, each)):
        ids.setdefault(title_key(graph.papers[each].title), each)
    return ids


def _findings(graph: KnowledgeGraph) -> dict[EntityId, _Findings]:
    findings: defaultdict[EntityId, _Findings] = defaultdict(_Findings)
    spoken = [claim for claim in graph.claims if claim.relation in _PRECEDENCE]
    for claim in sorted(spoken, key=lambda each: (_PRECEDENCE[each.relation], each.target)):
        findings[claim.paper].add(claim, graph.entities[claim.target])
    return findings


def _compare(
    found: Sequence[Found], gold: Sequence[GoldEntity], *, excused: frozenset[str] = frozenset()
) -> Comparison:
    taken = _pair_up(found, gold)
    pairs = [Pair(gold[theirs], found[ours]) for theirs, ours in taken.items()]
    loose = [each for ours, each in enumerate(found) if ours not in taken.values()]
    return Comparison(
        gold=gold,
        pairs=[pair for pair in pairs if pair.gold.asked],
        missed=[each for i, each in enumerate(gold) if each.asked and i not in taken],
        invented=[each for each in loose if not each.keys & excused],
    )


def _pair_up(found: Sequence[Found], gold: Sequence[GoldEntity]) -> dict[int, int]:
    """Places in `gold` to places in `found`, one to one: by name, then by any surface."""
    taken: dict[int, int] = {}
    fits: Callable[[Found, GoldEntity], bool]
    for fits in (_same_name, _shared_surface):
        for ours, entity in enumerate(found):
            if ours in taken.values():
                continue
            free = (i for i, each in enumerate(gold) if i not in taken and fits(entity, each))
            if (theirs := next(free, None)) is not None:
                taken[theirs] = ours
    return taken


def _same_name(found: Found, gold: GoldEntity) -> bool:
    return name_key(found.entity.label) == name_key(gold.name)


def _shared_surface(found: Found, gold: GoldEntity) -> bool:
    return not found.keys.isdisjoint(gold.keys)
