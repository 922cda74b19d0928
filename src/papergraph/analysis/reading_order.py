"""What to read first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import networkx as nx

from papergraph.analysis.centrality import centrality
from papergraph.analysis.descent import builds_on, descent_of, oldest_date
from papergraph.analysis.method_papers import broader_of, papers_by_method
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, EntityId, Kind, Relation

__all__ = ["Reading", "ReadingList", "reading_order"]

#: Newer and older paper to the methods that tie them.
_Grounds: TypeAlias = Mapping[tuple[EntityId, EntityId], Collection[EntityId]]

#: Claims of papers that one learns something of the method from.
_TEACHES = frozenset({Relation.EXTENDS, Relation.ANALYZES})


class Reading(NamedTuple):
    """A paper to read.

    Attributes:
        id: of the paper.
        label: its title.
        issued: its date, or "".
        steps: from what was asked about: 0 for the papers that introduce it, below 0 for what
            they rest on, above 0 for what builds on them.
        score: PageRank among all papers, by what builds on what.
        gives: the methods by which later papers of the list build on it, sorted.
    """

    id: EntityId
    label: str
    issued: str
    steps: int
    score: float
    gives: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Papers in the order to read them.

    Attributes:
        papers: what others build on comes before them.
        left_out: further papers of the lineage.
        circular: groups of papers that build on each other, which no order suits: within one,
            the older come first.
    """

    papers: tuple[Reading, ...]
    left_out: int
    circular: tuple[tuple[EntityId, ...], ...]


def reading_order(graph: KnowledgeGraph, node: EntityId, *, limit: int = 20) -> ReadingList:
    """The papers of a lineage, those that the others build on first.

    The lineage of a method are the papers that introduce it, those that they build on or cite,
    and so on; those that introduce what it is based on or a version of; and those that extend
    or analyze it or a version of it, and what extends or analyzes these. Papers that only use it
    teach little of it. Where no paper is known to introduce it nor what it is a version of,
    those take their place that extend, analyze or use it.

    Of two papers that could come next, the more central does: by PageRank over what builds on
    what.

    Args:
        graph: where to look.
        node: a method, or a paper.
        limit: papers at the most. What it rests on comes before what builds on it, the nearer
            before the farther, then the more central, the older.

    Raises:
        MissingDataError: no paper is about it.
        ValueError: `node` is neither a method nor a paper; or `limit` is below 1.

    References:
        Kahn, "Topological sorting of large networks", 1962.
        Page et al., "The PageRank Citation Ranking", Stanford InfoLab 1999-66.
    """
    if node.kind not in (Kind.METHOD, Kind.PAPER):
        raise ValueError(f"only methods and papers have a lineage, not {node}")
    if limit < 1:
        raise ValueError(f"a list has 1 paper or more, got {limit}")
    grounds = _grounds(graph, BUILDS_ON | {Relation.CITES})
    steps = _steps(graph, node, grounds, _grounds(graph, _TEACHES))
    ranked = centrality(graph, "pagerank", projection="papers")
    score = {each.id: each.score for each in ranked}
    nearest = sorted(
        steps,
        key=lambda one: (
            steps[one] > 0,
            abs(steps[one]),
            -score[one],
            oldest_date(graph, one),
            one,
        ),
    )
    chosen = set(nearest[:limit])
    within = {ends: via for ends, via in grounds.items() if ends[0] in chosen and ends[1] in chosen}
    descent = descent_of(graph, within)
    network = descent.network
    alone = chosen - descent.home.keys()
    network.add_nodes_from((paper,) for paper in sorted(alone))
    gives: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for (_, older), via in within.items():
        gives[older].update(via)
    order = nx.lexicographical_topological_sort(
        network,
        key=lambda station: (
            -max(score[paper] for paper in station),
            oldest_date(graph, station[0]),
            station,
        ),
    )
    papers = tuple(
        Reading(
            id=paper,
            label=graph.label(paper),
            issued=graph.papers[paper].issued,
            steps=steps[paper],
            score=score[paper],
            gives=tuple(sorted(gives[paper])),
        )
        for station in order
        for paper in station
    )
    circular = tuple(sorted(station for station in network if len(station) > 1))
    return ReadingList(papers, len(steps) - len(papers), circular)


def _grounds(graph: KnowledgeGraph, relations: frozenset[Relation]) -> _Grounds:
    """What papers build on which, and the papers of a method on those of what it is based on."""
    found: defaultdict[tuple[EntityId, EntityId], set[EntityId]] = defaultdict(set)
    for ends, via in builds_on(graph, "papers", relations).items():
        found[ends].update(via)
    bases = [(edge.method, edge.base) for edge in graph.method_edges]
    bases += [
        (entity.id, broader)
        for entity in graph.entities.values()
        if entity.id.kind is Kind.METHOD
        for broader in broader_of(graph, entity.id)
    ]
    for method, base in bases:
        for newer in graph.entities[method].introduced_by:
            for older in graph.entities[base].introduced_by:
                if newer != older:
                    found[newer, older].add(base)
    return found


def _steps(
    graph: KnowledgeGraph, node: EntityId, rests_on: _Grounds, teaches: _Grounds
) -> Mapping[EntityId, int]:
    """How far each paper of the lineage lies from the node; see `Reading`."""
    older: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for after, before in rests_on:
        older[after].add(before)
    newer: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for after, before in teaches:
        newer[before].add(after)
    first = set(_first(graph, node))
    if not first:
        raise MissingDataError("the reading list", f"papers on {graph.label(node)}", "none")
    steps = dict.fromkeys(first, 0)
    for ties, sign in ((older, -1), (newer, 1)):
        rim, distance = first, 0
        while rim := {one for paper in rim for one in ties[paper]} - steps.keys():
            distance += sign
            steps.update(dict.fromkeys(rim, distance))
    return steps


def _first(graph: KnowledgeGraph, node: EntityId) -> Iterable[EntityId]:
    if node.kind is Kind.PAPER:
        return (node,)
    for method in (node, *broader_of(graph, node)):
        if own := graph.entities[method].introduced_by:
            return own
    return papers_by_method(graph).get(node, ())
