"""GEXF and Cytoscape JSON: what networkx reads back, and what only Gephi and Cytoscape show."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builders import paper, paper_id
from lora_family import lora_family
from papergraph.export.cytoscape import dump_cytoscape
from papergraph.export.gexf import dump_gexf
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.model import EntityId

NAMES = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
LORA = EntityId.parse("method/lora")


def _gexf(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    network = nx.read_gexf(io.BytesIO(dump_gexf(graph).encode("utf-8")))
    return nx.MultiDiGraph(network)


def _root(text: str) -> etree._Element:
    return etree.fromstring(text.encode("utf-8"))


def _titled(title: str) -> KnowledgeGraph:
    return KnowledgeGraph(papers={paper_id("a"): paper(title)})


def test_networkx_reads_back_nodes_and_edges_from_gexf() -> None:
    network = to_networkx(lora_family(), derived=True)

    back = _gexf(lora_family())

    assert {n: {**data, "viz": 0} for n, data in back.nodes(data=True)} == {
        n: {**data, "viz": 0} for n, data in network.nodes(data=True)
    }
    assert sorted((s, t, d["relation"], d["derived"]) for s, t, d in back.edges(data=True)) == (
        sorted((s, t, d["relation"], d["derived"]) for s, t, d in network.edges(data=True))
    )


def test_gephi_gets_colours_by_kind_sizes_by_edges_and_places() -> None:
    root = _root(dump_gexf(lora_family(), positions={LORA: (1.5, 2.0)}))
    nodes: dict[Any, Any] = {n.get("id"): n for n in root.iterfind(".//g:node", NAMES)}
    colours = {name: dict(n.find("viz:color", NAMES).attrib) for name, n in nodes.items()}
    sizes = {name: float(n.find("viz:size", NAMES).get("value")) for name, n in nodes.items()}

    assert colours["method/lora"] == colours["method/bert"] != colours["dataset/glue"]
    assert sizes["method/lora"] > sizes["method/bert"] > 0
    assert dict(nodes["method/lora"].find("viz:position", NAMES).attrib) == {
        "x": "1.5",
        "y": "-2.0",  # Gephi's axis points up
        "z": "0.0",
    }
    assert nodes["method/bert"].find("viz:position", NAMES) is None


def test_every_gexf_edge_has_an_id_of_its_own_and_claims_weigh_their_confidence() -> None:
    edges: list[Any] = _root(dump_gexf(lora_family())).findall(".//g:edge", NAMES)
    weights: dict[Any, Any] = {edge.get("id"): edge.get("weight") for edge in edges}

    assert len(weights) == len(edges)
    assert weights["paper/qlora-quantized-lora extends method/lora"] == "0.9"
    assert weights["paper/qlora-quantized-lora extends paper/lora-low-rank-adaptation"] is None


def test_networkx_reads_back_cytoscape() -> None:
    network = to_networkx(lora_family(), derived=True)

    back = nx.cytoscape_graph(json.loads(dump_cytoscape(lora_family())))

    assert isinstance(back, nx.MultiDiGraph)
    for node, data in network.nodes(data=True):
        assert back.nodes[node].items() >= data.items()
        assert back.nodes[node]["name"] == data["label"]
    assert set(back.edges(keys=True)) == set(network.edges(keys=True))
    for *edge, data in network.edges(keys=True, data=True):
        assert back.edges[tuple(edge)].items() >= data.items()


def test_cytoscape_has_places_and_edges_with_ids() -> None:
    elements = json.loads(dump_cytoscape(lora_family(), positions={LORA: (1.5, 2.0)}))["elements"]
    places = {node["data"]["id"]: node.get("position") for node in elements["nodes"]}
    ids = [edge["data"]["id"] for edge in elements["edges"]]

    assert places["method/lora"] == {"x": 1.5, "y": 2.0}
    assert places["method/bert"] is None
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("dump", [dump_gexf, dump_cytoscape])
def test_the_order_of_the_graph_does_not_show(dump: Callable[[KnowledgeGraph], str]) -> None:
    graph = lora_family()
    turned = KnowledgeGraph(
        dict(list(graph.papers.items())[::-1]),
        dict(list(graph.entities.items())[::-1]),
        graph.claims[::-1],
        graph.listings,
    )

    assert dump(turned) == dump(graph)


@given(st.text(min_size=1).filter(str.strip))
def test_any_title_is_well_formed_and_harmless(title: str) -> None:
    graph = _titled(title)

    (node,) = _root(dump_gexf(graph)).findall(".//g:node", NAMES)
    (found,) = json.loads(dump_cytoscape(graph).encode("utf-8"))["elements"]["nodes"]

    assert len(node.get("label") or "") <= len(title)
    assert len(found["data"]["label"]) == len(title)
