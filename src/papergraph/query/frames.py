"""Frames on a pipe: a letter that says what it is, a length, and that many bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO

__all__ = ["CALL", "DATA", "ERROR", "RESULT", "read_frame", "write_frame"]

#: What a frame holds: what to call, a part of the answer, what came of the call.
CALL, DATA, RESULT, ERROR = b"C", b"D", b"R", b"E"

_HEAD = struct.Struct(">cQ")


def write_frame(pipe: BinaryIO, kind: bytes, content: bytes) -> None:
    """Send one frame. Raises ``BrokenPipeError`` where nobody reads any more.

    >>> import io
    >>> pipe = io.BytesIO()
    >>> write_frame(pipe, DATA, b"four")
    >>> _ = pipe.seek(0)
    >>> read_frame(pipe), read_frame(pipe)
    ((b'D', b'four'), None)
    """
    pipe.write(_HEAD.pack(kind, len(content)))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame, or ``None`` where the pipe has ended, be it in the middle of one."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack(head)
    content = pipe.read(size)
    return None if len(content) < size else (kind, content)
