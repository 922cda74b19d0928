"""Files of old Macs, whose lines end in carriage returns alone."""

from __future__ import annotations

from io import BufferedReader, RawIOBase
from typing import BinaryIO, cast

__all__ = ["ends_lines_in_cr", "with_line_feeds"]

_CR, _LF = b"\r", b"\n"


def ends_lines_in_cr(head: bytes) -> bool:
    r"""Whether a file that begins so ends its lines in ``\r`` and none in ``\n``.

    >>> ends_lines_in_cr(b"title,abstract\rLoRA,We freeze.\r"), ends_lines_in_cr(b"A\r\nB\r\n")
    (True, False)
    """
    return _CR in head and _LF not in head


def with_line_feeds(stream: BinaryIO) -> BinaryIO:
    r"""The same bytes, with ``\n`` for each ``\r``."""
    return BufferedReader(_LineFeeds(stream))


class _LineFeeds(RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._stream.read(len(view)).replace(_CR, _LF)
        view[: len(data)] = data
        return len(data)
