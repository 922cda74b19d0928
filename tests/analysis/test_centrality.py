from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from papergraph.analysis.centrality import MEASURES, centrality
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Relation

TITLES = ("A", "B", "C", "D", "E", "F")
METHODS = ("method/l", "method/m", "method/n")
DEFAULT = {"extends", "uses", "analyzes", "introduces", "evaluatesOn"}


def _graph(claims: list[Claim]) -> KnowledgeGraph:
    """Papers A to F; A introduced l, B introduced m, nobody n."""
    return graph_of(
        [paper(title) for title in TITLES],
        [
            entity("method/l", "L", introduced_by=(paper_id("A"),)),
            entity("method/m", "M", introduced_by=(paper_id("B"),)),
            entity("method/n", "N"),
            entity("repository/github.com/a/b", "a/b"),
        ],
        claims,
    )


FAMILY = _graph(
    [
        claim("A", "introduces", "method/l"),
        claim("B", "introduces", "method/m"),
        claim("B", "extends", "method/l"),
        claim("C", "uses", "method/m"),
        claim("D", "uses", "method/l"),
        claim("E", "comparesWith", "method/n"),
        claim("F", "hasRepository", "repository/github.com/a/b"),
    ]
)


def _oracle_network(graph: KnowledgeGraph, *, papers: bool) -> nx.DiGraph[str]:
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(map(str, [*graph.papers, *graph.entities]))
    for each in graph.claims:
        if each.relation in DEFAULT:
            network.add_edge(str(each.paper), str(each.target))
    for edge in graph.paper_edges if papers else ():
        if edge.builds_on:
            network.add_edge(str(edge.citing), str(edge.cited))
    return network


def _oracle(network: nx.DiGraph[str], measure: str) -> dict[str, float]:
    if measure == "pagerank":
        return nx.pagerank(network, tol=1e-12, max_iter=1000)
    if measure == "betweenness":
        return nx.betweenness_centrality(network.to_undirected())
    return dict(network.degree())


claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(TITLES),
        st.sampled_from([Relation.EXTENDS, Relation.USES, Relation.ANALYZES, Relation.MENTIONS]),
        st.sampled_from(METHODS),
    ),
    unique_by=lambda each: (each.paper, each.target),
)


@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.parametrize("kind", ["paper", "method"])
@settings(max_examples=40, deadline=None)
@given(found=claims)
def test_scores_are_those_of_networkx(measure: str, kind: str, found: list[Claim]) -> None:
    graph = _graph(found)

    ranked = centrality(graph, measure, kind=kind)

    expected = _oracle(_oracle_network(graph, papers=kind == "paper"), measure)
    assert {str(each.id): each.score for each in ranked} == pytest.approx(
        {node: score for node, score in expected.items() if node.startswith(f"{kind}/")}, abs=1e-6
    )


def test_the_measures_are_three() -> None:
    assert list(MEASURES) == ["pagerank", "degree", "betweenness"]


def test_rank_flows_to_what_is_built_on() -> None:
    papers = [each.label for each in centrality(FAMILY)]
    methods = [each.label for each in centrality(FAMILY, kind="method")]

    assert papers[:2] == ["A", "B"]
    assert methods == ["L", "M", "N"]


def test_shares_of_pagerank_sum_to_one_over_all_kinds() -> None:
    kinds = ["method", "dataset", "repository", "page"]
    apart = [each for kind in kinds for each in centrality(FAMILY, kind=kind, relations=["uses"])]

    assert 0 < sum(each.score for each in apart) < 1
    assert sum(each.score for each in centrality(_graph([]))) == pytest.approx(6 / 10)


def test_the_degree_of_a_method_counts_papers_and_comparing_does_not_count() -> None:
    ranked = centrality(FAMILY, "degree", kind="method")

    assert [(each.label, each.score) for each in ranked] == [("L", 3), ("M", 2), ("N", 0)]


def test_the_degree_of_a_paper_counts_papers_that_build_on_it() -> None:
    degrees = {each.label: each.score for each in centrality(FAMILY, "degree")}

    assert degrees == {"A": 3, "B": 4, "C": 2, "D": 2, "E": 0, "F": 0}


def test_chosen_relations_choose_derived_edges_too() -> None:
    degrees = {e.label: e.score for e in centrality(FAMILY, "degree", relations={"extends"})}
    compared = centrality(FAMILY, "degree", kind="method", relations={"comparesWith"})

    assert degrees == {"A": 1, "B": 2, "C": 0, "D": 0, "E": 0, "F": 0}
    assert compared[0][1:] == ("N", 1)


def test_repositories_are_reached_without_asking() -> None:
    assert [each.score for each in centrality(FAMILY, "degree", kind="repository")] == [1]


@pytest.mark.parametrize("measure", list(MEASURES))
def test_equal_scores_come_by_id(measure: str) -> None:
    assert [each.label for each in centrality(_graph([]), measure)] == list(TITLES)


@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.parametrize("kind", ["paper", "method"])
def test_an_empty_graph_ranks_nothing(measure: str, kind: str) -> None:
    assert centrality(KnowledgeGraph(), measure, kind=kind) == []


@pytest.mark.parametrize("damping", [0.0, 1.0, -0.5, 2.0, float("nan")])
def test_damping_is_a_probability_inside_its_ends(damping: float) -> None:
    with pytest.raises(ValueError, match=r"damping is a probability in \(0, 1\)"):
        centrality(FAMILY, damping=damping)


@pytest.mark.parametrize("damping", [1e-9, 0.5, 0.999])
def test_pagerank_converges_whatever_the_damping(damping: float) -> None:
    assert len(centrality(FAMILY, damping=damping)) == len(TITLES)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            {"measure": "page-rank"},
            "unknown measure 'page-rank'; did you mean pagerank?",
            id="measure",
        ),
        pytest.param({"kind": "metod"}, "unknown kind 'metod'; did you mean method?", id="kind"),
        pytest.param(
            {"relation": "use"}, "unknown relation 'use'; did you mean uses?", id="relation"
        ),
    ],
)
def test_an_unknown_name_is_refused_with_what_was_meant(
    arguments: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        centrality(
            FAMILY,
            arguments.get("measure", "degree"),
            kind=arguments.get("kind", "paper"),
            relations=[arguments.get("relation", "uses")],
        )

    assert str(caught.value) == sentence
