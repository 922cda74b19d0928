"""What fields of sources state, beside what the text says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LISTING, claim, entity, mention, paper, paper_id, stated_code, stated_page
from papergraph.graph.build import build_graph
from papergraph.graph.stated import Stated, joined_claims, stated_by
from papergraph.lexicon import Folding, KnownEntity, Lexicon, Status, Term
from papergraph.model import Claim, EntityId, Kind, Paper, Relation, Result, Statement

METHOD, DATASET, TASK = Kind.METHOD, Kind.DATASET, Kind.TASK
LORA, GLUE = EntityId.parse("method/lora"), EntityId.parse("dataset/glue")
TAGGING = EntityId.parse("task/part-of-speech-tagging")
NAMES = {LORA: ("LoRA", "Low-Rank Adaptation"), GLUE: ("GLUE",), TAGGING: ("tagging",)}
LEXICON = Lexicon().extended(
    [KnownEntity(entity(str(one), label)) for one, (label, *_) in NAMES.items()],
    [
        Term(one, name, Status.PREFERRED if name == names[0] else Status.ALIAS, Folding.SHAPE)
        for one, names in NAMES.items()
        for name in names
    ],
)
TITLE = "Riding Stripes"


def _stated(kind: Kind, name: str, confidence: float = 0.9, **fields: str) -> Statement:
    relation = {METHOD: Relation.USES, DATASET: Relation.EVALUATES_ON}.get(kind, Relation.ADDRESSES)
    return Statement("concepts", relation, kind, name, confidence, **fields)


def _of(*statements: Statement, results: tuple[Result, ...] = ()) -> Stated:
    return stated_by(paper_id(TITLE), paper(TITLE, statements=statements, results=results), LEXICON)


def _targets(found: Stated) -> list[str]:
    return sorted(str(one.target) for one in found.claims)


@pytest.mark.parametrize(
    ("statement", "target"),
    [
        (_stated(METHOD, "low–rank  adaptation"), "method/lora"),
        (_stated(DATASET, "GLUE"), "dataset/glue"),
        (_stated(TASK, "Tagging"), "task/part-of-speech-tagging"),
        (stated_code("http://www.github.com/Ann/Zebra.git"), "repository/github.com/ann/zebra"),
        (stated_code("https://github.com/ann/zebra stripes"), "repository/github.com/ann/zebra"),
        (stated_code("git@github.com:ann/zebra.git"), "repository/github.com/ann/zebra"),
        (stated_code("https://gitlab.com/a/b/c/-/tree/x"), "repository/gitlab.com/a/b/c"),
        (stated_page("https://zebra.example.org/"), "page/https://zebra.example.org"),
    ],
)
def test_a_field_is_grounded_as_a_text_would_be(statement: Statement, target: str) -> None:
    found = _of(statement)

    assert _targets(found) == [target]
    assert found.names == {}


def test_a_claim_of_a_field_has_its_field_and_listing_and_no_sentence() -> None:
    (one,) = _of(_stated(METHOD, "LoRA", 0.8, listing="p1")).claims

    assert (one.paper, one.relation, one.confidence) == (paper_id(TITLE), Relation.USES, 0.8)
    assert (one.field, one.listing, one.quote, one.mentions) == ("concepts", "p1", "", ())


def test_a_name_of_another_kind_is_another_thing() -> None:
    found = _of(_stated(DATASET, "LoRA"))

    assert _targets(found) == ["dataset/lora"]
    assert found.names == {EntityId(DATASET, "lora"): "LoRA"}


def test_an_unknown_name_that_people_state_is_added() -> None:
    found = _of(_stated(METHOD, "ZebraNet"), _stated(TASK, "stripe counting"))

    assert _targets(found) == ["method/zebranet", "task/stripe-counting"]
    assert sorted(found.names.values()) == ["ZebraNet", "stripe counting"]


@pytest.mark.parametrize("kind", [METHOD, DATASET, TASK])
def test_what_a_machine_made_never_adds_an_unknown_name(kind: Kind) -> None:
    assert _of(_stated(kind, "ZebraNet", 0.3)) == Stated((), {}, ())


def test_what_a_machine_made_may_name_what_is_known() -> None:
    found = _of(_stated(METHOD, "LoRA", 0.3), _stated(TASK, "tagging", 0.3))

    assert _targets(found) == ["method/lora", "task/part-of-speech-tagging"]
    assert {one.confidence for one in found.claims} == {0.3}


def test_a_name_known_as_another_kind_is_unknown_to_a_machine() -> None:
    assert _of(_stated(DATASET, "LoRA", 0.3)) == Stated((), {}, ())


@pytest.mark.parametrize("value", ["", "  "])
@pytest.mark.parametrize("kind", [METHOD, DATASET, TASK, Kind.REPOSITORY, Kind.PAGE])
def test_what_is_blank_states_nothing(kind: Kind, value: str) -> None:
    assert _of(_stated(kind, value)) == Stated((), {}, ())


def test_a_url_that_is_none_states_nothing() -> None:
    assert _of(stated_code("see the appendix"), stated_page("n/a")) == Stated((), {}, ())


def test_of_two_fields_that_name_one_thing_the_surer_counts() -> None:
    (one,) = _of(_stated(METHOD, "LoRA", 0.3), _stated(METHOD, "Low-Rank Adaptation", 0.9)).claims

    assert one.confidence == 0.9


def test_a_result_is_an_evaluation_with_its_dataset_and_task() -> None:
    found = _of(results=(Result("tagging", "GLUE", "F1", "97.3", "Zebra", "p1"),))

    (row,) = found.evaluations
    assert (row.paper, row.task, row.dataset) == (paper_id(TITLE), TAGGING, GLUE)
    assert (row.metric, row.value, row.model, row.listing) == ("F1", "97.3", "Zebra", "p1")
    assert {(one.relation, one.target) for one in found.claims} == {
        (Relation.EVALUATES_ON, GLUE),
        (Relation.ADDRESSES, TAGGING),
    }
    assert {one.listing for one in found.claims} == {"p1"}


def test_every_row_of_a_leaderboard_is_kept_and_claims_come_once() -> None:
    rows = [Result("tagging", "GLUE", metric, "9", "Zebra") for metric in ("F1", "accuracy")]

    found = _of(results=tuple(rows))

    assert [row.metric for row in found.evaluations] == ["F1", "accuracy"]
    assert len(found.claims) == 2


def test_a_result_without_a_dataset_is_none() -> None:
    assert _of(results=(Result("tagging", "", "F1", "9", "Zebra"),)).evaluations == ()


def test_what_only_results_name_is_in_the_graph() -> None:
    results = (Result("stripe counting", "ZebraBank", "error", "0.5", "Zebra"),)

    graph = build_graph([paper(TITLE, results=results)], [LISTING], LEXICON)

    labels = {one.label for one in graph.entities.values()}
    assert labels == {"stripe counting", "ZebraBank"}
    assert [one.value for one in graph.evaluations] == ["0.5"]
    assert not any(one.results or one.statements for one in graph.papers.values())


def _from_text(relation: Relation = Relation.USES, confidence: float = 0.7) -> Claim:
    found = paper(TITLE, "We use LoRA.")
    said = [mention(found, "LoRA")]
    return claim(found, relation, "method/lora", "We use LoRA.", said, confidence=confidence)


def _from_field(relation: Relation = Relation.USES, confidence: float = 0.9) -> Claim:
    return claim(
        TITLE, relation, "method/lora", field="methods", listing="p1", confidence=confidence
    )


@pytest.mark.parametrize(("text", "field"), [(0.7, 0.9), (0.9, 0.3)])
def test_text_and_field_that_agree_are_one_claim_with_both_grounds(
    text: float, field: float
) -> None:
    (one,) = joined_claims([_from_text(confidence=text)], [_from_field(confidence=field)])

    assert (one.quote, len(one.mentions)) == ("We use LoRA.", 1)
    assert (one.field, one.listing) == ("methods", "p1")
    assert one.confidence == 0.9


@pytest.mark.parametrize("said", [Relation.EXTENDS, Relation.MENTIONS])
def test_where_they_disagree_the_text_is_believed(said: Relation) -> None:
    assert joined_claims([_from_text(said)], [_from_field()]) == [_from_text(said)]


def test_what_only_one_of_them_says_is_kept() -> None:
    other = claim(TITLE, "evaluatesOn", "dataset/glue", field="datasets")

    assert joined_claims([_from_text()], [other]) == [_from_text(), other]


_STATEMENTS = st.lists(
    st.builds(
        _stated,
        kind=st.sampled_from([METHOD, DATASET, TASK]),
        name=st.sampled_from(["LoRA", "lora", "GLUE", "tagging", "ZebraNet", "?", "漢", " "]),
        confidence=st.sampled_from([0.2, 0.5, 0.9]),
    ),
    max_size=8,
)


@given(_STATEMENTS, st.data())
def test_one_claim_a_target_in_any_order_and_a_label_for_every_new_one(
    found: list[Statement], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(found))

    one, other = _of(*found), _of(*shuffled)

    assert one == other
    assert len({each.target for each in one.claims}) == len(one.claims)
    assert {each.target for each in one.claims} - {*NAMES} == {*one.names}
    surest = {statement.value: statement.confidence for statement in found}
    assert all(surest.get(name) is not None for name in one.names.values())


@given(_STATEMENTS)
def test_a_graph_has_a_node_for_all_that_fields_state(found: list[Statement]) -> None:
    records: list[Paper] = [paper(TITLE, statements=tuple(found))]

    graph = build_graph(records, [LISTING], LEXICON)

    assert {one.target for one in graph.claims} <= set(graph.entities)
    assert {one.target for one in _of(*found).claims} == {one.target for one in graph.claims}
