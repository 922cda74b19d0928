"""Exporters: a knowledge graph to the text, or the files, of one format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from papergraph.export.csv_tables import csv_files
from papergraph.export.cytoscape import dump_cytoscape
from papergraph.export.files import replacing, write_files, write_whole, zipped
from papergraph.export.gexf import dump_gexf
from papergraph.export.graphml import dump_graphml
from papergraph.export.jsonld import dump_jsonld_text
from papergraph.export.nquads import dump_nq
from papergraph.export.ntriples import dump_nt
from papergraph.export.parquet import parquet_files
from papergraph.export.rdfxml import dump_rdfxml_text
from papergraph.export.trig import dump_trig_text
from papergraph.export.turtle import dump_ttl
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId

__all__ = [
    "EXPORTERS",
    "FORMATS",
    "PLACED",
    "RDF",
    "TABLES",
    "Exporter",
    "PlacedExporter",
    "RdfExporter",
    "TablesExporter",
    "replacing",
    "write_files",
    "write_whole",
    "zipped",
]

#: A whole graph to text.
Exporter: TypeAlias = Callable[[KnowledgeGraph], str]

#: A whole graph to files, by name.
TablesExporter: TypeAlias = Callable[[KnowledgeGraph], dict[str, bytes]]


class PlacedExporter(Protocol):
    """A whole graph to text, with places of its nodes."""

    def __call__(
        self, graph: KnowledgeGraph, /, *, positions: Mapping[EntityId, tuple[float, float]]
    ) -> str:
        """The text; `positions` are in units of the picture, y downwards."""


class RdfExporter(Protocol):
    """A whole graph to text, with the IRIs of its nodes."""

    def __call__(self, graph: KnowledgeGraph, /, *, base: str = ...) -> str:
        """The text; IRIs start with `base`, which ends in a slash."""


#: The exporters to RDF.
RDF: dict[str, RdfExporter] = {
    "jsonld": dump_jsonld_text,
    "nq": dump_nq,
    "nt": dump_nt,
    "rdfxml": dump_rdfxml_text,
    "trig": dump_trig_text,
    "ttl": dump_ttl,
}

#: Every exporter to one text, by the name that the command line takes.
EXPORTERS: dict[str, Exporter] = {
    "cytoscape": dump_cytoscape,
    "gexf": dump_gexf,
    "graphml": dump_graphml,
    **RDF,
}

#: Those of them whose format has places for nodes.
PLACED: dict[str, PlacedExporter] = {"cytoscape": dump_cytoscape, "gexf": dump_gexf}

#: Every exporter to several files.
TABLES: dict[str, TablesExporter] = {"csv": csv_files, "parquet": parquet_files}

#: Every format there is.
FORMATS = tuple(sorted([*EXPORTERS, *TABLES]))
