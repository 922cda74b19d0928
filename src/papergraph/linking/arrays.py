"""Columns of numbers."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Floats", "Ints", "any_of_each"]

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]


def any_of_each(flags: Bools, first: Ints) -> Bools:
    """For each stretch, given where it starts, whether a token of it is flagged."""
    if not len(flags):
        return flags
    found: Bools = np.logical_or.reduceat(flags, first)
    return found
