"""GraphML, which Gephi, Cytoscape, yEd and networkx open."""

from __future__ import annotations

import re

import networkx as nx

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx

__all__ = ["dump_graphml"]

#: What XML 1.0 cannot hold, not even escaped (production 2, ``Char``).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A reader of XML turns each of these into a line feed; so do we, to read back what we wrote.
_RETURN = re.compile("\r\n?")

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
        clean.add_node(_xml_text(node), **_xml_attributes(attributes))
    for source, target, key, attributes in network.edges(keys=True, data=True):
        name = _xml_text(f"{source} {key} {target}")
        start, end = _xml_text(source), _xml_text(target)
        clean.add_edge(start, end, key=name, id=name, **_xml_attributes(attributes))
    return clean


def _xml_attributes(attributes: dict[str, object]) -> dict[str, object]:
    return {
        name: _xml_text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
    }


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", _RETURN.sub("\n", text))
