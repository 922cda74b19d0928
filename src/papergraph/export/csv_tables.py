"""Tables as CSV files, RFC 4180 with line feeds, harmless in a spreadsheet."""

from __future__ import annotations

import re

from papergraph.export.clean import whole_text
from papergraph.export.tables import Cell, tables_of
from papergraph.graph.knowledge import KnowledgeGraph

__all__ = ["csv_files", "unguarded"]

#: What a spreadsheet takes for a formula, behind quotes that guard it or not.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_QUOTED = re.compile('[",\r\n]')


def csv_files(graph: KnowledgeGraph) -> dict[str, bytes]:
    r"""File name to content, UTF-8, of every table of `papergraph.export.tables`.

    What is not known is empty, several texts are joined by "; ". A text that a spreadsheet
    would take for a formula, for it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line
    break, has a ``'`` before it; `unguarded` takes it away.

    >>> csv_files(KnowledgeGraph())["bases.csv"]
    b'method,base,paper\n'
    """
    files = {}
    for table in tables_of(graph):
        lines = [",".join(column.name for column in table.columns)]
        lines += [",".join(map(_cell, row)) for row in table.rows]
        files[f"{table.name}.csv"] = whole_text("\n".join(lines) + "\n").encode("utf-8")
    return files


def unguarded(text: str) -> str:
    """The text of a cell as the graph has it.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    text = value if isinstance(value, str) else "; ".join(value)
    guarded = f"'{text}" if _FORMULA.match(text) else text
    return '"{}"'.format(guarded.replace('"', '""')) if _QUOTED.search(guarded) else guarded
