"""GraphML, which Gephi, Cytoscape, yEd and networkx open."""

from __future__ import annotations

import networkx as nx

from papergraph.export.clean import xml_text
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx

__all__ = ["dump_graphml"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def dump_graphml(graph: KnowledgeGraph) -> str:
    r"""One GraphML document with derived edges too; equal graphs give equal text.

    Nodes, edges and their attributes are those of `papergraph.graph.network.to_networkx`.
    GraphML asks for edge ids that are unique in the document, so an edge's id (the key that
    networkx reads back) is "source relation target"; its attribute `relation` has the
    relation alone. A character that XML 1.0 cannot hold becomes U+FFFD, and a carriage
    return a line feed.

    >>> dump_graphml(KnowledgeGraph()).splitlines()[-1]
    '</graphml>'
    """
    lines = nx.generate_graphml(_for_xml(graph), edge_id_from_attribute="id")
    return "\n".join([_DECLARATION, *lines]) + "\n"


def _for_xml(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    network = to_networkx(graph, derived=True)
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in network.nodes(data=True):
        clean.add_node(xml_text(node), **_xml_attributes(attributes))
    for source, target, key, attributes in network.edges(keys=True, data=True):
        name = xml_text(f"{source} {key} {target}")
        start, end = xml_text(source), xml_text(target)
        clean.add_edge(start, end, key=name, id=name, **_xml_attributes(attributes))
    return clean


def _xml_attributes(attributes: dict[str, object]) -> dict[str, object]:
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }
