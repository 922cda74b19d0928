"""A simple weighted network in the forms that measures ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import rustworkx as rx
from scipy.sparse import csr_array

from papergraph.graph.places import Column
from papergraph.model import EntityId

__all__ = ["Ties"]

_Counts = npt.NDArray[np.float64]

#: Cells of a block of columns that is searched at once: some 64 MB.
_CELLS = 8_000_000


class Ties:
    """Nodes and at most one edge from each to another.

    Attributes:
        nodes: in id order.
        directed: whether an edge has a direction.
        sources: of the edges, by the place in `nodes`; of an undirected network each way.
        targets: in the same order, that of both ends.
        amounts: what the edges weigh, in the same order.
    """

    def __init__(
        self,
        nodes: Sequence[EntityId],
        sources: Column | Sequence[int],
        targets: Column | Sequence[int],
        weights: Sequence[float] | None = None,
        *,
        directed: bool = True,
    ) -> None:
        """Edges between places in `nodes`, repeated ones summed; by default each weighs 1."""
        self.nodes = list(nodes)
        self.directed = directed
        size = max(len(self.nodes), 1)
        ends = np.array([sources, targets], dtype=np.int64)
        if not directed:
            ends = np.concatenate([ends, ends[::-1]], axis=1)
        keys = ends[0] * size + ends[1]
        if weights is None:
            keys.sort()
            pairs = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
            self.amounts: _Counts = np.ones(len(pairs))
        else:
            pairs, inverse = np.unique(keys, return_inverse=True)
            every = np.tile(np.array(weights, dtype=np.float64), 1 if directed else 2)
            summed = np.bincount(inverse, weights=every, minlength=len(pairs))
            self.amounts = summed.astype(np.float64)
        self.sources, self.targets = np.divmod(pairs, size)

    @classmethod
    def of(
        cls,
        nodes: Sequence[EntityId],
        edges: Mapping[tuple[EntityId, EntityId], float],
        *,
        directed: bool = True,
    ) -> Ties:
        """Edges by their ends, and what each weighs."""
        at = {node: place for place, node in enumerate(nodes)}
        sources = [at[source] for source, _ in edges]
        targets = [at[target] for _, target in edges]
        return cls(nodes, sources, targets, list(edges.values()), directed=directed)

    @cached_property
    def at(self) -> dict[EntityId, int]:
        """The place of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def edges(self) -> list[tuple[int, int, float]]:
        """Places of the ends, and the weight."""
        columns = (self.sources.tolist(), self.targets.tolist(), self.amounts.tolist())
        return list(zip(*columns, strict=True))

    @cached_property
    def arrows(self) -> rx.PyDiGraph[EntityId, float]:
        """With directions."""
        arrows: rx.PyDiGraph[EntityId, float] = rx.PyDiGraph()
        arrows.add_nodes_from(self.nodes)
        arrows.add_edges_from(self.edges)
        return arrows

    @cached_property
    def ways(self) -> rx.PyGraph[EntityId, float]:
        """Without directions; of an edge there and one back, the weightier."""
        weights: defaultdict[tuple[int, int], float] = defaultdict(float)
        for a, b, weight in self.edges:
            if a < b or (self.directed and a != b):
                ends = min(a, b), max(a, b)
                weights[ends] = max(weights[ends], weight)
        ways: rx.PyGraph[EntityId, float] = rx.PyGraph(multigraph=False)
        ways.add_nodes_from(self.nodes)
        ways.add_edges_from([(a, b, weight) for (a, b), weight in sorted(weights.items())])
        return ways

    @cached_property
    def weights(self) -> csr_array:
        """`arrows` as a matrix: rows are sources, columns targets."""
        size = len(self.nodes)
        ends = np.cumsum(np.bincount(self.sources, minlength=size))
        starts = np.concatenate([[0], ends])  # edges are sorted by their source
        return csr_array((self.amounts, self.targets, starts), shape=(size, size))

    @cached_property
    def both_weights(self) -> csr_array:
        """`ways` as a symmetric matrix of their weights."""
        found = np.array(self.ways.weighted_edge_list(), dtype=np.float64).reshape(-1, 3)
        one, other = found[:, :2].astype(np.int64).T
        size = len(self.nodes)
        half = csr_array((found[:, 2], (one, other)), shape=(size, size))
        return half + half.T

    @cached_property
    def steps(self) -> csr_array:
        """`ways` as a symmetric matrix of 0 and 1."""
        ends = np.array(self.ways.edge_list(), dtype=np.int64).reshape(-1, 2)
        rows, columns = np.concatenate([ends, ends[:, ::-1]]).T
        size = len(self.nodes)
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))

    def levels(self, sources: Sequence[int]) -> Iterator[tuple[slice, list[_Counts]]]:
        """Breadth-first search without directions, from some sources at a time.

        Yields:
            Which of the sources, and for each number of steps, from 0 on, how many shortest
            paths lead to each node (row) from each of them (column); 0 where it is not so far.
        """
        size = len(self.nodes)
        width = max(1, _CELLS // max(size, 1))
        for start in range(0, len(sources), width):
            some = sources[start : start + width]
            rim = np.zeros((size, len(some)))
            rim[some, np.arange(len(some))] = 1.0
            seen = rim > 0
            found = []
            while rim.any():
                found.append(rim)
                rim = np.where(seen, 0.0, self.steps @ rim)
                seen |= rim > 0
            yield slice(start, start + len(some)), found

    def reach(self) -> Iterator[tuple[slice, list[_Counts]]]:
        """Breadth-first search without directions, from some nodes at a time.

        Yields:
            Which of the nodes, and for each number of steps, from 1 on, how many others are so
            far from each of them.
        """
        size = len(self.nodes)
        width = max(1, _CELLS // max(size, 1))
        steps = self.steps.astype(np.float32)
        for start in range(0, size, width):
            some = np.arange(start, min(start + width, size))
            rim = np.zeros((size, len(some)), dtype=np.float32)
            rim[some, some - start] = 1.0
            seen = rim > 0
            found = []
            while True:
                new = (steps @ rim > 0) & ~seen
                count = new.sum(axis=0)
                if not count.any():
                    break
                found.append(count.astype(np.float64))
                seen |= new
                rim = new.astype(np.float32)
            yield slice(start, start + len(some)), found
