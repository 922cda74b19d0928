"""Exporters: a knowledge graph to the text of one format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from papergraph.export.files import write_whole
from papergraph.export.graphml import dump_graphml
from papergraph.export.ntriples import dump_nt
from papergraph.export.turtle import dump_ttl
from papergraph.graph.knowledge import KnowledgeGraph

__all__ = ["EXPORTERS", "Exporter", "write_whole"]

#: A whole graph to text; the format's file ending is the exporter's name.
Exporter: TypeAlias = Callable[[KnowledgeGraph], str]

#: Every exporter, by the name that the command line takes.
EXPORTERS: dict[str, Exporter] = {
    "graphml": dump_graphml,
    "nt": dump_nt,
    "ttl": dump_ttl,
}
