from __future__ import annotations

from builders import claim, entity, graph_of, paper, paper_id
from lora_family import BASELINE, LATER, LORA, QLORA, STUDY, SURVEY, VARIANT, lora_family
from papergraph.api import PaperGraph
from papergraph.graph.answers import Answer, AnswerRow, answers_on_methods
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Level


def answer_on(graph: KnowledgeGraph, method: str) -> Answer | None:
    found = [one for one in answers_on_methods(graph) if one.key == method]
    assert len(found) <= 1
    return found[0] if found else None


def test_an_answer_names_its_question_and_each_row_its_claim() -> None:
    qlora = paper("QLoRA")
    method = EntityId.parse("method/lora")
    graph = graph_of(
        [qlora], [entity("method/lora", "LoRA")], [claim(qlora, "extends", "method/lora")]
    )

    row = AnswerRow((paper_id(qlora),), (), (paper_id(qlora), method))
    assert answers_on_methods(graph) == (
        Answer("method/lora", "Papers building on LoRA", (method,), (row,)),
    )


def test_rows_are_those_of_building_on() -> None:
    family = lora_family()
    graph = PaperGraph(family.papers, family.entities, family.claims, family.listings)

    for one in answers_on_methods(graph):
        expected = graph.building_on(graph.label(one.about[0]))
        assert [row.claim for row in one.rows] == [(each.paper, each.target) for each in expected]


def test_versions_count_and_comparing_and_introducing_do_not() -> None:
    answer = answer_on(lora_family(), "method/lora")

    assert answer is not None
    found = {node for row in answer.rows for node in row.nodes}
    assert found == {paper_id(one) for one in (QLORA, STUDY, VARIANT)}
    assert found.isdisjoint({paper_id(one) for one in (LORA, BASELINE, SURVEY)})


def test_a_method_that_nothing_builds_on_has_no_answer() -> None:
    qlora = paper("QLoRA")
    named = entity("method/lora", "LoRA")
    generic = entity("method/adapter", "adapter", level=Level.GENERIC)
    claims = [
        claim(qlora, "mentions", "method/lora"),
        claim(qlora, "extends", "method/adapter"),
    ]

    assert answers_on_methods(graph_of([qlora], [named, generic], claims)) == ()


def test_surest_rows_come_first_and_methods_with_most_rows() -> None:
    papers = [paper(title) for title in ("Aa", "Bb", "Cc")]
    graph = graph_of(
        papers,
        [entity("method/few", "Few"), entity("method/many", "Many")],
        [
            claim(papers[0], "uses", "method/few"),
            claim(papers[0], "uses", "method/many", confidence=0.5),
            claim(papers[1], "uses", "method/many", confidence=0.9),
            claim(papers[2], "extends", "method/many", confidence=0.9),
        ],
    )

    answers = answers_on_methods(graph)

    assert [one.key for one in answers] == ["method/many", "method/few"]
    assert [str(row.nodes[0]) for row in answers[0].rows] == ["paper/bb", "paper/cc", "paper/aa"]


def test_versions_that_point_at_each_other_end() -> None:
    one = paper("One")
    graph = graph_of(
        [one],
        [
            entity("method/a", "A", broader=EntityId.parse("method/b")),
            entity("method/b", "B", broader=EntityId.parse("method/a")),
        ],
        [claim(one, "uses", "method/a")],
    )

    assert [answer.key for answer in answers_on_methods(graph)] == ["method/a", "method/b"]


def test_a_page_answers_on_fifty_methods_at_the_most() -> None:
    one = paper("One")
    methods = [entity(f"method/m{n:02}", f"M{n:02}") for n in range(60)]
    graph = graph_of([one], methods, [claim(one, "uses", str(method.id)) for method in methods])

    assert len(answers_on_methods(graph)) == 50


def test_a_later_paper_counts_for_the_method_it_uses() -> None:
    answer = answer_on(lora_family(), "method/qlora")

    assert answer is not None
    assert {row.nodes[0] for row in answer.rows} == {paper_id(VARIANT), paper_id(LATER)}
