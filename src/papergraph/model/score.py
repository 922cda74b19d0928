"""A centrality that a graph keeps."""

from __future__ import annotations

from typing import NamedTuple

from papergraph.model.ids import EntityId

__all__ = ["Score"]


class Score(NamedTuple):
    """How central a node is.

    Attributes:
        about: the node; never a page.
        measure: name of the measure ("pagerank").
        scope: what it was computed on, for people ("paper in the whole graph").
        value: more is more central; finite.
    """

    about: EntityId
    measure: str
    scope: str
    value: float
