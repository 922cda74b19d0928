"""``papergraph trends``: methods over time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import click

from papergraph.analysis.bursts import bursts
from papergraph.analysis.co_use import co_use
from papergraph.analysis.method_papers import papers_by_method
from papergraph.analysis.periods import STEPS, Calendar, calendar_of
from papergraph.api import PaperGraph, load
from papergraph.cli.options import format_option, graph_option, limit_option
from papergraph.cli.phrases import count_of
from papergraph.cli.tables import Cell, rows_text
from papergraph.errors import MissingDataError
from papergraph.model import EntityId

__all__ = ["trends"]

_Rows: TypeAlias = tuple[tuple[str, ...], Iterable[tuple[Cell, ...]]]


@click.command(epilog="Example: papergraph trends LoRA --show pairs --graph exports")
@click.argument("name", required=False)
@click.option(
    "--show",
    type=click.Choice(["bursts", "counts", "pairs"]),
    help="When more papers than usual turn to a method; how many do; or which methods are used "
    "together. Counts with NAME, else bursts, are shown without it.",
)
@click.option(
    "--by",
    "step",
    type=click.Choice(STEPS),
    help="Count by month or year; by default what suits the dates.",
)
@graph_option
@limit_option
@format_option
def trends(
    name: str | None, show: str | None, step: str | None, folder: Path, limit: int, form: str
) -> None:
    """Show methods over time: bursts of interest, counts of papers, and pairs used together.

    Counted are listed papers that introduce, extend, analyze or use the method NAME or a version
    of it; in pairs, named methods that one paper extends, analyzes or uses.
    """
    if show == "counts" and name is None:
        raise click.UsageError("counts are of a method: give its NAME")
    graph = load(folder)
    method = None if name is None else graph.find(name)
    chosen = show or ("bursts" if name is None else "counts")
    try:
        calendar = calendar_of(graph, chosen, step)
    except MissingDataError:
        if chosen != "pairs":
            raise
        calendar = None
    if chosen == "pairs":
        columns, rows = _pairs(graph, method, step, limit)
    elif chosen == "bursts":
        columns, rows = _bursts(graph, method, step, limit)
    else:
        assert method is not None
        assert calendar is not None
        columns, rows = _counts(graph, method, calendar, limit)
    printed = list(rows)
    click.echo(rows_text(columns, printed, form, unshown=("id", "first_id", "second_id")), nl=False)
    if not printed:
        click.echo(f"no {chosen}", err=True)
    if calendar is not None and calendar.undated:
        unit = "" if calendar.step == "year" else " with a month"
        left = count_of(calendar.undated, "listed paper")
        click.echo(f"{left} without a date{unit} left out", err=True)


def _bursts(graph: PaperGraph, method: EntityId | None, step: str | None, limit: int) -> _Rows:
    rows = (
        (str(one.id), one.label, one.start, one.end, one.papers, one.share, one.usual, one.weight)
        for one in bursts(graph, method, step=step)[:limit]
    )
    return ("id", "method", "from", "to", "papers", "share", "usual", "weight"), rows


def _counts(graph: PaperGraph, method: EntityId, calendar: Calendar, limit: int) -> _Rows:
    """The last periods, oldest first."""
    papers = papers_by_method(graph).get(method, frozenset())
    try:
        raised = bursts(graph, method, step=calendar.step)
    except MissingDataError:
        raised = []
    counts = calendar.counts(papers)
    rows = (
        (
            period,
            counts[period],
            total,
            counts[period] / total,
            any(burst.start <= period <= burst.end for burst in raised),
        )
        for period, total in list(calendar.totals.items())[-limit:]
    )
    return ("period", "papers", "of", "share", "burst"), rows


def _pairs(graph: PaperGraph, method: EntityId | None, step: str | None, limit: int) -> _Rows:
    rows = (
        (
            str(one.first),
            str(one.second),
            *one.labels,
            one.papers,
            one.lift,
            one.pmi,
            one.score,
            tuple(f"{period}: {count}" for period, count in one.by_period.items()),
        )
        for one in co_use(graph, method, step=step)[:limit]
    )
    columns = ("first_id", "second_id", "method", "with", "papers", "lift", "pmi", "score", "when")
    return columns, rows
