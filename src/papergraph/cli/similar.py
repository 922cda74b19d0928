"""``papergraph similar``: papers that speak of the same things."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph.analysis.similarity import LIKENESSES, similar_papers
from papergraph.api import load
from papergraph.cli.options import format_option, graph_option, limit_option
from papergraph.cli.tables import rows_text
from papergraph.model import Relation

__all__ = ["similar"]


@click.command(epilog="Example: papergraph similar QLoRA --graph exports")
@click.argument("paper")
@click.option(
    "--by",
    "likeness",
    type=click.Choice(list(LIKENESSES)),
    default="adamic-adar",
    show_default=True,
    help="Count what they share, rare things more; or the share of it in all that they say.",
)
@click.option(
    "--relation",
    "relations",
    type=click.Choice([relation.value for relation in Relation]),
    multiple=True,
    help="Count only these relations; may be given several times.",
)
@click.option("--equal", is_flag=True, help="To use a thing counts as much as to extend it.")
@graph_option
@limit_option
@format_option
def similar(
    paper: str,
    likeness: str,
    relations: tuple[str, ...],
    equal: bool,
    folder: Path,
    limit: int,
    form: str,
) -> None:
    """List the papers most like PAPER by what both have claims on, and what that is.

    PAPER is a title, the part of it before a colon, an arXiv id or a DOI, also as a URL, or the
    name of a method that it introduces.
    """
    graph = load(folder)
    node = graph.find_paper(paper)
    found = similar_papers(
        graph, node, likeness, relations=relations or None, weighed=not equal, limit=limit
    )
    rows = (
        (str(one.id), one.score, one.label, tuple(each.label for each in one.shared))
        for one in found
    )
    click.echo(rows_text(("id", "score", "title", "shared"), rows, form, unshown=("id",)), nl=False)
    if not found:
        title = " ".join(graph.label(node).split())
        click.echo(f"no paper shares anything with '{title}'", err=True)
