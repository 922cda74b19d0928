"""JSON-LD: RDF that reads as plain JSON too."""

from __future__ import annotations

from itertools import chain

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_jsonld, evidence_triples, graph_triples

__all__ = ["dump_jsonld_text"]


def dump_jsonld_text(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """`graph` with full evidence: reading it back gives an equal graph."""
    triples = chain(graph_triples(graph, base=base), evidence_triples(graph, base=base))
    return dump_jsonld(triples, base=base).decode("utf-8")
