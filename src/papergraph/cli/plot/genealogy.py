"""``papergraph plot genealogy``: the family tree of a method."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph import plot
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.plot.output import output_option, put

__all__ = ["genealogy"]


@click.command(epilog="Example: papergraph plot genealogy LoRA --depth 2 --output lora.svg")
@click.argument("name")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Steps to each side at the most.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="How many to show under one method: those that most papers are on.",
)
@graph_option
@output_option
def genealogy(name: str, depth: int, limit: int, folder: Path, output: Path) -> None:
    """Draw what the method NAME is based on, and what is based on it."""
    graph = load(folder)
    put(plot.genealogy(graph, graph.find(name), depth=depth, limit=limit), output)
