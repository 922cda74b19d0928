"""The nodes that a query's answer is about."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode, Store

from papergraph.model import EntityId
from papergraph.query.named import NamedQuery
from papergraph.query.run import ask_sparql, resolve_arguments
from papergraph.rdf import entity_id

__all__ = ["nodes_of"]


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


def _node(term: NamedNode) -> EntityId | None:
    """The node of an IRI, or ``None`` for a class, a property or an IRI of another base."""
    try:
        return entity_id(term.value)
    except ValueError:
        return None
