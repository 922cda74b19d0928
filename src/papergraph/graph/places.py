"""Claims as columns of numbers, for what goes through all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from papergraph.model import Claim, Entity, EntityId, Paper, Relation

__all__ = ["Column", "Places"]

#: Numbers, one a row.
Column: TypeAlias = npt.NDArray[np.int64]


class Places:
    """Where the ends of claims stand among all nodes.

    Attributes:
        nodes: papers and entities in id order.
        sources: the place of each claim's paper, in the order of the claims.
        targets: the place of what it is on.
        ranks: the rank of its relation.
    """

    def __init__(
        self,
        papers: Mapping[EntityId, Paper],
        entities: Mapping[EntityId, Entity],
        claims: Collection[Claim],
    ) -> None:
        self.nodes = sorted([*papers, *entities])
        ends = _Ends(self.nodes)
        # Without a line of Python a claim: there are hundreds of thousands.
        self.sources = ends.places(list(map(attrgetter("paper"), claims)))
        self.targets = ends.places(list(map(attrgetter("target"), claims)))
        rank = {relation: relation.rank for relation in Relation}
        ranks = map(rank.__getitem__, map(attrgetter("relation"), claims))
        self.ranks = _column(ranks, len(claims))
        counts = [len(entity.introduced_by) for entity in entities.values()]
        introduced = np.repeat(ends.places(list(entities)), counts)
        introducing = ends.places(
            [paper for entity in entities.values() for paper in entity.introduced_by]
        )
        order = np.lexsort((introducing, introduced))
        # Those that introduce a node are from its start to that of the next.
        self._starts = np.searchsorted(introduced[order], np.arange(len(self.nodes) + 1))
        self._introducing = introducing[order]

    def of(self, relations: Iterable[Relation]) -> Column:
        """Which claims have one of these relations."""
        ranks = [relation.rank for relation in relations]
        return np.flatnonzero(np.isin(self.ranks, ranks))

    def introducers(self, claims: Column) -> tuple[Column, Column]:
        """Each of some claims with each paper that introduces what it is on, but its own.

        Returns:
            The claims, and the places of the papers.
        """
        targets = self.targets[claims]
        first = self._starts[targets]
        counts = self._starts[targets + 1] - first
        ends = np.cumsum(counts)
        within = np.arange(counts.sum()) - np.repeat(ends - counts, counts)
        papers = self._introducing[np.repeat(first, counts) + within]
        repeated = np.repeat(claims, counts)
        others = self.sources[repeated] != papers
        return repeated[others], papers[others]


class _Ends:
    """The places of nodes, which most claims name by the very values that the graph has."""

    def __init__(self, nodes: Sequence[EntityId]) -> None:
        self._nodes = nodes
        addresses = _column(map(id, nodes), len(nodes))
        self._order = np.argsort(addresses)
        self._addresses = addresses[self._order]

    def places(self, found: Sequence[EntityId]) -> Column:
        """The place of each; ``KeyError`` for what is no node."""
        addresses = _column(map(id, found), len(found))
        near = np.searchsorted(self._addresses, addresses)
        near[near == len(self._nodes)] = 0
        # To compare addresses takes a third of the time of comparing what stands there.
        if found and (not self._nodes or not (self._addresses[near] == addresses).all()):
            return _column(map(self._at.__getitem__, found), len(found))
        return self._order[near]

    @cached_property
    def _at(self) -> dict[EntityId, int]:
        return {node: place for place, node in enumerate(self._nodes)}


def _column(numbers: Iterable[int], count: int) -> Column:
    return np.fromiter(numbers, dtype=np.int64, count=count)
