"""The answer to a query, and its forms as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from papergraph.query.columns import format_columns
from papergraph.rdf.vocabulary import XSD

__all__ = [
    "RESULT_FORMATS",
    "ResultTable",
    "Term",
    "dump_csv",
    "dump_json",
    "dump_markdown",
    "dump_table",
    "dump_tsv",
]

#: What a cell holds; ``None`` where the query left the variable unbound.
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | None


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Rows in the query's own order.

    Attributes:
        columns: the variables, without question marks.
        terms: a row each, in column order.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells as plain strings: IRIs whole, literals without datatype, "" for unbound."""
        return tuple(tuple(_text(term) for term in row) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def column(self, name: str) -> tuple[str, ...]:
        """One column's cells. Raises ``ValueError`` where there is no such column."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def first(self, count: int) -> ResultTable:
        """The first `count` rows."""
        return ResultTable(self.columns, self.terms[:count])


def dump_table(table: ResultTable, *, width: int | None = None) -> str:
    """Aligned columns for a person; cut to `width` cells, or whole where that is ``None``."""
    return format_columns(table.columns, table.rows, width)


def dump_csv(table: ResultTable) -> str:
    """SPARQL 1.1 results in CSV, with line feeds alone."""
    return _separated(table, ",")


def dump_tsv(table: ResultTable) -> str:
    """The same with tabs: plain text for spreadsheets, no N-Triples syntax."""
    return _separated(table, "\t")


def dump_json(table: ResultTable) -> str:
    """SPARQL 1.1 results in JSON."""
    bindings = [
        {
            name: _binding(term)
            for name, term in zip(table.columns, row, strict=True)
            if term is not None
        }
        for row in table.terms
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def dump_markdown(table: ResultTable) -> str:
    """A table of GitHub's Markdown."""
    lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return "".join(f"| {' | '.join(_markdown(cell) for cell in line)} |\n" for line in lines)


#: A result to text, by the name that the command line takes.
RESULT_FORMATS: dict[str, Callable[[ResultTable], str]] = {
    "csv": dump_csv,
    "json": dump_json,
    "markdown": dump_markdown,
    "table": dump_table,
    "tsv": dump_tsv,
}


def _text(term: Term) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else term.value


def _separated(table: ResultTable, delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": _text(term)}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        binding["datatype"] = term.datatype.value
    return binding


def _markdown(cell: str) -> str:
    return " ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|")
