"""Answers as text, each in a form that some tool or person reads.

The libraries of a form are imported when it is asked for: a query takes less time than they.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.errors import QueryError
from papergraph.query.columns import format_columns
from papergraph.query.table import Form, ResultTable, Term
from papergraph.rdf.vocabulary import XSD

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "dump_csv",
    "dump_json",
    "dump_markdown",
    "dump_ntriples",
    "dump_table",
    "dump_tsv",
    "dump_turtle",
]


def dump_table(table: ResultTable, *, width: int | None = None) -> str:
    """Aligned columns for a person; cut to `width` cells, or whole where that is ``None``.

    The answer to ASK is its one word.
    """
    if table.form is Form.TRUTH:
        return f"{table.rows[0][0]}\n"
    return format_columns(table.columns, table.rows, width)


def dump_csv(table: ResultTable) -> str:
    """SPARQL 1.1 results in CSV, with line feeds alone."""
    return _separated(table, ",")


def dump_tsv(table: ResultTable) -> str:
    """The same with tabs: plain text for spreadsheets, no N-Triples syntax."""
    return _separated(table, "\t")


def dump_json(table: ResultTable) -> str:
    """SPARQL 1.1 results in JSON; triples as rows of subject, predicate and object."""
    import json

    return json.dumps(_document(table), ensure_ascii=False, indent=2) + "\n"


def dump_markdown(table: ResultTable) -> str:
    """A table of GitHub's Markdown."""
    lines = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return "".join(f"| {' | '.join(_markdown(cell) for cell in line)} |\n" for line in lines)


def dump_turtle(table: ResultTable) -> str:
    """Turtle with the prefixes of `papergraph.rdf.PREFIXES`, in code point order.

    Raises:
        QueryError: the answer is no graph.
    """
    from papergraph.rdf import turtle

    return turtle.dump_turtle(_triples(table)).decode()


def dump_ntriples(table: ResultTable) -> str:
    """N-Triples, a triple a line, in code point order.

    Raises:
        QueryError: the answer is no graph.
    """
    from papergraph.rdf import turtle

    return turtle.dump_ntriples(_triples(table)).decode()


#: Any answer to text, by the name that the command line takes.
RESULT_FORMATS: dict[str, Callable[[ResultTable], str]] = {
    "csv": dump_csv,
    "json": dump_json,
    "markdown": dump_markdown,
    "table": dump_table,
    "tsv": dump_tsv,
}

#: The answer to CONSTRUCT or DESCRIBE to text, likewise.
GRAPH_FORMATS: dict[str, Callable[[ResultTable], str]] = {
    "nt": dump_ntriples,
    "ttl": dump_turtle,
    "turtle": dump_turtle,
}


def _triples(table: ResultTable) -> Iterable[Triple]:
    if table.form is not Form.GRAPH:
        raise QueryError(
            f"Turtle and N-Triples hold what CONSTRUCT or DESCRIBE answers, found {table.form}"
        )
    # The engine made each row of a triple.
    return (Triple(*row) for row in table.terms)  # type: ignore[arg-type]


def _separated(table: ResultTable, delimiter: str) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue()


def _document(table: ResultTable) -> dict[str, Any]:
    if table.form is Form.TRUTH:
        return {"head": {}, "boolean": table.rows[0][0] == "true"}
    bindings = [
        {
            name: _binding(term)
            for name, term in zip(table.columns, row, strict=True)
            if term is not None
        }
        for row in table.terms
    ]
    return {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": "" if term is None else term.value}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        binding["datatype"] = term.datatype.value
    return binding


def _markdown(cell: str) -> str:
    return " ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|")
