"""``papergraph plot``: figures of a graph, each in a module of its own."""

from __future__ import annotations

import click

from papergraph.cli.plot.centrality import centrality
from papergraph.cli.plot.genealogy import genealogy
from papergraph.cli.plot.heatmap import heatmap
from papergraph.cli.plot.timeline import timeline

__all__ = ["plot"]


@click.group(epilog="Example: papergraph plot genealogy LoRA --output lora.svg")
def plot() -> None:
    """Draw a timeline, a family tree, centrality or methods by datasets, as SVG or PNG.

    Needs matplotlib: pip install 'papergraph[plot]'.
    """


for _command in (timeline, genealogy, centrality, heatmap):
    plot.add_command(_command)
