"""Cytoscape JSON, which Cytoscape, Cytoscape.js and networkx read."""

from __future__ import annotations

import json
from collections.abc import Mapping

import networkx as nx

from papergraph.export.clean import whole_text
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.model import EntityId

__all__ = ["dump_cytoscape"]

_NO_PLACES: Mapping[EntityId, tuple[float, float]] = {}


def dump_cytoscape(
    graph: KnowledgeGraph, *, positions: Mapping[EntityId, tuple[float, float]] = _NO_PLACES
) -> str:
    """One JSON document with derived edges too, as ``networkx.cytoscape_data`` makes it.

    Nodes, edges and their attributes are those of `papergraph.graph.network.to_networkx`; a
    node's `name` is its label, an edge's `id` "source relation target". ``cytoscape_graph``
    of networkx reads it back. Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.

    Args:
        graph: what to write.
        positions: of nodes, y downwards; a node without one has none in the document.
    """
    data = nx.cytoscape_data(to_networkx(graph, derived=True), name="label")
    places = {str(node): place for node, place in positions.items()}
    for node in data["elements"]["nodes"]:
        if node["data"]["id"] in places:
            x, y = places[node["data"]["id"]]
            node["position"] = {"x": float(x), "y": float(y)}
    for edge in data["elements"]["edges"]:
        known = edge["data"]
        known["id"] = f"{known['source']} {known['key']} {known['target']}"
        known["interaction"] = known["relation"]
    return whole_text(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
