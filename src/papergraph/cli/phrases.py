"""Pieces of sentences that several commands print."""

from __future__ import annotations

__all__ = ["count_of"]


def count_of(number: int, noun: str) -> str:
    """A number and its noun, which takes a plural s where the number is not one.

    >>> count_of(1, "fault"), count_of(2, "paper")
    ('1 fault', '2 papers')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
