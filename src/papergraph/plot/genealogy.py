"""The family tree of a method, drawn from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papergraph.analysis.lineage import Branch, Lineage, foremost, lineage
from papergraph.export.palette import mark_of_entity
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId
from papergraph.plot.canvas import (
    INK,
    LINE,
    MUTED,
    bare_axes,
    new_figure,
    our_style,
    text_width,
    written,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["genealogy"]

#: In points.
_ROW, _BOX, _GAP, _PAD, _EDGE, _HEAD = 26.0, 19.0, 46.0, 7.0, 18.0, 66.0
_SIZE, _YEAR_SIZE, _LABEL_ROOM = 9.0, 7.5, 190.0
_NARROWEST = 440.0


@dataclass(slots=True)
class _Box:
    """A method of the tree with its place.

    Attributes:
        node: the method; ``None`` for "and 3 more".
        label: cut to fit.
        year: or "".
        version: whether it is a version of what it hangs on.
        more: whether methods beyond the depth, or drawn elsewhere, hang on it.
        children: farther from the root.
        column: steps from the root; ancestors count down from 0.
        row: 0 for the topmost.
    """

    node: EntityId | None
    label: str
    year: str
    version: bool
    more: bool
    children: list[_Box]
    column: int
    row: float = 0.0

    @property
    def width(self) -> float:
        """In points."""
        words = text_width(self.label, _SIZE)
        year = text_width(self.year, _YEAR_SIZE) + 5 if self.year else 0.0
        return words + year + 2 * _PAD

    def walk(self) -> Iterator[_Box]:
        """Itself and all below."""
        yield self
        for child in self.children:
            yield from child.walk()


def genealogy(
    graph: KnowledgeGraph, method: EntityId, *, depth: int = 2, limit: int = 12
) -> Figure:
    """What a method is based on to its left, what is based on it to its right.

    Versions hang on dashed lines. A method that descends in several ways is drawn at each, with
    what hangs on it only where the steps are fewest; see `papergraph.analysis.lineage.lineage`.

    Args:
        graph: where to look.
        method: the root.
        depth: steps to each side at the most, 1 or more.
        limit: methods that hang on one, at the most: those that most papers are on. How many
            more there are is told.

    Raises:
        ValueError: `depth` is below 1.
        MissingExtraError: matplotlib is not installed.
    """
    found = lineage(graph, method, depth=depth)
    with our_style():
        left = _root(found, found.ancestors, -1, limit)
        right = _root(found, found.descendants, 1, limit)
        rows = max(_placed(left), _placed(right))
        for side in (left, right):
            shift = (rows - 1) / 2 - side.row
            for box in side.walk():
                box.row += shift
        _inside(left, rows)
        _inside(right, rows)
        columns = _columns([*left.walk(), *right.walk()])
        width = max(max(x + wide for x, wide in columns.values()) + _EDGE, _NARROWEST)
        told = "left: what it is based on; right: what is based on it; dashed: a version"
        if any(box.more for side in (left, right) for box in side.walk()):
            told += "; …: and on"
        figure = new_figure(
            width, _HEAD + _ROW * rows + _EDGE, f"The lineage of {found.label}", told
        )
        axes = bare_axes(figure)
        for side, sign in ((left, -1), (right, 1)):
            for box in side.walk():
                for child in box.children:
                    _link(axes, columns, box, child, sign)
        for box in [*left.walk(), *list(right.walk())[1:]]:
            _draw(axes, graph, columns, box, is_root=box.node == method and box.column == 0)
        return figure


def _root(found: Lineage, branches: Sequence[Branch], sign: int, limit: int) -> _Box:
    label = written(found.label, _LABEL_ROOM, _SIZE)
    root = _Box(found.id, label, found.year, False, False, [], 0)
    root.children = _boxes(branches, sign, 1, limit)
    return root


def _boxes(branches: Sequence[Branch], sign: int, depth: int, limit: int) -> list[_Box]:
    boxes = [
        _Box(
            node=one.id,
            label=written(one.label, _LABEL_ROOM, _SIZE),
            year=one.year,
            version=one.how == "broader",
            more=one.cut or one.elsewhere,
            children=_boxes(one.branches, sign, depth + 1, limit),
            column=sign * depth,
        )
        for one in foremost(branches, limit)
    ]
    if len(branches) > limit:
        more = f"and {len(branches) - limit} more"
        boxes.append(_Box(None, more, "", False, False, [], sign * depth))
    return boxes


def _placed(root: _Box) -> int:
    """Give every box its row: each leaf one of its own, the others amid theirs; how many."""
    leaves = 0

    def place(box: _Box) -> None:
        nonlocal leaves
        for child in box.children:
            place(child)
        if box.children:
            box.row = (box.children[0].row + box.children[-1].row) / 2
        else:
            box.row = float(leaves)
            leaves += 1

    place(root)
    return leaves


def _inside(root: _Box, rows: int) -> None:
    """Move what hangs on the root so that no row lies outside; the root stays in the middle."""
    below = [box.row for box in list(root.walk())[1:]]
    if not below:
        return
    shift = max(0.0, -min(below)) - max(0.0, max(below) - (rows - 1))
    for box in list(root.walk())[1:]:
        box.row += shift


def _columns(boxes: Sequence[_Box]) -> dict[int, tuple[float, float]]:
    """Left end and width of each column."""
    widths: dict[int, float] = {}
    for box in boxes:
        widths[box.column] = max(widths.get(box.column, 0.0), box.width)
    columns, x = {}, _EDGE
    for column in sorted(widths):
        columns[column] = (x, widths[column])
        x += widths[column] + _GAP
    return columns


def _left_of(columns: dict[int, tuple[float, float]], box: _Box) -> float:
    """Boxes stand at the side of their column that faces the root."""
    x, wide = columns[box.column]
    if box.column < 0:
        return x + wide - box.width
    return x


def _y(box: _Box) -> float:
    return _HEAD + _ROW * (box.row + 0.5)


def _link(
    axes: Axes, columns: dict[int, tuple[float, float]], box: _Box, child: _Box, sign: int
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    start = _left_of(columns, box) + (box.width if sign > 0 else 0.0)
    end = _left_of(columns, child) + (0.0 if sign > 0 else child.width)
    middle = end - sign * _GAP / 2
    points = [(start, _y(box)), (end - sign * _GAP, _y(box)), (middle, _y(box))]
    points += [(middle, _y(child)), (end, _y(child))]
    codes = [Path.MOVETO, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    line = PathPatch(
        Path(points, codes),
        facecolor="none",
        edgecolor=LINE,
        linewidth=1.1,
        linestyle=(0, (3, 2)) if child.version else "solid",
    )
    axes.add_patch(line)


def _draw(
    axes: Axes,
    graph: KnowledgeGraph,
    columns: dict[int, tuple[float, float]],
    box: _Box,
    *,
    is_root: bool,
) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = _left_of(columns, box), _y(box)
    mark = None if box.node is None else mark_of_entity(graph.entities[box.node])
    if mark is not None:
        axes.add_patch(
            FancyBboxPatch(
                (x + 3, y - _BOX / 2 + 3),
                box.width - 6,
                _BOX - 6,
                boxstyle="round,pad=3,rounding_size=4",
                facecolor=mark.color if is_root else "white",
                edgecolor=mark.color,
                linewidth=1.2,
                linestyle="solid" if is_root or not mark.hollow else (0, (2, 1.5)),
            )
        )
    words = "white" if is_root else MUTED if mark is None else INK
    axes.text(x + _PAD, y, box.label, size=_SIZE, color=words, va="center_baseline")
    if box.more:
        beyond = x + box.width + 4 if box.column > 0 else x - 4
        align = "left" if box.column > 0 else "right"
        axes.text(beyond, y, "…", size=_SIZE, color=MUTED, ha=align, va="center_baseline")
    if box.year:
        axes.text(
            x + box.width - _PAD,
            y,
            box.year,
            size=_YEAR_SIZE,
            color="white" if is_root else MUTED,
            ha="right",
            va="center_baseline",
        )
