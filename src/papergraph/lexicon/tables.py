"""Tab-separated files with a head: what all lexicon files are."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from papergraph.errors import InputError

__all__ = ["read_rows"]


def read_rows(
    path: Path | Traversable, columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column name, each with its 1-based line; nothing is quoted.

    Raises:
        InputError: the head is not `columns`, or a row has another number of them.
    """
    with path.open(encoding="utf-8") as lines:
        reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        head = next(reader, [])
        if head != list(columns):
            raise InputError(str(path), 1, "the columns " + ", ".join(columns), str(head))
        for row in reader:
            if len(row) != len(columns):
                expected = f"{len(columns)} columns"
                raise InputError(str(path), reader.line_num, expected, f"{len(row)}: {row}")
            yield reader.line_num, dict(zip(columns, row, strict=True))
