"""Which papers, methods and datasets the others hang on."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeAlias

import rustworkx as rx

from papergraph.graph.derive import Citation
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import kinds_named, known_name, relations_named
from papergraph.model import BUILDS_ON, EntityId, Kind, Relation

__all__ = ["MEASURES", "Ranked", "centrality"]

_Network: TypeAlias = "rx.PyDiGraph[EntityId, None]"


class Ranked(NamedTuple):
    """A node and its score.

    Attributes:
        id: of the node.
        label: the title of a paper, the preferred name of anything else.
        score: what it means is the measure's to say; more is more central.
    """

    id: EntityId
    label: str
    score: float


#: Comparing and mentioning say nothing of what a paper rests on.
_RESTS_ON = frozenset({*BUILDS_ON, Relation.INTRODUCES, Relation.EVALUATES_ON})

#: The only relation that leads to nodes of this kind.
_LEADS_TO = {
    Kind.REPOSITORY: Relation.HAS_REPOSITORY,
    Kind.PAGE: Relation.HAS_PROJECT_PAGE,
    Kind.TASK: Relation.ADDRESSES,
}

#: The claims that these derived edges come from.
_CLAIMED = {
    Citation.EXTENDS: Relation.EXTENDS,
    Citation.USES_METHOD_IN: Relation.USES,
    Citation.DISCUSSES: Relation.ANALYZES,
}

#: PageRank stops when no score has moved by more than this on average.
_TOLERANCE = 1e-12


def centrality(
    graph: KnowledgeGraph,
    measure: str = "pagerank",
    *,
    kind: str = "paper",
    relations: Collection[str | Relation] | None = None,
    damping: float = 0.85,
) -> list[Ranked]:
    """Rank the nodes of one kind.

    Computed on a simple directed graph, every edge of weight 1. Its nodes are all papers and
    entities. Its edges run from each paper to what it has a claim on, over the chosen
    relations; where `kind` is "paper" also from each paper to the papers that it builds on,
    as far as the chosen relations derive them, however many methods it does so by. So rank
    flows from the newer work to what it rests on: from a paper to its methods and datasets,
    and to the papers that introduced them.

    - "pagerank": shares of 1 over the nodes of *all* kinds, so those of one kind sum to less.
      A node without an edge out spreads its rank over all nodes.
    - "degree": the number of edges in and out; over all kinds they sum to twice the edges.
      That of a method is the number of papers with a claim on it.
    - "betweenness": the share, 0 to 1, of the pairs of other nodes whose shortest path leads
      through the node, a pair with several such paths counting in parts. Direction is
      ignored, for a method has no edge out and would always get 0. Exact, so its time grows
      with nodes times edges: about a minute for 10,000 nodes and 66,000 edges.

    Args:
        graph: what to rank in.
        measure: one of `MEASURES`.
        kind: "paper", "method", "dataset", "task", "repository" or "page".
        relations: extends, uses, analyzes, introduces and evaluatesOn by default, and for
            "task", "repository" and "page" also the relation that leads to them.
        damping: chance that PageRank follows an edge rather than jumps, in (0, 1).

    Returns:
        Every node of that kind, best first, ties by id. Empty where the graph has none.

    Raises:
        UnknownNameError: `measure`, `kind` or a relation does not exist.
        ValueError: `damping` outside (0, 1).

    References:
        Page et al., "The PageRank Citation Ranking", Stanford InfoLab 1999-66.
        Brandes, "A Faster Algorithm for Betweenness Centrality", 2001.
    """
    scored = MEASURES[known_name("measure", measure, MEASURES)]
    (wanted,) = kinds_named([kind])
    chosen = _default_relations(wanted) if relations is None else relations_named(relations)
    if not 0 < damping < 1:
        raise ValueError(f"damping is a probability in (0, 1), got {damping}")
    network = _network(graph, chosen, between_papers=wanted is Kind.PAPER)
    scores = scored(network, damping)
    ranked = [
        Ranked(node, _label(graph, node), scores[index])
        for index, node in zip(network.node_indices(), network.nodes(), strict=True)
        if node.kind is wanted
    ]
    return sorted(ranked, key=lambda each: (-each.score, each.id))


def _default_relations(kind: Kind) -> frozenset[Relation]:
    return _RESTS_ON | {_LEADS_TO[kind]} if kind in _LEADS_TO else _RESTS_ON


def _label(graph: KnowledgeGraph, node: EntityId) -> str:
    return graph.label(node)


def _network(
    graph: KnowledgeGraph, relations: frozenset[Relation], *, between_papers: bool
) -> _Network:
    edges = {(each.paper, each.target) for each in graph.claims if each.relation in relations}
    if between_papers:
        edges |= {
            (each.citing, each.cited)
            for each in graph.paper_edges
            if each.builds_on and _CLAIMED[each.citation] in relations
        }
    nodes = sorted([*graph.papers, *graph.entities])
    index = {node: position for position, node in enumerate(nodes)}
    network: _Network = rx.PyDiGraph()
    network.add_nodes_from(nodes)
    network.add_edges_from_no_data([(index[a], index[b]) for a, b in sorted(edges)])
    return network


def _pagerank(network: _Network, damping: float) -> Mapping[int, float]:
    # Two rounds differ by at most 2 * damping**round, so this many always converge.
    rounds = math.ceil(math.log(_TOLERANCE / 2) / math.log(damping)) + 1
    return rx.pagerank(network, alpha=damping, tol=_TOLERANCE, max_iter=rounds)


def _degree(network: _Network, _damping: float) -> Mapping[int, float]:
    return {
        index: float(network.in_degree(index) + network.out_degree(index))
        for index in network.node_indices()
    }


def _betweenness(network: _Network, _damping: float) -> Mapping[int, float]:
    ways = network.to_undirected(multigraph=False)
    # One thread: several add their parts in any order, and the last digits would vary.
    return rx.betweenness_centrality(ways, parallel_threshold=ways.num_nodes() + 1)


#: What `centrality` can measure, by name.
MEASURES: Mapping[str, Callable[[_Network, float], Mapping[int, float]]] = {
    "pagerank": _pagerank,
    "degree": _degree,
    "betweenness": _betweenness,
}
