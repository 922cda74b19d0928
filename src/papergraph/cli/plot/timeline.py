"""``papergraph plot timeline``: the use of methods over time."""

from __future__ import annotations

from pathlib import Path

import click

from papergraph import plot
from papergraph.analysis.periods import STEPS
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.plot.output import output_option, put

__all__ = ["timeline"]


@click.command(epilog="Example: papergraph plot timeline LoRA QLoRA --output lora.svg")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--by",
    "step",
    type=click.Choice(STEPS),
    help="Count by month or year; by default what suits the dates.",
)
@click.option("--share", is_flag=True, help="Shares of all papers of the time, not counts.")
@graph_option
@output_option
def timeline(
    names: tuple[str, ...], step: str | None, share: bool, folder: Path, output: Path
) -> None:
    """Draw how many papers introduce, extend, analyze or use the method NAME over time.

    One method is drawn as bars, with its bursts marked; up to six as lines.
    """
    if len(names) > plot.MOST_METHODS:
        raise click.UsageError(f"a timeline has {plot.MOST_METHODS} methods at the most")
    graph = load(folder)
    methods = list(dict.fromkeys(graph.find(name) for name in names))
    put(plot.timeline(graph, methods, step=step, share=share), output)
