"""The nodes that a query's answer is about."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Store

from papergraph.graph.answers import Answer, AnswerRow
from papergraph.model import EntityId
from papergraph.query.named import NamedQuery
from papergraph.query.run import ask_sparql, resolve_arguments
from papergraph.query.table import Term
from papergraph.rdf import entity_id

__all__ = ["answer_of", "nodes_of"]

#: A column that only repeats the name of a node.
_TITLE = "title"
#: The column of what a paper's claim is about.
_VIA = "via"


def nodes_of(store: Store, query: NamedQuery, arguments: Mapping[str, str]) -> set[EntityId]:
    """Every node in the answer, with the nodes asked about; empty where nothing is answered.

    Raises as `papergraph.query.run_query` does.
    """
    resolved = resolve_arguments(store, query, arguments)
    rows = ask_sparql(store, query.filled(resolved)).terms
    if not rows:
        return set()
    terms = [*resolved.values(), *(term for row in rows for term in row)]
    found = (_node(term) for term in terms if isinstance(term, NamedNode))
    return {node for node in found if node is not None}


def answer_of(store: Store, query: NamedQuery, arguments: Mapping[str, str]) -> Answer:
    """An answer as what it names: in its order, with how and with its sentences.

    Raises as `papergraph.query.run_query` does.
    """
    resolved = resolve_arguments(store, query, arguments)
    table = ask_sparql(store, query.filled(resolved))
    rows = [
        _answer_row(
            dict(zip(table.columns, row, strict=True)), dict(zip(table.columns, text, strict=True))
        )
        for row, text in zip(table.terms, table.rows, strict=True)
    ]
    about = [
        node
        for term in resolved.values()
        if isinstance(term, NamedNode) and (node := _node(term)) is not None
    ]
    name = " ".join([query.name, *arguments.values()])
    return Answer(name, name, tuple(about), tuple(rows))


def _answer_row(terms: Mapping[str, Term], texts: Mapping[str, str]) -> AnswerRow:
    nodes = {
        column: node
        for column, term in terms.items()
        if isinstance(term, NamedNode) and (node := _node(term)) is not None
    }
    named = [node for column, node in nodes.items() if column != _VIA]
    via = nodes.get(_VIA)
    claim = (named[0], via) if named and via else None
    # What a claim's edge says is not said again.
    cells = [
        (column, text)
        for column, text in texts.items()
        if text and column not in nodes and column != _TITLE and not claim
    ]
    return AnswerRow(tuple(named or nodes.values()), tuple(cells), claim)


def _node(term: NamedNode) -> EntityId | None:
    """The node of an IRI, or ``None`` for a class, a property or an IRI of another base."""
    try:
        return entity_id(term.value)
    except ValueError:
        return None
