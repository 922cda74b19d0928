"""``papergraph merges``: what may be one thing or two, for the user to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.phrases import count_of
from papergraph.graph.decisions import AT_LISTING, folded_name, names_of
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind, Suggestion

__all__ = ["merges"]

_KINDS = (Kind.PAPER, Kind.METHOD, Kind.DATASET)
_HEAD = ("verdict", "first", "second", "confidence", "reason", "first label", "second label")


@click.command(epilog="Example: papergraph merges --graph exports > merges.tsv")
@graph_option
@click.option("--kind", type=click.Choice([one.value for one in _KINDS]), help="Only these.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out what is less sure.",
)
def merges(folder: Path, kind: str | None, min_confidence: float) -> None:
    """List what may be one under two names, or two under one, with reasons; the surest first.

    Each line is a row for a file of decisions, commented out. Take the ``# `` away from what is
    right, write the other verdict where it is not, and give the file to every build:
    'papergraph build INPUT --merges merges.tsv'.
    """
    graph = load(folder)
    found = [
        one
        for one in graph.suggestions
        if one.confidence >= min_confidence and kind in (None, one.first.kind)
    ]
    held = Counter(name for paper in graph.papers.values() for name in names_of(paper))
    click.echo("\t".join(_HEAD))
    for one in found:
        click.echo("# " + "\t".join(_row(one, graph, held)))
    click.echo(count_of(len(found), "suggestion"), err=True)


def _row(one: Suggestion, graph: KnowledgeGraph, held: Mapping[str, int]) -> tuple[str, ...]:
    ends = (one.first, one.second)
    names = tuple(_name(end, graph, held) for end in ends)
    labels = tuple(" ".join(graph.label(end).split()) for end in ends)
    reason = " ".join(one.reason.split())
    return (one.verdict.value, *names, f"{one.confidence:.2f}", reason, *labels)


def _name(node: EntityId, graph: KnowledgeGraph, held: Mapping[str, int]) -> str:
    """What a row calls a node: a paper by the first that it alone has.

    An identifier, the strongest first; its title; its title in a listing.
    """
    if node.kind is not Kind.PAPER:
        return str(node)
    paper = graph.papers[node]
    title = " ".join(paper.title.split())
    listed = [f"{title}{AT_LISTING}{listing}" for listing in paper.listings]
    names = [*paper.keys, title, *listed]
    return next((name for name in names if held[folded_name(name)] == 1), names[0])
