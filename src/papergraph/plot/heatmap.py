"""Methods by datasets as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papergraph.analysis.cross_table import methods_by_datasets
from papergraph.errors import MissingDataError
from papergraph.export.palette import SERIES
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.plot.canvas import (
    INK,
    PALE,
    Margins,
    framed_axes,
    new_figure,
    our_style,
    text_width,
    written,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["heatmap"]

_CELL, _ROW, _SIZE = 34.0, 22.0, 9.0
_LABEL_ROOM = 170.0
_NARROWEST = 440.0

#: Ink is easier to read than white on what is brighter (relative luminance of WCAG).
_BRIGHT = 0.2


def heatmap(graph: KnowledgeGraph, *, methods: int = 15, datasets: int = 15) -> Figure:
    """How many papers try which named method on which named dataset.

    Args:
        graph: whose papers; see `papergraph.analysis.cross_table.methods_by_datasets`.
        methods: rows at the most.
        datasets: columns at the most.

    Raises:
        MissingDataError: no paper does.
        MissingExtraError: matplotlib is not installed.
    """
    table = methods_by_datasets(graph, methods=methods, datasets=datasets)
    if not table.counts:
        raise MissingDataError("a heat map", "papers with a method and a dataset", "none")
    with our_style():
        from matplotlib.colors import LinearSegmentedColormap

        rows = [written(graph.label(one), _LABEL_ROOM, _SIZE) for one in table.methods]
        columns = [written(graph.label(one), _LABEL_ROOM, _SIZE) for one in table.datasets]
        left = max(text_width(label, _SIZE) for label in rows) + 10
        bottom = max(text_width(label, _SIZE) for label in columns) * 0.71 + 14
        inner = _CELL * len(columns)
        width = max(left + inner + 40, _NARROWEST)
        figure = new_figure(
            width,
            76 + bottom + _ROW * len(rows),
            "Methods by datasets",
            "papers that extend, analyze or use the one and are evaluated on the other",
        )
        axes = framed_axes(
            figure, Margins(left=left, right=width - left - inner - 18, bottom=bottom)
        )
        shades = LinearSegmentedColormap.from_list("counts", [PALE, SERIES[0], "#00314F"])
        most = max(map(max, table.counts))
        axes.pcolormesh(
            table.counts, cmap=shades, vmin=0, vmax=most, edgecolors="white", linewidth=1.5
        )
        for row, counts in enumerate(table.counts):
            for column, count in enumerate(counts):
                if count:
                    words = INK if _luminance(shades(count / most)) > _BRIGHT else "white"
                    axes.text(
                        column + 0.5,
                        row + 0.5,
                        str(count),
                        ha="center",
                        va="center_baseline",
                        size=8,
                        color=words,
                    )
        axes.set_yticks([row + 0.5 for row in range(len(rows))], rows, size=_SIZE, color=INK)
        axes.set_xticks(
            [column + 0.5 for column in range(len(columns))],
            columns,
            size=_SIZE,
            color=INK,
            rotation=45,
            ha="right",
            rotation_mode="anchor",
        )
        axes.set_ylim(len(rows), 0)
        return figure


def _luminance(color: tuple[float, float, float, float]) -> float:
    """How bright a colour is, 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color[:3]
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
