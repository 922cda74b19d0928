"""The option for a user's own names, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable
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

#: Clashes that a message gives in full.
_SHOWN = 5


def read_lexicons(paths: Iterable[Path]) -> Lexicon:
    """The curated names and those of the files; standard error tells what each adds."""
    lexicon = curated_lexicon()
    for path in paths:
        addition = read_addition(path, lexicon)
        click.echo(f"{click.format_filename(path)}: {_added(addition)}", err=True)
        lexicon = addition.lexicon
    return lexicon


def _added(addition: Addition) -> str:
    added = f"{count_of(addition.names, 'name')} added"
    if not addition.clashes:
        return added
    shown = ", ".join(f"{name} ({rival})" for name, rival in addition.clashes[:_SHOWN])
    more = ", ..." if len(addition.clashes) > _SHOWN else ""
    return f"{added}, {len(addition.clashes)} left out as known already: {shown}{more}"
