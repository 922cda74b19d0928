"""``papergraph query``: a named question, or any SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from papergraph.cli.options import graph_option, name_options
from papergraph.cli.tables import fitting_table
from papergraph.query import (
    RESULT_FORMATS,
    NamedQuery,
    ResultTable,
    ask_sparql,
    named_queries,
    named_query,
    run_query,
)
from papergraph.rdf import load_store

__all__ = ["query"]


@click.command(epilog="Example: papergraph query building-on --method LoRA --graph exports")
@click.argument("name", required=False)
@name_options
@graph_option
@click.option("--list", "listed", is_flag=True, help="List the named queries and stop.")
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Run the SPARQL of this file as it stands instead of a named query.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(RESULT_FORMATS)),
    default="table",
    show_default=True,
)
@click.option("--limit", type=click.IntRange(min=1), help="Show this many rows at most.")
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the query where there is no answer in time.",
)
def query(
    name: str | None,
    folder: Path,
    listed: bool,
    path: Path | None,
    form: str,
    limit: int | None,
    seconds: float | None,
    **arguments: str | None,
) -> None:
    """Ask the graph the query NAME; --list shows which there are and what they take."""
    if listed:
        click.echo("".join(_described(one) for one in named_queries().values()), nl=False)
        return
    if (name is None) == (path is None):
        raise click.UsageError("give the name of a query (see --list), or --file")
    given = {key: value for key, value in arguments.items() if value is not None}
    ask = _asking(folder, seconds)
    if path is not None:
        answer = ask(ask_sparql, path.read_text(encoding="utf-8"))
    else:
        answer = ask(run_query, named_query(str(name)), given)
    if not answer.terms:
        asked = " ".join(f"{key} {value!r}" for key, value in given.items())
        click.echo(f"no answer to {name or path}{asked and ' for ' + asked}", err=True)
    shown = answer.first(limit) if limit else answer
    click.echo(_text(shown, form), nl=False)


def _asking(folder: Path, seconds: float | None) -> Callable[..., ResultTable]:
    """Calls a function of a store and more: here, or where it can be ended."""
    if seconds is None:
        store = load_store(folder)
        return lambda function, *rest: function(store, *rest)
    # Imported here: most queries have the time that they take.
    from papergraph.query.worker import answer_within

    return partial(answer_within, seconds, folder)


def _described(one: NamedQuery) -> str:
    takes = " ".join(
        f"--{each.name}" if each.required else f"[--{each.name}]" for each in one.parameters
    )
    return f"{one.name} {takes}".rstrip() + f"\n    {one.summary}\n"


def _text(answer: ResultTable, form: str) -> str:
    return fitting_table(answer) if form == "table" else RESULT_FORMATS[form](answer)
