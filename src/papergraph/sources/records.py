"""JSON in any of its layouts, as numbered records: one value, an array, or a line each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import orjson

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.lines import encoding_fault

__all__ = ["Json", "Record", "read_records"]

#: Whatever a JSON text holds: `Any`, as each parser checks the fields that it reads.
Json: TypeAlias = Any

_BOM = b"\xef\xbb\xbf"
_BETWEEN = re.compile(r"[\s,]*")
_SHOWN = 200
# JSON that is cut inside its last token (a literal, an escape) is called wrong that far before
# its end.
_CUT_TOKEN = 6
# Line breaks inside strings are no JSON, but some write them.
_DECODER = json.JSONDecoder(strict=False)


class Record(NamedTuple):
    """One value and where it stands.

    Attributes:
        number: 1-based line of a file with a record a line, else 1-based place in the array.
        value: the record. Bytes that are not UTF-8 are lone surrogates in its strings.
    """

    number: int
    value: Json


def read_records(stream: BinaryIO) -> Iterator[Record | Fault]:
    r"""Yield the records of JSON, whether one value, an array, or one record a line.

    A record a line is read line by line, and a broken line costs itself. Other layouts are
    read whole; where the text is broken or cut, every record before that place comes out.

    >>> from io import BytesIO
    >>> list(read_records(BytesIO(b'[{"id": 1}, 2]')))
    [Record(number=1, value={'id': 1}), Record(number=2, value=2)]
    >>> [type(found).__name__ for found in read_records(BytesIO(b'[{"id": 1}, {"id'))]
    ['Record', 'Fault']
    """
    lines = ((number, _content(data)) for number, data in enumerate(stream, start=1))
    lines = ((number, content) for number, content in lines if content)
    first = next(lines, None)
    if first is None:
        return
    second = next(lines, None)
    rest = chain([first] if second is None else [first, second], lines)
    a_line_each = second is not None and _is_json(first[1])
    if a_line_each:
        yield from _lines(rest)
    else:
        yield from _document(list(rest))


def _lines(lines: Iterable[tuple[int, bytes]]) -> Iterator[Record | Fault]:
    for number, content in lines:
        try:
            value = _parse(content)
        except ValueError:
            yield _broken_line(number, content)
            continue
        for item in value if isinstance(value, list) else [value]:
            yield Record(number, item)


def _document(lines: list[tuple[int, bytes]]) -> Iterator[Record | Fault]:
    content = b"\n".join(content for _, content in lines)
    try:
        value = _parse(content)
    except ValueError:
        if content.startswith(b"{") and any(_is_object(content) for _, content in lines):
            yield from _lines(lines)  # a record a line, the first one broken
        else:
            yield from _salvaged(lines[0][0], content)
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield Record(number, item)


def _salvaged(line: int, content: bytes) -> Iterator[Record | Fault]:
    """The complete records at the start of broken JSON, and a fault for the rest."""
    text = content.decode("utf-8", errors="surrogateescape")
    in_array = text.startswith("[")
    place = _after_gap(text, int(in_array))
    number = 0
    while place < len(text) and text[place:].strip() != "]":
        try:
            value, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield _broken(text, place, error, line)
            return
        number += 1
        yield Record(number, value)
        place = _after_gap(text, end)
    if in_array and place >= len(text):
        yield _cut(line + text.count("\n"))


def _after_gap(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _broken_line(number: int, content: bytes) -> Fault:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return encoding_fault(number, error)
    try:
        _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return _broken(text, 0, error, number)
    return _broken(text, 0, ValueError(), number)


def _broken(text: str, start: int, error: Exception, line: int) -> Fault:
    """A fault for JSON from `start` on: cut where it ends too early, else broken."""
    if isinstance(error, json.JSONDecodeError):
        last = text[error.pos :]
        in_last_token = len(last) <= _CUT_TOKEN and not last.endswith(("}", "]"))
        if in_last_token or error.msg.startswith("Unterminated string"):
            return _cut(line + text.count("\n"))
    here = line + text.count("\n", 0, start)
    found = text[start : start + _SHOWN]
    return Fault(line=here, expected="valid JSON", found=found, kind=FaultKind.SYNTAX)


def _cut(line: int) -> Fault:
    found = f"JSON that ends early at line {line} (truncated?)"
    return Fault(line=line, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)


def _parse(content: bytes) -> Json:
    """The value, or ``ValueError`` where `content` is no JSON.

    What orjson refuses and others write is read as well: NaN, line breaks and lone
    surrogates in strings, bytes that are not UTF-8 (as lone surrogates).
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        text = content.decode("utf-8", errors="surrogateescape")
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _is_json(content: bytes) -> bool:
    try:
        _parse(content)
    except ValueError:
        return False
    return True


def _is_object(content: bytes) -> bool:
    return content.startswith(b"{") and _is_json(content)


def _content(data: bytes) -> bytes:
    return data.removeprefix(_BOM).strip()
