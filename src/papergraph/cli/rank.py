"""``papergraph rank``: centrality of papers, methods, datasets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import orjson

from papergraph.analysis.centrality import MEASURES, Ranked, centrality, scope_of, scores
from papergraph.api import load, write_scores
from papergraph.cli.options import graph_option
from papergraph.errors import PapergraphError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.projection import PROJECTIONS, WEIGHTS
from papergraph.model import EntityId, Kind, Level, Relation

__all__ = ["rank"]


@click.command(epilog="Example: papergraph rank method --by degree --relation extends")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option(
    "--by",
    "measure",
    type=click.Choice(list(MEASURES)),
    default="pagerank",
    show_default=True,
    help="What makes a node central.",
)
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
@click.option("--generic", is_flag=True, help="Also families and fields, such as pre-training.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many to show.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
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
    try:
        found = centrality(graph, measure, **asked)
        if write:
            scope = scope_of(**asked)
            write_scores(folder, measure, scope, scores(found, measure, scope))
    except PapergraphError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    ranked = [each for each in found if generic or not _is_generic(graph, each.id)]
    click.echo(_FORMATS[form](ranked[:limit]), nl=False)


def _is_generic(graph: KnowledgeGraph, node: EntityId) -> bool:
    return node in graph.entities and graph.entities[node].level is Level.GENERIC


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


def _csv(ranked: Sequence[Ranked]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["id", "label", "score"])
    rows.writerows([str(each.id), each.label, each.score] for each in ranked)
    return text.getvalue()


def _json(ranked: Sequence[Ranked]) -> str:
    rows = [{"id": str(each.id), "label": each.label, "score": each.score} for each in ranked]
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


_FORMATS: Mapping[str, Callable[[Sequence[Ranked]], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
