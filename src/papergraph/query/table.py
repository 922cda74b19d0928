"""The answer to a query."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["Form", "ResultTable", "Term"]

#: What a cell holds; ``None`` where the query left the variable unbound.
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | None


class Form(StrEnum):
    """What a query asks for."""

    #: Rows of values: SELECT.
    ROWS = "rows"
    #: Yes or no: ASK. One column, one row, one boolean.
    TRUTH = "a truth value"
    #: A graph: CONSTRUCT and DESCRIBE. A triple a row.
    GRAPH = "triples"


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Rows in the query's own order.

    Attributes:
        columns: the variables, without question marks.
        terms: a row each, in column order.
        form: what the query asked for.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]
    form: Form = Form.ROWS

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
        return ResultTable(self.columns, self.terms[:count], self.form)


def _text(term: Term) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else term.value
