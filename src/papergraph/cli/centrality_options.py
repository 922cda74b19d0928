"""Options of the commands that measure centrality; apart from others, for measures load slowly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from papergraph.analysis.measures import MEASURES
from papergraph.errors import PapergraphError
from papergraph.model import Kind

__all__ = ["generic_option", "kind_argument", "measure_option", "wrong_usage"]

#: What is ranked.
kind_argument = click.argument("kind", type=click.Choice([kind.value for kind in Kind]))

#: What it is ranked by.
measure_option = click.option(
    "--by",
    "measure",
    type=click.Choice(list(MEASURES)),
    default="pagerank",
    show_default=True,
    help="What makes a node central.",
)

#: Whether generic nodes are shown too.
generic_option = click.option(
    "--generic", is_flag=True, help="Also families and fields, such as pre-training."
)


@contextmanager
def wrong_usage() -> Iterator[None]:
    """Turn options that do not go together into wrong usage; what the graph lacks stays told."""
    try:
        yield
    except PapergraphError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from error
