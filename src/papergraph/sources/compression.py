"""Files as they were before they were compressed, by what their first bytes say."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable
from io import BufferedIOBase, BufferedReader, RawIOBase
from typing import BinaryIO, Protocol, cast

import zstandard

from papergraph.sources.fault import Fault, FaultKind

__all__ = ["SUFFIXES", "Decompressed", "decompressed"]

#: What compressed files are called; only their content decides.
SUFFIXES = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})

_BUFFER = 1 << 18
_MAGIC_SIZE = 10
_ERRORS = (EOFError, OSError, zlib.error, lzma.LZMAError, zstandard.ZstdError)
# Few, for they may become thousands of times as many.
_STEP = 1 << 12
# As of ``zstd --long=31``, which large dumps are made with.
_LARGEST_WINDOW = 1 << 31


class _Part(Protocol):
    """What decompresses one of the parts of a file: a member, a stream, a frame."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Parts:
    """Parts one after the other; unlike the libraries' readers, it tells of each damaged one."""

    def __init__(self, stream: BinaryIO, begin: Callable[[], _Part]) -> None:
        self._stream, self._begin = stream, begin
        self._part: _Part | None = None
        self._input = self._output = b""

    def read1(self, size: int) -> bytes:
        while not self._output:
            self._input = self._input or self._stream.read(_STEP)
            if not self._input:
                if self._part:
                    raise EOFError("it ends too early")
                return b""
            self._decompress()
        data, self._output = self._output[:size], self._output[size:]
        return data

    def _decompress(self) -> None:
        if self._part is None:
            self._input = self._input.lstrip(b"\x00")  # padding
            self._part = self._begin() if self._input else None
        if self._part is not None:
            self._output = self._part.decompress(self._input)
            self._input = self._part.unused_data if self._part.eof else b""
            self._part = None if self._part.eof else self._part


def _gzip() -> _Part:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def _zstandard() -> _Part:
    return zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()


_KINDS: tuple[tuple[re.Pattern[bytes], str, Callable[[], _Part]], ...] = (
    (re.compile(rb"\x1f\x8b"), "gzip", _gzip),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "Zstandard", _zstandard),
    (re.compile(rb"\xfd7zXZ\x00"), "xz", lzma.LZMADecompressor),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2", bz2.BZ2Decompressor),
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
    for start, name, begin in _KINDS:
        if start.match(magic):
            return Decompressed(cast("BinaryIO", _Parts(stream, begin)), name)
    return Decompressed(stream, "")
