from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from papergraph.analysis.main_path import main_path, search_path_counts
from papergraph.errors import MissingDataError, UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId


def _building(*links: str, dates: str = "") -> KnowledgeGraph:
    """``_building("b<a")``: paper b extends the method that paper a introduced."""
    issued = dict(one.split("=") for one in dates.split())
    names = sorted({name for link in links for name in link.split("<")})
    return graph_of(
        [paper(name, issued=issued.get(name, "")) for name in names],
        [entity(f"method/of-{n}", f"of {n}", introduced_by=(paper_id(n),)) for n in names],
        [
            claim(newer, "extends", f"method/of-{older}")
            for newer, older in (link.split("<") for link in links)
        ],
    )


def _titles(graph: KnowledgeGraph, **options: int) -> list[str]:
    found = main_path(graph, routes=options.get("routes", 0))
    return ["+".join(graph.label(node) for node in station) for station in found.stations]


# Two of three ways lead over c to d; e is the end of the longer line.
FIELD = _building("c<a", "c<b", "d<c", "e<d", "f<c", "x<y")


def test_the_path_follows_the_busiest_steps_and_leaves_side_lines_out() -> None:
    found = main_path(FIELD)

    assert _titles(FIELD) == ["a", "c", "d", "e"]
    assert [step.ways for step in found.steps] == [2, 2, 2]
    assert found.ways == 5
    assert [node.slug for node in found.steps[0].via] == ["of-a"]


def test_routes_keep_side_lines() -> None:
    assert _titles(FIELD, routes=1) == ["a", "c", "d", "e"]
    assert set(_titles(FIELD, routes=5)) == {"a", "b", "c", "d", "e", "f"}
    assert set(_titles(FIELD, routes=99)) == set("abcdefxy")


def test_about_leads_through_what_it_is_about() -> None:
    found = main_path(FIELD, [paper_id("f")])

    assert [station[0].slug for station in found.stations] == ["a", "c", "f"]
    assert found.ways == 2


def test_steps_against_time_are_left_out_and_counted() -> None:
    graph = _building("b<a", "a<b", dates="a=2020 b=2021")

    assert _titles(graph) == ["a", "b"]
    assert main_path(graph).backward == 1


def test_what_builds_on_each_other_is_one_station() -> None:
    graph = _building("b<a", "a<b", "c<b", dates="a=2021 b=2021-05")

    assert _titles(graph) == ["a+b", "c"]


def test_a_citation_is_a_step_without_a_method() -> None:
    graph = graph_of([paper("a"), paper("b")], [], [claim("b", "cites", "paper/a")])

    (step,) = main_path(graph).steps

    assert (step.older, step.newer, step.via) == ((paper_id("a"),), (paper_id("b"),), ())


def test_nothing_that_builds_on_anything_is_told() -> None:
    with pytest.raises(MissingDataError, match="papers that build on each other, found none"):
        main_path(graph_of([paper("a")]))
    with pytest.raises(MissingDataError):
        main_path(FIELD, [EntityId.parse("paper/nowhere")])
    with pytest.raises(UnknownNameError, match="unknown projection"):
        main_path(FIELD, projection="papers-by-method")
    with pytest.raises(ValueError, match="0 or more"):
        main_path(FIELD, routes=-1)


_SIZE = 7
_acyclic = st.lists(
    st.sampled_from(list(combinations(range(_SIZE), 2))), min_size=1, max_size=14, unique=True
)


@given(_acyclic)
def test_counts_and_path_are_those_of_listing_every_way(edges: list[tuple[int, int]]) -> None:
    graph = _building(*(f"p{newer}<p{older}" for older, newer in edges))
    plain: nx.DiGraph[str] = nx.DiGraph((f"p{a}", f"p{b}") for a, b in edges)
    ways = [
        way
        for source in plain
        for sink in plain
        if not plain.in_degree(source) and not plain.out_degree(sink)
        for way in nx.all_simple_paths(plain, source, sink)
    ]
    counts = Counter(edge for way in ways for edge in pairwise(way))
    totals = [sum(counts[edge] for edge in pairwise(way)) for way in ways]

    found = main_path(graph)

    assert found.ways == len(ways)
    path = [station[0].slug for station in found.stations]
    assert path in ways
    assert sum(step.ways for step in found.steps) == max(totals)
    assert all(step.ways == counts[step.older[0].slug, step.newer[0].slug] for step in found.steps)


def test_numbers_of_ways_do_not_overflow() -> None:
    ladder: nx.DiGraph[tuple[EntityId, ...]] = nx.DiGraph()
    stations = [(paper_id(f"p{n:03d}"),) for n in range(202)]
    for at in range(0, 200, 2):
        for side in (0, 1):
            ladder.add_edge(stations[at], stations[at + 2], via=())
            ladder.add_edge(stations[at + side], stations[at + 3], via=())
            ladder.add_edge(stations[at + 1], stations[at + 2], via=())

    assert max(search_path_counts(ladder).values()) > 2**64
