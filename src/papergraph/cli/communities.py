"""``papergraph communities``: what belongs together."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.analysis.communities import Communities
from papergraph.analysis.communities import communities as parted
from papergraph.api import load
from papergraph.cli.options import format_option, graph_option, limit_option
from papergraph.cli.phrases import count_of
from papergraph.cli.tables import rows_text
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.projection import PROJECTIONS

__all__ = ["communities"]


@click.command(epilog="Example: papergraph communities --projection methods-by-paper")
@click.option(
    "--projection",
    type=click.Choice(list(PROJECTIONS)),
    default="papers-by-method",
    show_default=True,
    help="The network to part: papers by what they build on, papers by shared methods, methods "
    "by papers that use both, methods by what they are based on, or papers with methods.",
)
@click.option(
    "--resolution",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="More gives smaller communities.",
)
@click.option("--members", is_flag=True, help="List what is in them, best tied first.")
@graph_option
@limit_option
@format_option
def communities(
    projection: str, resolution: float, members: bool, folder: Path, limit: int, form: str
) -> None:
    """Part papers or methods into communities, each named by its most typical methods.

    The Leiden method finds them; the largest come first.
    """
    graph = load(folder)
    found = parted(graph, projection, resolution=resolution)
    text = _members(graph, found, limit, form) if members else _summary(found, limit, form)
    click.echo(text, nl=False)
    click.echo(
        f"{len(found.found)} communities, modularity {found.modularity:.3f}; "
        f"{count_of(len(found.alone), 'node')} without a tie",
        err=True,
    )


def _summary(found: Communities, limit: int, form: str) -> str:
    rows = (
        (
            place,
            len(one.members),
            one.name,
            tuple(f"{each.label} ({each.papers})" for each in one.typical),
        )
        for place, one in enumerate(found.found[:limit], start=1)
    )
    return rows_text(("community", "size", "name", "typical"), rows, form, unshown=("name",))


def _members(graph: KnowledgeGraph, found: Communities, limit: int, form: str) -> str:
    rows = (
        (place, one.name, str(node), graph.label(node))
        for place, one in enumerate(found.found[:limit], start=1)
        for node in one.members
    )
    return rows_text(("community", "name", "id", "label"), rows, form, unshown=("id",))
