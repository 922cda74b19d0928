"""Tab-separated files with a head: what all lexicon files are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from papergraph.errors import InputError

__all__ = ["dump_rows", "read_rows", "read_rows_and_faults"]

_BOM = b"\xef\xbb\xbf"


def read_rows(
    path: Path | Traversable, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column name, each with its 1-based line; nothing is quoted.

    A byte order mark is passed over.

    Raises:
        InputError: the head is not `columns`, a row has another number of them, or it is no UTF-8.
    """
    for number, row in read_rows_and_faults(path, columns):
        if isinstance(row, InputError):
            raise row
        yield number, row


def read_rows_and_faults(
    path: Path | Traversable, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """As `read_rows`, with the fault in the place of a row that is none.

    Raises:
        InputError: the head is not `columns`.
    """
    lines = _cells(path)
    _, head = next(lines, (1, []))
    if isinstance(head, InputError):
        raise head
    if head != list(columns):
        expected = "the columns " + ", ".join(columns)
        raise InputError(str(path), 1, expected, str(head) if head else "an empty file")
    for number, row in lines:
        if isinstance(row, InputError):
            yield number, row
        elif len(row) != len(columns):
            found = f"{len(row)}: {row}"
            yield number, InputError(str(path), number, f"{len(columns)} columns", found)
        else:
            yield number, dict(zip(columns, row, strict=True))


def _cells(path: Path | Traversable) -> Iterator[tuple[int, list[str] | InputError]]:
    with path.open("rb") as stream:
        for number, data in enumerate(stream, start=1):
            try:
                line = data.removeprefix(_BOM).decode("utf-8")
            except UnicodeDecodeError as error:
                found = f"the byte 0x{data[error.start]:02x}"
                yield number, InputError(str(path), number, "UTF-8", found)
                continue
            yield number, line.rstrip("\r\n").split("\t")


def dump_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""The text of a file that `read_rows` reads; cells hold neither tabs nor line breaks.

    >>> dump_rows(["name", "class"], [["the", "function"]])
    'name\tclass\nthe\tfunction\n'
    """
    return "".join("\t".join(row) + "\n" for row in (columns, *rows))
