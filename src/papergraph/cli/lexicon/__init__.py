"""``papergraph lexicon``: the names that linking knows, and how to add to them."""

from __future__ import annotations

import click

from papergraph.cli.lexicon.candidates import candidates
from papergraph.cli.lexicon.imports import import_

__all__ = ["lexicon"]


@click.group(epilog="Example: papergraph lexicon candidates tests/pages")
def lexicon() -> None:
    """Find names that the lexicon lacks, and turn others' lists into files of names.

    'papergraph build --lexicon FILE' looks for the names of such a file too.
    """


lexicon.add_command(candidates)
lexicon.add_command(import_)
