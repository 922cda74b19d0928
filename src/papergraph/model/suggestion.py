"""A decision that a user may take."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from papergraph.model.ids import EntityId, Kind

__all__ = ["Suggestion", "Verdict"]


class Verdict(StrEnum):
    """Whether two are one."""

    SAME = "same"
    DIFFERENT = "different"


class Suggestion(NamedTuple):
    """What may be one thing or two; a row of ``merges.tsv``.

    Attributes:
        verdict: what seems likelier than what the graph has.
        first: a node.
        second: the node that it may be, or the paper that may have another thing of that name.
        confidence: 0 to 1.
        reason: in words.
    """

    verdict: Verdict
    first: EntityId
    second: EntityId
    confidence: float
    reason: str

    @property
    def sort_key(self) -> tuple[Kind, float, Suggestion]:
        """By kind, then the surest first."""
        return (self.first.kind, -self.confidence, self)
