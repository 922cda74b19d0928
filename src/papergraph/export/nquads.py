"""N-Quads: N-Triples with the evidence of each claim in a named graph."""

from __future__ import annotations

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_nquads, graph_quads

__all__ = ["dump_nq"]


def dump_nq(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """The triples of N-Triples; those of a claim and its mentions are in ``claim/…#evidence``."""
    return dump_nquads(graph_quads(graph, base=base)).decode("utf-8")
