"""Plain tables with a column for the title: CSV, TSV, and JSON objects."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.columns import (
    FIELDS,
    NO_COLUMNS,
    Columns,
    chosen_columns,
    columns_fault,
    has_columns_of_papers,
    is_paper,
    known_columns,
)
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import record_fault
from papergraph.sources.lines import encoding_fault
from papergraph.sources.printed import Printed
from papergraph.sources.records import Record, read_records
from papergraph.sources.rows import row_paper

__all__ = ["FIELDS", "is_csv", "is_jsonl", "parse_csv", "parse_jsonl"]


_DELIMITERS = (",", "\t", ";")
_BOM = b"\xef\xbb\xbf"
# A column with full texts is below it; a quotation mark that is never closed costs no more.
_LONGEST_CELL = 1 << 20
# A head that is shorter is a whole file.
_LONG_HEAD = 1 << 15
# Objects that are asked which columns a file of JSON has.
_FIRST_OBJECTS = 100
_MOST_LAYOUTS = 1000
_DECODER = json.JSONDecoder(strict=False)


def is_csv(text: str) -> bool:
    r"""Whether `text` opens with a row of names of columns, one of which is a title.

    >>> is_csv("Title\tAbstract\nLoRA\tWe freeze the weights.\n")
    True
    >>> is_csv("Title, abstract and text\n\nWe freeze the weights.\n")
    False
    """
    every = text.removeprefix("\ufeff").splitlines(keepends=True)
    lines = [line for line in every if line.strip()]
    if lines and lines[0].lower().startswith("sep="):
        del lines[0]
    if not lines or len(lines[0]) > 1 << 12:
        return False
    header, delimiter = _header(lines[0], NO_COLUMNS)
    if not has_columns_of_papers(header):
        return False
    rows = csv.reader(lines[1:], delimiter=delimiter)
    try:
        second = next(rows, None)
    except csv.Error:
        return False
    is_cut = len(text) >= _LONG_HEAD and rows.line_num >= len(lines) - 1
    return second is None or is_cut or len(second) == len(header)


def is_jsonl(text: str) -> bool:
    """Whether `text` opens JSON whose first objects have a title and an abstract, as texts.

    To be asked after the detectors of all other formats of JSON.

    >>> is_jsonl('{"title": "LoRA", "abstract": "We freeze the weights."}')
    True
    >>> is_jsonl('{"name": "left-pad", "description": "Pads."}')
    False
    """
    text = text.removeprefix("\ufeff").lstrip()
    place = 1 if text.startswith("[") else 0
    for _ in range(20):
        start = text.find("{", place)
        if start < 0 or text[place:start].strip(" \t\r\n,"):
            return False
        try:
            value, place = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            return False
        if is_paper(value):
            return True
    return False


def parse_csv(stream: BinaryIO, columns: Columns = NO_COLUMNS) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the paper of each row of a table with commas, semicolons or tabs.

    The first line that is not blank names the columns. A row with more or fewer values than
    that, or without a title, is a fault; blank rows are not. A table without a column for the
    title, or without a column that `columns` names, is one fault that lists what there is.

    Args:
        stream: the table; the column of ids may hold those of arXiv.
        columns: names of columns, as in the file, by our `FIELDS`; of other fields the usual
            names are known.

    >>> from io import BytesIO
    >>> [paper.title for paper in parse_csv(BytesIO(b"Name;x\nLoRA;1\n"), {"title": "name"})]
    ['LoRA']
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    lines = _Lines(stream)
    first = next((line for line in lines if line.strip() and not _names_delimiter(line)), "")
    if not first:
        return
    header, delimiter = _header(first, columns)
    chosen = chosen_columns(header, columns)
    if isinstance(chosen, str):
        yield columns_fault(lines.number, chosen, header)
        return
    if fault := lines.taken_fault():
        yield fault
    places = {field: header.index(name) for field, name in chosen.items()}
    for number, row in _rows(lines, delimiter):
        fault = lines.taken_fault()
        if fault or isinstance(row, Fault):
            yield fault or row  # type: ignore[misc]
        elif any(row):
            yield _paper_of_row(row, number, header, places, chosen)


def parse_jsonl(
    stream: BinaryIO, columns: Columns = NO_COLUMNS
) -> Iterator[Paper | Fault | Printed]:
    """Yield the paper of each object: of an array, of one object, or of one a line.

    Fields are known as the columns of `parse_csv` are. That a column which `columns` names is
    in none of the first objects is one fault for the file.
    """
    records = read_records(stream)
    first = list(islice(records, _FIRST_OBJECTS))
    objects = [
        one.value for one in first if isinstance(one, Record) and isinstance(one.value, dict)
    ]
    names = list(dict.fromkeys(name for one in objects for name in one))
    chosen = chosen_columns(names, columns)
    if objects and isinstance(chosen, str):
        yield columns_fault(1, chosen, names)
        return
    layouts: dict[tuple[str, ...], Columns | str] = {}
    for record in chain(first, records):
        yield record if isinstance(record, Fault) else _object_paper(record, columns, layouts)


class _Lines:
    """The lines of a table as text, and which of those read last are not UTF-8.

    Attributes:
        number: 1-based, of the line read last.
        ended: whether more was asked for than there is.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = self._decoded(stream)
        self._fault: Fault | None = None
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _decoded(self, stream: BinaryIO) -> Iterator[str]:
        for data in stream:
            self.number += 1
            if self.number == 1:
                data = data.removeprefix(_BOM)
            try:
                yield data.decode("utf-8")
            except UnicodeDecodeError as error:
                self._fault = self._fault or encoding_fault(self.number, error)
                yield data.decode("utf-8", errors="replace")
        self.ended = True

    def taken_fault(self) -> Fault | None:
        fault, self._fault = self._fault, None
        return fault


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """The rows, each with its first line."""
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        number = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            found = f"a row that is none: {error}"
            yield (
                number,
                Fault(
                    line=number, expected="a row of the table", found=found, kind=FaultKind.SYNTAX
                ),
            )
            continue
        if lines.ended:
            found = f"a quotation mark that nothing closes, up to line {lines.number} (truncated?)"
            yield (
                number,
                Fault(
                    line=number, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED
                ),
            )
            return
        yield number, row


def _paper_of_row(
    row: list[str], number: int, header: list[str], places: Mapping[str, int], chosen: Columns
) -> Paper | Fault:
    width = len(header)
    if len(row) > width and not any(row[width:]):
        row = row[:width]
    if len(row) != width:
        return record_fault(number, f"{width} values", f"{len(row)} values: {', '.join(row)[:200]}")
    values = {field: row[place] for field, place in places.items()}
    return row_paper(values, number, chosen, ", ".join(row))


def _object_paper(
    record: Record, columns: Columns, layouts: dict[tuple[str, ...], Columns | str]
) -> Paper | Fault:
    value = record.value
    if not isinstance(value, dict):
        return record_fault(record.number, "an object", value)
    layout = tuple(value)
    chosen = layouts.get(layout)
    if chosen is None:
        chosen = chosen_columns(layout, columns, must_have=False)
        if len(layouts) < _MOST_LAYOUTS:
            layouts[layout] = chosen
    if isinstance(chosen, str):
        return record_fault(record.number, "a title", value)
    values = {field: value[name] for field, name in chosen.items()}
    return row_paper(values, record.number, chosen, value)


def _header(line: str, columns: Columns) -> tuple[list[str], str]:
    """The names of columns and the delimiter: that under which most of them are known."""

    def names(delimiter: str) -> list[str]:
        try:
            return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            return []

    def known(header: list[str]) -> tuple[int, int]:
        return known_columns(header, columns), len(header)

    return max(((names(sign), sign) for sign in _DELIMITERS), key=lambda one: known(one[0]))


def _names_delimiter(line: str) -> bool:
    """Whether it is the line that spreadsheets read as a setting: ``sep=;``."""
    return line.lower().startswith("sep=") and len(line.strip()) <= len("sep=;")
