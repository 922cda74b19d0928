"""Papers and methods alone: networks that the graph of all kinds implies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from papergraph.graph.derive import Citation
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import known_name
from papergraph.model import BUILDS_ON, Claim, EntityId, Kind, Level, Relation

__all__ = ["CLAIMED", "PROJECTIONS", "WEIGHTS", "Projection", "Tie", "project", "weigher"]

#: What a claim weighs, 0 to 1.
Weigher: TypeAlias = Callable[[Claim], float]

_Pair: TypeAlias = tuple[EntityId, EntityId]
_Ground: TypeAlias = tuple[EntityId, EntityId, EntityId, float]

#: The claims that these derived edges come from.
CLAIMED = {
    Citation.EXTENDS: Relation.EXTENDS,
    Citation.USES_METHOD_IN: Relation.USES,
    Citation.DISCUSSES: Relation.ANALYZES,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge of a projection.

    Attributes:
        source: for an undirected projection the end whose id is smaller.
        target: the other end.
        weight: sum over what it rests on; their number where claims are not weighed.
        via: the methods, datasets or papers that it rests on, sorted; empty for a claim.
    """

    source: EntityId
    target: EntityId
    weight: float
    via: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes of one or two kinds and the ties between them.

    Attributes:
        name: one of `PROJECTIONS`.
        relation: what a tie says ("buildsOn").
        directed: whether a tie runs from its source to its target.
        nodes: all of the kinds, in id order, also those without a tie.
        ties: at most one a pair, in the order of their ends.
    """

    name: str
    relation: str
    directed: bool
    nodes: tuple[EntityId, ...]
    ties: tuple[Tie, ...]


def project(
    graph: KnowledgeGraph,
    name: str,
    *,
    relations: frozenset[Relation] | None = None,
    weight: str | None = None,
) -> Projection:
    """A projection of the graph.

    - "papers": a paper to the papers that it builds on; via methods.
    - "papers-by-method": papers that have to do with the same named method: both introduce,
      extend, analyze or use it; via methods. A method of n papers makes n(n-1)/2 ties.
    - "methods-by-paper": named methods that one paper extends, analyzes or uses; via papers.
    - "methods": a method to the method that it is based on; via papers.
    - "papers-methods": a paper to the methods that it introduces, extends, analyzes or uses,
      generic ones too.

    Args:
        graph: what to project.
        name: one of `PROJECTIONS`.
        relations: the claims that count, instead of those above. Of "papers" and "methods",
            only those that these edges come from matter.
        weight: see `weigher`. A tie over two claims weighs their product.

    Raises:
        UnknownNameError: `name` or `weight` does not exist.
    """
    made = PROJECTIONS[known_name("projection", name, PROJECTIONS)]
    weigh = weigher(graph, weight)
    chosen = made.relations if relations is None else relations
    grounds: defaultdict[_Pair, list[tuple[EntityId, float]]] = defaultdict(list)
    for source, target, via, found in made.grounds(graph, chosen, weigh):
        grounds[source, target].append((via, found))
    ties = (
        Tie(
            source=source,
            target=target,
            weight=sum(weight for _, weight in sorted(found)),
            via=tuple(sorted({via for via, _ in found} - {source, target})),
        )
        for (source, target), found in sorted(grounds.items(), key=lambda item: item[0])
    )
    nodes = sorted(node for node in (*graph.papers, *graph.entities) if node.kind in made.kinds)
    return Projection(name, made.relation, made.directed, tuple(nodes), tuple(ties))


#: What claims may be weighed by.
WEIGHTS = ("confidence", "count", "recency")


def weigher(graph: KnowledgeGraph, weight: str | None) -> Weigher:
    """What a claim weighs.

    Args:
        graph: whose claims.
        weight: "count" or ``None`` for 1; "confidence"; or "recency": 1 for a paper of the
            graph's newest year, 1/2 for one a year older, 1/3 for two years, and for a paper
            without a date what one of the oldest year weighs.

    Raises:
        UnknownNameError: another name.
    """
    if known_name("weight", weight or "count", WEIGHTS) == "count":
        return lambda _: 1.0
    if weight == "confidence":
        return lambda claim: float(claim.confidence)
    by_paper = _recency(graph)
    return lambda claim: by_paper[claim.paper]


def _recency(graph: KnowledgeGraph) -> Mapping[EntityId, float]:
    years = {
        paper_id: int(paper.issued[:4])
        for paper_id, paper in graph.papers.items()
        if len(paper.issued) >= 4 and paper.issued[:4].isdecimal()
    }
    newest, oldest = max(years.values(), default=0), min(years.values(), default=0)
    return {paper_id: 1 / (1 + newest - years.get(paper_id, oldest)) for paper_id in graph.papers}


def _builds_on(
    graph: KnowledgeGraph, chosen: frozenset[Relation], weigh: Weigher
) -> Iterator[_Ground]:
    claims = {(claim.paper, claim.target, claim.relation): claim for claim in graph.claims}
    for edge in graph.paper_edges:
        if edge.builds_on and CLAIMED[edge.citation] in chosen:
            claim = claims[edge.citing, edge.via, CLAIMED[edge.citation]]
            yield edge.citing, edge.cited, edge.via, weigh(claim)


def _based_on(
    graph: KnowledgeGraph, chosen: frozenset[Relation], weigh: Weigher
) -> Iterator[_Ground]:
    claims = {
        (claim.paper, claim.target): claim
        for claim in graph.claims
        if claim.relation is Relation.EXTENDS and claim.relation in chosen
    }
    for edge in graph.method_edges:
        claim = claims.get((edge.paper, edge.base))
        if claim is not None:
            yield edge.method, edge.base, edge.paper, weigh(claim)


def _claimed(
    graph: KnowledgeGraph, chosen: frozenset[Relation], weigh: Weigher
) -> Iterator[_Ground]:
    for claim in graph.claims:
        if claim.relation in chosen and claim.target.kind is Kind.METHOD:
            yield claim.paper, claim.target, claim.target, weigh(claim)


def _sharing(
    graph: KnowledgeGraph, chosen: frozenset[Relation], weigh: Weigher
) -> Iterator[_Ground]:
    by_method: defaultdict[EntityId, dict[EntityId, float]] = defaultdict(dict)
    for paper, method, _, found in _claimed(graph, chosen, weigh):
        if graph.entities[method].level is Level.NAMED:
            by_method[method][paper] = found
    yield from _pairs(by_method.items())


def _used_together(
    graph: KnowledgeGraph, chosen: frozenset[Relation], weigh: Weigher
) -> Iterator[_Ground]:
    by_paper: defaultdict[EntityId, dict[EntityId, float]] = defaultdict(dict)
    for paper, method, _, found in _claimed(graph, chosen, weigh):
        if graph.entities[method].level is Level.NAMED:
            by_paper[paper][method] = found
    yield from _pairs(by_paper.items())


def _pairs(groups: Iterable[tuple[EntityId, Mapping[EntityId, float]]]) -> Iterator[_Ground]:
    for via, ends in groups:
        for (one, first), (other, second) in combinations(sorted(ends.items()), 2):
            yield one, other, via, first * second


@dataclass(frozen=True, slots=True)
class _Made:
    """How a projection is made."""

    relation: str
    directed: bool
    kinds: frozenset[Kind]
    relations: frozenset[Relation]
    grounds: Callable[[KnowledgeGraph, frozenset[Relation], Weigher], Iterator[_Ground]]


_PAPERS, _METHODS = frozenset({Kind.PAPER}), frozenset({Kind.METHOD})
_OWN = BUILDS_ON | {Relation.INTRODUCES}

#: Every projection, by the name that users give.
PROJECTIONS: Mapping[str, _Made] = {
    "papers": _Made("buildsOn", True, _PAPERS, BUILDS_ON, _builds_on),
    "papers-by-method": _Made("sharesMethod", False, _PAPERS, _OWN, _sharing),
    "methods-by-paper": _Made("usedWith", False, _METHODS, BUILDS_ON, _used_together),
    "methods": _Made("basedOn", True, _METHODS, BUILDS_ON, _based_on),
    "papers-methods": _Made("claims", True, _PAPERS | _METHODS, _OWN, _claimed),
}
