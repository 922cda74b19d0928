"""Places for the nodes of a picture, computed before it is opened.

Four steps: a spring layout in which ties within a community pull harder than ties
between communities; a push that moves apart what lies too close; a packing that sets
the connected components side by side, largest first, rather than in a ring of dust; and
tasks put where there is room amid their papers. Tasks pull nothing: every other paper has
one of a few, and all components would be one.
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import numpy.typing as npt
import rustworkx as rx
from scipy.spatial import cKDTree

from papergraph.analysis.gaps import fill_gaps
from papergraph.analysis.packing import Box, pack
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind, Relation

__all__ = ["MIN_DISTANCE", "positions"]

#: No two nodes end up closer than this, in canvas units (a node is 12 to 60 wide).
MIN_DISTANCE = 72.0

#: Canvas units a node gets on each side of a square, before the push: room for its label.
_ROOM = 130.0
#: Empty space around a component, so that the eye takes it for one thing.
_MARGIN = 90.0
#: The box of a node without neighbours: flat, as its label is.
_SINGLE = (150.0, 76.0)
#: A tie within a community pulls this many times as hard as one that leaves it.
_COHESION = 12.0
#: Rounds of the springs for a small component; a large one gets fewer, its cost a round
#: being the square of its nodes. 3,000 nodes take some four seconds.
_ROUNDS = (15, 300)
_PUSHES = 60

#: How hard a claim pulls: background hardly places a paper, its own method does.
_PULL = {
    Relation.INTRODUCES: 3.0,
    Relation.EXTENDS: 2.0,
    Relation.ANALYZES: 1.5,
    Relation.USES: 1.0,
    Relation.EVALUATES_ON: 0.6,
    Relation.COMPARES_WITH: 0.5,
    Relation.MENTIONS: 0.3,
    Relation.HAS_REPOSITORY: 3.0,
}

_Points = npt.NDArray[np.float64]


def positions(graph: KnowledgeGraph, *, seed: int = 0) -> dict[EntityId, tuple[float, float]]:
    """Place every paper and entity but project pages, which are no nodes.

    Equal graphs get equal places. Nodes lie at least `MIN_DISTANCE` apart.

    Args:
        graph: its claims, introductions and broader entities pull nodes together.
        seed: of the communities and of the first places.

    Returns:
        Canvas units by node, in id order, one decimal, around (0, 0); y grows downwards.
    """
    apart = (Kind.PAGE, Kind.TASK)
    nodes = sorted([*graph.papers, *(e for e in graph.entities if e.kind not in apart)])
    ties = _ties(graph, nodes)
    # In number order: networkx walks sets, and those of small integers have a fixed order.
    components = sorted((sorted(found) for found in nx.connected_components(ties)), key=_largest)
    boxes = [_place(ties.subgraph(members), seed) for members in components]
    places = np.zeros((len(nodes), 2))
    for members, box, corner in zip(components, boxes, pack([b.size for b in boxes]), strict=True):
        places[members] = box.points + np.array(corner)
    if len(nodes):
        places -= (places.min(axis=0) + places.max(axis=0)) / 2
    tasks = sorted(entity for entity in graph.entities if entity.kind is Kind.TASK)
    wanted = _amid(graph, tasks, dict(zip(nodes, places, strict=True)))
    late = fill_gaps(places, wanted, MIN_DISTANCE * 1.01)  # so that rounding keeps the promise
    together = dict(zip([*nodes, *tasks], [*places, *late], strict=True))
    return {
        node: (round(float(x), 1), round(float(y), 1))
        for node, (x, y) in sorted(together.items(), key=lambda item: item[0])
    }


def _amid(
    graph: KnowledgeGraph, tasks: list[EntityId], places: dict[EntityId, _Points]
) -> list[tuple[float, float]]:
    """The middle of the papers that address each task, or one that is a kind of it."""
    around: dict[EntityId, list[_Points]] = {task: [] for task in tasks}
    for claim in graph.claims:
        task: EntityId | None = claim.target
        seen: set[EntityId] = set()
        while task in around and task not in seen:
            seen.add(task)
            around[task].append(places[claim.paper])
            task = graph.entities[task].broader
    middles = (np.mean(near, axis=0) if near else np.zeros(2) for near in around.values())
    return [(float(x), float(y)) for x, y in middles]


def _largest(members: list[int]) -> tuple[int, int]:
    return (-len(members), members[0])


def _ties(graph: KnowledgeGraph, nodes: list[EntityId]) -> nx.Graph[int]:
    number = {node: index for index, node in enumerate(nodes)}
    ties: nx.Graph[int] = nx.Graph()
    ties.add_nodes_from(range(len(nodes)))
    for one, other, pull in _pulls(graph):
        if one in number and other in number and one != other:
            before = ties.get_edge_data(number[one], number[other], {"weight": 0.0})["weight"]
            ties.add_edge(number[one], number[other], weight=max(before, pull))
    return ties


def _pulls(graph: KnowledgeGraph) -> Iterator[tuple[EntityId, EntityId, float]]:
    for claim in graph.claims:
        if claim.relation in _PULL:
            yield claim.paper, claim.target, _PULL[claim.relation]
    for entity in graph.entities.values():
        for paper in entity.introduced_by:
            yield paper, entity.id, _PULL[Relation.INTRODUCES]
        if entity.broader is not None:
            yield entity.id, entity.broader, 1.0


def _place(ties: nx.Graph[int], seed: int) -> Box:
    """Lay out one connected component; its box begins at (0, 0)."""
    members = sorted(ties)
    if len(members) == 1:
        return Box(np.array([[_SINGLE[0] / 2, _SINGLE[1] / 2]]), _SINGLE)
    points = _landscape(_springs(ties, members, seed))
    side = _ROOM * len(members) ** 0.5
    points *= side / max(float(np.ptp(points, axis=0).max()), 1e-9)
    points = _push_apart(points)
    points -= points.min(axis=0) - _MARGIN / 2
    width, height = points.max(axis=0) + _MARGIN / 2
    return Box(points, (float(width), float(height)))


def _springs(ties: nx.Graph[int], members: list[int], seed: int) -> _Points:
    communities = nx.community.louvain_communities(ties, seed=seed)
    home = {node: index for index, found in enumerate(communities) for node in found}
    local = {node: index for index, node in enumerate(members)}
    springs: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    springs.add_nodes_from(members)
    pull: float
    for one, other, pull in sorted(ties.edges(data="weight")):
        strength = pull * (_COHESION if home[one] == home[other] else 1.0)
        springs.add_edge(local[one], local[other], strength / _COHESION)
    rounds = int(np.clip(120_000 / len(members), *_ROUNDS))
    places = rx.spring_layout(springs, weight_fn=float, num_iter=rounds, seed=seed)
    return np.array([places[index] for index in range(len(members))])


def _landscape(points: _Points) -> _Points:
    """Turn the longest axis into the horizontal: screens are wider than high."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # The signs that svd picks are free: fix them, so that no mirror image comes out.
    axes *= np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
    turned: _Points = centred @ axes.T
    return turned


def _push_apart(points: _Points) -> _Points:
    """Move every two nodes that lie closer than `MIN_DISTANCE` away from each other."""
    goal = MIN_DISTANCE * 1.1  # beyond the promise, so that rounding keeps it
    angle = np.arange(len(points)) * 2.4
    points = points + np.column_stack((np.cos(angle), np.sin(angle))) * 1e-3  # none on another
    for _ in range(_PUSHES):
        pairs = cKDTree(points).query_pairs(goal * 0.999, output_type="ndarray")
        if not len(pairs):
            break
        one, other = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
        apart = points[one] - points[other]
        length = np.linalg.norm(apart, axis=1, keepdims=True)
        step = apart / length * (goal - length) * 0.5
        np.add.at(points, one, step)
        np.add.at(points, other, -step)
    nearest = cKDTree(points).query(points, k=2)[0][:, 1].min()
    settled: _Points = points * max(1.0, goal * 0.98 / nearest)  # where pushing did not do
    return settled
