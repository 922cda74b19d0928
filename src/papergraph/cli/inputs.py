"""Options that say what is read, and how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from papergraph.sources import parsers

__all__ = ["input_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _columns(_: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """``field=Column`` pairs as a mapping."""
    found: dict[str, str] = {}
    for pair in given:
        name, sign, column = pair.partition("=")
        if not sign or not name or not column:
            raise click.BadParameter(f"expected FIELD=COLUMN, found {pair!r}", param=option)
        found[name.strip()] = column.strip()
    return found


def input_options(command: _Command) -> _Command:
    """``INPUT...``, ``--format`` and ``--map``: what is read, and how."""
    for option in (
        click.option(
            "--map",
            "columns",
            multiple=True,
            metavar="FIELD=COLUMN",
            callback=_columns,
            help="The column of a table that holds a field, e.g. title=Name; may be repeated. Files"
            " of other formats have none.",
        ),
        click.option(
            "--format",
            "name",
            type=click.Choice(sorted(parsers)),
            help="Read every file as this format; without it, the content of each says.",
        ),
        click.argument(
            "inputs",
            nargs=-1,
            required=True,
            metavar="INPUT...",
            type=click.Path(path_type=Path, allow_dash=True),
        ),
    ):
        command = option(command)
    return command
