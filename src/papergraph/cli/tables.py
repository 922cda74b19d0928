"""Rows as text: tables as wide as the terminal, CSV and JSON."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeAlias

from papergraph.query import ResultTable, dump_table
from papergraph.query.columns import format_columns

__all__ = ["Cell", "fitting_table", "json_text", "rows_text"]

#: What a row may be made of; several texts are parted by "; ", in JSON they are a list.
Cell: TypeAlias = str | int | float | bool | tuple[str, ...] | None


def fitting_table(table: ResultTable) -> str:
    """Aligned columns, cut to the terminal where a person watches and whole where not."""
    return dump_table(table, width=_width())


def rows_text(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    form: str,
    *,
    unshown: Collection[str] = (),
) -> str:
    """Rows as text.

    Args:
        columns: their names; keys in JSON.
        rows: a cell a column.
        form: "table", "csv" or "json". JSON is a list with an object a row.
        unshown: columns that a table leaves out: people have no use for ids. Numbers are
            rounded there too.
    """
    if form == "json":
        return json_text([dict(zip(columns, row, strict=True)) for row in rows])
    if form == "csv":
        return _csv(columns, rows)
    kept = [place for place, name in enumerate(columns) if name not in unshown]
    cells = [[_shown(row[place]) for place in kept] for row in rows]
    return format_columns([columns[place] for place in kept], cells, _width())


def json_text(found: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Indented JSON, its keys in the order given."""
    import orjson

    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _width() -> int | None:
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size  # here, because it takes time to import

    return get_terminal_size().columns


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        ["; ".join(cell) if isinstance(cell, tuple) else cell for cell in row] for row in rows
    )
    return text.getvalue()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, tuple):
        return "; ".join(cell)
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)
