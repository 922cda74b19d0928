"""The most central nodes as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papergraph.analysis.centrality import centrality as ranking
from papergraph.analysis.centrality import scope_of
from papergraph.errors import MissingDataError
from papergraph.export.palette import Mark, mark_of_entity, mark_of_paper
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind
from papergraph.plot.canvas import (
    INK,
    MUTED,
    Margins,
    framed_axes,
    new_figure,
    our_style,
    text_width,
    written,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["centrality"]

_WIDTH, _BAR, _SIZE = 640.0, 21.0, 9.0
_LABEL_ROOM = 280.0

#: Opacity where the picture fills with its background.
_PALE_BAR = 0.45


def centrality(
    graph: KnowledgeGraph,
    kind: str = "paper",
    measure: str = "pagerank",
    *,
    limit: int = 20,
    generic: bool = False,
    **options: Any,  # noqa: ANN401 - those of `centrality`
) -> Figure:
    """The most central nodes of a kind, the best at the top.

    Args:
        graph: whose nodes.
        kind: as of `papergraph.analysis.centrality.centrality`.
        measure: as there.
        limit: bars at the most.
        generic: whether families and fields are shown too.
        options: its other arguments.

    Raises:
        UnknownNameError: as there.
        ValueError: as there.
        MissingDataError: the graph has no node of that kind.
        MissingExtraError: matplotlib is not installed.
    """
    shown = [
        each
        for each in ranking(graph, measure, kind=kind, **options)
        if generic or not graph.is_generic(each.id)
    ][:limit]
    if not shown:
        raise MissingDataError("a plot of centrality", f"nodes of the kind {kind!r}", "none")
    with our_style():
        labels = [written(each.label, _LABEL_ROOM, _SIZE) for each in shown]
        scores = [f"{each.score:.3g}" for each in shown]
        left = max(text_width(label, _SIZE) for label in labels) + 8
        right = max(text_width(score, _SIZE) for score in scores) + 26
        title = f"The most central {'repositories' if kind == 'repository' else kind + 's'}"
        told = f"{measure} {scope_of(kind=kind, **options).removeprefix(kind).strip()}"
        marks = [_mark(graph, each.id) for each in shown]
        pale = sorted({mark.plural for mark in marks if mark is not None and mark.hollow})
        figure = new_figure(_WIDTH, 86 + _BAR * len(shown), title, "; pale: ".join([told, *pale]))
        axes = framed_axes(figure, Margins(left=left, right=right, bottom=0))
        places = range(len(shown))
        colors = [_color(mark) for mark in marks]
        axes.barh(places, [each.score for each in shown], height=0.68, color=colors)
        for place, each, score in zip(places, shown, scores, strict=True):
            axes.annotate(
                score,
                (max(each.score, 0.0), place),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                color=MUTED,
                size=_SIZE,
            )
        axes.set_yticks(places, labels, size=_SIZE, color=INK)
        axes.set_xticks([])
        axes.set_xlim(left=0)
        axes.set_ylim(len(shown) - 0.5, -0.5)
        return figure


def _mark(graph: KnowledgeGraph, node: EntityId) -> Mark | None:
    """The look of a node in the picture, where a page is none."""
    if node.kind is Kind.PAPER:
        return mark_of_paper(graph.papers[node])
    return None if node.kind is Kind.PAGE else mark_of_entity(graph.entities[node])


def _color(mark: Mark | None) -> tuple[str, float]:
    """Colour and opacity of a bar."""
    if mark is None:
        return MUTED, 1.0
    return mark.color, _PALE_BAR if mark.hollow else 1.0
