from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from lora_family import lora_family
from papergraph.analysis.descent import builds_on
from papergraph.analysis.reading_order import reading_order
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId

QTRAIN, QLORA = EntityId.parse("method/qtrain"), EntityId.parse("method/qlora")


def _read(graph: KnowledgeGraph, node: EntityId, limit: int = 20) -> list[tuple[int, str]]:
    found = reading_order(graph, node, limit=limit)
    return [(one.steps, one.label.partition(":")[0]) for one in found.papers]


def test_what_others_build_on_comes_first() -> None:
    assert _read(lora_family(), QTRAIN) == [
        (-3, "BERT"),
        (-2, "LoRA"),
        (-1, "QLoRA"),
        (0, "Quantized training at scale"),
        (1, "Faster quantized training"),
    ]


def test_papers_that_only_use_or_compare_with_it_are_not_on_the_list() -> None:
    titles = [title for _, title in _read(lora_family(), QLORA)]

    assert titles == ["BERT", "LoRA", "QLoRA"]


def test_a_paper_has_a_lineage_too() -> None:
    assert [title for _, title in _read(lora_family(), paper_id("Many adapters"))] == [
        "BERT",
        "LoRA",
        "QLoRA",
        "Many adapters",
    ]


def test_the_nearest_stay_where_there_is_no_room() -> None:
    found = reading_order(lora_family(), QTRAIN, limit=2)

    assert [one.label.partition(":")[0] for one in found.papers] == [
        "QLoRA",
        "Quantized training at scale",
    ]
    assert found.left_out == 3
    assert [str(method) for method in found.papers[0].gives] == ["method/qlora"]


def test_a_version_of_unknown_origin_is_read_from_what_it_is_a_version_of() -> None:
    titles = [title for _, title in _read(lora_family(), EntityId.parse("method/lora-xs"))]

    assert titles[:2] == ["BERT", "LoRA"]


def test_a_method_of_unknown_origin_is_read_from_those_who_work_on_it() -> None:
    found = reading_order(lora_family(), EntityId.parse("method/prefix"))

    assert [one.label for one in found.papers] == ["GLUE: A Benchmark", "Prefix tuning again"]


def test_circles_are_told_and_read_by_age() -> None:
    graph = graph_of(
        [paper("a", issued="2024-02"), paper("b", issued="2024")],
        [entity(f"method/{n}", n, introduced_by=(paper_id(n),)) for n in "ab"],
        [claim("a", "extends", "method/b"), claim("b", "extends", "method/a")],
    )

    found = reading_order(graph, EntityId.parse("method/a"))

    assert found.circular == ((paper_id("b"), paper_id("a")),)
    assert [one.label for one in found.papers] == ["b", "a"]


def test_nothing_to_read_is_told() -> None:
    graph = graph_of([], [entity("method/x", "X")])

    with pytest.raises(MissingDataError, match="papers on X, found none"):
        reading_order(graph, EntityId.parse("method/x"))
    with pytest.raises(ValueError, match="only methods and papers"):
        reading_order(lora_family(), EntityId.parse("dataset/glue"))
    with pytest.raises(ValueError, match="1 paper or more"):
        reading_order(lora_family(), QLORA, limit=0)


_links = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=16)


@given(_links, st.integers(1, 7))
def test_no_paper_stands_before_one_that_it_builds_on(
    links: set[tuple[int, int]], limit: int
) -> None:
    graph = graph_of(
        [paper(f"p{n}") for n in range(7)],
        [entity(f"method/m{n}", f"m{n}", introduced_by=(paper_id(f"p{n}"),)) for n in range(7)],
        [claim(f"p{max(ab)}", "extends", f"method/m{min(ab)}") for ab in links if ab[0] != ab[1]],
    )

    found = reading_order(graph, EntityId.parse("method/m3"), limit=limit)

    place = {one.id: at for at, one in enumerate(found.papers)}
    assert not found.circular
    assert len(place) == len(found.papers) <= limit
    assert paper_id("p3") in place
    for newer, older in builds_on(graph, "papers"):
        assert newer not in place or older not in place or place[older] < place[newer]
