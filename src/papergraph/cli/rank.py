"""``papergraph rank``: centrality of papers, methods, datasets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from papergraph.analysis.centrality import Ranked, centrality, scope_of, scores
from papergraph.api import load, write_scores
from papergraph.cli.centrality_options import (
    generic_option,
    kind_argument,
    measure_option,
    wrong_usage,
)
from papergraph.cli.options import format_option, graph_option, limit_option
from papergraph.cli.tables import rows_text
from papergraph.graph.projection import PROJECTIONS, WEIGHTS
from papergraph.model import Relation

__all__ = ["rank"]


@click.command(epilog="Example: papergraph rank method --by degree --relation extends")
@kind_argument
@measure_option
@graph_option
@click.option(
    "--relation",
    "relations",
    type=click.Choice([relation.value for relation in Relation]),
    multiple=True,
    help="Count only these relations; may be given several times.",
)
@click.option(
    "--projection",
    type=click.Choice(list(PROJECTIONS)),
    help="The network to measure: papers by what they build on, papers by shared methods, "
    "methods by papers that use both, methods by what they are based on, or papers with "
    "methods; without it, the whole graph.",
)
@click.option(
    "--weight",
    type=click.Choice(list(WEIGHTS)),
    help="What an edge weighs; without it, 1. Recency: 1 for the newest year, 1/2 for the "
    "one before, 1/3 ...",
)
@click.option("--about", metavar="NAME", help="PageRank from here: what is near comes first.")
@click.option(
    "--samples",
    type=click.IntRange(min=1),
    default=None,
    help="Estimate betweenness from the paths of so many nodes: for large graphs.",
)
@generic_option
@limit_option
@format_option
@click.option(
    "--write",
    is_flag=True,
    help="Also put all scores into the graph, as pg:Score, for SPARQL to order by.",
)
def rank(
    kind: str,
    measure: str,
    folder: Path,
    relations: tuple[str, ...],
    about: str | None,
    generic: bool,
    limit: int,
    form: str,
    write: bool,
    **options: Any,  # noqa: ANN401 - click's, handed on by their names
) -> None:
    """List the most central papers, methods or other nodes of KIND, best first.

    Generic methods take part in the score whether they are listed or not.
    """
    graph = load(folder)
    asked = {
        "kind": kind,
        "relations": relations or None,
        "about": None if about is None else graph.node_named(about),
        "projection": options["projection"],
        "weight": options["weight"],
        "samples": options["samples"] or 0,
    }
    with wrong_usage():
        found = centrality(graph, measure, **asked)
        if write:
            scope = scope_of(**asked)
            write_scores(folder, measure, scope, scores(found, measure, scope))
    ranked = [each for each in found if generic or not graph.is_generic(each.id)]
    click.echo(_text(ranked[:limit], form), nl=False)


def _text(ranked: Sequence[Ranked], form: str) -> str:
    if form == "table":
        return _table(ranked)
    rows = ((str(each.id), each.label, each.score) for each in ranked)
    return rows_text(("id", "label", "score"), rows, form)


def _table(ranked: Sequence[Ranked]) -> str:
    rows = [
        (f"{place}", f"{each.score:.6g}", " ".join(each.label.split()))
        for place, each in enumerate(ranked, start=1)
    ]
    places = max((len(place) for place, _, _ in rows), default=0)
    scores = max((len(score) for _, score, _ in rows), default=0)
    return "".join(
        f"{place:>{places}}  {score:<{scores}}  {label}\n" for place, score, label in rows
    )
