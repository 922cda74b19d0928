"""``papergraph rank``: centrality of papers, methods, datasets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click
import orjson

from papergraph.analysis.centrality import MEASURES, Ranked, centrality
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.graph.knowledge import KnowledgeGraph
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
def rank(
    kind: str,
    measure: str,
    folder: Path,
    relations: tuple[str, ...],
    generic: bool,
    limit: int,
    form: str,
) -> None:
    """List the most central papers, methods or other nodes of KIND, best first.

    Generic methods take part in the score whether they are listed or not.
    """
    graph = load(folder)
    ranked = [
        each
        for each in centrality(graph, measure, kind=kind, relations=relations or None)
        if generic or not _is_generic(graph, each.id)
    ]
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
