"""``papergraph mainpath``: the line along which a field grew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import click

from papergraph.analysis.descent import Station, oldest_date
from papergraph.analysis.main_path import MainPath, Step, main_path
from papergraph.analysis.method_papers import papers_by_method
from papergraph.api import PaperGraph, load
from papergraph.cli.options import format_option, graph_option
from papergraph.cli.phrases import count_of
from papergraph.cli.tables import Cell, rows_text
from papergraph.model import EntityId, Kind

__all__ = ["mainpath"]


@click.command(epilog="Example: papergraph mainpath --about LoRA --graph exports")
@click.option("--about", metavar="NAME", help="Only what leads to this method or paper and on.")
@click.option(
    "--projection",
    type=click.Choice(["papers", "methods"]),
    default="papers",
    show_default=True,
    help="Papers that build on each other, or methods that are based on each other.",
)
@click.option(
    "--routes",
    type=click.IntRange(min=1),
    help="All ways through so many of the busiest steps, instead of the one main path.",
)
@graph_option
@format_option
def mainpath(
    about: str | None, projection: str, routes: int | None, folder: Path, form: str
) -> None:
    """Show the path from old to new work that most ways of building on each other run along.

    Every row builds on the rows that it names; ways says how many ways lead through that step.
    """
    graph = load(folder)
    middle = None if about is None else _works(graph, about, projection)
    found = main_path(graph, middle, projection=projection, routes=routes or 0)
    rows = list(_rows(graph, found))
    click.echo(rows_text(_COLUMNS, rows, form, unshown=("id",)), nl=False)
    told = f"{count_of(found.ways, 'way')} in the network"
    if found.backward:
        told += f"; {count_of(found.backward, 'step')} against time left out"
    click.echo(told, err=True)


_COLUMNS = ("row", "id", "date", "label", "builds_on", "ways", "via")


def _works(graph: PaperGraph, name: str, projection: str) -> Iterable[EntityId]:
    """The nodes of the network that a name means."""
    if projection == "methods":
        return [graph.find(name)]
    node = graph.node_named(name)
    if node.kind is Kind.PAPER:
        return [node]
    own = graph.entities[node].introduced_by
    return own or sorted(papers_by_method(graph).get(node, ()))


def _rows(graph: PaperGraph, found: MainPath) -> Iterable[tuple[Cell, ...]]:
    place = {station: row for row, station in enumerate(found.stations, start=1)}
    into: defaultdict[Station, list[Step]] = defaultdict(list)
    for step in found.steps:
        into[step.newer].append(step)
    for station in found.stations:
        steps = sorted(into[station], key=lambda step: place[step.older])
        via = sorted({node for step in steps for node in step.via})
        yield (
            place[station],
            tuple(map(str, station)),
            oldest_date(graph, station[0]),
            tuple(" ".join(graph.label(node).split()) for node in station),
            tuple(str(place[step.older]) for step in steps),
            max((step.ways for step in steps), default=None),
            tuple(graph.label(node) for node in via),
        )
