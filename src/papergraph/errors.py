"""Every error that papergraph raises on purpose, under one base.

Each carries its facts as attributes and one sentence as its text. The command line
prints that sentence and exits 1; anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "DamagedStoreError",
    "GraphFolderError",
    "InputError",
    "MissingDataError",
    "MissingExtraError",
    "PapergraphError",
    "QueryEndedError",
    "QueryError",
    "QueryMemoryError",
    "QueryTimeoutError",
    "SparqlError",
    "UnknownNameError",
]


class PapergraphError(Exception):
    """Base of every error that papergraph raises on purpose."""


class InputError(PapergraphError, ValueError):
    """A file that cannot be read at all, or text in it that breaks its format.

    Attributes:
        path: the file.
        line: 1-based line, or 0 where the whole file is meant.
        expected: what was asked for there, as a noun phrase.
        found: what was there instead; only the message shortens it.
    """

    def __init__(self, path: Path | str, line: int, expected: str, found: str) -> None:
        super().__init__(path, line, expected, found)  # keeps the error picklable
        self.path = path
        self.line = line
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: expected {self.expected}, found {self.found[:100]}"


class GraphFolderError(PapergraphError, ValueError):
    """A folder that holds no graph of ours.

    Attributes:
        path: the folder that was asked for.
        missing: the file that it lacks.
    """

    def __init__(self, path: Path, missing: str) -> None:
        super().__init__(path, missing)
        self.path = path
        self.missing = missing

    def __str__(self) -> str:
        return (
            f"{self.path}: expected a folder made by 'papergraph build', "
            f"found no {self.missing} in it"
        )


class DamagedStoreError(PapergraphError):
    """A store that cannot be read, or not any more.

    Attributes:
        reason: what the engine says of it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the store is damaged, build the graph anew: {self.reason}"


class UnknownNameError(PapergraphError, LookupError):
    """A name that nothing is known by: a method, a query, a format.

    Attributes:
        kind: what was looked for ("method", "query", "format").
        name: the name as the user gave it.
        suggestions: names that exist and resemble it, best first; may be empty.
    """

    def __init__(self, kind: str, name: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(kind, name, tuple(suggestions))
        self.kind = kind
        self.name = name
        self.suggestions = tuple(suggestions)

    def __str__(self) -> str:
        sentence = f"unknown {self.kind} {self.name!r}"
        if not self.suggestions:
            return sentence
        *rest, last = self.suggestions
        return f"{sentence}; did you mean {' or '.join([', '.join(rest), last]) if rest else last}?"


class QueryError(PapergraphError, ValueError):
    """A query that cannot be run: its head, its parameters or its SPARQL is wrong."""


class QueryEndedError(PapergraphError):
    """A query whose process ended before there was an answer.

    Attributes:
        signal: that ended the process, or 0 where none did.
    """

    def __init__(self, signal: int = 0) -> None:
        super().__init__(signal)
        self.signal = signal

    def __str__(self) -> str:
        how = f" (signal {self.signal})" if self.signal else ""
        return f"the engine broke off while it answered{how}: ask in a simpler way"


class QueryTimeoutError(QueryEndedError):
    """A query that was ended because it took too long.

    Attributes:
        seconds: that it was given.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.args = (seconds,)
        self.seconds = seconds

    def __str__(self) -> str:
        unit = "second" if self.seconds == 1 else "seconds"
        return f"no answer within {self.seconds:g} {unit}: ask for less, or allow more time"


class QueryMemoryError(QueryEndedError):
    """A query that was ended because it took too much memory.

    Attributes:
        megabytes: that it was given, or 0 where only the machine set the bound.
    """

    def __init__(self, megabytes: int) -> None:
        super().__init__()
        self.args = (megabytes,)
        self.megabytes = megabytes

    def __str__(self) -> str:
        bound = f"{self.megabytes:,} MB" if self.megabytes else "the memory of this machine"
        return f"no answer within {bound}: ask for less, or allow more memory"


class MissingDataError(PapergraphError, ValueError):
    """A question that the graph has too little for.

    Attributes:
        what: what was asked for ("bursts").
        needed: what it takes, as a noun phrase.
        found: what the graph has instead.
    """

    def __init__(self, what: str, needed: str, found: str) -> None:
        super().__init__(what, needed, found)
        self.what = what
        self.needed = needed
        self.found = found

    def __str__(self) -> str:
        return f"{self.what}: expected {self.needed}, found {self.found}"


class SparqlError(QueryError):
    """A query that is no SPARQL, or SPARQL that contradicts itself.

    Attributes:
        source: the file that it is from, or another name for it.
        line: 1-based.
        column: 1-based, in code points.
        reason: what is wrong there.
        text: the whole query.
    """

    def __init__(self, source: str, line: int, column: int, reason: str, text: str) -> None:
        super().__init__(source, line, column, reason, text)
        self.source = source
        self.line = line
        self.column = column
        self.reason = reason
        self.text = text

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}: {self.reason}"


class MissingExtraError(PapergraphError, ImportError):
    """A format whose library is not installed.

    Attributes:
        what: the format.
        library: what it needs.
        extra: the extra of papergraph that brings it.
    """

    def __init__(self, what: str, library: str, extra: str) -> None:
        super().__init__(what, library, extra)
        self.what = what
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return (
            f"{self.what} needs {self.library}, which is not installed: "
            f"pip install 'papergraph[{self.extra}]'"
        )
