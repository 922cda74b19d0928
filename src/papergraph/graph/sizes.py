"""How large a node is drawn after how central it is."""

from __future__ import annotations

from collections.abc import Iterable

from papergraph.graph.names import known_name
from papergraph.model import EntityId, Kind, Score

__all__ = ["sizes_by"]


def sizes_by(scores: Iterable[Score], measure: str) -> dict[EntityId, float]:
    """Sizes from 0 to 1: the root of a score's share of the highest of its kind.

    A node with scores in several scopes gets that of the scope whose name comes last.

    Raises:
        UnknownNameError: there is no score of that measure.
    """
    known = sorted(scores)
    known_name("score", measure, sorted({one.measure for one in known}))
    found = {one.about: one.value for one in known if one.measure == measure}
    highest: dict[Kind, float] = {}
    for node, value in found.items():
        highest[node.kind] = max(highest.get(node.kind, 0.0), value)
    return {
        node: (max(value, 0.0) / highest[node.kind]) ** 0.5 if highest[node.kind] else 0.0
        for node, value in found.items()
    }
