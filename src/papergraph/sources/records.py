"""JSON in any of its layouts, as numbered records: one value, an array, or a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, NamedTuple

import orjson

from papergraph.sources.fault import Fault
from papergraph.sources.json_arrays import array_elements, page_opening
from papergraph.sources.json_faults import Json, broken_json, decode_slowly

__all__ = ["Json", "Record", "page_opening", "read_records"]

_BOM = b"\xef\xbb\xbf"
#: Bytes that show how a file begins.
_FIRST = 1 << 16


class Record(NamedTuple):
    """One value and where it stands.

    Attributes:
        number: 1-based line of a file with a record a line, else 1-based place in the arrays.
        value: the record. Bytes that are not UTF-8 are lone surrogates in its strings.
    """

    number: int
    value: Json


def read_records(
    stream: BinaryIO, page: re.Pattern[bytes] | None = None
) -> Iterator[Record | Fault]:
    r"""Yield the records of JSON, whether one value, arrays, or one record a line.

    No layout is read whole, but for one value over several lines. A broken record costs itself;
    of a text that is cut, every record before that place comes out.

    Args:
        stream: the JSON.
        page: how an object begins that holds the records in an array (see `page_opening`). Of one
            that is longer than a usual line, these are the records, else the page is one.

    >>> from io import BytesIO
    >>> list(read_records(BytesIO(b'[{"id": 1}, 2]')))
    [Record(number=1, value={'id': 1}), Record(number=2, value=2)]
    >>> [type(found).__name__ for found in read_records(BytesIO(b'[{"id": 1}, {"id'))]
    ['Record', 'Fault']
    """
    number, begun = _first_content(stream)
    if begun.startswith(b"["):
        yield from _elements(stream, begun, number)
    elif page and not begun.endswith(b"\n") and page.match(begun):
        yield from _elements(stream, begun, number, page)
    elif begun:
        line = begun if begun.endswith(b"\n") else begun + stream.readline()
        yield from _values(stream, number, line, page)


def _first_content(stream: BinaryIO) -> tuple[int, bytes]:
    """The number and the beginning of the first line that is not blank; b"" where all are."""
    number = 0
    while begun := stream.readline(_FIRST):
        number += 1
        content = begun.removeprefix(_BOM).lstrip() if number == 1 else begun.lstrip()
        if content:
            return number, content
    return number, b""


def _values(
    stream: BinaryIO, number: int, first: bytes, page: re.Pattern[bytes] | None
) -> Iterator[Record | Fault]:
    """Records, a line each; or values over several lines, which the first line shows."""
    try:
        _parsed(first)
    except ValueError:
        second = stream.readline()
        if not _is_object(second) or first.rstrip().endswith((b"[", b"{", b",")):
            yield from _elements(stream, first + second, number, page)
            return
        lines = chain([first, second], stream)
    else:
        lines = chain([first], stream)
    yield from _lines(enumerate(lines, start=number))


def _elements(
    stream: BinaryIO, begun: bytes, line: int, page: re.Pattern[bytes] | None = None
) -> Iterator[Record | Fault]:
    for found in array_elements(stream, begun, line, page):
        yield found if isinstance(found, Fault) else Record(*found)


def _lines(lines: Iterable[tuple[int, bytes]]) -> Iterator[Record | Fault]:
    for number, line in lines:
        try:
            value = _parsed(line)
        except ValueError:
            if line.strip():
                yield broken_json(line.strip(), number)
            continue
        if isinstance(value, list):
            yield from (Record(number, item) for item in value)
        else:
            yield Record(number, value)


def _parsed(line: bytes) -> Json:
    """The value of a line. Raises ``ValueError`` where it is none, or more than one."""
    try:
        return orjson.loads(line)
    except ValueError:
        content = line.strip()
        value, length = decode_slowly(content)
        if length < len(content):
            raise
        return value


def _is_object(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        _parsed(line)
    except ValueError:
        return False
    return True
