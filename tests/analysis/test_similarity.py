from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper, paper_id
from lora_family import BASELINE, LATER, LORA, QLORA, STUDY, SURVEY, VARIANT, lora_family
from papergraph.analysis.similarity import LIKENESSES, similar_papers
from papergraph.errors import UnknownNameError
from papergraph.model import EntityId, Relation

_claims = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 5)), min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("likeness", "oracle"),
    [("adamic-adar", nx.adamic_adar_index), ("jaccard", nx.jaccard_coefficient)],
)
@given(pairs=_claims)
def test_unweighed_likenesses_are_those_of_networkx(
    likeness: str, oracle: object, pairs: set[tuple[int, int]]
) -> None:
    graph = graph_of(
        [paper(f"p{n}") for n in range(5)],
        [entity(f"method/m{n}", f"m{n}") for n in range(6)],
        [claim(f"p{a}", "uses", f"method/m{b}") for a, b in pairs],
    )
    network: nx.Graph[str] = nx.Graph((f"paper/p{a}", f"method/m{b}") for a, b in pairs)
    network.add_nodes_from(f"paper/p{n}" for n in range(5))
    others = [("paper/p0", f"paper/p{n}") for n in range(1, 5)]
    assert callable(oracle)
    expected = {other: score for _, other, score in oracle(network, others) if score}

    found = similar_papers(graph, paper_id("p0"), likeness, weighed=False)

    assert {str(one.id): one.score for one in found} == pytest.approx(expected)
    assert found == sorted(found, key=lambda one: (-one.score, one.id))


def test_what_is_shared_is_told_with_both_relations() -> None:
    found = {one.id: one for one in similar_papers(lora_family(), paper_id(LORA))}

    assert [(one.label, one.how, one.how_other) for one in found[paper_id(QLORA)].shared] == [
        ("LoRA", Relation.INTRODUCES, Relation.EXTENDS)
    ]
    assert found.keys() == {paper_id(one) for one in (QLORA, STUDY, BASELINE)}


def test_extending_says_more_than_comparing_unless_all_count_alike() -> None:
    def scores(weighed: bool) -> dict[EntityId, float]:
        found = similar_papers(lora_family(), paper_id(LORA), weighed=weighed)
        return {one.id: one.score for one in found}

    assert scores(True)[paper_id(QLORA)] == 4 * scores(True)[paper_id(BASELINE)]
    assert scores(False)[paper_id(QLORA)] == scores(False)[paper_id(BASELINE)]


def test_only_the_most_alike_are_given_where_that_is_asked() -> None:
    found = similar_papers(lora_family(), paper_id(LORA))

    assert similar_papers(lora_family(), paper_id(LORA), limit=2) == found[:2]


def test_mentions_count_only_when_asked_for() -> None:
    names = {one.id for one in similar_papers(lora_family(), paper_id(LORA))}
    asked = similar_papers(lora_family(), paper_id(LORA), relations={"introduces", "mentions"})

    assert paper_id(SURVEY) not in names
    assert [one.id for one in asked] == [paper_id(SURVEY)]


def test_papers_that_share_nothing_are_not_there() -> None:
    found = {one.id for one in similar_papers(lora_family(), paper_id(LATER))}

    assert found == {paper_id(one) for one in (QLORA, VARIANT)} | {
        paper_id("Faster quantized training")
    }


@pytest.mark.parametrize("likeness", list(LIKENESSES))
def test_a_paper_without_claims_is_like_none(likeness: str) -> None:
    assert similar_papers(lora_family(), paper_id("BERT: Pre-training"), likeness) == []


def test_an_unknown_likeness_is_told() -> None:
    with pytest.raises(UnknownNameError, match="did you mean jaccard"):
        similar_papers(lora_family(), paper_id(LORA), "jacard")
