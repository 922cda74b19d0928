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

__all__ = ["Element", "array_elements", "page_opening"]

_CHUNK = 1 << 18
#: An element that takes more bytes than this is given up.
_LARGEST = 1 << 25
#: As many bytes as an element takes at first; later, those that the one before it took.
_USUAL = 1 << 12
#: The end of an element is not looked for farther away than so many times its usual size.
_REACH = 16
#: Places where an element may end that are tried whether its braces pair up to there or not.
_MOST_TRIES = 8
_BETWEEN = re.compile(rb"[\s,]*")
_OPENING = re.compile(rb'\{\s*("(?:[^"\\]|\\.)*")')
#: What stands between any two elements of which the second is an object.
_ANY_BOUNDARY = re.compile(rb'\}\s*(?:,?\s*\{\s*"|\]\s*\[)')
#: What stands between an object without its last brace and the next, which begins with a key.
_UNCLOSED = rb"(?<=[^\s,\[:{}])\s*+,?\s*+\{\s*%s\s*:"
#: What stands between the fields of an object, and between their names and values.
_BETWEEN_FIELDS = re.compile(rb"[\s,:]*")
#: A field with its comma: the name, and a value that is no object and no array.
_NAME = rb'"(?:[^"\\]|\\.)*+"\s*+:\s*+'
_PLAIN_FIELD = _NAME + rb'(?:"(?:[^"\\]|\\.)*+"|[^\s,"{}\[\]]++)\s*+,\s*+'
#: The same of one name, and an object without others in it.
_FLAT_FIELD = rb'"%s"\s*+:\s*+\{[^{}]*+\}\s*+,\s*+'
#: Bytes of a page in which its array begins.
_PAGE_HEAD = 1 << 16
_BEFORE_OBJECT = re.compile(rb'[,\[]\s*\{\s*"')
#: The next object is not looked for farther away than this.
_FAR = 1 << 20
_SHOWN = 200
#: Behind a number that is cut there may be the beginning of its exponent.
_NUMBER_SIGNS = len("e+")
#: Bytes of a boundary between two elements, at the most, blanks and the key included.
_LONGEST_BOUNDARY = 1 << 10


class Element(NamedTuple):
    """A value of an array and its 1-based place among all that were read."""

    number: int
    value: Json


def page_opening(*arrays: str, beside: str = "") -> re.Pattern[bytes]:
    """How a page begins: an object whose array in one of its fields has the records.

    Args:
        arrays: names of such fields.
        beside: name of an object before them that says nothing of the records. What has others
            is no page.

    >>> bool(page_opening("results", beside="meta").match(b'{"meta": {"n": 1}, "results": ['))
    True
    >>> bool(page_opening("results").match(b'{"n": {"results": [1]}'))
    False
    """
    fields = b"(?:%s|%s)*?" % (_PLAIN_FIELD, _FLAT_FIELD % beside.encode())
    names = "|".join(arrays).encode()
    return re.compile(rb'\{\s*+%s"(?:%s)"\s*+:\s*+\[' % (fields, names), re.DOTALL)


def array_elements(
    stream: BinaryIO, begun: bytes, line: int, page: re.Pattern[bytes] | None = None
) -> Iterator[Element | Fault]:
    """Yield the elements of the arrays of a file, which stand one behind the other.

    A value outside an array is an element too; of a page, what is in its array.

    A broken element costs itself: the next one is looked for where its braces pair up, else
    where an object begins with the same key.

    Args:
        stream: the rest of the file.
        begun: what of it was read already.
        line: 1-based line of the file that this begins with.
        page: what pages begin with, up to the bracket of their array, if there may be some.
    """
    return _Reader(stream, begun, line, page).elements()


class _Reader:
    """A window on the file that moves forward; bytes behind it are forgotten."""

    def __init__(
        self, stream: BinaryIO, begun: bytes, line: int, page: re.Pattern[bytes] | None
    ) -> None:
        self._stream, self._data = stream, begun
        self._at, self._line = 0, line  # the line of the first byte of `_data`
        self._boundaries: dict[bytes, re.Pattern[bytes]] = {}
        self._usual = _USUAL
        self._page = page
        self._is_open = self._in_page = False

    def elements(self) -> Iterator[Element | Fault]:
        number = 0
        while sign := self._next_sign():
            if self._passes_bracket(sign):
                continue
            found: tuple[Json] | Fault | None
            if self._in_page and not self._is_open:
                found = self._end_of_page()
            else:
                number += 1
                found = self._element()
            if isinstance(found, Fault):
                yield found
                if found.kind is FaultKind.TRUNCATED or not self._at_next_object():
                    return
            elif found:
                yield Element(number, found[0])
        if self._is_open or self._in_page:
            yield cut_json(self._here())

    def _passes_bracket(self, sign: bytes) -> bool:
        """Move over the bracket of an array, or into the array of a page, if it is here."""
        if sign == b"]" or (sign == b"[" and not self._is_open):
            self._is_open = sign == b"["
            self._at += 1
            return True
        if self._page is None or self._is_open or self._in_page:
            return False
        self._next_bytes(_PAGE_HEAD)
        match = self._page.match(self._data, self._at)
        if match is None:
            return False
        self._is_open = self._in_page = True
        self._at = match.end()
        return True

    def _end_of_page(self) -> Fault | None:
        """Move behind the page whose array has ended here."""
        while (sign := self._next_sign(_BETWEEN_FIELDS)) and sign != b"}":
            found = self._slow_element()
            if isinstance(found, Fault):
                self._in_page = False
                return found
        self._in_page = not sign
        self._at += len(sign)
        return None

    def _next_sign(self, between: re.Pattern[bytes] = _BETWEEN) -> bytes:
        """The first byte that parts nothing; b"" at the end of the file."""
        while True:
            match = between.match(self._data, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._data) or not self._more():
                return self._data[self._at : self._at + 1]

    def _more(self, size: int = 0) -> bool:
        """Read on; False at the end of the file."""
        chunk = self._stream.read(max(_CHUNK, size))
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
            self._move_to(end)
            return (value,)
        return self._slow_element()

    def _move_to(self, end: int) -> None:
        self._usual = max(_USUAL, end - self._at, self._usual // 2)
        self._at = end

    def _likely_ends(self) -> Iterator[int]:
        """Where the object here may end: before the next that begins with the same key."""
        boundary = self._boundary()
        reach = _REACH * self._usual
        searched = counted = tries = opened = 0
        while boundary:
            match = boundary.search(self._data, self._at + searched)
            if match is None:
                beyond = len(self._data) - self._at
                searched = max(searched, beyond - _LONGEST_BOUNDARY)
                if beyond > reach or not self._more():
                    return
                continue
            before, end = self._at + counted, match.start() + 1
            searched = counted = end - self._at
            opened += self._data.count(b"{", before, end) - self._data.count(b"}", before, end)
            # An object within may begin with that key too; braces in strings need not pair.
            if opened == 0 or tries < _MOST_TRIES:
                tries += 1
                yield end
            if opened == 0 or searched > reach:
                return  # it ends before, and the next begins with another key

    def _boundary(self) -> re.Pattern[bytes] | None:
        """What stands between the object here and the next; ``None`` where here is no object."""
        match = _OPENING.match(self._data, self._at)
        if match is None:
            return None
        known = self._boundaries.get(match[1])
        if known is None:
            key = re.escape(match[1])
            known = re.compile(rb"\}\s*(?:,?\s*\{\s*" + key + rb"\s*:|\]\s*\[)")
            self._boundaries[match[1]] = known
        return known

    def _slow_element(self) -> tuple[Json] | Fault:
        size = 2 * self._usual
        while True:
            content = self._next_bytes(size)
            may_go_on = len(content) == size
            try:
                value, length = decode_slowly(content)
            except CutJsonError:
                if not may_go_on:
                    return broken_json(content, self._here())
            except ValueError:
                return broken_json(content, self._here())
            else:
                if len(content) - length > _NUMBER_SIGNS or not may_go_on:
                    self._move_to(self._at + length)
                    return (value,)
            if size >= _LARGEST:
                return _too_large(content, self._here())
            size *= 4

    def _next_bytes(self, size: int) -> bytes:
        """So many bytes from here; fewer at the end of the file."""
        while len(self._data) - self._at < size and self._more(size):
            pass
        return self._data[self._at : self._at + size]

    def _at_next_object(self) -> bool:
        """Move to where the next object begins, for the one here is broken; False for none."""
        self._next_bytes(_FAR)
        end = self._end_by_braces()
        if end is None:
            boundary = self._boundary() or _BEFORE_OBJECT
            match = boundary.search(self._data, self._at)
            end = match.start() + 1 if match else None
        # Up to there alone: a file may have many broken objects, and this search is slow.
        if unclosed := self._unclosed(len(self._data) if end is None else end):
            end = unclosed.start()
        self._at = self._at if end is None else end
        return end is not None

    def _unclosed(self, end: int) -> re.Match[bytes] | None:
        """What stands before the next object of the same key, where the one here has no end."""
        match = _OPENING.match(self._data, self._at)
        if match is None:
            return None
        return re.compile(_UNCLOSED % re.escape(match[1])).search(self._data, match.end(), end)

    def _end_by_braces(self) -> int | None:
        """Where the object here ends before another, if its braces pair up to there."""
        opened, counted = 0, self._at
        if self._boundary() is None:
            return None
        for match in _ANY_BOUNDARY.finditer(self._data, self._at):
            end = match.start() + 1
            opened += self._data.count(b"{", counted, end) - self._data.count(b"}", counted, end)
            if opened <= 0:
                return end if opened == 0 else None
            counted = end
        return None


def _too_large(content: bytes, line: int) -> Fault:
    return Fault(
        line=line,
        expected=f"a value of at most {_LARGEST} bytes",
        found=content[:_SHOWN].decode("utf-8", errors="replace"),
        kind=FaultKind.SYNTAX,
    )
