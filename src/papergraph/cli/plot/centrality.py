"""``papergraph plot centrality``: the most central nodes as bars."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph import plot
from papergraph.analysis.measures import MEASURES
from papergraph.api import load
from papergraph.cli.options import graph_option, limit_option
from papergraph.cli.plot.output import output_option, put
from papergraph.errors import PapergraphError
from papergraph.graph.projection import PROJECTIONS
from papergraph.model import Kind

__all__ = ["centrality"]


@click.command(epilog="Example: papergraph plot centrality method --by degree --output top.png")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option(
    "--by",
    "measure",
    type=click.Choice(list(MEASURES)),
    default="pagerank",
    show_default=True,
    help="What makes a node central.",
)
@click.option(
    "--projection",
    type=click.Choice(list(PROJECTIONS)),
    help="The network to measure; without it, the whole graph.",
)
@click.option("--generic", is_flag=True, help="Also families and fields, such as pre-training.")
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
    try:
        figure = plot.centrality(
            graph, kind, measure, projection=projection, limit=limit, generic=generic
        )
    except PapergraphError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    put(figure, output)
