"""A store by predicate: what reading a graph back asks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from papergraph.errors import InputError
from papergraph.rdf.vocabulary import RDF, VOID

__all__ = ["Facts", "read_base", "refused"]

_GRAPH = "graph"


class Facts:
    """The triples of a store's default graph, a predicate at a time, each read once.

    Values are plain strings: an IRI, or a literal's text without its datatype.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[NamedNode, Mapping[str, list[str]]] = {}

    def of(self, predicate: NamedNode) -> Mapping[str, list[str]]:
        """Subject to its values, in the store's order; a subject without any is absent."""
        if predicate not in self._read:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for quad in self._store.quads_for_pattern(None, predicate, None, DefaultGraph()):
                found[_text(quad.subject)].append(_text(quad.object))
            self._read[predicate] = dict(found)
        return self._read[predicate]

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """The values, sorted; empty where there are none."""
        return sorted(self.of(predicate).get(subject, ()))

    def one(self, subject: str, predicate: NamedNode) -> str:
        """The only value, or "" where there is none; `InputError` where there are more."""
        values = self.of(predicate).get(subject, ())
        if len(values) > 1:
            raise refused(f"at most one <{predicate.value}> of <{subject}>", str(len(values)))
        return values[0] if values else ""

    def instances(self, found: NamedNode) -> list[str]:
        """The subjects of a class, sorted."""
        quads = self._store.quads_for_pattern(None, RDF.type, found, DefaultGraph())
        return sorted(_text(quad.subject) for quad in quads)


def read_base(store: Store) -> str:
    """Where the IRIs of the store's nodes start, as the graph's own IRI tells.

    Raises:
        InputError: the store describes no graph of ours, or several.
    """
    found = [iri for iri in Facts(store).instances(VOID.Dataset) if iri.endswith(f"/{_GRAPH}")]
    if len(found) != 1:
        raise refused("one void:Dataset whose IRI ends in '/graph'", str(len(found)))
    return found[0].removesuffix(_GRAPH)


def refused(expected: str, found: str) -> InputError:
    """The error for triples that papergraph never writes."""
    return InputError("graph", 0, expected, found)


def _text(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return str(term) if isinstance(term, Triple) else term.value
