"""``papergraph query``: a named question, or any SPARQL."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from papergraph.cli.options import graph_option, name_options
from papergraph.cli.phrases import count_of
from papergraph.cli.tables import fitting_table
from papergraph.errors import InputError, SparqlError
from papergraph.query import (
    GRAPH_FORMATS,
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

_FORMATS = RESULT_FORMATS | GRAPH_FORMATS
_STANDARD_INPUT = Path("-")


@click.command(epilog="Example: papergraph query building-on --method LoRA --graph exports")
@click.argument("name", required=False)
@name_options
@graph_option
@click.option("--list", "listed", is_flag=True, help="List the named queries and stop.")
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Run the SPARQL of this file instead of a named query; - for standard input.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(_FORMATS)),
    default="table",
    show_default=True,
    help="ttl (or turtle) and nt are of CONSTRUCT and DESCRIBE.",
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
    if path is not None and given:
        raise click.UsageError(f"--{next(iter(given))} is of a named query; write it into the file")
    answer = _asked(_asking(folder, seconds), name, path, given)
    if not answer.terms:
        asked = " ".join(f"{key} {value!r}" for key, value in given.items())
        click.echo(f"no answer to {name or path}{asked and ' for ' + asked}", err=True)
    shown = answer.first(limit) if limit else answer
    click.echo(_text(shown, form), nl=False)
    if len(shown) < len(answer):
        click.echo(f"{len(shown)} of {count_of(len(answer), 'row')} shown", err=True)


def _asked(
    ask: Callable[..., ResultTable], name: str | None, path: Path | None, given: Mapping[str, str]
) -> ResultTable:
    try:
        if path is None:
            return ask(run_query, named_query(str(name)), given)
        source = "standard input" if path == _STANDARD_INPUT else str(path)
        return ask(ask_sparql, _read(path, source), source)
    except SparqlError as error:
        from papergraph.query.syntax import pointed  # here: few queries are wrong

        raise click.ClickException("\n".join(filter(None, [str(error), pointed(error)]))) from error


def _read(path: Path, source: str) -> str:
    written = sys.stdin.buffer.read() if path == _STANDARD_INPUT else path.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        raise InputError(source, line, "UTF-8", f"byte {written[error.start]:#04x}") from error


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
    return fitting_table(answer) if form == "table" else _FORMATS[form](answer)
