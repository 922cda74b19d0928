from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from lora_family import lora_family
from papergraph.analysis.centrality import MEASURES, centrality, scope_of
from papergraph.analysis.measures import Options, sampled_betweenness
from papergraph.analysis.ties import Ties
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.graph.projection import PROJECTIONS
from papergraph.model import Claim, EntityId, Kind, Relation

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


def _katz(network: nx.DiGraph[str]) -> dict[str, float]:
    into = max((degree for _, degree in network.in_degree()), default=0)
    out = max((degree for _, degree in network.out_degree()), default=0)
    alpha = 0.85 / math.sqrt(into * out) if into * out else 0.0
    return nx.katz_centrality(network, alpha=alpha, max_iter=10_000, tol=1e-10)


def _hits(network: nx.DiGraph[str], which: int) -> dict[str, float]:
    """By 2^15 steps from all nodes alike, for other starts find other answers to ties."""
    matrix = nx.to_numpy_array(network)
    steps = matrix.T @ matrix if which else matrix @ matrix.T
    # From the degrees: one half step has been made.
    found = (matrix.T if which else matrix @ matrix.T) @ np.ones(len(matrix))
    for _ in range(15):
        steps /= steps.sum() or 1.0
        steps = steps @ steps
    found = steps @ found
    total = found.sum() or 1.0
    return dict(zip(network, (found / total).tolist(), strict=True))


def _eigenvector(network: nx.DiGraph[str]) -> dict[str, float]:
    if not network.edges:
        return dict.fromkeys(network, 0.0)
    ways = network.to_undirected()
    return nx.eigenvector_centrality(ways, max_iter=100_000, tol=1e-10)


def _harmonic(network: nx.DiGraph[str]) -> dict[str, float]:
    found = nx.harmonic_centrality(network.to_undirected())
    return {node: score / (len(network) - 1) for node, score in found.items()}


ORACLES: dict[str, Callable[[nx.DiGraph[str]], Mapping[str, float]]] = {
    "pagerank": lambda network: nx.pagerank(network, tol=1e-12, max_iter=1000),
    "degree": lambda network: dict(network.degree()),
    "betweenness": lambda network: nx.betweenness_centrality(network.to_undirected()),
    "in-degree": lambda network: dict(network.in_degree()),
    "out-degree": lambda network: dict(network.out_degree()),
    "hubs": lambda network: _hits(network, 0),
    "authorities": lambda network: _hits(network, 1),
    "eigenvector": _eigenvector,
    "katz": _katz,
    "closeness": lambda network: nx.closeness_centrality(network.to_undirected()),
    "harmonic": _harmonic,
    "core": lambda network: nx.core_number(network.to_undirected()),
}


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
@given(found=claims)
def test_scores_are_those_of_networkx(measure: str, kind: str, found: list[Claim]) -> None:
    graph = _graph(found)

    ranked = centrality(graph, measure, kind=kind)

    expected = ORACLES[measure](_oracle_network(graph, papers=kind == "paper"))
    assert {str(each.id): each.score for each in ranked} == pytest.approx(
        {node: score for node, score in expected.items() if node.startswith(f"{kind}/")}, abs=1e-6
    )


def test_every_measure_has_an_oracle() -> None:
    assert list(MEASURES) == list(ORACLES)


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
    assert len({each.score for each in centrality(_graph([]), measure)}) == 1


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


@pytest.mark.parametrize("weight", ["confidence", "recency", "count"])
@pytest.mark.parametrize("projection", list(PROJECTIONS))
@pytest.mark.parametrize("measure", [name for name in MEASURES if MEASURES[name].weighted])
def test_a_projection_is_measured_as_networkx_measures_it(
    measure: str, projection: str, weight: str
) -> None:
    kind = "method" if projection.startswith("methods") else "paper"
    network = to_networkx(lora_family(), projection=projection, weight=weight)

    ranked = centrality(lora_family(), measure, kind=kind, projection=projection, weight=weight)

    assert {str(each.id) for each in ranked} == {n for n in network if n.startswith(f"{kind}/")}
    expected: Mapping[str, float] = {}
    if measure == "pagerank":
        expected = nx.pagerank(network, weight="weight", tol=1e-12, max_iter=1000)
    elif measure == "degree":
        expected = dict(network.degree(weight="weight"))
    for each in ranked if expected else ():
        assert each.score == pytest.approx(expected[str(each.id)], abs=1e-6)


@pytest.mark.parametrize("projection", list(PROJECTIONS))
def test_steps_in_a_projection_are_those_of_networkx(projection: str) -> None:
    kind = "method" if projection.startswith("methods") else "paper"
    ways = to_networkx(lora_family(), projection=projection).to_undirected()

    for measure, expected in (
        ("betweenness", nx.betweenness_centrality(ways)),
        ("closeness", nx.closeness_centrality(ways)),
        ("core", nx.core_number(ways)),
    ):
        ranked = centrality(lora_family(), measure, kind=kind, projection=projection)
        assert {str(each.id): each.score for each in ranked} == pytest.approx(
            {node: score for node, score in expected.items() if node.startswith(f"{kind}/")}
        )


def test_what_is_near_a_node_comes_first_and_the_node_itself_does_not_come() -> None:
    about = EntityId.parse("method/m")

    methods = [each.label for each in centrality(FAMILY, kind="method", about=about)]
    papers = [each.label for each in centrality(FAMILY, about=about)]

    assert methods == ["L", "N"]
    assert papers[0] == "B"
    assert papers[-2:] == ["E", "F"]


def test_pagerank_about_a_node_is_that_of_networkx() -> None:
    network = _oracle_network(FAMILY, papers=True).to_undirected()
    start = {"method/m": 1.0}

    ranked = centrality(FAMILY, about=EntityId.parse("method/m"))

    expected = nx.pagerank(network, personalization=start, tol=1e-12, max_iter=1000)
    assert {str(e.id): e.score for e in ranked} == pytest.approx(
        {node: score for node, score in expected.items() if node.startswith("paper/")}, abs=1e-9
    )


def test_as_many_samples_as_nodes_are_exact_and_fewer_are_an_estimate() -> None:
    exact = centrality(FAMILY, "betweenness")

    assert centrality(FAMILY, "betweenness", samples=10) == exact
    assert centrality(FAMILY, "betweenness", samples=4) == centrality(
        FAMILY, "betweenness", samples=4
    )


@settings(max_examples=25)
@given(found=claims)
def test_the_mean_of_estimates_from_each_node_is_exact(found: list[Claim]) -> None:
    graph = _graph(found)
    size = 10
    ties = Ties.of(
        sorted([*graph.papers, *graph.entities]),
        {(each.paper, each.target): 1.0 for each in graph.claims},
    )

    exact = MEASURES["betweenness"].scores(ties, Options())
    each = [sampled_betweenness(ties, [place]) for place in range(size)]
    together = sampled_betweenness(ties, range(size))

    for place in range(size):
        assert sum(one[place] for one in each) / size == pytest.approx(exact[place])
        assert together[place] == pytest.approx(exact[place])


def test_estimates_are_within_the_bound_that_is_stated() -> None:
    network = nx.barabasi_albert_graph(300, 2, seed=1)
    nodes = [EntityId(Kind.METHOD, f"{n:03}") for n in network]
    ties = Ties.of(nodes, {(nodes[a], nodes[b]): 1.0 for a, b in network.edges})

    exact = MEASURES["betweenness"].scores(ties, Options())
    found = MEASURES["betweenness"].scores(ties, Options(samples=100))

    bound = math.sqrt(math.log(2 * 300 / 0.05) / 200)
    assert max(abs(exact[place] - found[place]) for place in range(300)) < bound / 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"measure": "core", "weight": "recency"}, "core counts steps"),
        ({"measure": "degree", "about": EntityId.parse("method/l")}, "only pagerank is about"),
        ({"measure": "degree", "samples": 5}, "only betweenness takes samples"),
        ({"measure": "betweenness", "samples": -1}, "1 or more; got -1"),
        ({"projection": "methods", "kind": "paper"}, "has no nodes of kind paper"),
        ({"about": EntityId.parse("method/z")}, "method/z is no node of this network"),
    ],
)
def test_an_option_without_use_is_refused(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        centrality(FAMILY, **arguments)


def test_newer_work_weighs_more() -> None:
    graph = graph_of(
        [paper("Old", issued="2015"), paper("New", issued="2024")],
        [entity("method/a", "A"), entity("method/b", "B")],
        [claim("Old", "uses", "method/a"), claim("New", "uses", "method/b")],
    )

    plain = centrality(graph, "degree", kind="method")
    recent = centrality(graph, "degree", kind="method", weight="recency")

    assert [(each.label, each.score) for each in plain] == [("A", 1), ("B", 1)]
    assert [(each.label, each.score) for each in recent] == [("B", 1), ("A", 0.1)]


def test_a_scope_says_all_that_changes_the_scores() -> None:
    options: list[dict[str, Any]] = [
        {},
        {"kind": "method"},
        {"relations": ["uses"]},
        {"damping": 0.5},
        {"projection": "papers"},
        {"weight": "recency"},
        {"about": EntityId.parse("method/l")},
        {"samples": 5},
        {"samples": 5, "seed": 1},
    ]

    assert len({scope_of(**each) for each in options}) == len(options)


@pytest.mark.parametrize(("measure", "place"), [("hubs", 0), ("authorities", 1)])
def test_hubs_and_authorities_are_those_of_networkx(measure: str, place: int) -> None:
    expected = nx.hits(_oracle_network(FAMILY, papers=True))[place]

    ranked = centrality(FAMILY, measure)

    assert {str(e.id): e.score for e in ranked} == pytest.approx(
        {node: score for node, score in expected.items() if node.startswith("paper/")}, abs=1e-6
    )
