from __future__ import annotations

import math

import pytest

from builders import claim, entity, graph_of, paper
from papergraph.analysis.co_use import co_use
from papergraph.graph.projection import project
from papergraph.model import EntityId, Level

A, B, C = (EntityId.parse(f"method/{name}") for name in "abc")
GRAPH = graph_of(
    [
        *(paper(f"Both {n}", issued=f"2024-0{n}") for n in (1, 2, 2 + 1)),
        *(paper(f"Other {n}") for n in range(7)),
        paper("Unlisted", listings=()),
    ],
    [
        entity("method/a", "A"),
        entity("method/b", "B"),
        entity("method/c", "C"),
        entity("method/family", "family", level=Level.GENERIC),
    ],
    [
        *(claim(f"Both {n}", "uses", f"method/{m}") for n in (1, 2, 3) for m in "ab"),
        *(claim(f"Both {n}", "uses", "method/family") for n in (1, 2, 3)),
        *(claim(f"Other {n}", "uses", "method/c") for n in range(6)),
        claim("Both 1", "extends", "method/c"),
        claim("Both 2", "uses", "method/c"),
        claim("Both 3", "comparesWith", "method/c"),
        *(claim("Unlisted", "uses", f"method/{m}") for m in "abc"),
    ],
)


def test_pairs_that_chance_does_not_explain_come_first() -> None:
    found = co_use(GRAPH)

    assert [(one.first, one.second, one.papers) for one in found] == [
        (A, B, 3),
        (A, C, 2),
        (B, C, 2),
    ]
    assert found[0].score > 0 > found[1].score
    assert (found[0].of_first, found[0].of_second) == (3, 3)
    assert found[0].lift == pytest.approx(10 / 3)
    assert found[0].pmi == pytest.approx(math.log2(10 / 3))
    assert found[0].by_period == {"2024-01": 1, "2024-02": 1, "2024-03": 1}


def test_families_baselines_and_unlisted_papers_make_no_pair() -> None:
    ends = {end for one in co_use(GRAPH, min_papers=1) for end in (one.first, one.second)}

    assert ends == {A, B, C}
    assert [one.papers for one in co_use(GRAPH) if one.second == C] == [2, 2]


def test_a_method_asked_for_stands_first_and_may_be_a_family() -> None:
    assert [(one.first, one.second) for one in co_use(GRAPH, C)] == [(C, A), (C, B)]
    family = EntityId.parse("method/family")
    assert [one.second for one in co_use(GRAPH, family)] == [A, B, C]


def test_pairs_are_the_ties_of_the_projection() -> None:
    listed = graph_of(
        [found for found in GRAPH.papers.values() if found.in_corpus],
        GRAPH.entities.values(),
        [one for one in GRAPH.claims if GRAPH.papers[one.paper].in_corpus],
    )

    ties = {(tie.source, tie.target) for tie in project(listed, "methods-by-paper").ties}

    assert {(one.first, one.second) for one in co_use(listed, min_papers=1)} == ties


def test_without_dates_there_are_pairs_all_the_same() -> None:
    undated = graph_of(
        [paper("X")],
        GRAPH.entities.values(),
        [claim("X", "uses", "method/a"), claim("X", "uses", "method/b")],
    )

    assert [one.by_period for one in co_use(undated, min_papers=1)] == [{}]
