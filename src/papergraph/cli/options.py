"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["base_option", "format_option", "graph_option", "limit_option", "name_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

#: The folder of a built graph.
graph_option = click.option(
    "--graph",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("exports"),
    show_default=True,
    help="Folder that 'papergraph build' wrote.",
)


def _base(_: click.Context, option: click.Parameter, given: str | None) -> str | None:
    from papergraph.rdf.vocabulary import checked_base  # here: few commands write IRIs

    try:
        return given and checked_base(given)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from error


#: Where IRIs start.
base_option = click.option(
    "--base",
    metavar="IRI",
    callback=_base,
    help="Where the IRIs of papers, methods ... start, such as https://example.org/graph/.",
)

#: How rows are printed.
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)

#: How many rows are printed.
limit_option = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many to show.",
)

_NAMED = (
    *("method", "dataset", "task", "paper", "other", "kind", "entity"),
    *("since", "venue", "listing"),
)


def name_options(command: _Command) -> _Command:
    """``--method``, ``--dataset``, ``--paper`` ...: values of a named query's parameters."""
    for name in reversed(_NAMED):
        command = click.option(f"--{name}", help=f"Value of the query's parameter '{name}'.")(
            command
        )
    return command
