"""One row of a file of names, checked cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import EntityId, Introduction, Kind, Level

__all__ = ["TERM_COLUMNS", "CellError", "TermRow", "term_row"]

#: Columns of methods.tsv and datasets.tsv. The last five belong to the preferred name's row.
TERM_COLUMNS = (
    "entity",
    "name",
    "status",
    "level",
    "match",
    "broader",
    "title",
    "year",
    "arxiv",
)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KINDS = (Kind.METHOD, Kind.DATASET)
_YEAR = re.compile(r"\d{0,4}", re.ASCII)

_Choice = TypeVar("_Choice", bound=StrEnum)


class CellError(ValueError):
    """A cell that breaks the format, on its way to the file that knows the line.

    Attributes:
        expected: what the column asks for, as a noun phrase.
        found: the cell, quoted.
    """

    def __init__(self, expected: str, cell: str) -> None:
        super().__init__(expected, cell)
        self.expected = expected
        self.found = repr(cell)


class TermRow(NamedTuple):
    """What a row says.

    Attributes:
        line: of the file, from 1.
        term: the name.
        level: of the entity.
        broader: the entity that this one is a version or part of, or ``None``.
        introduction: the paper that it comes from; without a title where the row names none.
    """

    line: int
    term: Term
    level: Level
    broader: EntityId | None
    introduction: Introduction


def term_row(line: int, cells: Mapping[str, str], kind: Kind | None) -> TermRow:
    """Read the cells of `TERM_COLUMNS`; of an alias those of the entity are passed over.

    Args:
        line: where the row stands.
        cells: by column.
        kind: of the entity, whose cell is a slug then; without one the cell says it.

    Raises:
        CellError: the first cell that breaks the format.
    """
    entity = _entity(cells["entity"], kind)
    name = cells["name"]
    if not any(char.isalnum() for char in name):
        raise CellError("a name with a letter or digit", name)
    status = _one_of(Status, "status", cells)
    term = Term(entity, name, status, _one_of(Folding, "match", cells))
    if status is Status.ALIAS:
        return TermRow(line, term, Level.NAMED, None, Introduction(title=""))
    level = _one_of(Level, "level", cells)
    broader = _entity(cells["broader"], kind) if cells["broader"] else None
    if broader and broader.kind is not entity.kind:
        raise CellError(f"a broader {entity.kind}", cells["broader"])
    if not _YEAR.fullmatch(cells["year"]):
        raise CellError("a year in digits", cells["year"])
    source = Introduction(
        title=cells["title"], year=int(cells["year"] or 0), arxiv_id=cells["arxiv"]
    )
    return TermRow(line, term, level, broader, source)


def _entity(cell: str, kind: Kind | None) -> EntityId:
    prefix, _, slug = cell.rpartition("/")
    if kind is None and prefix not in _KINDS:
        raise CellError("an entity such as method/lora or dataset/glue", cell)
    if (kind and prefix) or not _SLUG.fullmatch(slug):
        raise CellError("small letters, digits and single dashes in an entity's name", cell)
    return EntityId(kind or Kind(prefix), slug)


def _one_of(choices: type[_Choice], column: str, cells: Mapping[str, str]) -> _Choice:
    try:
        return choices(cells[column])
    except ValueError:
        *rest, last = (choice.value or "nothing" for choice in choices)
        expected = f"{', '.join(rest)} or {last} as {column}"
        raise CellError(expected, cells[column]) from None
