"""One row of a file of names, checked cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeVar

from papergraph.lexicon.term import Folding, Status, Term
from papergraph.lexicon.wordings import word_class
from papergraph.model import EntityId, Introduction, Kind, Level
from papergraph.text.identifiers import arxiv_id

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
_YEAR = re.compile(r"(?:(?:1[89]|20)\d\d)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Of two letters only those with a capital are told from words and symbols: "T5", not "ab".
_SHORT_WORD = re.compile(r"[a-z]{1,2}")

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
    name = _name(cells["name"])
    status = _one_of(Status, "status", cells)
    term = Term(entity, name, status, _one_of(Folding, "match", cells))
    if status is Status.ALIAS:
        return TermRow(line, term, Level.NAMED, None, Introduction(title=""))
    level = _one_of(Level, "level", cells)
    broader = _broader(cells["broader"], entity.kind, kind) if cells["broader"] else None
    return TermRow(line, term, level, broader, _introduction(cells))


def _name(cell: str) -> str:
    if not any(char.isalnum() for char in cell):
        raise CellError("a name with a letter or digit", cell)
    if _CONTROL.search(cell):
        raise CellError("a name without control characters", cell)
    if _SHORT_WORD.fullmatch(cell) or _is_function_word(cell):
        raise CellError("a name that is no small word", cell)
    return cell


def _is_function_word(name: str) -> bool:
    """Whether it is one as sentences have them; "SECOND" is a method."""
    return name[1:].islower() and name.lower() in word_class("function")


def _broader(cell: str, own: Kind, kind: Kind | None) -> EntityId:
    """What is broader is of the entity's own kind, and need not say so."""
    broader = _entity(cell, kind if "/" in cell else own)
    if broader.kind is not own:
        raise CellError(f"a broader {own}", cell)
    return broader


def _introduction(cells: Mapping[str, str]) -> Introduction:
    if not _YEAR.fullmatch(cells["year"]):
        raise CellError("a year from 1800 to 2099", cells["year"])
    if _CONTROL.search(cells["title"]):
        raise CellError("a title without control characters", cells["title"])
    source = arxiv_id(cells["arxiv"])
    if cells["arxiv"] and not source:
        raise CellError("an arXiv id such as 2106.09685", cells["arxiv"])
    return Introduction(title=cells["title"], year=int(cells["year"] or 0), arxiv_id=source)


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
