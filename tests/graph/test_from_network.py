from __future__ import annotations

import io
import json
from dataclasses import replace

import networkx as nx
import pytest

from builders import claim, entity, graph_of, mention, paper
from lora_family import lora_family
from papergraph.api import PaperGraph
from papergraph.errors import InputError
from papergraph.export.cytoscape import dump_cytoscape
from papergraph.export.gexf import dump_gexf
from papergraph.export.graphml import dump_graphml
from papergraph.graph.from_network import from_networkx
from papergraph.graph.network import to_networkx

BACK = from_networkx(to_networkx(lora_family(), derived=True))


def test_papers_entities_and_claims_come_back_without_their_texts() -> None:
    graph = lora_family()

    assert BACK.entities == graph.entities
    assert BACK.claims == tuple(
        replace(one, mentions=(), field="", listing="") for one in graph.claims
    )
    assert list(BACK.papers) == list(graph.papers)
    for key, found in BACK.papers.items():
        known = graph.papers[key]
        assert (found.title, found.authors, found.issued) == (
            known.title,
            known.authors,
            known.issued,
        )
        assert found.in_corpus == known.in_corpus
        assert found.abstract == ""


def test_what_builds_on_what_is_derived_again_and_what_mentions_decide_is_not() -> None:
    assert BACK.paper_edges == lora_family().paper_edges
    assert BACK.method_edges == ()
    assert lora_family().method_edges != ()


def test_there_and_back_again_changes_nothing_more() -> None:
    assert from_networkx(to_networkx(BACK)) == BACK


def test_files_of_other_formats_come_back_the_same() -> None:
    graph = lora_family()
    graphml = nx.parse_graphml(dump_graphml(graph), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(dump_gexf(graph).encode("utf-8")))
    cytoscape = nx.cytoscape_graph(json.loads(dump_cytoscape(graph)))

    assert from_networkx(graphml) == BACK
    assert from_networkx(gexf) == BACK
    assert from_networkx(cytoscape) == BACK


def test_a_network_of_others_is_refused() -> None:
    strange: nx.DiGraph[str] = nx.DiGraph([("a", "b")])
    bare: nx.DiGraph[str] = nx.DiGraph()
    bare.add_node("method/x")

    with pytest.raises(InputError, match="starts with its kind, found a"):
        from_networkx(strange)
    with pytest.raises(InputError, match="an entity with 'label' and 'level'"):
        from_networkx(bare)


def test_a_projection_is_refused() -> None:
    with pytest.raises(InputError, match="an edge with 'derived'"):
        from_networkx(to_networkx(lora_family(), projection="papers"))


def test_the_graph_that_comes_back_can_be_asked() -> None:
    found = paper("QLoRA", "We extend LoRA.")
    graph = graph_of(
        [found],
        [entity("method/lora", "LoRA")],
        [claim(found, "extends", "method/lora", "We extend LoRA.", [mention(found, "LoRA")])],
    )

    asked = PaperGraph.from_networkx(to_networkx(graph))

    assert [one.quote for one in asked.building_on("lora")] == ["We extend LoRA."]
