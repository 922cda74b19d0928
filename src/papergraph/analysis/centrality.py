"""Which papers, methods and datasets the others hang on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from papergraph.analysis.measures import MEASURES, Options
from papergraph.analysis.ties import Ties
from papergraph.garbage_collection import paused_collection
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import kinds_named, known_name, relations_named
from papergraph.graph.projection import CLAIMED, PROJECTIONS, project, weigher
from papergraph.model import BUILDS_ON, EntityId, Kind, Relation, Score

__all__ = ["MEASURES", "Ranked", "centrality", "scope_of", "scores"]


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


_KIND = attrgetter("kind")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `centrality` is asked, its names found."""

    kind: Kind
    relations: frozenset[Relation] | None
    projection: str | None
    weight: str | None


def centrality(
    graph: KnowledgeGraph,
    measure: str = "pagerank",
    *,
    kind: str = "paper",
    relations: Collection[str | Relation] | None = None,
    damping: float = 0.85,
    projection: str | None = None,
    weight: str | None = None,
    about: EntityId | None = None,
    samples: int = 0,
    seed: int = 0,
) -> list[Ranked]:
    """Rank the nodes of one kind.

    Computed on a simple directed graph, every edge of weight 1. Its nodes are all papers and
    entities. Its edges run from each paper to what it has a claim on, over the chosen
    relations; where `kind` is "paper" also from each paper to the papers that it builds on,
    as far as the chosen relations derive them, however many methods it does so by. So rank
    flows from the newer work to what it rests on: from a paper to its methods and datasets,
    and to the papers that introduced them. With `projection`, it is computed on that network.

    Measures that follow edges:

    - "pagerank": shares of 1 over the nodes of *all* kinds, so those of one kind sum to less.
      A node without an edge out spreads its rank over all nodes. With `about`, a walk that
      goes back to that node by chance, each way along edges: what is near it comes first. The
      node itself is left out.
    - "hubs" and "authorities": HITS; a hub rests on good authorities, an authority is what
      good hubs rest on. Shares of 1 over all kinds; in an undirected network they are equal.
    - "katz": paths that lead to the node, those with more steps counting less, by `damping`
      over a bound of the greatest eigenvalue; as a vector of length 1.
    - "degree", "in-degree", "out-degree": the number of edges; over all kinds, degrees sum to
      twice the edges. The degree of a method is the number of papers with a claim on it.

    Measures that ignore direction, for a method has no edge out and would always get 0:

    - "eigenvector": a node is central whose neighbours are; as a vector of length 1. Only the
      component with the greatest eigenvalue has more than 0.
    - "betweenness": the share, 0 to 1, of the pairs of other nodes whose shortest path leads
      through the node, a pair with several such paths counting in parts. Exact, so its time
      grows with nodes times edges: about a minute for 10,000 nodes and 66,000 edges.
      With `samples`, estimated without bias from the paths that start at so many nodes, drawn
      without replacement: of n nodes, all are within sqrt(ln(2 n / 0.05) / (2 samples)) of
      the exact value with probability 0.95, by Hoeffding's bound (0.08 for 10,000 nodes and
      1,000 samples); in practice the error is far less.
    - "closeness": how few steps it is to the nodes of its component, times the share of all
      nodes that are in it (Wasserman and Faust).
    - "harmonic": the mean, over all other nodes, of 1 by the steps to it, 0 where no way leads.
      Both search from every node: a quarter of a minute for 10,000 nodes and 44,000 edges.
    - "core": the greatest k such that the node is among nodes with k edges to each other.

    Args:
        graph: what to rank in.
        measure: one of `MEASURES`.
        kind: "paper", "method", "dataset", "task", "repository" or "page".
        relations: one or several; by default extends, uses, analyzes, introduces and
            evaluatesOn, and for "task", "repository" and "page" also the relation that leads to
            them. Of a projection, its own.
        damping: chance that PageRank follows an edge rather than jumps, in (0, 1); of Katz,
            how much of the bound is used.
        projection: "papers", "papers-by-method", "methods-by-paper", "methods" or
            "papers-methods"; see `papergraph.graph.projection.project`.
        weight: "confidence", "recency" (`papergraph.graph.projection.weigher`) or "count" of
            the claims that an edge follows from, summed. Measures by steps take none.
        about: a node of the network, for "pagerank".
        samples: nodes that paths of "betweenness" start from; 0 for all.
        seed: decides which nodes `samples` are.

    Returns:
        Every node of that kind, best first, ties by id. Empty where the graph has none.

    Raises:
        UnknownNameError: `measure`, `kind`, `projection`, `weight` or a relation does not exist.
        ValueError: `damping` outside (0, 1), or an option that the measure, the projection or
            the graph has no use for.

    References:
        Page et al., "The PageRank Citation Ranking", Stanford InfoLab 1999-66.
        Kleinberg, "Authoritative Sources in a Hyperlinked Environment", 1999.
        Brandes, "A Faster Algorithm for Betweenness Centrality", 2001.
        Brandes and Pich, "Centrality Estimation in Large Networks", 2007.
    """
    found = MEASURES[known_name("measure", measure, MEASURES)]
    (wanted,) = kinds_named([kind])
    chosen = None if relations is None else relations_named(relations)
    if not 0 < damping < 1:
        raise ValueError(f"damping is a probability in (0, 1), got {damping}")
    _check(measure, weight, about, samples)
    with paused_collection():
        ties = _ties(graph, _Asked(wanted, chosen, projection, weight))
        if about is not None and about not in ties.at:
            raise ValueError(f"{about} is no node of this network")
        start = None if about is None else ties.at[about]
        scored = found.scores(ties, Options(damping, start, samples, seed))
        return _ranked(graph, ties, scored, wanted, about)


def _ranked(
    graph: KnowledgeGraph,
    ties: Ties,
    scored: Mapping[int, float],
    wanted: Kind,
    about: EntityId | None,
) -> list[Ranked]:
    # Nodes are in id order, so that those of a kind are together, and a stable sort keeps it
    # where scores are equal.
    first, end = (cut(ties.nodes, wanted, key=_KIND) for cut in (bisect_left, bisect_right))
    nodes = ties.nodes[first:end]
    scores = np.array([scored[place] for place in range(first, end)], dtype=np.float64)
    labels = _labels(graph, wanted, nodes)
    values = scores.tolist()
    order = np.argsort(-scores, kind="stable").tolist()
    columns = (map(column.__getitem__, order) for column in (nodes, labels, values))
    # Not by their constructor, which takes as long as all the rest.
    ranked = list(map(Ranked._make, zip(*columns, strict=True)))
    return ranked if about is None else [each for each in ranked if each.id != about]


def _labels(graph: KnowledgeGraph, kind: Kind, nodes: Sequence[EntityId]) -> list[str]:
    """As `KnowledgeGraph.label`, for thousands of nodes of a kind."""
    if kind is not Kind.PAPER:
        return [graph.entities[node].label for node in nodes]
    if nodes == list(graph.papers):  # as a rule: then none has to be looked up
        return [paper.title for paper in graph.papers.values()]
    return [graph.papers[node].title for node in nodes]


def scope_of(
    *,
    kind: str = "paper",
    relations: Collection[str | Relation] | None = None,
    damping: float = 0.85,
    projection: str | None = None,
    weight: str | None = None,
    about: EntityId | None = None,
    samples: int = 0,
    seed: int = 0,
) -> str:
    """What `centrality` with these arguments is computed on, for people.

    >>> scope_of(kind="method", weight="recency")
    'method in the whole graph, weighed by recency'
    """
    said = [f"{kind} in {projection or 'the whole graph'}"]
    if relations is not None:
        said.append(f"relations {' '.join(sorted(relations_named(relations)))}")
    if weight is not None:
        said.append(f"weighed by {weight}")
    if about is not None:
        said.append(f"about {about}")
    if damping != 0.85:
        said.append(f"damping {damping!r}")
    if samples:
        said.append(f"from {samples} samples, seed {seed}")
    return ", ".join(said)


def scores(ranked: Collection[Ranked], measure: str, scope: str) -> tuple[Score, ...]:
    """What `centrality` gave as values that a graph keeps, sorted.

    Raises:
        ValueError: one of a page, which is no node of the RDF.
    """
    if any(each.id.kind is Kind.PAGE for each in ranked):
        raise ValueError("scores of project pages cannot be written: they are no nodes")
    return tuple(sorted(Score(each.id, measure, scope, each.score) for each in ranked))


def _check(measure: str, weight: str | None, about: EntityId | None, samples: int) -> None:
    """Refuse what would change nothing."""
    if weight is not None and not MEASURES[measure].weighted:
        raise ValueError(f"{measure} counts steps, which have no weight")
    if about is not None and measure != "pagerank":
        raise ValueError(f"only pagerank is about a node, not {measure}")
    if samples < 0 or (samples and measure != "betweenness"):
        raise ValueError(f"only betweenness takes samples, 1 or more; got {samples} for {measure}")


def _default_relations(kind: Kind) -> frozenset[Relation]:
    return _RESTS_ON | {_LEADS_TO[kind]} if kind in _LEADS_TO else _RESTS_ON


def _ties(graph: KnowledgeGraph, asked: _Asked) -> Ties:
    if asked.projection is None:
        return _whole(graph, asked)
    made = PROJECTIONS[known_name("projection", asked.projection, PROJECTIONS)]
    if asked.kind not in made.kinds:
        raise ValueError(f"the projection {asked.projection!r} has no nodes of kind {asked.kind}")
    weight = asked.weight
    found = project(graph, asked.projection, relations=asked.relations, weight=weight)
    edges = {(tie.source, tie.target): tie.weight if weight else 1.0 for tie in found.ties}
    return Ties.of(found.nodes, edges, directed=found.directed)


def _whole(graph: KnowledgeGraph, asked: _Asked) -> Ties:
    relations = _default_relations(asked.kind) if asked.relations is None else asked.relations
    places = graph.places
    claims = places.of(relations)
    sources, targets = places.sources[claims], places.targets[claims]
    if asked.kind is Kind.PAPER:
        derived, cited = places.introducers(places.of(relations & frozenset(CLAIMED.values())))
        claims = np.concatenate([claims, derived])
        sources = np.concatenate([sources, places.sources[derived]])
        targets = np.concatenate([targets, cited])
    if asked.weight is None:
        return Ties(places.nodes, sources, targets)
    weigh = weigher(graph, asked.weight)
    weights = [weigh(graph.claims[claim]) for claim in claims.tolist()]
    return Ties(places.nodes, sources, targets, weights)
