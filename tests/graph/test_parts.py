from __future__ import annotations

import re
from typing import Any

import pytest

from builders import claim, entity, graph_of, paper, paper_id
from lora_family import LATER, LORA, QLORA, STUDY, SURVEY, VARIANT, lora_family
from page_data import page_data
from papergraph.api import PaperGraph
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.neighbourhood import best_connected, within_steps
from papergraph.model import EntityId, Kind

METHOD = EntityId.parse("method/lora")


def asking(graph: KnowledgeGraph) -> PaperGraph:
    return PaperGraph(graph.papers, graph.entities, graph.claims, graph.listings)


@pytest.fixture
def family() -> PaperGraph:
    return asking(lora_family())


def names(found: KnowledgeGraph) -> set[str]:
    return {str(node) for node in (*found.papers, *found.entities)}


# --- best_connected ---


def star() -> KnowledgeGraph:
    """One paper with three names, another with one of them."""
    first, second = paper("First"), paper("Second")
    methods = [entity(f"method/{name}", name) for name in "abc"]
    claims = [claim(first, "uses", str(one.id)) for one in methods]
    return graph_of([first, second], methods, [*claims, claim(second, "uses", "method/b")])


@pytest.mark.parametrize(
    ("count", "kinds", "expected"),
    [
        pytest.param(2, list(Kind), {"paper/first", "method/b"}, id="most claims"),
        pytest.param(3, list(Kind), {"paper/first", "method/b", "method/a"}, id="ties by id"),
        pytest.param(1, [Kind.METHOD], {"method/b"}, id="of one kind"),
        pytest.param(9, [Kind.PAPER], {"paper/first", "paper/second"}, id="no more than there are"),
        pytest.param(0, list(Kind), set(), id="none"),
        pytest.param(5, [], set(), id="of no kind"),
    ],
)
def test_best_connected(count: int, kinds: list[Kind], expected: set[str]) -> None:
    assert {str(node) for node in best_connected(star(), count, kinds)} == expected


def test_what_is_asked_for_comes_before_what_has_more_claims() -> None:
    last = EntityId.parse("method/c")

    assert best_connected(star(), 1, first=[last]) == {last}
    assert best_connected(star(), 2, [Kind.PAPER], first=[last]) == {
        last,
        EntityId.parse("paper/first"),
    }


# --- within_steps ---


def test_steps_follow_claims_in_both_directions() -> None:
    graph = star()
    second = EntityId.parse("paper/second")

    assert within_steps(graph, second, 0) == {second}
    assert {str(node) for node in within_steps(graph, second, 1)} == {"paper/second", "method/b"}
    two = {str(node) for node in within_steps(graph, second, 2)}
    assert two == {"paper/second", "method/b", "paper/first"}
    assert len(within_steps(graph, second, 3)) == 5
    assert within_steps(graph, second, 99) == within_steps(graph, second, 3)


def test_steps_go_from_paper_to_paper_where_one_builds_on_the_other() -> None:
    found = within_steps(lora_family(), paper_id(QLORA), 1)

    assert {paper_id(LORA), paper_id(LATER), paper_id(VARIANT)} <= found


def test_steps_pass_no_node_of_another_kind() -> None:
    graph = star()
    first = EntityId.parse("paper/first")

    assert within_steps(graph, first, 3, [Kind.PAPER]) == {first}
    assert len(within_steps(graph, first, 3, [Kind.METHOD])) == 4


# --- PaperGraph.part ---


def test_the_whole_graph_is_a_part(family: PaperGraph) -> None:
    found = family.part()

    assert isinstance(found, PaperGraph)
    assert found == family


def test_a_part_is_what_stands_around_a_name(family: PaperGraph) -> None:
    found = family.part("LoRA")

    assert {paper_id(one) for one in (LORA, QLORA, STUDY, SURVEY)} <= set(found.papers)
    assert paper_id(LATER) not in found.papers
    assert {str(one) for one in found.entities} == {"method/lora"}
    assert paper_id(LATER) in family.part("LoRA", depth=3).papers


@pytest.mark.parametrize(
    ("focus", "node"),
    [
        pytest.param("lora", "method/lora", id="method"),
        pytest.param("GLUE", "dataset/glue", id="dataset"),
        pytest.param("adapter serving", "task/serving", id="task"),
        pytest.param("Many adapters", "paper/many-adapters", id="title"),
        pytest.param("2106.09685", "paper/lora-low-rank-adaptation", id="arXiv id"),
    ],
)
def test_a_part_is_about_anything_by_its_name(family: PaperGraph, focus: str, node: str) -> None:
    assert node in names(family.part(focus))


def test_a_part_of_some_kinds_keeps_what_it_is_about(family: PaperGraph) -> None:
    found = family.part("LoRA", kinds=["paper"])

    assert {str(one) for one in found.entities} == {"method/lora"}
    assert paper_id(QLORA) in found.papers
    assert {claim.target for claim in found.claims} == {METHOD}


def test_a_small_part_keeps_what_it_is_about(family: PaperGraph) -> None:
    found = family.part("adapter serving", depth=3, top=2)

    assert len(names(found)) == 2
    assert "task/serving" in names(found)


def test_a_part_of_kinds_alone(family: PaperGraph) -> None:
    assert {one.kind for one in family.part(kinds=[Kind.METHOD, "dataset"]).entities} == {
        Kind.METHOD,
        Kind.DATASET,
    }
    assert family.part(kinds=["paper"]).papers == family.papers
    assert names(family.part(kinds=[])) == set()
    assert len(names(family.part(top=4))) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"focus": "LORRA"}, "did you mean LoRA, ", id="name"),
        pytest.param({"kinds": ["papers"]}, "did you mean paper or page?", id="kind"),
    ],
)
def test_an_unknown_name_is_an_error(
    family: PaperGraph, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(message)):
        family.part(**arguments)


# --- pages of a part ---


def test_a_page_draws_no_more_than_its_limit_and_says_so(family: PaperGraph) -> None:
    nodes = len(names(family))

    limited = page_data(family.to_html(limit=5))

    assert len(limited["nodes"]) == 5
    assert "method/lora" in {node["id"] for node in limited["nodes"]}
    assert limited["note"] == f"The 5 of {nodes} nodes that have most claims"


def test_a_page_of_everything_has_no_note(family: PaperGraph) -> None:
    assert page_data(family.to_html())["note"] == ""
    assert page_data(family.to_html(limit=len(names(family))))["note"] == ""


def test_a_page_opens_with_the_answer_given(family: PaperGraph) -> None:
    page = page_data(family.to_html(question=family.answer("building-on", method="LoRA")))

    assert page["question"]["about"] == ["method/lora"]
    assert page["question"]["rows"][0]["nodes"] == [str(paper_id(QLORA))]


# --- notebooks ---


def test_a_summary_for_notebooks_counts_and_names_nothing_of_the_graph() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    one = paper(hostile)
    graph = asking(
        graph_of(
            [one],
            [
                entity("method/x", hostile),
                entity("repository/github.com/a/b", "a/b"),
                entity("repository/github.com/a/c", "a/c"),
            ],
            [claim(one, "uses", "method/x", hostile, rule=hostile)],
        )
    )

    summary = graph._repr_html_()

    assert "<img" not in summary
    assert "<tr><td>papers</td><td>1</td></tr>" in summary
    assert "<tr><td>repositories</td><td>2</td></tr>" in summary
    assert "<tr><td>uses</td><td>1</td></tr>" in summary


def test_a_frame_for_notebooks_holds_the_page_as_an_attribute(family: PaperGraph) -> None:
    pytest.importorskip("IPython")
    shown = family.show(height=300, title='"><img src=x>')

    attribute = re.fullmatch(r'<div><iframe srcdoc="([^"]*)" sandbox="([^"]*)".*</div>', shown.data)
    assert attribute is not None
    assert "<" not in attribute[1]
    assert "allow-same-origin" not in attribute[2]
    assert "height:300px" in shown.data
