"""Edges that follow from claims."""

from __future__ import annotations

import pytest

from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.graph.derive import Citation
from papergraph.model import Part, Relation

LORA = paper("LoRA: Low-Rank Adaptation", "We propose LoRA.")
QLORA = paper("QLoRA: Quantized", "We propose QLoRA.")
ENTITIES = [
    entity("method/lora", "LoRA", introduced_by=(paper_id(LORA),)),
    entity("method/qlora", "QLoRA", introduced_by=(paper_id(QLORA),)),
    entity("dataset/glue", "GLUE", introduced_by=(paper_id(LORA),)),
    entity("method/unknown", "Unknown"),
]

CITED = {
    Relation.EXTENDS: (Citation.EXTENDS, True),
    Relation.ANALYZES: (Citation.DISCUSSES, True),
    Relation.USES: (Citation.USES_METHOD_IN, True),
    Relation.EVALUATES_ON: (Citation.USES_DATA_FROM, False),
}


@pytest.mark.parametrize("relation", CITED)
def test_a_claim_cites_the_paper_that_introduced_its_target(relation: Relation) -> None:
    target = "dataset/glue" if relation is Relation.EVALUATES_ON else "method/lora"

    graph = graph_of([LORA, QLORA], ENTITIES, [claim(QLORA.title, relation, target)])

    (edge,) = graph.paper_edges
    assert (edge.citing, edge.cited) == (paper_id(QLORA), paper_id(LORA))
    assert (edge.citation, edge.builds_on) == CITED[relation]
    assert str(edge.via) == target


@pytest.mark.parametrize("relation", [Relation.COMPARES_WITH, Relation.MENTIONS])
def test_comparing_and_mentioning_derive_nothing(relation: Relation) -> None:
    graph = graph_of([LORA, QLORA], ENTITIES, [claim(QLORA.title, relation, "method/lora")])

    assert graph.paper_edges == ()


@pytest.mark.parametrize("relation", [*CITED, Relation.INTRODUCES])
def test_a_paper_never_cites_itself(relation: Relation) -> None:
    target = "dataset/glue" if relation is Relation.EVALUATES_ON else "method/lora"

    graph = graph_of([LORA], ENTITIES, [claim(LORA.title, relation, target)])

    assert graph.paper_edges == ()


def test_a_method_that_nobody_is_known_to_have_introduced_cites_nothing() -> None:
    graph = graph_of([QLORA], ENTITIES, [claim(QLORA.title, "extends", "method/unknown")])

    assert graph.paper_edges == ()


def test_a_method_of_two_papers_cites_both() -> None:
    twice = entity("method/twice", "Twice", introduced_by=(paper_id(LORA), paper_id("Other")))

    graph = graph_of(
        [LORA, QLORA, paper("Other")], [twice], [claim(QLORA.title, "uses", "method/twice")]
    )

    assert {edge.cited for edge in graph.paper_edges} == {paper_id(LORA), paper_id("Other")}


def test_the_method_of_a_title_is_based_on_what_the_paper_extends() -> None:
    own = claim(
        QLORA.title, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA", Part.TITLE)]
    )
    base = claim(QLORA.title, "extends", "method/lora")

    graph = graph_of([LORA, QLORA], ENTITIES, [own, base])

    ((method, found, by),) = graph.method_edges
    assert (str(method), str(found), by) == ("method/qlora", "method/lora", paper_id(QLORA))


@pytest.mark.parametrize("relation", ["uses", "analyzes", "comparesWith", "mentions"])
def test_only_extending_bases_a_method_on_another(relation: str) -> None:
    own = claim(
        QLORA.title, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA", Part.TITLE)]
    )

    graph = graph_of([QLORA], ENTITIES, [own, claim(QLORA.title, relation, "method/lora")])

    assert graph.method_edges == ()


def test_a_method_that_only_the_abstract_names_is_based_on_nothing() -> None:
    own = claim(QLORA.title, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA")])

    graph = graph_of([QLORA], ENTITIES, [own, claim(QLORA.title, "extends", "method/lora")])

    assert graph.method_edges == ()


def test_a_dataset_is_no_base_of_a_method() -> None:
    own = claim(
        QLORA.title, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA", Part.TITLE)]
    )

    graph = graph_of([QLORA], ENTITIES, [own, claim(QLORA.title, "evaluatesOn", "dataset/glue")])

    assert graph.method_edges == ()
