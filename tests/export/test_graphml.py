from __future__ import annotations

import xml.etree.ElementTree as ET

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from papergraph.export.graphml import dump_graphml
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"

LORA = paper("LoRA", listings=(), issued="2021")
FIRST = paper("Über <LoRA> & “rank” \u2028 ≥ 1\tβ")

FAMILY = graph_of(
    [LORA, FIRST],
    [
        entity("method/lora", "LoRA", introduced_by=(paper_id(LORA),)),
        entity("method/x", "X", aliases=('"quoted"', "two\nlines")),
    ],
    [
        claim(FIRST, "extends", "method/lora", quote="  We extend LoRA's <b>rank</b>. ]]>"),
        claim(FIRST, "mentions", "method/x", confidence=0.5),
    ],
)


def _read(text: str) -> nx.MultiDiGraph[str]:
    network = nx.parse_graphml(text, force_multigraph=True)
    assert isinstance(network, nx.MultiDiGraph)
    return network


def _only_label(text: str) -> str:
    (data,) = [data for _, data in _read(text).nodes(data=True)]
    label = data["label"]
    assert isinstance(label, str)
    return label


def test_networkx_reads_back_nodes_edges_and_attributes() -> None:
    network = to_networkx(FAMILY, derived=True)

    back = _read(dump_graphml(FAMILY))

    assert list(back.nodes(data=True)) == list(network.nodes(data=True))
    assert [(s, t, {**data, "id": ""}) for s, t, data in back.edges(data=True)] == [
        (s, t, {**data, "id": ""}) for s, t, data in network.edges(data=True)
    ]
    assert "paper/lora" in {target for _, target in back.edges()}  # derived


def test_every_edge_has_an_id_of_its_own() -> None:
    root = ET.fromstring(dump_graphml(FAMILY))

    ids = [edge.get("id") for edge in root.iter(f"{NAMESPACE}edge")]

    assert len(ids) == len(set(ids)) == 3
    assert f"{paper_id(FIRST)} extends method/lora" in ids


def test_what_xml_cannot_hold_is_replaced_and_the_rest_is_kept() -> None:
    found = paper("bell \x07 null \x00 half \ud800 none \uffff return \r\n end 𝛼")
    graph = graph_of([found], [], [])

    assert (
        _only_label(dump_graphml(graph))
        == "bell \ufffd null \ufffd half \ufffd none \ufffd return \n end 𝛼"
    )


@given(st.text(min_size=1).filter(str.strip))
def test_any_title_gives_a_document_that_reads_back(title: str) -> None:
    once = dump_graphml(KnowledgeGraph(papers={paper_id("a"): paper(title)}))

    label = _only_label(once)
    assert dump_graphml(KnowledgeGraph(papers={paper_id("a"): paper(label)})) == once


def test_equal_graphs_give_equal_text_that_ends_with_a_line_feed() -> None:
    turned = KnowledgeGraph(
        papers=dict(list(FAMILY.papers.items())[::-1]),
        entities=dict(list(FAMILY.entities.items())[::-1]),
        claims=FAMILY.claims[::-1],
    )

    assert dump_graphml(turned) == dump_graphml(FAMILY)
    assert dump_graphml(FAMILY).endswith("</graphml>\n")


def test_an_empty_graph_is_a_document_without_nodes() -> None:
    assert len(_read(dump_graphml(KnowledgeGraph()))) == 0
