from __future__ import annotations

import pytest

from builders import claim, entity, graph_of, mention, paper
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import BASED_ON, to_networkx
from papergraph.model import EntityId, Kind, Level, Part, Relation

LORA_PAPER = EntityId(Kind.PAPER, "lora-low-rank-adaptation")

LORA = paper("LoRA: Low-Rank Adaptation", listings=(), issued="2021-06-17", arxiv_id="2106.09685")
QLORA = paper("QLoRA tunes", "QLoRA extends LoRA. We beat Adapters.", authors=("A. One", "B. Two"))

FAMILY = graph_of(
    [LORA, QLORA],
    [
        entity(
            "method/lora", "LoRA", aliases=("Low-Rank Adaptation",), introduced_by=(LORA_PAPER,)
        ),
        entity("method/qlora", "QLoRA", broader=EntityId(Kind.METHOD, "lora")),
        entity("method/adapters", "adapters", level=Level.GENERIC),
        entity("repository/github.com/a/b", "a/b", url="https://github.com/a/b"),
    ],
    [
        claim(QLORA, "introduces", "method/qlora", mentions=[mention(QLORA, "QLoRA", Part.TITLE)]),
        claim(
            QLORA,
            "extends",
            "method/lora",
            quote="QLoRA extends LoRA.",
            rule="NAME extends",
            confidence=0.75,
            mentions=[mention(QLORA, "LoRA")],
        ),
        claim(QLORA, "comparesWith", "method/adapters"),
        claim(QLORA, "hasRepository", "repository/github.com/a/b", field="githubRepo"),
    ],
)


def test_a_claim_is_one_edge_keyed_by_its_relation_with_its_grounds() -> None:
    network = to_networkx(FAMILY)

    assert network.edges["paper/qlora-tunes", "method/lora", "extends"] == {
        "relation": "extends",
        "derived": False,
        "confidence": 0.75,
        "rule": "NAME extends",
        "quote": "QLoRA extends LoRA.",
        "mentions": 1,
    }
    assert network.number_of_edges() == 4


def test_nodes_know_what_they_are_and_leave_out_what_is_unknown() -> None:
    nodes = to_networkx(FAMILY).nodes

    assert nodes["paper/lora-low-rank-adaptation"] == {
        "kind": "paper",
        "label": "LoRA: Low-Rank Adaptation",
        "in_corpus": False,
        "issued": "2021-06-17",
        "year": 2021,
        "arxiv_id": "2106.09685",
    }
    assert nodes["paper/qlora-tunes"]["authors"] == "A. One; B. Two"
    assert "year" not in nodes["paper/qlora-tunes"]
    assert nodes["method/adapters"] == {"kind": "method", "label": "adapters", "level": "generic"}
    assert nodes["method/qlora"]["broader"] == "method/lora"
    assert nodes["repository/github.com/a/b"]["url"] == "https://github.com/a/b"


def test_every_attribute_is_of_a_type_that_graphml_can_write() -> None:
    network = to_networkx(FAMILY, derived=True)

    values = [value for _, data in network.nodes(data=True) for value in data.values()]
    values += [value for *_, data in network.edges(data=True) for value in data.values()]

    assert {type(value) for value in values} == {str, int, float, bool}
    assert {type(node) for node in network} == {str}
    assert {type(key) for *_, key in network.edges(keys=True)} == {str}


def test_derived_edges_come_only_when_asked_for() -> None:
    plain = to_networkx(FAMILY)
    derived = to_networkx(FAMILY, derived=True)

    assert not any(data["derived"] for *_, data in plain.edges(data=True))
    assert derived.edges["paper/qlora-tunes", "paper/lora-low-rank-adaptation", "extends"] == {
        "relation": "extends",
        "derived": True,
        "via": "method/lora",
        "builds_on": True,
    }
    assert derived.edges["method/qlora", "method/lora", BASED_ON] == {
        "relation": "basedOn",
        "derived": True,
        "via": "paper/qlora-tunes",
    }
    assert derived.number_of_edges() == plain.number_of_edges() + 2


def test_two_methods_of_one_paper_are_one_derived_edge_with_both_grounds() -> None:
    both = (LORA_PAPER,)
    graph = graph_of(
        [LORA, QLORA],
        [
            entity("method/lora", "LoRA", introduced_by=both),
            entity("method/merge", "Merge", introduced_by=both),
        ],
        [claim(QLORA, "uses", "method/merge"), claim(QLORA, "uses", "method/lora")],
    )

    network = to_networkx(graph, derived=True)

    edge = network.edges["paper/qlora-tunes", str(LORA_PAPER), "usesMethodIn"]
    assert edge["via"] == "method/lora; method/merge"
    assert network.number_of_edges("paper/qlora-tunes", str(LORA_PAPER)) == 1


@pytest.mark.parametrize(
    "relations",
    [pytest.param({"extends"}, id="text"), pytest.param([Relation.EXTENDS], id="value")],
)
def test_relations_choose_edges_and_leave_the_nodes(relations: set[str]) -> None:
    network = to_networkx(FAMILY, relations=relations)

    assert [key for *_, key in network.edges(keys=True)] == ["extends"]
    assert set(network) == set(to_networkx(FAMILY))


def test_kinds_choose_nodes_and_an_edge_needs_both_its_ends() -> None:
    network = to_networkx(FAMILY, kinds={"method", Kind.PAPER})
    methods = to_networkx(FAMILY, kinds={"method"}, derived=True)

    assert "repository/github.com/a/b" not in network
    assert network.number_of_edges() == 3
    assert list(methods) == ["method/adapters", "method/lora", "method/qlora"]
    assert list(methods.edges(keys=True)) == [("method/qlora", "method/lora", "basedOn")]


def test_no_relation_is_not_every_relation() -> None:
    assert to_networkx(FAMILY, relations=()).number_of_edges() == 0


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        pytest.param(
            {"relations": {"extend"}},
            "unknown relation 'extend'; did you mean extends?",
            id="relation",
        ),
        pytest.param(
            {"kinds": ["methods"]}, "unknown kind 'methods'; did you mean method?", id="kind"
        ),
        pytest.param({"relations": ["zzz"]}, "unknown relation 'zzz'", id="nothing like it"),
    ],
)
def test_an_unknown_name_is_refused_with_what_was_meant(
    choice: dict[str, list[str]], sentence: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        to_networkx(FAMILY, relations=choice.get("relations"), kinds=choice.get("kinds"))

    assert str(caught.value) == sentence


def test_the_order_of_the_value_does_not_show() -> None:
    turned = KnowledgeGraph(
        papers=dict(list(FAMILY.papers.items())[::-1]),
        entities=dict(list(FAMILY.entities.items())[::-1]),
        claims=FAMILY.claims[::-1],
    )

    there, back = to_networkx(FAMILY, derived=True), to_networkx(turned, derived=True)

    assert list(there.nodes(data=True)) == list(back.nodes(data=True))
    assert list(there.edges(keys=True, data=True)) == list(back.edges(keys=True, data=True))


def test_an_empty_graph_is_an_empty_network() -> None:
    assert len(to_networkx(KnowledgeGraph(), derived=True)) == 0
