"""Boxes side by side on a page that is wider than high."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Box", "pack"]

#: Width of the packed page over its height, as of most screens.
_ASPECT = 1.5


class Box(NamedTuple):
    """A piece of the picture.

    Attributes:
        points: a row a node, within the box.
        size: width and height.
    """

    points: npt.NDArray[np.float64]
    size: tuple[float, float]


def pack(sizes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Top left corners for boxes of these sizes, in their order, so that none overlap.

    The first box, which should be the largest, stands alone on the left where the others
    fit beside it; the others fill columns to its right, and what is left goes into rows.

    >>> pack([(300, 200), (50, 50), (50, 50)])
    [(0.0, 0.0), (300.0, 0.0), (300.0, 50.0)]
    """
    if not sizes:
        return []
    area = sum(width * height for width, height in sizes)
    height = max(sizes[0][1], (area / _ASPECT) ** 0.5)
    corners = [(0.0, 0.0)]
    left, top, column = float(sizes[0][0]), 0.0, 0.0
    for box_width, box_height in sizes[1:]:
        if top > 0 and top + box_height > height:
            left, top, column = left + column, 0.0, 0.0
        corners.append((left, top))
        top += box_height
        column = max(column, box_width)
    return corners
