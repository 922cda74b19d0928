"""The option for a user's own names, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import click

from papergraph.cli.phrases import count_of
from papergraph.lexicon import Addition, Lexicon, curated_lexicon, read_addition

__all__ = ["lexicon_option", "read_lexicons"]

#: Files of a user's own names; see `read_lexicons`.
lexicon_option = click.option(
    "--lexicon",
    "lexicons",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Also look for the names of this file; may be given several times.",
)

#: Names that a message gives of each sort.
_SHOWN = 5


def read_lexicons(paths: Iterable[Path]) -> Lexicon:
    """The curated names and those of the files; standard error tells what each adds."""
    lexicon = curated_lexicon()
    for path in paths:
        addition = read_addition(path, lexicon)
        for fault in addition.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{click.format_filename(path)}: {_added(addition)}", err=True)
        lexicon = addition.lexicon
    return lexicon


def _added(addition: Addition) -> str:
    parts = [f"{count_of(addition.names, 'name')} added"]
    if addition.faults:
        parts.append(count_of(len(addition.faults), "fault"))
    if addition.clashes:
        shown = _first(f"{name} ({rival})" for name, rival in addition.clashes)
        parts.append(f"{len(addition.clashes)} left out as known already: {shown}")
    if addition.kept:
        parts.append(f"preferred name, level and paper stay ours of {_first(addition.kept)}")
    return ", ".join(parts)


def _first(items: Iterable[object]) -> str:
    shown = [str(item) for item in islice(items, _SHOWN + 1)]
    return ", ".join([*shown[:_SHOWN], *(["..."] if shown[_SHOWN:] else [])])
