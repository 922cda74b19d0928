"""What may be one thing or two: proposed with a reason, never carried out unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LISTING, claim, entity, graph_of, paper, paper_id
from papergraph.graph.build import build_graph
from papergraph.graph.decisions import NO_DECISIONS, Decision, Decisions
from papergraph.graph.suggestions import suggestions
from papergraph.lexicon import Lexicon
from papergraph.model import Claim, Entity, EntityId, Kind, Paper, Suggestion, Verdict


def in_order(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(found, key=lambda one: one.sort_key))


SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT
TITLE = "A Survey of Adapters in Large Models"
NEAR = "A Survey on Adapters in Large Models"


def _suggested(
    papers: Sequence[Paper] = (),
    entities: Sequence[Entity] = (),
    claims: Sequence[Claim] = (),
    decisions: Decisions = NO_DECISIONS,
    curated: Sequence[EntityId] = (),
) -> tuple[Suggestion, ...]:
    graph = graph_of(papers, entities, claims)
    return suggestions(
        graph.papers, graph.entities, graph.claims, decisions=decisions, curated=curated
    )


def _built(*records: Paper) -> tuple[Suggestion, ...]:
    return build_graph(records, [LISTING], Lexicon()).suggestions


def _pair(found: Suggestion) -> tuple[str, str]:
    return str(found.first), str(found.second)


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (NEAR, "titles differ by a few letters"),
        (f"{TITLE}: What We Know", "titles differ by a subtitle more"),
        (r"A {Survey} on Ad\"apters in Large Models", "titles differ by a few letters"),
    ],
    ids=["a misprint", "a subtitle", "LaTeX"],
)
def test_near_titles_are_proposed_with_a_reason(second: str, why: str) -> None:
    records = [paper(TITLE, arxiv_id="2101.00001"), paper(second)]

    (one,) = _built(*records)

    assert one.verdict is SAME
    assert one.first.kind is one.second.kind is Kind.PAPER
    assert one.reason == f"{why}; title alike"
    assert 0 < one.confidence < 1


def test_what_agrees_too_makes_it_surer_and_is_named() -> None:
    (bare,) = _built(paper(TITLE), paper(NEAR))
    (backed,) = _built(paper(TITLE, authors=("Ann Lee",)), paper(NEAR, authors=("A. Lee",)))

    assert backed.confidence > bare.confidence
    assert backed.reason.endswith("title and first author alike")


def test_near_titles_are_proposed_and_not_merged() -> None:
    graph = build_graph([paper(TITLE), paper(NEAR)], [LISTING], Lexicon())

    assert len(graph.papers) == 2
    assert not any(one.matches for one in graph.papers.values())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (paper(TITLE, arxiv_id="2101.00001"), paper(NEAR, arxiv_id="2101.00002")),
        (paper(TITLE, doi="10.1/a"), paper(NEAR, doi="10.1/b")),
        (paper(TITLE, authors=("Ann Lee",)), paper(NEAR, authors=("Bo Chen",))),
        (paper(TITLE, issued="2010"), paper(NEAR, issued="2024")),
        (paper(f"{TITLE} 2"), paper(f"{TITLE} 3")),
        (paper(TITLE), paper(NEAR, listings=())),
    ],
    ids=["arxiv", "doi", "author", "year", "digits", "unlisted"],
)
def test_what_contradicts_or_no_decision_reaches_is_not_proposed(
    first: Paper, second: Paper
) -> None:
    assert _suggested([first, second]) == ()


def test_records_that_share_a_key_and_stay_two_are_proposed_with_what_contradicts() -> None:
    found = _built(
        paper("Adapters", arxiv_id="2101.00001", identifiers=("openalex:w1",)),
        paper("Herds of Zebras", arxiv_id="2101.00002", identifiers=("openalex:w1",)),
    )

    assert [(_pair(one), one.reason) for one in found] == [
        (
            ("paper/adapters", "paper/herds-of-zebras"),
            "both have openalex:w1, but arxiv:2101.00001 is not arxiv:2101.00002",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (
            entity("method/a", "QuaggaTransformer"),
            entity("method/b", "QuagaTransformer"),
            "QuaggaTransformer and QuagaTransformer differ by a few letters",
        ),
        (
            entity("method/a", "Striped Quagga Tuning"),
            entity("method/b", "SQT"),
            "SQT abbreviates Striped Quagga Tuning",
        ),
        (
            entity("dataset/a", "ZB", aliases=("Zebra Bank",)),
            entity("dataset/b", "zebra-bank"),
            "",
        ),
        (entity("method/a", "ZebraNet"), entity("method/a-x", "zebranet"), "both are called"),
    ],
    ids=["edit distance", "abbreviation", "alias", "one name"],
)
def test_two_names_that_may_be_one(first: Entity, second: Entity, reason: str) -> None:
    found = _suggested(entities=[first, second])

    assert [_pair(one) for one in found] == ([(str(first.id), str(second.id))] if reason else [])
    assert all(one.verdict is SAME and one.reason.startswith(reason) for one in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entity("method/a", "QuaggaTransformer-2"), entity("method/b", "QuaggaTransformer-3")),
        (entity("method/a", "QuaggaTransformer"), entity("dataset/b", "QuagaTransformer")),
        (entity("method/a", "Striped Quagga Tuning"), entity("dataset/b", "SQT")),
        (entity("method/a", "Striped Quagga Tuning"), entity("method/b", "ST")),
        (entity("method/a", "Adam"), entity("method/b", "Adams")),
        (entity("method/a", "ZebraNet"), entity("dataset/a", "ZebraNet")),
        (entity("task/a", "zebra counting"), entity("task/b", "zebras counting")),
        (entity("method/a", "Striped Quagga Tuning", aliases=("SQT",)), entity("method/b", "x")),
    ],
)
def test_what_is_another_name_for_sure_is_not_proposed(first: Entity, second: Entity) -> None:
    assert _suggested(entities=[first, second]) == ()


def test_what_a_curator_holds_apart_is_not_proposed() -> None:
    pair = [entity("method/a", "QuaggaTransformer"), entity("method/b", "QuagaTransformer")]

    assert _suggested(entities=pair, curated=[pair[0].id, pair[1].id]) == ()
    assert len(_suggested(entities=pair, curated=[pair[0].id])) == 1


REPOSITORY = "repository/github.com/ann/zebra"


def _sharing(count: int, repository: str = REPOSITORY) -> tuple[Suggestion, ...]:
    papers = [paper(f"Herd {name}") for name in "ABCDEF"[:count]]
    names = [f"method/{chr(ord('p') + n)}" for n in range(count)]
    labels = ["Zebra", "Quagga", "Savanna", "Hoof", "Mane", "Fly"]
    entities = [entity(name, labels[n]) for n, name in enumerate(names)]
    claims = [
        *(claim(one, "introduces", name) for one, name in zip(papers, names, strict=True)),
        *(claim(one, "hasRepository", repository) for one in papers),
    ]
    code = entity(repository, repository.removeprefix("repository/github.com/"))
    return _suggested(papers, [*entities, code], claims)


def test_what_papers_of_one_repository_introduce_may_be_one() -> None:
    (one,) = _sharing(2)

    assert (one.verdict, *_pair(one)) == (SAME, "method/p", "method/q")
    assert one.reason == "both have github.com/ann/zebra"


@pytest.mark.parametrize("count", [1, 4, 6])
def test_a_repository_of_one_or_of_many_says_nothing(count: int) -> None:
    assert _sharing(count) == ()


def test_a_name_that_two_papers_introduce_may_be_two() -> None:
    papers = [paper("ZebraNet: Collars"), paper("Riding Stripes")]
    known = entity("method/zebranet", "ZebraNet")
    claims = [claim(one, "introduces", "method/zebranet") for one in papers]

    (one,) = _suggested(papers, [known], claims)

    assert (one.verdict, one.first) == (DIFFERENT, known.id)
    assert one.second in {paper_id(each) for each in papers}
    assert "introduces it too" in one.reason


def test_users_of_a_name_are_no_homonyms() -> None:
    papers = [paper("ZebraNet: Collars"), paper("Riding Stripes")]
    claims = [
        claim(papers[0], "introduces", "method/zebranet"),
        claim(papers[1], "extends", "method/zebranet"),
    ]

    assert _suggested(papers, [entity("method/zebranet", "ZebraNet")], claims) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TITLE, NEAR),
        (NEAR, TITLE.upper()),
        ("doi:10.1/a", NEAR),
        (f"{TITLE} @ {LISTING.slug}", f"{NEAR} @ {LISTING.slug}"),
    ],
)
def test_papers_that_the_user_holds_apart_are_not_asked_again(first: str, second: str) -> None:
    papers = [paper(TITLE, doi="10.1/a"), paper(NEAR)]
    said = Decisions(papers=(Decision(DIFFERENT, first, second),))

    assert len(_suggested(papers)) == 1
    assert _suggested(papers, decisions=said) == ()


def test_entities_that_the_user_holds_apart_are_not_asked_again() -> None:
    first, second = entity("method/a", "QuaggaTransformer"), entity("method/b", "QuagaTransformer")

    for pair in ((first.id, second.id), (second.id, first.id)):
        assert _suggested(entities=[first, second], decisions=Decisions(distinct=(pair,))) == ()


def test_a_thing_that_the_user_holds_for_one_is_not_asked_again() -> None:
    papers = [paper("ZebraNet: Collars"), paper("Riding Stripes")]
    known = entity("method/zebranet", "ZebraNet")
    claims = [claim(one, "introduces", "method/zebranet") for one in papers]
    (asked,) = _suggested(papers, [known], claims)

    for one in papers:
        said = Decisions(shared=((known.id, one.title),))
        left = _suggested(papers, [known], claims, said)
        assert left == (() if paper_id(one) == asked.second else (asked,))


_LABELS = st.sampled_from(
    ["QuaggaTransformer", "QuagaTransformer", "Quagga Transformers", "QT", "Zebra", "zebra"]
)


@given(st.lists(st.tuples(st.sampled_from(["method", "dataset"]), _LABELS), max_size=7))
def test_a_pair_is_proposed_once_in_order_and_of_one_kind(found: list[tuple[str, str]]) -> None:
    entities = [entity(f"{kind}/{n}", label) for n, (kind, label) in enumerate(found)]

    given = _suggested(entities=entities)

    assert given == in_order(given)
    pairs = [frozenset((one.first, one.second)) for one in given]
    assert len(set(pairs)) == len(pairs)
    for one in given:
        assert one.first < one.second
        assert one.first.kind is one.second.kind
        assert 0 < one.confidence < 1
        assert one.reason
    surest = [(one.first.kind, -one.confidence) for one in given]
    assert surest == sorted(surest)
