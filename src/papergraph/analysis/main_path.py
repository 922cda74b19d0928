"""The line along which a field grew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import networkx as nx

from papergraph.analysis.descent import Descent, Station, builds_on, descent_of
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import known_name
from papergraph.model import EntityId

__all__ = ["MainPath", "Step", "main_path", "search_path_counts"]

_Edge: TypeAlias = tuple[Station, Station]

_PROJECTIONS = ("methods", "papers")


class Step(NamedTuple):
    """From older to newer work.

    Attributes:
        older: what is built on; several nodes where they build on each other.
        newer: what builds on it.
        ways: of those from any first to any last work, how many lead through here.
        via: the methods by which it does, sorted; none for a citation alone.
    """

    older: Station
    newer: Station
    ways: int
    via: tuple[EntityId, ...]


@dataclass(frozen=True, slots=True)
class MainPath:
    """Works and the steps between them.

    Attributes:
        stations: oldest first: no step leads back.
        steps: in the order of their ends.
        ways: from any first to any last work of the network.
        backward: steps that were left out because they go against time.
    """

    stations: tuple[Station, ...]
    steps: tuple[Step, ...]
    ways: int
    backward: int


def main_path(
    graph: KnowledgeGraph,
    about: Iterable[EntityId] | None = None,
    *,
    projection: str = "papers",
    routes: int = 0,
) -> MainPath:
    """The way from old to new work that most ways of building on each other run along.

    Each step is weighed by its search path count: how many of all ways from a work that builds
    on nothing to one that nothing builds on lead through it. The main path is the way whose
    counts sum to most. With `routes`, it is instead all ways with the greatest sum that lead
    through the so many steps of greatest count: it keeps side lines, and never misses the
    busiest step.

    The network is made one without cycles: steps from a work to one that is dated later are left
    out, then works that still build on each other are joined to one station.

    Args:
        graph: where to look.
        about: works that the single way is to lead through, one of them at least. Only they,
            what they build on and what builds on them, directly or not, are looked at. By
            default everything.
        projection: "papers": papers that build on or cite papers; "methods": methods that are
            based on methods.
        routes: steps that must be on it; 0 for the single way.

    Returns:
        Ties go to what comes first by id.

    Raises:
        UnknownNameError: there is no such projection.
        MissingDataError: nothing builds on anything.
        ValueError: `routes` is below 0.

    References:
        Hummon and Doreian, "Connectivity in a citation network: The development of DNA
        theory", 1989.
        Batagelj, "Efficient algorithms for citation network analysis", 2003.
        Liu and Lu, "An integrated approach for main path analysis", 2012: the global path and
        key-routes.
    """
    if routes < 0:
        raise ValueError(f"routes are 0 or more, got {routes}")
    chosen = known_name("projection", projection, _PROJECTIONS)
    descent = descent_of(graph, builds_on(graph, chosen))
    middle = None if about is None else {descent.home[n] for n in about if n in descent.home}
    network = descent.network if middle is None else _around(descent, middle)
    if not network.number_of_edges():
        raise MissingDataError("the main path", f"{chosen} that build on each other", "none")
    counts = search_path_counts(network)
    order = tuple(nx.lexicographical_topological_sort(network))
    before, after = _best_before(network, order, counts), _best_after(network, order, counts)
    if routes:
        ranked = sorted(counts, key=lambda edge: (-counts[edge], edge))[:routes]
        ways = [[*_back(edge[0], before), *_on(edge[1], after)] for edge in ranked]
    else:
        through = order if middle is None else sorted(middle)
        best = min(through, key=lambda node: (-before[node][0] - after[node][0], node))
        ways = [[*_back(best, before), *_on(best, after)[1:]]]
    found = sorted({edge for way in ways for edge in pairwise(way)})
    steps = tuple(
        Step(one, other, counts[one, other], network.edges[one, other]["via"])
        for one, other in found
    )
    there = {node for way in ways for node in way}
    first = {node for node in order if not network.in_degree(node)}
    every_way = sum(counts[edge] for edge in counts if edge[0] in first)
    stations = tuple(node for node in order if node in there)
    return MainPath(stations, steps, every_way, descent.backward)


def search_path_counts(network: nx.DiGraph[Station]) -> Mapping[_Edge, int]:
    """How many ways from a source to a sink of a network without cycles use each edge."""
    order = list(nx.lexicographical_topological_sort(network))
    reaching = _ways(order, {node: list(network.predecessors(node)) for node in order})
    leaving = _ways(order[::-1], {node: list(network.successors(node)) for node in order})
    return {(one, other): reaching[one] * leaving[other] for one, other in network.edges()}


def _ways(
    order: Sequence[Station], before: Mapping[Station, Sequence[Station]]
) -> Mapping[Station, int]:
    found: dict[Station, int] = {}
    for node in order:
        found[node] = sum(found[one] for one in before[node]) if before[node] else 1
    return found


#: The greatest sum of counts up to a node, and the neighbour that it leads over.
_Best: TypeAlias = Mapping[Station, tuple[int, Station | None]]


def _best_before(
    network: nx.DiGraph[Station], order: Sequence[Station], counts: Mapping[_Edge, int]
) -> _Best:
    best: dict[Station, tuple[int, Station | None]] = {}
    for node in order:
        ways = [(-best[one][0] - counts[one, node], one) for one in network.predecessors(node)]
        best[node] = (-min(ways)[0], min(ways)[1]) if ways else (0, None)
    return best


def _best_after(
    network: nx.DiGraph[Station], order: Sequence[Station], counts: Mapping[_Edge, int]
) -> _Best:
    best: dict[Station, tuple[int, Station | None]] = {}
    for node in reversed(order):
        ways = [(-best[one][0] - counts[node, one], one) for one in network.successors(node)]
        best[node] = (-min(ways)[0], min(ways)[1]) if ways else (0, None)
    return best


def _back(node: Station, best: _Best) -> list[Station]:
    return _on(node, best)[::-1]


def _on(node: Station | None, best: _Best) -> list[Station]:
    way = []
    while node is not None:
        way.append(node)
        node = best[node][1]
    return way


def _around(descent: Descent, middle: Iterable[Station]) -> nx.DiGraph[Station]:
    network = descent.network
    found = set(middle)
    for node in middle:
        found |= nx.ancestors(network, node) | nx.descendants(network, node)
    return network.subgraph(found)
