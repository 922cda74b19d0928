from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from builders import claim, entity, graph_of, mention, paper, paper_id
from graph_strategies import graphs
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.graph.projection import PROJECTIONS, project
from papergraph.model import Level, Part

LORA = paper("LoRA", issued="2021")
QLORA = paper("QLoRA tunes", issued="2023")
USER = paper("User", issued="2022-05")
FAMILY = graph_of(
    [LORA, QLORA, USER],
    [
        entity("method/lora", "LoRA", introduced_by=(paper_id(LORA),)),
        entity("method/qlora", "QLoRA", introduced_by=(paper_id(QLORA),)),
        entity("method/tuning", "tuning", level=Level.GENERIC),
        entity("dataset/glue", "GLUE"),
    ],
    [
        claim(LORA, "introduces", "method/lora", confidence=0.5),
        claim(QLORA, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA", Part.TITLE)]),
        claim(QLORA, "extends", "method/lora", confidence=0.8),
        claim(QLORA, "uses", "method/tuning"),
        claim(USER, "uses", "method/lora", confidence=0.4),
        claim(USER, "uses", "method/qlora", confidence=0.5),
        claim(USER, "uses", "method/tuning"),
        claim(USER, "evaluatesOn", "dataset/glue"),
    ],
)


def _edges(name: str, **options: str) -> dict[tuple[str, str], float]:
    network = to_networkx(FAMILY, projection=name, weight=options.get("weight"))
    short = {node: node.partition("/")[2] for node in network}
    return {(short[s], short[t]): d["weight"] for s, t, d in network.edges(data=True)}


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        (
            "papers",
            {("qlora-tunes", "lora"): 1, ("user", "lora"): 1, ("user", "qlora-tunes"): 1},
        ),
        (
            "papers-by-method",
            {("lora", "qlora-tunes"): 1, ("lora", "user"): 1, ("qlora-tunes", "user"): 2},
        ),
        ("methods-by-paper", {("lora", "qlora"): 1}),
        ("methods", {("qlora", "lora"): 1}),
    ],
)
def test_a_projection_ties_what_the_claims_tie(
    name: str, edges: dict[tuple[str, str], float]
) -> None:
    assert _edges(name) == edges


def test_papers_and_methods_are_two_sides() -> None:
    network = to_networkx(FAMILY, projection="papers-methods")

    assert nx.is_bipartite(network)
    assert {n for n, side in network.nodes(data="bipartite") if side} == {
        "method/lora",
        "method/qlora",
        "method/tuning",
    }
    assert network.number_of_edges() == 7
    assert "via" not in network.edges["paper/user", "method/lora"]


def test_families_tie_no_papers_and_comparing_ties_nothing() -> None:
    compared = graph_of(
        [LORA, USER],
        FAMILY.entities.values(),
        [
            claim(LORA, "uses", "method/tuning"),
            claim(USER, "uses", "method/tuning"),
            claim(LORA, "comparesWith", "method/qlora"),
            claim(USER, "comparesWith", "method/qlora"),
        ],
    )

    assert not to_networkx(compared, projection="papers-by-method").edges
    assert not to_networkx(compared, projection="methods-by-paper").edges


def test_a_tie_weighs_its_claims() -> None:
    assert _edges("papers", weight="confidence")["qlora-tunes", "lora"] == 0.8
    assert _edges("methods", weight="confidence")["qlora", "lora"] == 0.8
    shared = _edges("papers-by-method", weight="confidence")["qlora-tunes", "user"]
    assert shared == pytest.approx(0.8 * 0.4 + 0.9 * 0.5)


def test_the_newest_paper_weighs_1_and_older_ones_less() -> None:
    edges = _edges("papers", weight="recency")

    assert edges == {
        ("qlora-tunes", "lora"): 1,
        ("user", "lora"): 0.5,
        ("user", "qlora-tunes"): 0.5,
    }


def test_relations_choose_the_claims_that_count() -> None:
    network = to_networkx(FAMILY, projection="papers", relations={"extends"})

    assert list(network.edges) == [("paper/qlora-tunes", "paper/lora")]
    assert len(network) == 3


def test_nodes_keep_what_is_known_of_them() -> None:
    projected = to_networkx(FAMILY, projection="papers")

    whole = to_networkx(FAMILY)

    assert list(projected) == [node for node in whole if node.startswith("paper/")]
    assert all(projected.nodes[node] == whole.nodes[node] for node in projected)


def test_an_unknown_projection_or_weight_is_refused_with_what_was_meant() -> None:
    with pytest.raises(UnknownNameError, match="unknown projection 'paper'; did you mean papers"):
        to_networkx(FAMILY, projection="paper")
    with pytest.raises(UnknownNameError, match="did you mean confidence"):
        to_networkx(FAMILY, weight="confident")


def test_a_projection_is_neither_derived_nor_collapsed() -> None:
    with pytest.raises(ValueError, match="no parallel edges"):
        to_networkx(FAMILY, projection="papers", collapse=True)


@pytest.mark.parametrize("name", list(PROJECTIONS))
@given(graph=graphs())
def test_a_projection_has_one_tie_a_pair_and_none_to_itself(
    name: str, graph: KnowledgeGraph
) -> None:
    found = project(graph, name)
    pairs = [(tie.source, tie.target) for tie in found.ties]

    assert pairs == sorted(set(pairs))
    assert all(source != target for source, target in pairs)
    assert {end for pair in pairs for end in pair} <= set(found.nodes)
    assert found.directed or all(source < target for source, target in pairs)


def test_collapsing_makes_one_edge_a_pair() -> None:
    both = graph_of(
        [LORA, USER],
        [entity(name, "A", introduced_by=(paper_id(LORA),)) for name in ("method/a", "method/b")],
        [
            claim(USER, "uses", "method/a", confidence=0.5),
            claim(USER, "extends", "method/b", confidence=0.25),
        ],
    )

    network = to_networkx(both, derived=True, collapse=True, weight="confidence")

    assert type(network) is nx.DiGraph
    assert network.edges["paper/user", "paper/lora"] == {
        "relation": "extends; usesMethodIn",
        "weight": 0.75,
        "count": 2,
    }


def test_edges_of_the_whole_graph_weigh_what_they_are_asked_to() -> None:
    weighed = to_networkx(FAMILY, derived=True, weight="confidence")

    assert weighed.edges["paper/user", "method/lora", "uses"]["weight"] == 0.4
    assert weighed.edges["paper/user", "paper/lora", "usesMethodIn"]["weight"] == 0.4
    assert weighed.edges["method/qlora", "method/lora", "basedOn"]["weight"] == 0.8
    assert not any("weight" in data for *_, data in to_networkx(FAMILY).edges(data=True))
