"""Free room between what is placed already, for nodes that come late."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

__all__ = ["fill_gaps"]

_Points = npt.NDArray[np.float64]

#: Degrees between two steps of a spiral that leaves no direction out.
_GOLDEN_ANGLE = np.pi * (3 - 5**0.5)
#: Steps of the spiral that are looked at together.
_STEPS = 256


def fill_gaps(taken: _Points, wanted: Iterable[tuple[float, float]], distance: float) -> _Points:
    """A place for each wanted one, as near to it as there is room.

    Args:
        taken: places that stay as they are, a row each.
        wanted: where the others would best be; the first is served first.
        distance: that each new place keeps from all others.

    Returns:
        The places, in the order of `wanted`.

    >>> fill_gaps(np.array([[0.0, 0.0]]), [(9.0, 0.0), (9.0, 0.0)], 5.0).round(1).tolist()
    [[9.0, 0.0], [12.8, -3.7]]
    """
    fixed = cKDTree(taken) if len(taken) else None
    new: list[_Points] = []
    for place in wanted:
        new.append(_nearest_gap(np.array(place), fixed, np.array(new), distance))
    return np.array(new).reshape(-1, 2)


def _nearest_gap(wanted: _Points, fixed: cKDTree | None, new: _Points, distance: float) -> _Points:
    first = 0
    while True:
        spots = wanted + _spiral(first, distance / 4)
        free = np.full(len(spots), True)
        if fixed is not None:
            free &= fixed.query(spots)[0] >= distance
        if len(new):
            free &= cKDTree(new).query(spots)[0] >= distance
        if free.any():
            found: _Points = spots[int(free.argmax())]
            return found
        first += _STEPS


def _spiral(first: int, step: float) -> _Points:
    """The next steps of a spiral, from the middle outwards, `step` apart or so."""
    number = np.arange(first, first + _STEPS)
    radius, angle = step * np.sqrt(number), number * _GOLDEN_ANGLE
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
