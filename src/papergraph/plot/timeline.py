"""How many papers turn to a method, over time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from papergraph.analysis.bursts import bursts
from papergraph.analysis.method_papers import papers_by_method
from papergraph.analysis.periods import Calendar, calendar_of, periods_between
from papergraph.errors import MissingDataError
from papergraph.export.palette import SERIES
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId
from papergraph.plot.canvas import (
    FAINT,
    Margins,
    framed_axes,
    new_figure,
    our_style,
    text_width,
    written,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["MOST_METHODS", "timeline"]

#: More lines than colours cannot be told apart.
MOST_METHODS = len(SERIES)

_WIDTH, _HEIGHT, _SIZE = 640.0, 340.0, 9.0
_LABEL_ROOM = 140.0

#: Lines end in shapes of their own: colour alone does not tell them apart.
_MARKERS = ("o", "s", "^", "D", "v", "P")

#: How far beyond their ends labels stand, as a share of the time.
_BESIDE = 0.05

#: Labels of years or months at the most.
_MOST_TICKS = 10


def timeline(
    graph: KnowledgeGraph,
    methods: Sequence[EntityId],
    *,
    step: str | None = None,
    share: bool = False,
) -> Figure:
    """Papers that introduce, extend, analyze or use a method or a version of it, over time.

    One method is drawn as bars, those of its bursts in another colour; several as lines. The
    time runs from the first such paper to the newest listed paper.

    Args:
        graph: whose listed papers; those without a date are left out.
        methods: one to six.
        step: "month" or "year"; see `papergraph.analysis.periods.calendar_of`.
        share: whether shares of all papers of the time are drawn instead of counts.

    Raises:
        UnknownNameError: there is no such step.
        ValueError: no method, or more than six.
        MissingDataError: no dated paper is on any of the methods.
        MissingExtraError: matplotlib is not installed.
    """
    if not 1 <= len(methods) <= MOST_METHODS:
        raise ValueError(f"a timeline has 1 to {MOST_METHODS} methods, got {len(methods)}")
    calendar = calendar_of(graph, "a timeline", step)
    papers = papers_by_method(graph)
    counts = {one: calendar.counts(papers.get(one, frozenset())) for one in methods}
    starts = [period for found in counts.values() for period, count in found.items() if count]
    if not starts:
        names = " or ".join(graph.label(one) for one in methods)
        raise MissingDataError("a timeline", f"dated papers on {names}", "none")
    periods = list(periods_between(min(starts), max(calendar.totals)))
    heights = {one: _heights(found, calendar, periods, share) for one, found in counts.items()}
    with our_style():
        ends = [written(graph.label(one), _LABEL_ROOM, _SIZE) for one in methods]
        several = len(methods) > 1
        right = max(text_width(label, _SIZE) for label in ends) + 46 if several else 18.0
        on_them = {paper for one in methods for paper in papers.get(one, ())}
        subtitle = _subtitle(calendar, on_them, several, share)
        figure = new_figure(_WIDTH, _HEIGHT, _title(graph, methods), subtitle)
        axes = framed_axes(figure, Margins(left=26, right=right, bottom=14))
        if several:
            _lines(axes, list(heights.values()), ends)
        else:
            raised = _raised(graph, methods[0], calendar)
            _bars(axes, heights[methods[0]], [period in raised for period in periods])
        _time_axis(axes, periods)
        axes.yaxis.grid(visible=True, color=FAINT, linewidth=0.8)
        _value_axis(axes, share)
        return figure


def _heights(
    counts: Mapping[str, int], calendar: Calendar, periods: Sequence[str], share: bool
) -> list[float]:
    found = [float(counts.get(period, 0)) for period in periods]
    if not share:
        return found
    totals = [calendar.totals.get(period, 0) for period in periods]
    return [count / total if total else 0.0 for count, total in zip(found, totals, strict=True)]


def _title(graph: KnowledgeGraph, methods: Sequence[EntityId]) -> str:
    *rest, last = [" ".join(graph.label(one).split()) for one in methods]
    names = f"{', '.join(rest)} and {last}" if rest else last
    return f"Papers on {names}"


def _subtitle(calendar: Calendar, papers: Collection[EntityId], several: bool, share: bool) -> str:
    what = f"share of the papers of each {calendar.step}" if share else f"papers a {calendar.step}"
    each = "them" if several else "it"
    dated = sum(paper in calendar.of for paper in papers)
    told = (
        f"{what} that introduce, extend, analyze or use {each}: {dated:,} of {len(calendar.of):,}"
    )
    return f"{told}; {calendar.undated:,} without a date left out" if calendar.undated else told


def _raised(graph: KnowledgeGraph, method: EntityId, calendar: Calendar) -> set[str]:
    try:
        found = bursts(graph, method, step=calendar.step)
    except MissingDataError:
        return set()
    return {period for one in found for period in periods_between(one.start, one.end)}


def _bars(axes: Axes, heights: Sequence[float], raised: Sequence[bool]) -> None:
    colors = [SERIES[1] if up else SERIES[0] for up in raised]
    axes.bar(range(len(heights)), heights, width=0.72, color=colors)
    for up, run in groupby(range(len(heights)), key=lambda place: raised[place]):
        if up:
            highest = max(run, key=lambda place: heights[place])
            axes.annotate(
                "burst",
                (highest, heights[highest]),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                color=SERIES[1],
                size=_SIZE,
            )
    axes.set_ylim(0, max(heights) * 1.12)


def _lines(axes: Axes, series: Sequence[Sequence[float]], labels: Sequence[str]) -> None:
    last = len(series[0]) - 1
    top = max(map(max, series)) * 1.08
    axes.set_ylim(0, top)
    # A label beside the end of its line; where labels would meet, a thin line leads to it.
    beside = last + _BESIDE * (last + 1)
    places = _apart([heights[-1] / top for heights in series])
    for place, heights, label, color, marker in zip(
        places, series, labels, SERIES, _MARKERS, strict=False
    ):
        end = place * top
        way = ([last, beside], [heights[-1], end])
        axes.plot(heights, color=color, linewidth=2, solid_capstyle="round")
        axes.plot(*way, color=color, linewidth=0.8, clip_on=False)
        axes.plot(*way, marker, markersize=5, color=color, clip_on=False)
        axes.annotate(
            label,
            (beside, end),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            size=_SIZE,
            annotation_clip=False,
        )


def _apart(places: Sequence[float], gap: float = 0.055) -> list[float]:
    """Places moved so far that labels at them do not meet; shares of the height."""
    order = sorted(range(len(places)), key=lambda one: (places[one], one))
    moved = list(places)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    excess = max(moved) - 1.0
    return [place - excess for place in moved] if excess > 0 else moved


def _time_axis(axes: Axes, periods: Sequence[str]) -> None:
    every = -(-len(periods) // _MOST_TICKS)
    ticks = range(0, len(periods), every)
    axes.set_xticks(list(ticks), [periods[tick] for tick in ticks], size=_SIZE)
    axes.set_xlim(-0.6, len(periods) - 0.4)


def _value_axis(axes: Axes, share: bool) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(5, integer=not share))
    if share:
        axes.yaxis.set_major_formatter(
            FuncFormatter(lambda value, _: f"{round(100 * value, 6):g}%")
        )
