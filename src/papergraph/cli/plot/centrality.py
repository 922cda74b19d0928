"""``papergraph plot centrality``: the most central nodes as bars."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph import plot
from papergraph.api import load
from papergraph.cli.centrality_options import (
    generic_option,
    kind_argument,
    measure_option,
    wrong_usage,
)
from papergraph.cli.options import graph_option, limit_option
from papergraph.cli.plot.output import output_option, put
from papergraph.graph.projection import PROJECTIONS

__all__ = ["centrality"]


@click.command(epilog="Example: papergraph plot centrality method --by degree --output top.png")
@kind_argument
@measure_option
@click.option(
    "--projection",
    type=click.Choice(list(PROJECTIONS)),
    help="The network to measure; without it, the whole graph.",
)
@generic_option
@graph_option
@limit_option
@output_option
def centrality(
    kind: str,
    measure: str,
    projection: str | None,
    generic: bool,
    folder: Path,
    limit: int,
    output: Path,
) -> None:
    """Draw the most central papers, methods or other nodes of KIND as bars."""
    graph = load(folder)
    with wrong_usage():
        figure = plot.centrality(
            graph, kind, measure, projection=projection, limit=limit, generic=generic
        )
    put(figure, output)
