"""Which papers or methods belong together, and what each group is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, triu

from papergraph.analysis.association import log_likelihood
from papergraph.analysis.method_papers import is_named, papers_by_method
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import known_name
from papergraph.graph.projection import PROJECTIONS, project
from papergraph.model import BUILDS_ON, EntityId, Kind

__all__ = ["Communities", "Community", "Typical", "communities"]

#: Runs of Leiden's method, each from what the last one found: more change little.
_ROUNDS = 2
_NAMES_IN_A_NAME = 3

_Places: TypeAlias = npt.NDArray[np.int64]
_Weights: TypeAlias = npt.NDArray[np.float64]


class Typical(NamedTuple):
    """A method that a community is about.

    Attributes:
        id: of the method.
        label: its name.
        papers: of the community that work on it; of a community of methods, all that do.
        score: how typical it is: see `communities`.
    """

    id: EntityId
    label: str
    papers: int
    score: float


@dataclass(frozen=True, slots=True)
class Community:
    """Nodes that hang together.

    Attributes:
        members: those with most ties to the others first (by weight), ties by id.
        typical: methods, the most typical first; may be empty.
    """

    members: tuple[EntityId, ...]
    typical: tuple[Typical, ...]

    @property
    def name(self) -> str:
        """The labels of its three most typical methods, or the id of its first member."""
        labels = [one.label for one in self.typical[:_NAMES_IN_A_NAME]]
        return " · ".join(labels) or str(self.members[0])


@dataclass(frozen=True, slots=True)
class Communities:
    """A network parted into communities.

    Attributes:
        projection: the network.
        found: the largest first, ties by the smallest id.
        modularity: -0.5 to 1: the share of weight within communities, less what it would be
            if ties were drawn by chance.
        alone: nodes of the network that have no tie; they are in no community.
    """

    projection: str
    found: tuple[Community, ...]
    modularity: float
    alone: tuple[EntityId, ...]


def communities(
    graph: KnowledgeGraph,
    projection: str = "papers-by-method",
    *,
    resolution: float = 1.0,
    seed: int = 0,
    typical: int = 5,
) -> Communities:
    """Part a network into groups with many ties within and few between: the Leiden method.

    Every community is connected. In the networks of papers by shared methods and of methods by
    shared papers, a method of n papers (a paper of n methods) adds 1/(n-1) to each of its ties:
    so each method counts once for each of its papers, and what everybody uses ties weakly. In
    the other networks a tie weighs the number of claims behind it, both ways together.

    A method is typical of a community of papers by Dunning's log-likelihood ratio: how much
    more often papers of the community work on it than papers of the others. Named methods come
    before families and fields. Of a community of methods alone, those are typical that most
    papers work on.

    Args:
        graph: what to part.
        projection: the network; one of `papergraph.graph.projection.PROJECTIONS`. Of
            "papers-methods", only named methods: families would tie everything to everything.
        resolution: above 0; more gives smaller communities.
        seed: decides between partitions that are equally good.
        typical: how many typical methods each community is given at the most.

    Raises:
        UnknownNameError: there is no such projection.
        MissingDataError: the network has no tie.
        ValueError: `resolution` is not above 0.

    References:
        Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected
        communities", 2019.
        Newman, "Scientific collaboration networks. II", 2001: the weights.
        Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993.
    """
    if resolution <= 0:
        raise ValueError(f"resolution is above 0, got {resolution}")
    nodes, ties = _network(graph, known_name("projection", projection, PROJECTIONS))
    if not ties.nodes:
        raise MissingDataError("communities", f"ties in the network {projection!r}", "none")
    modularity, homes = _leiden(ties, resolution, seed)
    groups: defaultdict[int, list[EntityId]] = defaultdict(list)
    for node, home in zip(ties.nodes, homes.tolist(), strict=True):
        groups[home].append(node)
    strengths = _strengths(ties, homes)
    parts = sorted(groups.values(), key=lambda group: (-len(group), group[0]))
    found = tuple(
        Community(tuple(sorted(group, key=lambda node: (-strengths[node], node))), chosen)
        for group, chosen in zip(parts, _typical(graph, parts, typical), strict=True)
    )
    tied = set(ties.nodes)
    return Communities(
        projection, found, modularity, tuple(node for node in nodes if node not in tied)
    )


class _Ties(NamedTuple):
    """Weighed ties without directions, at most one a pair, sorted.

    Attributes:
        nodes: those that have a tie, in id order.
        first: place in `nodes` of the end whose id is smaller.
        second: place of the other end.
        weights: of the ties.
    """

    nodes: Sequence[EntityId]
    first: _Places
    second: _Places
    weights: _Weights


def _leiden(ties: _Ties, resolution: float, seed: int) -> tuple[float, _Places]:
    """The modularity, and the number of each node's community."""
    import graspologic_native

    names = list(map(str, ties.nodes))
    edges = [
        (names[one], names[other], weight)
        for one, other, weight in zip(
            ties.first.tolist(), ties.second.tolist(), ties.weights.tolist(), strict=True
        )
    ]
    modularity, homes = graspologic_native.leiden(
        edges, resolution=resolution, iterations=_ROUNDS, seed=seed
    )
    return float(modularity), np.array([homes[name] for name in names], dtype=np.int64)


def _network(graph: KnowledgeGraph, projection: str) -> tuple[Sequence[EntityId], _Ties]:
    """All nodes of a projection, and its ties."""
    if projection == "papers-by-method":
        by_method = papers_by_method(graph, versions=False)
        groups = [papers for node, papers in by_method.items() if is_named(graph, node)]
        return sorted(graph.papers), _shared(groups)
    if projection == "methods-by-paper":
        methods = sorted(node for node in graph.entities if node.kind is Kind.METHOD)
        return [node for node in methods if is_named(graph, node)], _shared(_used_methods(graph))
    found = project(graph, projection)
    everything = projection != "papers-methods"
    nodes = [
        node
        for node in found.nodes
        if everything or node.kind is Kind.PAPER or is_named(graph, node)
    ]
    kept = set(nodes)
    weights: defaultdict[tuple[EntityId, EntityId], float] = defaultdict(float)
    for tie in found.ties:
        if tie.source in kept and tie.target in kept:
            weights[min(tie.source, tie.target), max(tie.source, tie.target)] += tie.weight
    return nodes, _tied(dict(sorted(weights.items())))


def _tied(weights: Mapping[tuple[EntityId, EntityId], float]) -> _Ties:
    nodes = sorted({end for ends in weights for end in ends})
    at = {node: place for place, node in enumerate(nodes)}
    ends = np.array([(at[one], at[other]) for one, other in weights], dtype=np.int64)
    first, second = ends.reshape(-1, 2).T
    return _Ties(nodes, first, second, np.array(list(weights.values())))


def _used_methods(graph: KnowledgeGraph) -> Iterable[frozenset[EntityId]]:
    """The named methods of each paper that has some."""
    by_paper: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in graph.claims:
        used = claim.relation in BUILDS_ON and claim.target.kind is Kind.METHOD
        if used and is_named(graph, claim.target):
            by_paper[claim.paper].add(claim.target)
    return [frozenset(methods) for _, methods in sorted(by_paper.items())]


def _shared(groups: Iterable[frozenset[EntityId]]) -> _Ties:
    """Ties between all members of each group, by Newman's weights."""
    several = [sorted(group) for group in groups if len(group) > 1]
    nodes = sorted({node for group in several for node in group})
    at = {node: place for place, node in enumerate(nodes)}
    rows = np.array([at[node] for group in several for node in group], dtype=np.int64)
    sizes = np.array([len(group) for group in several], dtype=np.int64)
    columns = np.repeat(np.arange(len(several)), sizes)
    shape = (len(nodes), len(several))
    within = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    weighed = csr_array((np.repeat(1.0 / (sizes - 1), sizes), (rows, columns)), shape=shape)
    product = triu(weighed @ within.T, k=1).tocsr()
    product.sort_indices()
    pairs = product.tocoo()
    return _Ties(nodes, pairs.row.astype(np.int64), pairs.col.astype(np.int64), pairs.data)


def _strengths(ties: _Ties, homes: _Places) -> Mapping[EntityId, float]:
    """What the ties of each node within its community weigh."""
    inside = homes[ties.first] == homes[ties.second]
    found = np.zeros(len(ties.nodes))
    for ends in (ties.first, ties.second):
        found += np.bincount(ends[inside], ties.weights[inside], minlength=len(found))
    return dict(zip(ties.nodes, found.tolist(), strict=True))


def _typical(
    graph: KnowledgeGraph,
    groups: Sequence[Sequence[EntityId]],
    count: int,
) -> list[tuple[Typical, ...]]:
    home = {node: number for number, group in enumerate(groups) for node in group}
    if any(node.kind is Kind.PAPER for node in home):
        candidates = _worked_on(graph, home)
    else:
        candidates = _most_worked_on(graph, home)
    found: list[list[Typical]] = [[] for _ in groups]
    for number, one in candidates:
        found[number].append(one)
    return [
        tuple(sorted(each, key=lambda one: (not is_named(graph, one.id), -one.score, one.id)))[
            :count
        ]
        for each in found
    ]


def _worked_on(
    graph: KnowledgeGraph, home: Mapping[EntityId, int]
) -> Iterator[tuple[int, Typical]]:
    sizes = Counter(number for node, number in home.items() if node.kind is Kind.PAPER)
    total = sizes.total()
    for method, papers in papers_by_method(graph, versions=False).items():
        homes = Counter(home[paper] for paper in papers if paper in home)
        for number, inside in homes.items():
            score = log_likelihood(inside, homes.total(), sizes[number], total)
            if score > 0:
                yield number, Typical(method, graph.label(method), inside, score)


def _most_worked_on(
    graph: KnowledgeGraph, home: Mapping[EntityId, int]
) -> Iterator[tuple[int, Typical]]:
    by_method = papers_by_method(graph, versions=False)
    for method, number in home.items():
        papers = len(by_method.get(method, ()))
        yield number, Typical(method, graph.label(method), papers, float(papers))
