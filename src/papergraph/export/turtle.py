"""Turtle: the graph and its evidence in one file."""

from __future__ import annotations

from itertools import chain

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_turtle, evidence_triples, graph_triples

__all__ = ["dump_ttl"]


def dump_ttl(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """`graph` with full evidence: reading it back gives an equal graph."""
    triples = chain(graph_triples(graph, base=base), evidence_triples(graph, base=base))
    return dump_turtle(triples, base=base).decode("utf-8")
