"""GEXF 1.3, which Gephi opens with colours, sizes and places."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import networkx as nx
from lxml import etree

from papergraph.export.clean import xml_text
from papergraph.export.palette import LINES, mark_of_entity, mark_of_paper
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.model import EntityId, Kind

__all__ = ["dump_gexf"]

_GEXF = "http://gexf.net/1.3"
_VIZ = f"{_GEXF}/viz"
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_GREY = "#8A8F98"
_LINE_COLOURS = {str(line.key): line.color for line in LINES}
_SMALLEST, _GROWTH = 8.0, 3.0

_Network: TypeAlias = "nx.MultiDiGraph[str]"
_Columns: TypeAlias = dict[str, tuple[str, str]]
_NO_PLACES: Mapping[EntityId, tuple[float, float]] = {}


def dump_gexf(
    graph: KnowledgeGraph, *, positions: Mapping[EntityId, tuple[float, float]] = _NO_PLACES
) -> str:
    """One GEXF document with derived edges too; equal graphs give equal text.

    Nodes, edges and their attributes are those of `papergraph.graph.network.to_networkx`; the
    confidence of a claim is the weight of its edge as well, and an edge's id is "source
    relation target". Colours are those of ``graph.html``, by kind and by relation; the size of
    a node grows with the root of its edges. A character that XML 1.0 cannot hold becomes
    U+FFFD, and a carriage return a line feed.

    Args:
        graph: what to write.
        positions: of nodes, y downwards; a node without one is where Gephi puts it.
    """
    network = to_networkx(graph, derived=True)
    root = etree.Element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF, "viz": _VIZ}, version="1.3")
    drawn = _child(root, "graph", mode="static", defaultedgetype="directed", idtype="string")
    nodes = _columns(data for _, data in network.nodes(data=True))
    edges = _columns(data for *_, data in network.edges(data=True))
    _declare(drawn, "node", nodes)
    _declare(drawn, "edge", edges)
    _add_nodes(_child(drawn, "nodes"), graph, network, nodes, positions)
    _add_edges(_child(drawn, "edges"), network, edges)
    etree.indent(root)
    written = etree.tostring(root, encoding="UTF-8", xml_declaration=True).decode("utf-8")
    return written + "\n"


def _child(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_GEXF}}}{name}", attributes)


def _columns(found: Iterable[Mapping[str, Any]]) -> _Columns:
    """Id and type of each attribute, in the order of the names."""
    types = {name: _TYPES[type(value)] for data in found for name, value in data.items()}
    return {name: (f"{at}", types[name]) for at, name in enumerate(sorted(types))}


def _declare(parent: etree._Element, of: str, columns: _Columns) -> None:
    attributes = _child(parent, "attributes", mode="static")
    attributes.set("class", of)
    for name, (column, kind) in columns.items():
        _child(attributes, "attribute", id=column, title=name, type=kind)


def _add_nodes(
    parent: etree._Element,
    graph: KnowledgeGraph,
    network: _Network,
    columns: _Columns,
    positions: Mapping[EntityId, tuple[float, float]],
) -> None:
    for name, data in network.nodes(data=True):
        node = EntityId.parse(name)
        found = _child(parent, "node", id=xml_text(name), label=xml_text(data["label"]))
        _add_values(found, data, columns)
        _viz(found, "color", **_rgb(_colour(graph, node)))
        if node in positions:
            x, y = positions[node]
            _viz(found, "position", x=f"{float(x)!r}", y=f"{-float(y)!r}", z="0.0")
        _viz(found, "size", value=f"{_SMALLEST + _GROWTH * math.sqrt(network.degree(name)):.2f}")


def _add_edges(parent: etree._Element, network: _Network, columns: _Columns) -> None:
    for source, target, key, data in network.edges(keys=True, data=True):
        found = _child(
            parent,
            "edge",
            id=xml_text(f"{source} {key} {target}"),
            source=xml_text(source),
            target=xml_text(target),
            kind=key,
            label=key,
        )
        if "confidence" in data:
            found.set("weight", f"{data['confidence']!r}")
        _add_values(found, data, columns)
        _viz(found, "color", **_rgb(_LINE_COLOURS.get(key, _GREY)))


def _add_values(parent: etree._Element, data: Mapping[str, Any], columns: _Columns) -> None:
    values = _child(parent, "attvalues")
    for name, value in data.items():
        written = str(value).lower() if isinstance(value, bool) else xml_text(str(value))
        _child(values, "attvalue", **{"for": columns[name][0], "value": written})


def _viz(parent: etree._Element, name: str, /, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_VIZ}}}{name}", attributes)


def _rgb(colour: str) -> dict[str, str]:
    return {part: f"{int(colour[at : at + 2], 16)}" for part, at in (("r", 1), ("g", 3), ("b", 5))}


def _colour(graph: KnowledgeGraph, node: EntityId) -> str:
    if node.kind is Kind.PAPER:
        return mark_of_paper(graph.papers[node]).color
    return _GREY if node.kind is Kind.PAGE else mark_of_entity(graph.entities[node]).color
