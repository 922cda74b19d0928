"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = ["graph_option", "name_options"]

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
