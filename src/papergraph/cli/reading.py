"""``papergraph reading``: what to read first."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.analysis.reading_order import reading_order
from papergraph.api import load
from papergraph.cli.options import format_option, graph_option, limit_option
from papergraph.cli.phrases import count_of
from papergraph.cli.tables import rows_text
from papergraph.errors import UnknownNameError
from papergraph.model import Kind

__all__ = ["reading"]


@click.command(epilog="Example: papergraph reading QLoRA --graph exports")
@click.argument("name")
@graph_option
@limit_option
@format_option
def reading(name: str, folder: Path, limit: int, form: str) -> None:
    """List what to read first for the method or paper NAME: what others build on comes first.

    Steps below 0 are what it rests on, 0 is where it comes from, above 0 is what extends or
    analyzes it.
    """
    graph = load(folder)
    try:
        node = graph.find(name, Kind.METHOD)
    except UnknownNameError as error:
        try:
            node = graph.find_paper(name)
        except UnknownNameError:
            raise error from None
    found = reading_order(graph, node, limit=limit)
    rows = (
        (
            place,
            str(one.id),
            one.steps,
            one.issued,
            one.label,
            tuple(graph.label(method) for method in one.gives),
            one.score,
        )
        for place, one in enumerate(found.papers, start=1)
    )
    columns = ("place", "id", "steps", "date", "title", "gives", "score")
    click.echo(rows_text(columns, rows, form, unshown=("id", "score")), nl=False)
    for group in found.circular:
        titles = ", ".join(f"'{' '.join(graph.label(paper).split())}'" for paper in group)
        click.echo(f"these build on each other, the older first: {titles}", err=True)
    if found.left_out:
        click.echo(f"{count_of(found.left_out, 'further paper')} of the lineage", err=True)
