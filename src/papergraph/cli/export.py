"""``papergraph export``: the same graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.export import EXPORTERS, write_whole

__all__ = ["export"]


@click.command(epilog="Example: papergraph export graphml --graph exports --output graph.graphml")
@click.argument("name", metavar="FORMAT", type=click.Choice(sorted(EXPORTERS)))
@graph_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output without it.",
)
def export(name: str, folder: Path, output: Path | None) -> None:
    """Write the graph as FORMAT."""
    text = EXPORTERS[name](load(folder))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
