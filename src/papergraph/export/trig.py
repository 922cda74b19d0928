"""TriG: Turtle with the evidence of each claim in a named graph."""

from __future__ import annotations

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_trig, graph_quads

__all__ = ["dump_trig_text"]


def dump_trig_text(graph: KnowledgeGraph, *, base: str = BASE) -> str:
    """The triples of Turtle; those of a claim and its mentions are in ``claim/…#evidence``."""
    return dump_trig(graph_quads(graph, base=base), base=base).decode("utf-8")
