"""A stretch of a text."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """Half-open ``[start, end)``, in code points of a verbatim text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch of `text` that the span covers.

        >>> Span(3, 7).of("my LoRA")
        'LoRA'
        """
        return text[self.start : self.end]
