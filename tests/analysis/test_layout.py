from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import claim, entity, graph_of, paper, paper_id
from papergraph.analysis.layout import MIN_DISTANCE, positions
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind

TESTS = Path(__file__).parents[1]


def two_topics() -> KnowledgeGraph:
    """Two sets of twelve papers, each around methods of its own; one paper names both."""
    papers = [paper(f"Paper {topic} {n}") for topic in ("east", "west") for n in range(12)]
    entities = [
        entity(f"method/{topic}-{n}", f"{topic} {n}")
        for topic in ("east", "west")
        for n in range(3)
    ]
    claims = [
        claim(f"Paper {topic} {n}", "uses", f"method/{topic}-{m}")
        for topic in ("east", "west")
        for n in range(12)
        for m in range(3)
    ]
    claims.append(claim("Paper east 0", "mentions", "method/west-0"))
    lonely = [paper(f"Lonely paper {n}") for n in range(9)]
    page = entity("page/https://example.org/x", "https://example.org/x")
    return graph_of([*papers, *lonely], [*entities, page], claims)


def distances(places: dict[EntityId, tuple[float, float]]) -> list[float]:
    return [math.dist(a, b) for a, b in itertools.combinations(places.values(), 2)]


def test_every_node_but_a_project_page_has_a_place() -> None:
    graph = two_topics()

    places = positions(graph)

    assert set(places) == {*graph.papers, *(e for e in graph.entities if e.kind != "page")}
    assert list(places) == sorted(places)


def test_no_two_nodes_lie_closer_than_the_minimum() -> None:
    assert min(distances(positions(two_topics()))) >= MIN_DISTANCE


def test_tasks_move_nothing_and_lie_amid_their_papers() -> None:
    graph = two_topics()
    east = [claim(f"Paper east {n}", "addresses", "task/east") for n in range(12)]
    both = [claim("Lonely paper 0", "addresses", f"task/{name}") for name in ("lonely", "other")]
    tasks = [
        entity("task/all", "everything"),
        entity("task/east", "eastern", broader=EntityId(Kind.TASK, "all")),
        entity("task/lonely", "lonely"),
        entity("task/other", "other"),
    ]
    with_tasks = graph_of(
        graph.papers.values(), [*graph.entities.values(), *tasks], [*graph.claims, *east, *both]
    )

    before, after = positions(graph), positions(with_tasks)

    assert {node: place for node, place in after.items() if node.kind is not Kind.TASK} == before
    assert min(distances(after)) >= MIN_DISTANCE
    middle = [sum(before[one.paper][axis] for one in east) / len(east) for axis in (0, 1)]
    for name in ("all", "east"):
        assert math.dist(after[EntityId(Kind.TASK, name)], middle) < 3 * MIN_DISTANCE
    lonely = before[paper_id("Lonely paper 0")]
    assert math.dist(after[EntityId(Kind.TASK, "lonely")], lonely) < 2 * MIN_DISTANCE


def test_tasks_alone_have_places() -> None:
    graph = graph_of(entities=[entity("task/a", "a"), entity("task/b", "b")])

    assert min(distances(positions(graph))) >= MIN_DISTANCE


def test_a_community_lies_closer_together_than_to_another() -> None:
    places = positions(two_topics())

    def middle(topic: str) -> tuple[float, float]:
        found = [places[paper_id(f"Paper {topic} {n}")] for n in range(12)]
        return (sum(x for x, _ in found) / 12, sum(y for _, y in found) / 12)

    centres = {topic: middle(topic) for topic in ("east", "west")}
    for topic, other in (("east", "west"), ("west", "east")):
        for n in range(1, 12):
            place = places[paper_id(f"Paper {topic} {n}")]
            assert math.dist(place, centres[topic]) < math.dist(place, centres[other])


def test_nodes_without_neighbours_stand_beside_the_rest_and_not_around_it() -> None:
    places = positions(two_topics())

    lonely = [x for node, (x, _) in places.items() if node.slug.startswith("lonely")]
    others = [x for node, (x, _) in places.items() if not node.slug.startswith("lonely")]

    assert min(lonely) > max(others)


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(graph_of(), id="no nodes"),
        pytest.param(graph_of([paper("Alone")]), id="one node"),
        pytest.param(graph_of([paper("One"), paper("Two")]), id="no edges"),
    ],
)
def test_small_graphs_have_places_too(graph: KnowledgeGraph) -> None:
    places = positions(graph)

    assert len(places) == len(graph.papers)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


def test_equal_graphs_get_equal_places_under_every_hash_seed() -> None:
    script = "from analysis.test_layout import *; print(list(positions(two_topics()).values()))"
    # This process has a seed of its own.
    found = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert found == f"{list(positions(two_topics()).values())}\n"
