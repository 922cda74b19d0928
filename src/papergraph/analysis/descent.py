"""Which paper or method came before which: a network without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from papergraph.analysis.periods import date_of
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.projection import project
from papergraph.model import BUILDS_ON, EntityId, Kind, Relation

__all__ = ["Descent", "Station", "builds_on", "descent_of", "is_older", "oldest_date"]

#: Nodes that descend from each other, and so cannot be told apart by age; mostly one.
Station: TypeAlias = tuple[EntityId, ...]

#: The newer and the older node to what ties them.
_Grounds: TypeAlias = Mapping[tuple[EntityId, EntityId], Iterable[EntityId]]


@dataclass(frozen=True, slots=True)
class Descent:
    """Stations and the steps from older to newer ones.

    Attributes:
        network: a directed graph of `Station`s without cycles; each edge has ``via``, the
            sorted ids of the methods that it rests on.
        backward: how many steps were left out because the newer end is dated before the older.
        home: the station of each node.
    """

    network: nx.DiGraph[Station]
    backward: int
    home: Mapping[EntityId, Station]


def builds_on(
    graph: KnowledgeGraph,
    projection: str,
    relations: frozenset[Relation] = BUILDS_ON | {Relation.CITES},
) -> _Grounds:
    """What builds on what.

    Args:
        graph: where to look.
        projection: "papers": papers that build on papers, or cite them; "methods": methods
            that are based on methods.
        relations: the claims that count.
    """
    grounds: defaultdict[tuple[EntityId, EntityId], set[EntityId]] = defaultdict(set)
    for tie in project(graph, projection, relations=relations).ties:
        grounds[tie.source, tie.target].update(tie.via)
    if projection == "papers" and Relation.CITES in relations:
        for claim in graph.claims:
            if claim.relation is Relation.CITES and claim.target.kind is Kind.PAPER:
                grounds[claim.paper, claim.target].update(())
    return grounds


def descent_of(graph: KnowledgeGraph, grounds: _Grounds) -> Descent:
    """The steps of `builds_on` without those that go against time, and without cycles.

    A step is left out where the newer end's date is earlier than the older end's, as far as
    both are known. Nodes on what cycles remain are joined to one station.
    """
    kept = {
        (older, newer): tuple(sorted(via))
        for (newer, older), via in sorted(grounds.items())
        if newer != older and not is_older(graph, newer, older)
    }
    loops = sum(newer == older for newer, older in grounds)
    plain: nx.DiGraph[EntityId] = nx.DiGraph(sorted(kept))
    home: dict[EntityId, Station] = {}
    for members in nx.strongly_connected_components(plain):
        station = tuple(sorted(members, key=lambda node: (oldest_date(graph, node), node)))
        home.update(dict.fromkeys(station, station))
    steps: defaultdict[tuple[Station, Station], set[EntityId]] = defaultdict(set)
    for (older, newer), via in kept.items():
        if home[older] != home[newer]:
            steps[home[older], home[newer]].update(via)
    network: nx.DiGraph[Station] = nx.DiGraph()
    network.add_nodes_from(sorted(set(home.values())))
    for (before, after), found in sorted(steps.items()):
        network.add_edge(before, after, via=tuple(sorted(found)))
    return Descent(network, len(grounds) - len(kept) - loops, home)


def is_older(graph: KnowledgeGraph, one: EntityId, other: EntityId) -> bool:
    """Whether `one` is dated before `other`, as finely as both are dated."""
    first, second = oldest_date(graph, one), oldest_date(graph, other)
    size = min(len(first), len(second))
    return first[:size] < second[:size]


def oldest_date(graph: KnowledgeGraph, node: EntityId) -> str:
    """Of a paper its date, of a method the first of the papers that introduce it; or ""."""
    return min(filter(None, (date_of(graph, paper) for paper in _papers(graph, node))), default="")


def _papers(graph: KnowledgeGraph, node: EntityId) -> Iterator[EntityId]:
    if node.kind is Kind.PAPER:
        yield node
    else:
        yield from (one for one in graph.entities[node].introduced_by if one in graph.papers)
