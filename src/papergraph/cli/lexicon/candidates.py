"""``papergraph lexicon candidates``: names that linking leaves unexplained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import orjson
from pyoxigraph import Literal

from papergraph.analysis.unexplained import UnexplainedName
from papergraph.api import unexplained_with_faults
from papergraph.cli.additions import lexicon_option, read_lexicons
from papergraph.cli.progress import progress_bars
from papergraph.cli.tables import fitting_table
from papergraph.query import RESULT_FORMATS, ResultTable

__all__ = ["candidates"]


@click.command(epilog="Example: papergraph lexicon candidates tests/pages --min-papers 2")
@click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(path_type=Path)
)
@click.option(
    "--top", type=click.IntRange(min=1), default=100, show_default=True, help="How many to show."
)
@click.option(
    "--min-papers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Show only names that this many papers print.",
)
@lexicon_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "tsv", "json"]),
    default="table",
    show_default=True,
)
def candidates(
    inputs: tuple[Path, ...], top: int, min_papers: int, lexicons: tuple[Path, ...], form: str
) -> None:
    """List the names in each INPUT that linking leaves unexplained, by number of papers.

    INPUT is a file or a folder, as for 'papergraph build'. Each name comes with a sentence
    that prints it. What is a method or dataset can go into a file for --lexicon.
    """
    lexicon = read_lexicons(lexicons)
    with progress_bars("discover", "link", "check") as progress:
        found, faults = unexplained_with_faults(
            inputs, lexicon=lexicon, min_papers=min_papers, progress=progress
        )
    for fault in faults:
        click.echo(str(fault), err=True)
    shown = found[:top]
    click.echo(_json(shown) if form == "json" else _columns(shown, form), nl=False)
    if len(found) > top:
        click.echo(f"{top} of {len(found)} names; --top shows more", err=True)


def _columns(found: Sequence[UnexplainedName], form: str) -> str:
    rows = ((Literal(one.name), Literal(one.papers), Literal(one.example)) for one in found)
    table = ResultTable(("name", "papers", "example"), tuple(rows))
    return fitting_table(table) if form == "table" else RESULT_FORMATS[form](table)


def _json(found: Sequence[UnexplainedName]) -> str:
    rows = [{"name": one.name, "papers": one.papers, "example": one.example} for one in found]
    return orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
