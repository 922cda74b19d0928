"""How much more often two things come together than chance would have it."""

from __future__ import annotations

import math

__all__ = ["lift", "log_likelihood"]


def lift(together: int, first: int, second: int, total: int) -> float:
    """How many times as often two things come together as they would by chance.

    The binary logarithm of it is their pointwise mutual information.

    Args:
        together: papers with both, 1 or more.
        first: papers with the one.
        second: papers with the other.
        total: all papers.

    References:
        Church and Hanks, "Word Association Norms, Mutual Information, and Lexicography", 1990.

    >>> lift(4, 8, 5, 100)
    10.0
    """
    return together * total / (first * second)


def log_likelihood(together: int, first: int, second: int, total: int) -> float:
    """How sure it is that two things come together other than by chance; 0 for not at all.

    Twice the logarithm of the likelihood ratio of the table of papers with both, one or
    neither. It is negative where they come together less often than by chance. Unlike lift,
    it does not favour what is rare.

    Args:
        together: papers with both.
        first: papers with the one.
        second: papers with the other.
        total: all papers.

    References:
        Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993.
    """
    cells = (together, first - together, second - together, total - first - second + together)
    sides = (first, total - first, second, total - second)
    surprise = _entropy(cells) - _entropy(sides) + _entropy((total,))
    # Of independent things the terms cancel out but for rounding.
    sign = 1 if together * total >= first * second else -1
    return 2 * max(surprise, 0.0) * sign


def _entropy(counts: tuple[int, ...]) -> float:
    return math.fsum(count * math.log(count) for count in counts if count)
