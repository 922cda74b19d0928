"""N-Triples: a triple a line, for tools that read lines."""

from __future__ import annotations

from itertools import chain

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_ntriples, evidence_triples, graph_triples

__all__ = ["dump_nt"]


def dump_nt(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """`graph` with full evidence: reading it back gives an equal graph."""
    triples = chain(graph_triples(graph, base=base), evidence_triples(graph, base=base))
    return dump_ntriples(triples).decode("utf-8")
