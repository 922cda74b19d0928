"""Plain tables with a column for the title: CSV, TSV, and JSON objects."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from papergraph.model import Paper
from papergraph.sources.columns import (
    FIELDS,
    NO_COLUMNS,
    Columns,
    chosen_columns,
    columns_fault,
    date_columns,
    has_columns_of_papers,
    is_paper,
    known_columns,
)
from papergraph.sources.csv_rows import TextLines, rows_of
from papergraph.sources.fault import Fault
from papergraph.sources.fields import record_fault
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, read_records
from papergraph.sources.rows import first_date, row_paper

__all__ = ["FIELDS", "is_csv", "is_jsonl", "parse_csv", "parse_jsonl"]


_DELIMITERS = (",", "\t", ";")
# A head that is shorter is a whole file.
_LONG_HEAD = 1 << 15
# Objects that are asked which columns a file of JSON has.
_FIRST_OBJECTS = 100
_MOST_LAYOUTS = 1000
# Objects that may be broken before one is found that is not.
_MOST_BROKEN = 20
_DECODER = json.JSONDecoder(strict=False)


class _Layout(NamedTuple):
    """Which fields of objects with the same fields hold what.

    Attributes:
        chosen: none where no field is a title.
        dates: fields that may state the date, the best first.
    """

    chosen: Columns
    dates: tuple[str, ...]


def is_csv(text: str, columns: Columns = NO_COLUMNS) -> bool:
    r"""Whether `text` opens with a row of names of columns, one of which is a title.

    >>> is_csv("Title\tAbstract\nLoRA\tWe freeze the weights.\n")
    True
    >>> is_csv("Title, abstract and text\n\nWe freeze the weights.\n")
    False
    """
    lines = TextLines(BytesIO(text.encode("utf-8", errors="replace")))
    first = _first_line(lines)
    if not first or len(first) > 1 << 12:
        return False
    header, delimiter = _header(first, columns)
    if not has_columns_of_papers(header, columns):
        return False
    rows = (row for _, row in rows_of(lines, delimiter, len(header)) if isinstance(row, list))
    second = next(filter(any, rows), None)
    if second is None or len(second) == len(header):
        return True
    # It may be cut in that row.
    return len(text) >= _LONG_HEAD and next(iter(lines), None) is None


def is_jsonl(text: str, columns: Columns = NO_COLUMNS) -> bool:
    """Whether `text` opens JSON of which some object has a title and an abstract.

    To be asked after the detectors of all other formats of JSON.

    >>> is_jsonl('{"title": "LoRA", "abstract": "We freeze the weights."}')
    True
    >>> is_jsonl('{"name": "left-pad", "description": "Pads."}')
    False
    """
    text = text.removeprefix("\ufeff").lstrip()
    if text[:1] not in {"[", "{"}:
        return False
    return any(is_paper(value) or is_paper(value, columns) for value in _first_values(text))


def _first_values(text: str) -> Iterator[Json]:
    """The objects of an array, or those that stand one behind the other.

    A broken one is passed over, if a line begins with the next and not farther in.
    """
    place = 1 if text.startswith("[") else 0
    broken = 0
    while broken < _MOST_BROKEN:
        start = text.find("{", place)
        if start < 0 or text[place:start].strip(" \t\r\n,"):
            return
        try:
            value, place = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            broken += 1
            indent = text[text.rfind("\n", 0, start) + 1 : start]
            place = text.find(f"\n{indent if indent.isspace() else ''}{{", start)
            if place < 0:
                return
        else:
            yield value


def parse_csv(stream: BinaryIO, columns: Columns = NO_COLUMNS) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the paper of each row of a table with commas, semicolons or tabs.

    The first line that is not blank names the columns. A row with more or fewer values than
    that, or without a title, is a fault; blank rows are not. A table without a column for the
    title, or without a column that `columns` names, is one fault that lists what there is. Where
    several columns may hold the date, the first counts in which there is one.

    Args:
        stream: the table; the column of ids may hold those of arXiv.
        columns: names of columns, as in the file, by our `FIELDS`; of other fields the usual
            names are known.

    >>> from io import BytesIO
    >>> [paper.title for paper in parse_csv(BytesIO(b"Name;x\nLoRA;1\n"), {"title": "name"})]
    ['LoRA']
    """
    lines = TextLines(stream)
    first = _first_line(lines)
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
    dates = [header.index(name) for name in date_columns(header, chosen)]
    for number, row in rows_of(lines, delimiter, len(header)):
        if fault := lines.taken_fault():
            yield fault
        elif isinstance(row, Fault):
            yield row
        elif any(row):
            yield _paper_of_row(row, number, header, places, dates, chosen)


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
    layouts: dict[tuple[str, ...], _Layout] = {}
    for record in chain(first, records):
        yield record if isinstance(record, Fault) else _object_paper(record, columns, layouts)


def _paper_of_row(
    row: list[str],
    number: int,
    header: list[str],
    places: Mapping[str, int],
    dates: Sequence[int],
    chosen: Columns,
) -> Paper | Fault:
    width = len(header)
    if len(row) > width and not any(row[width:]):
        row = row[:width]
    if len(row) != width:
        return record_fault(number, f"{width} values", f"{len(row)} values: {', '.join(row)[:200]}")
    values = {field: row[place] for field, place in places.items()}
    if len(dates) > 1:
        values["date"] = first_date(row[place] for place in dates)
    return row_paper(values, number, chosen, ", ".join(row))


def _layout(names: tuple[str, ...], columns: Columns) -> _Layout:
    chosen = chosen_columns(names, columns, must_have=False)
    if isinstance(chosen, str):
        return _Layout(NO_COLUMNS, ())
    return _Layout(chosen, date_columns(names, chosen))


def _object_paper(
    record: Record, columns: Columns, layouts: dict[tuple[str, ...], _Layout]
) -> Paper | Fault:
    value = record.value
    if not isinstance(value, dict):
        return record_fault(record.number, "an object", value)
    names = tuple(value)
    layout = layouts.get(names)
    if layout is None:
        layout = _layout(names, columns)
        if len(layouts) < _MOST_LAYOUTS:
            layouts[names] = layout
    chosen, dates = layout
    if not chosen:
        return record_fault(record.number, "a title", value)
    values = {field: value[name] for field, name in chosen.items()}
    if len(dates) > 1:
        values["date"] = first_date(value[name] for name in dates)
    return row_paper(values, record.number, chosen, value)


def _first_line(lines: TextLines) -> str:
    """The line that names the columns; "" where all are blank."""
    return next((line for line in lines if line.strip() and not _names_delimiter(line)), "")


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
