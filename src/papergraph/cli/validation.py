"""``--validate``: whether what was written keeps to its shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from papergraph.cli.phrases import count_of
from papergraph.rdf.shacl import has_pyshacl, pyshacl_violations
from papergraph.rdf.validation import Violation, folder_triples, violations

__all__ = ["validate_folder"]

#: The most triples that pyshacl is asked about: it takes some seconds for them.
_SMALL = 20_000
#: Violations that are told one by one.
_TOLD = 100


def validate_folder(folder: Path) -> None:
    """Check graph.ttl and evidence.ttl, each violation a line on standard error.

    Small graphs are checked by pyshacl as well, where it is installed.

    Raises:
        click.ClickException: there are violations.
    """
    count = 0
    for count, one in enumerate(_found(folder), 1):
        if count <= _TOLD:
            click.echo(str(one), err=True)
    if count:
        raise click.ClickException(f"{count_of(count, 'violation')} of the shapes in {folder}")


def _found(folder: Path) -> Iterator[Violation]:
    clean = True
    for one in violations(folder_triples(folder)):
        clean = False
        yield one
    if clean and has_pyshacl():
        yield from _by_pyshacl(folder)


def _by_pyshacl(folder: Path) -> Iterable[Violation]:
    triples = list(islice(folder_triples(folder), _SMALL + 1))
    return () if len(triples) > _SMALL else pyshacl_violations(triples)
