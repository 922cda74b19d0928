"""``papergraph plot heatmap``: methods by datasets."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph import plot
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.plot.output import output_option, put

__all__ = ["heatmap"]


@click.command(epilog="Example: papergraph plot heatmap --output heat.svg --graph exports")
@click.option(
    "--methods", type=click.IntRange(min=1), default=15, show_default=True, help="Rows at the most."
)
@click.option(
    "--datasets",
    type=click.IntRange(min=1),
    default=15,
    show_default=True,
    help="Columns at the most.",
)
@graph_option
@output_option
def heatmap(methods: int, datasets: int, folder: Path, output: Path) -> None:
    """Draw how many papers try which method on which dataset."""
    put(plot.heatmap(load(folder), methods=methods, datasets=datasets), output)
