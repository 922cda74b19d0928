"""Claims as columns of numbers, for what goes through all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
        at: the place of each in `nodes`.
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
        self.at = {node: place for place, node in enumerate(self.nodes)}
        at, size = self.at, len(claims)
        rank = {relation: relation.rank for relation in Relation}
        # Without a line of Python a claim: there are hundreds of thousands.
        self.sources, self.targets, self.ranks = (
            _column(map(number.__getitem__, map(attrgetter(field), claims)), size)
            for field, number in (("paper", at), ("target", at), ("relation", rank))
        )
        introduced = sorted(
            (at[entity], at[paper])
            for entity, found in entities.items()
            for paper in found.introduced_by
        )
        entities_of = _column((entity for entity, _ in introduced), len(introduced))
        # Those that introduce a node are from its start to that of the next.
        self._starts = np.searchsorted(entities_of, np.arange(len(self.nodes) + 1))
        self._introducing = _column((paper for _, paper in introduced), len(introduced))

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


def _column(numbers: Iterable[int], count: int) -> Column:
    return np.fromiter(numbers, dtype=np.int64, count=count)
