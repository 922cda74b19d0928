"""Tables as wide as the terminal."""

from __future__ import annotations

import sys

from papergraph.query import ResultTable, dump_table

__all__ = ["fitting_table"]


def fitting_table(table: ResultTable) -> str:
    """Aligned columns, cut to the terminal where a person watches and whole where not."""
    width = None
    if sys.stdout.isatty():
        from shutil import get_terminal_size  # here, because it takes time to import

        width = get_terminal_size().columns
    return dump_table(table, width=width)
