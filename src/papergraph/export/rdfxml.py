"""RDF/XML, for tools that read no other RDF."""

from __future__ import annotations

from itertools import chain

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_rdfxml, evidence_triples, graph_triples

__all__ = ["dump_rdfxml_text"]


def dump_rdfxml_text(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """`graph` with full evidence; a character that XML cannot hold becomes U+FFFD."""
    triples = chain(graph_triples(graph, base=base), evidence_triples(graph, base=base))
    return dump_rdfxml(triples).decode("utf-8")
