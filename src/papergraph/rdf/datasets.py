"""Triples in named graphs as text: TriG for people, N-Quads for tools; equal quads, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf.evidence import evidence_quads
from papergraph.rdf.paragraphs import classes_first
from papergraph.rdf.triples import graph_triples
from papergraph.rdf.turtle import prefixed
from papergraph.rdf.vocabulary import BASE, PREFIXES

__all__ = ["dump_nquads", "dump_trig", "graph_quads"]


def graph_quads(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Quad]:
    """Facts in the default graph, the evidence of each claim in a named one.

    The union of all is what `graph_triples` and full `evidence_triples` give.
    """
    for triple in graph_triples(graph, base=base):
        yield Quad(*triple)
    yield from evidence_quads(graph, base=base)


def dump_trig(quads: Iterable[Quad], *, base: str = BASE) -> bytes:
    """UTF-8 TriG: the default graph first, then the named ones in code point order.

    Args:
        quads: without blank nodes, whose labels would not be stable; repeated ones count once.
        base: what the IRIs of nodes are written relative to.
    """
    ordered = sorted(set(quads), key=_by_graph)
    form = RdfFormat.TRIG
    body = serialize(ordered, format=form, prefixes=PREFIXES, base_iri=base) or b""
    return prefixed(body, base)


def dump_nquads(quads: Iterable[Quad]) -> bytes:
    """UTF-8 N-Quads, a quad a line, in code point order, without repetition."""
    return serialize(sorted(set(quads), key=str), format=RdfFormat.N_QUADS) or b""


def _by_graph(quad: Quad) -> tuple[str, str]:
    named = not isinstance(quad.graph_name, DefaultGraph)
    return (str(quad.graph_name) if named else "", classes_first(quad.triple))
