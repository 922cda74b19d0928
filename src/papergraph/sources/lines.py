"""Bytes to numbered lines of text; bytes that are no text are faults of their line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papergraph.sources.fault import Fault, FaultKind

__all__ = ["Line", "encoding_fault", "read_lines"]

_BOM = b"\xef\xbb\xbf"
# Bytes that Windows-1252 prints (curly quotes, dashes) and Latin-1 does not.
_WINDOWS_ONLY = range(0x80, 0xA0)


class Line(NamedTuple):
    """One line without its end.

    Attributes:
        number: 1-based.
        text: the line; where it is not UTF-8, with the bad bytes replaced.
        fault: set where the line is not UTF-8. Of kind ``truncated``: the file ends inside
            a character, `text` is all that comes before it, verbatim.
        after_blank: whether it is the first line of its block.
    """

    number: int
    text: str
    fault: Fault | None = None
    after_blank: bool = True


def read_lines(stream: Iterable[bytes]) -> Iterator[Line]:
    r"""The lines of `stream` that are not blank.

    Lines end in ``\n`` or ``\r\n`` only: NEL, U+2028 and a lone ``\r`` are part of a line.
    A byte order mark before the first line is dropped.

    >>> [line.text for line in read_lines([b"LoRA\r\n", b"\n", "a\u2028b".encode()])]
    ['LoRA', 'a\u2028b']
    """
    after_blank = True
    for number, data in enumerate(stream, start=1):
        line = _decode(number, data.removeprefix(_BOM) if number == 1 else data)
        if line.text.strip():
            yield line._replace(after_blank=after_blank)
            after_blank = False
        else:
            after_blank = True


def encoding_fault(line: int, error: UnicodeDecodeError) -> Fault:
    """Which byte of `line` is not UTF-8; the column counts the characters before it."""
    byte = error.object[error.start]
    guess = "Windows-1252?" if byte in _WINDOWS_ONLY else "Latin-1? Windows-1252?"
    column = len(error.object[: error.start].decode("utf-8", errors="replace")) + 1
    found = f"byte {byte:#04x} at line {line} column {column} ({guess})"
    return Fault(line=line, expected="UTF-8", found=found, kind=FaultKind.ENCODING)


def _decode(number: int, data: bytes) -> Line:
    ended = data.endswith(b"\n")
    data = data.removesuffix(b"\n").removesuffix(b"\r") if ended else data
    try:
        return Line(number, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if not ended and error.reason == "unexpected end of data":
            return Line(number, data[: error.start].decode("utf-8"), _cut(number))
        return Line(number, data.decode("utf-8", errors="replace"), encoding_fault(number, error))


def _cut(number: int) -> Fault:
    found = f"a file that ends inside a character at line {number} (truncated?)"
    return Fault(line=number, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)
