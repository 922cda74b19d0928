"""What could not be read: a value that a parser yields in place of a paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

__all__ = ["Fault", "FaultKind"]

# A line of a report stays a line; the whole of it is in `Fault.found`.
_SHOWN = 60


class FaultKind(StrEnum):
    """Why something could not be read, for counting."""

    #: The file has no content.
    EMPTY = "empty"
    #: The file is not text: an image, an archive.
    BINARY = "binary"
    #: Bytes that are not UTF-8.
    ENCODING = "encoding"
    #: Text in a format that no parser reads.
    FORMAT = "format"
    #: The file ends inside a paper or a record.
    TRUNCATED = "truncated"
    #: Broken JSON.
    SYNTAX = "syntax"
    #: A record that is no paper.
    RECORD = "record"
    #: An abstract without a title.
    TITLE = "title"


# The kinds whose `found` is a stretch of the file; that of the others describes it.
_VERBATIM = frozenset({FaultKind.RECORD, FaultKind.SYNTAX, FaultKind.TITLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A stretch of a file that could not be read; it costs itself, never the file.

    Attributes:
        file: the file as it was named, "" until `at` says which.
        line: 1-based line or record; 0 where the whole file is meant.
        expected: what was asked for there, as a noun phrase.
        found: what was there instead: the text itself, or of a file or bytes that are no
            text, a description. Only ``str()`` shortens it.
        kind: why, for counting.
    """

    file: str = ""
    line: int
    expected: str
    found: str
    kind: FaultKind

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        found = repr(self.found[:_SHOWN]) if self.kind in _VERBATIM else self.found
        return f"{where}: expected {self.expected}, found {found}"

    def at(self, path: Path) -> Fault:
        """The same fault, in `path`."""
        return replace(self, file=str(path))
