"""The elements of JSON arrays, one after the other, without reading the arrays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import orjson

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.json_faults import (
    CutJsonError,
    Json,
    broken_json,
    cut_json,
    decode_slowly,
)

__all__ = ["Element", "array_elements"]

_CHUNK = 1 << 18
#: An element that takes more bytes than this is given up.
_LARGEST = 1 << 25
#: Places where an element may end that are tried whether its braces pair up to there or not.
_MOST_TRIES = 8
_BETWEEN = re.compile(rb"[\s,]*")
_OPENING = re.compile(rb'\{\s*("(?:[^"\\]|\\.)*")')
#: The next object is not looked for farther away than this.
_FAR = 1 << 20
#: Bytes of a boundary between two elements, at the most, blanks and the key included.
_LONGEST_BOUNDARY = 1 << 10


class Element(NamedTuple):
    """A value of an array and its 1-based place among all that were read."""

    number: int
    value: Json


def array_elements(stream: BinaryIO, begun: bytes, line: int) -> Iterator[Element | Fault]:
    """Yield the elements of the arrays of a file, which stand one behind the other.

    A value outside an array is an element too.

    A broken element costs itself: the next one is looked for where an object begins with the
    same key.

    Args:
        stream: the rest of the file.
        begun: what of it was read already.
        line: 1-based line of the file that this begins with.
    """
    return _Reader(stream, begun, line).elements()


class _Reader:
    """A window on the file that moves forward; bytes behind it are forgotten."""

    def __init__(self, stream: BinaryIO, begun: bytes, line: int) -> None:
        self._stream, self._data = stream, begun
        self._at, self._line = 0, line  # the line of the first byte of `_data`
        self._boundaries: dict[bytes, re.Pattern[bytes]] = {}

    def elements(self) -> Iterator[Element | Fault]:
        number, is_open = 0, False
        while sign := self._next_sign():
            if sign == b"]" or (sign == b"[" and not is_open):
                is_open = sign == b"["
                self._at += 1
                continue
            number += 1
            found = self._element()
            if isinstance(found, Fault):
                yield found
                if found.kind is FaultKind.TRUNCATED or not self._at_next_object():
                    return
            else:
                yield Element(number, found[0])
        if is_open:
            yield cut_json(self._here())

    def _next_sign(self) -> bytes:
        """The first byte that parts nothing; b"" at the end of the file."""
        while True:
            match = _BETWEEN.match(self._data, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._data) or not self._more():
                return self._data[self._at : self._at + 1]

    def _more(self, size: int = _CHUNK) -> bool:
        """Read on; False at the end of the file."""
        chunk = self._stream.read(size)
        if chunk:
            self._line = self._here()
            self._data = self._data[self._at :] + chunk
            self._at = 0
        return bool(chunk)

    def _here(self) -> int:
        return self._line + self._data.count(b"\n", 0, self._at)

    def _element(self) -> tuple[Json] | Fault:
        """The value at the current place, which moves behind it."""
        for end in self._likely_ends():
            try:
                value = orjson.loads(self._data[self._at : end])
            except ValueError:
                continue
            self._at = end
            return (value,)
        return self._slow_element()

    def _likely_ends(self) -> Iterator[int]:
        """Where the object here may end: before the next that begins with the same key."""
        boundary = self._boundary()
        searched = counted = tries = opened = 0
        while boundary:
            match = boundary.search(self._data, self._at + searched)
            if match is None:
                beyond = len(self._data) - self._at
                searched = max(searched, beyond - _LONGEST_BOUNDARY)
                if beyond > _FAR or not self._more():
                    return
                continue
            before, end = self._at + counted, match.start() + 1
            searched = counted = end - self._at
            opened += self._data.count(b"{", before, end) - self._data.count(b"}", before, end)
            # An object within may begin with that key too; braces in strings need not pair.
            if opened == 0 or tries < _MOST_TRIES:
                tries += 1
                yield end

    def _boundary(self) -> re.Pattern[bytes] | None:
        """What stands between the object here and the next; ``None`` where here is no object."""
        match = _OPENING.match(self._data, self._at)
        if match is None:
            return None
        known = self._boundaries.get(match[1])
        if known is None:
            key = re.escape(match[1])
            known = re.compile(rb"\}\s*(?:,\s*\{\s*" + key + rb"\s*:|\]\s*\[)")
            self._boundaries[match[1]] = known
        return known

    def _slow_element(self) -> tuple[Json] | Fault:
        while True:
            content = self._data[self._at :]
            try:
                value, length = decode_slowly(content)
            except CutJsonError:
                if len(content) < _LARGEST and self._more(max(_CHUNK, len(content))):
                    continue
                return broken_json(content, self._here())
            except ValueError:
                return broken_json(content, self._here())
            if length == len(content) and self._more():
                continue  # a number may go on
            self._at += length
            return (value,)

    def _at_next_object(self) -> bool:
        """Move to where the next object begins, for the one here is broken; False for none."""
        boundary = self._boundary()
        match = boundary.search(self._data, self._at) if boundary else None
        if match is None:
            return False
        self._at = match.start() + 1
        return True
