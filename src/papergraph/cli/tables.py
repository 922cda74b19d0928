"""Tables as wide as the terminal."""

from __future__ import annotations

import shutil
import sys

from papergraph.query import ResultTable, dump_table

__all__ = ["fitting_table"]


def fitting_table(table: ResultTable) -> str:
    """Aligned columns, cut to the terminal where a person watches and whole where not."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return dump_table(table, width=width)
