"""Files as they were before they were compressed, by what their first bytes say."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from io import BufferedIOBase, BufferedReader, RawIOBase
from typing import IO, BinaryIO, cast

import zstandard

from papergraph.sources.fault import Fault, FaultKind

__all__ = ["SUFFIXES", "Decompressed", "decompressed"]

#: What compressed files are called; only their content decides.
SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})

_BUFFER = 1 << 18
_MAGIC_SIZE = 6
_ERRORS = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError)


def _zstandard(stream: IO[bytes]) -> BinaryIO:
    reader = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return cast("BinaryIO", reader)


_OPENERS: tuple[tuple[bytes, str, Callable[[IO[bytes]], object]], ...] = (
    (b"\x1f\x8b", "gzip", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"\x28\xb5\x2f\xfd", "Zstandard", _zstandard),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
    (b"BZh", "bzip2", bz2.BZ2File),
)


class Decompressed(BufferedReader):
    """A stream that ends where its file is broken, and then says so.

    Attributes:
        name_of_format: "gzip", "xz" ... or "" for a file that is not compressed.
    """

    def __init__(self, stream: BinaryIO, name_of_format: str) -> None:
        self._source = _Forgiving(cast("BufferedIOBase", stream))
        self.name_of_format = name_of_format
        super().__init__(self._source, _BUFFER)

    @property
    def fault(self) -> Fault | None:
        """What stopped the reading before the end of the file."""
        if not self._source.error:
            return None
        found = f"{self.name_of_format} data that is cut or damaged ({self._source.error})"
        expected = "the rest of the file"
        return Fault(line=0, expected=expected, found=found, kind=FaultKind.TRUNCATED)


class _Forgiving(RawIOBase):
    def __init__(self, stream: BufferedIOBase) -> None:
        self._stream = stream
        self.error = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            # Not `read`: it would lose what comes before the damage.
            data = b"" if self.error else self._stream.read1(len(view))
        except _ERRORS as error:
            self.error = str(error) or type(error).__name__
            data = b""
        view[: len(data)] = data
        return len(data)


def decompressed(stream: BinaryIO) -> Decompressed:
    """What is compressed in a file, or the file itself; from its beginning.

    Args:
        stream: that can be sought in; it stays open, and belongs to the caller.
    """
    magic = stream.read(_MAGIC_SIZE)
    stream.seek(0)
    for start, name, opener in _OPENERS:
        if magic.startswith(start):
            return Decompressed(cast("BinaryIO", opener(stream)), name)
    return Decompressed(stream, "")
