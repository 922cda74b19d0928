"""Which records become one paper, which are kept apart, and what is told of it."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import paper
from papergraph.graph.clusters import Cluster, Clustering, clustered
from papergraph.graph.decisions import Decision
from papergraph.graph.title_match import TitleMatch, title_match
from papergraph.model import Paper, Verdict

TITLE = "Low-Rank Adaptation of Large Models"
ABSTRACT = "We freeze the weights and train two small matrices in each layer instead. " * 6
SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT

records = st.builds(
    paper,
    title=st.sampled_from([TITLE, "Prefix Tuning", "Adam"]),
    abstract=st.sampled_from(["", ABSTRACT]),
    listings=st.sampled_from([("p1",), ("p2",)]),
    arxiv_id=st.sampled_from(["", "2106.00001", "2106.00002"]),
    doi=st.sampled_from(["", "10.1/a", "10.1/b"]),
    identifiers=st.sampled_from([(), ("acl:p1",), ("acl:p2", "pmid:1"), ("openalex:w1",)]),
    authors=st.sampled_from([(), ("Ann Lee",), ("Bo Chen",)]),
)


def _sizes(*found: Paper, decisions: tuple[Decision, ...] = ()) -> list[int]:
    return [len(one.records) for one in clustered(found, decisions).clusters]


def _rules(found: Clustering) -> list[str]:
    return [match.rule for one in found.clusters for match in one.matches if match]


def _contradict(first: Paper, second: Paper, scheme: str) -> bool:
    one, other = (
        {key for key in record.keys if key.startswith(f"{scheme}:")} for record in (first, second)
    )
    return bool(one) and bool(other) and not one & other


@pytest.mark.parametrize(
    "fields",
    [
        {"arxiv_id": "2106.09685"},
        {"doi": "10.1/a"},
        {"identifiers": ("openalex:w1",)},
        {"identifiers": ("s2:204960716",)},
        {"identifiers": ("acl:2020.acl-main.1",)},
        {"identifiers": ("pmid:7",)},
    ],
    ids=["arxiv", "doi", "openalex", "s2", "acl", "pmid"],
)
def test_one_identifier_is_one_paper_and_needs_no_match(fields: dict[str, str]) -> None:
    found = clustered([paper("Adam", **fields), paper("Something Else Entirely", **fields)])

    assert [len(one.records) for one in found.clusters] == [2]
    assert _rules(found) == []
    assert found.refusals == ()


@pytest.mark.parametrize("scheme", ["acl", "pmid"])
def test_contradicting_identifiers_never_merge_by_a_weaker_one(scheme: str) -> None:
    first = paper(TITLE, identifiers=("openalex:w1", f"{scheme}:1"))
    second = paper(TITLE, identifiers=("openalex:w1", f"{scheme}:2"))

    found = clustered([first, second])

    assert len(found.clusters) == 2
    (refusal,) = found.refusals
    assert refusal.reason == f"both have openalex:w1, but {scheme}:1 is not {scheme}:2"


def test_what_numbers_a_paper_twice_contradicts_no_shared_identifier() -> None:
    first = paper("Adam", arxiv_id="1412.6980", identifiers=("openalex:w1",))
    second = paper("Adam", arxiv_id="1412.6980", identifiers=("openalex:w2",))

    assert _sizes(first, second) == [2]


@pytest.mark.parametrize("field", ["arxiv_id", "doi"])
def test_one_title_does_not_outweigh_two_identifiers(field: str) -> None:
    fields: list[dict[str, str]] = [{field: "10.1/a"}, {field: "10.1/b"}]

    assert _sizes(*(paper(TITLE, ABSTRACT, **one) for one in fields)) == [1, 1]


def test_a_contradiction_counts_through_the_records_between() -> None:
    bridge = paper("Second", arxiv_id="2106.00001", doi="10.1/a")
    ends = [paper("First", arxiv_id="2106.00001"), paper("Third", arxiv_id="9", doi="10.1/a")]

    found = clustered([ends[0], bridge, ends[1]])

    assert [len(one.records) for one in found.clusters] == [2, 1]
    assert [one.reason for one in found.refusals] == [
        "both have doi:10.1/a, but arxiv:2106.00001 is not arxiv:9"
    ]


def test_a_title_alone_is_a_match_with_a_confidence() -> None:
    found = clustered([paper(TITLE, arxiv_id="2106.09685"), paper(TITLE.upper())])

    ((proved, matched),) = [one.matches for one in found.clusters]
    assert proved is None
    assert matched is not None
    assert 0 < matched.confidence < 1
    assert matched.rule == "title"


def test_another_first_author_is_refused_and_told() -> None:
    found = clustered([paper(TITLE, authors=("Ann Lee",)), paper(TITLE, authors=("Bo Chen",))])

    assert len(found.clusters) == 2
    assert [one.reason for one in found.refusals] == ["one title, but another first author"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Llama 2", "Llama 3"),
        ("GPT-4 Technical Report", "GPT-3 Technical Report"),
        ("3D Gaussian Splatting", "4D Gaussian Splatting"),
        ("Deep Nets, Part I", "Deep Nets, Part II"),
    ],
)
def test_digits_and_version_words_part_titles(first: str, second: str) -> None:
    assert _sizes(paper(first), paper(second)) == [1, 1]


def test_a_long_abstract_joins_titles_that_differ_a_little() -> None:
    found = clustered([paper(TITLE, ABSTRACT), paper(f"{TITLE}: A New Way", ABSTRACT)])

    assert [len(one.records) for one in found.clusters] == [2]
    assert _rules(found) == ["abstract"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3D Gaussian Splatting of Street Scenes", "4D Gaussian Splatting of Street Scenes"),
        ("Llama 2 for Long Texts, Part I", "Llama 3 for Long Texts, Part II"),
        ("Adapting Llama$_2$ to Long Texts", "Adapting Llama$_3$ to Long Texts"),
        (TITLE, f"{TITLE}, Revisited"),
    ],
)
def test_an_abstract_does_not_join_two_of_a_series(first: str, second: str) -> None:
    found = clustered([paper(first, ABSTRACT), paper(second, ABSTRACT)])

    assert len(found.clusters) == 2
    reasons = [one.reason for one in found.refusals]
    assert reasons == ["one abstract, but another number or version"]


def test_a_number_printed_in_latex_is_the_same_number() -> None:
    titles = ("Adapting Llama$_2$ to Long Texts", "Adapting Llama2 to Long, Long Texts")

    assert _sizes(*(paper(title, ABSTRACT) for title in titles)) == [2]


def test_neither_a_short_abstract_nor_another_title_joins() -> None:
    assert _sizes(paper(TITLE, "Short."), paper(f"{TITLE}: A New Way", "Short.")) == [1, 1]
    assert _sizes(paper("Adam", ABSTRACT), paper("Prefix Tuning", ABSTRACT)) == [1, 1]


def test_the_user_joins_what_identifiers_part() -> None:
    preprint, article = paper("A", arxiv_id="1", doi="10.1/a"), paper("B", arxiv_id="2")
    said = (Decision(SAME, "arxiv:1", "arxiv:2"),)

    assert _sizes(preprint, article) == [1, 1]
    assert _sizes(preprint, article, decisions=said) == [2]


def test_the_user_parts_what_a_title_or_an_identifier_joins() -> None:
    first, second = paper("A", arxiv_id="1", doi="10.1/a"), paper("B", doi="10.1/a", url="x")
    said = (Decision(DIFFERENT, "A", "B"),)

    found = clustered([first, second], said)

    assert len(found.clusters) == 2
    assert [one.reason for one in found.refusals] == ["both have doi:10.1/a, but the user says so"]


def test_what_is_different_stays_so_through_a_third_record() -> None:
    ends = [paper("A", arxiv_id="1"), paper("B", identifiers=("s2:1",))]
    bridge = paper("C", arxiv_id="1", identifiers=("s2:1",))

    assert _sizes(*ends, bridge) == [3]
    assert _sizes(*ends, bridge, decisions=(Decision(DIFFERENT, "A", "B"),)) == [2, 1]


def test_a_title_in_one_listing_leaves_the_others_alone() -> None:
    found = [
        paper(TITLE, authors=(name,), listings=(slug,))
        for name, slug in (("Ann Lee", "p1"), ("Bo Chen", "p2"), ("Cy Diaz", "p3"))
    ]
    said = (Decision(SAME, f"{TITLE} @ p1", f"{TITLE} @ p3"),)

    assert [
        [slug for record in one.records for slug in record.listings]
        for one in clustered(found, said).clusters
    ] == [["p1", "p3"], ["p2"]]


def test_a_title_with_an_at_sign_is_no_title_in_a_listing() -> None:
    found = [paper("Overview of CLEF @ 2020"), paper("The CLEF Overview")]
    said = (Decision(SAME, "Overview of CLEF @ 2020", "The CLEF Overview"),)

    assert _sizes(*found, decisions=said) == [2]


@pytest.mark.parametrize("name", ["openalex:W77", "openalex:w77", "https://openalex.org/W77"])
def test_an_identifier_is_known_however_it_is_spelt(name: str) -> None:
    found = [paper("A", identifiers=("openalex:w77",)), paper("B")]

    assert _sizes(*found, decisions=(Decision(SAME, name, "B"),)) == [2]


@pytest.mark.parametrize("turned", [False, True])
def test_what_rows_together_call_both_stays_different(turned: bool) -> None:
    found = [paper(title) for title in ("A", "B", "C")]
    said = [Decision(SAME, "A", "B"), Decision(SAME, "B", "C"), Decision(DIFFERENT, "A", "C")]

    for one in clustered(found, said[::-1] if turned else said).clusters:
        assert not {"A", "C"} <= {record.title for record in one.records}


@pytest.mark.parametrize("verdict", Verdict)
def test_a_decision_on_what_no_record_has_changes_nothing(verdict: Verdict) -> None:
    said = (Decision(verdict, "arxiv:9999.99999", TITLE),)

    assert _sizes(paper(TITLE), paper("Adam"), decisions=said) == [1, 1]


@given(st.lists(records, max_size=7))
def test_every_record_is_in_one_cluster_with_its_match(found: list[Paper]) -> None:
    clusters = clustered(found).clusters

    together = [id(record) for one in clusters for record in one.records]
    assert sorted(together) == sorted(map(id, found))
    for one in clusters:
        assert len(one.records) == len(one.matches)
        assert all(match is None or 0 < match.confidence < 1 for match in one.matches)


def _schemes_of_a_cluster(one: Cluster, scheme: str) -> list[set[str]]:
    keys = [{k for k in record.keys if k.startswith(f"{scheme}:")} for record in one.records]
    return [key for key in keys if key]


@given(st.lists(records, max_size=7))
def test_a_cluster_has_one_identifier_of_a_scheme_that_gives_one(found: list[Paper]) -> None:
    for one in clustered(found).clusters:
        for scheme in ("arxiv", "doi", "acl", "pmid"):
            assert len(set().union(*_schemes_of_a_cluster(one, scheme))) <= 1


@given(st.lists(records, max_size=7))
def test_a_shared_identifier_stays_apart_only_where_something_contradicts(
    found: list[Paper],
) -> None:
    clusters = clustered(found).clusters

    for one, other in combinations(clusters, 2):
        keys = [{key for record in side.records for key in record.keys} for side in (one, other)]
        if keys[0] & keys[1]:
            merged = [paper("x", identifiers=tuple(sorted(side))) for side in keys]
            assert any(
                _contradict(merged[0], merged[1], scheme)
                for scheme in ("arxiv", "doi", "acl", "pmid")
            )


@given(st.lists(records, max_size=6), st.data())
def test_what_the_user_says_holds_whatever_the_records(
    found: list[Paper], data: st.DataObject
) -> None:
    titles = sorted({one.title for one in found})
    if len(titles) < 2:
        return
    first, second = data.draw(st.permutations(titles))[:2]

    for one in clustered(found, [Decision(DIFFERENT, first, second)]).clusters:
        assert not {first, second} <= {record.title for record in one.records}
    joined = clustered(found, [Decision(SAME, first, second)]).clusters
    assert sum(bool({first, second} & {r.title for r in one.records}) for one in joined) == 1


def _editorials(count: int) -> list[Paper]:
    """Editorials, two records of each: one title, an editor each."""
    names = [f"{first}{second}er" for first in "BDFGHKLMNP" for second in "aeiouy"][:count]
    return [
        paper("Editorial", authors=(author,), listings=(f"p{side}",))
        for name in names
        for side, author in enumerate((f"Ann {name}", f"{name}, A."))
    ]


def test_a_title_that_many_papers_have_joins_those_of_one_author_alone() -> None:
    found = clustered(_editorials(60)).clusters

    assert [len(one.records) for one in found] == [2] * 60
    for one in found:
        assert len({record.authors[0].replace(",", " ").split()[0] for record in one.records}) == 2


def test_of_a_title_that_many_papers_have_a_record_that_says_nothing_else_stays_alone() -> None:
    bare = paper("Editorial", listings=("p2",))

    assert [one.records for one in clustered([*_editorials(60), bare]).clusters][-1] == (bare,)


def test_records_of_a_title_that_many_have_are_not_all_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[Paper, Paper]] = []

    def counted(first: Paper, second: Paper) -> TitleMatch:
        compared.append((first, second))
        return title_match(first, second)

    monkeypatch.setattr("papergraph.graph.clusters.title_match", counted)
    editorials = _editorials(60)
    clustered(editorials)

    assert len(compared) < len(editorials) * 10 < len(editorials) * (len(editorials) - 1) / 2


def test_of_a_title_that_many_papers_have_records_that_say_nothing_else_are_one() -> None:
    bare = [paper("Editorial", listings=(f"p{number}",)) for number in range(3)]

    assert [len(one.records) for one in clustered([*_editorials(60), *bare]).clusters][-1] == 3


def test_an_abstract_that_many_papers_have_is_not_compared_each_with_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    def counted(first: Paper, second: Paper) -> TitleMatch:
        compared.append(first.title)
        return title_match(first, second)

    monkeypatch.setattr("papergraph.graph.clusters.title_match", counted)
    chance = random.Random(7)
    titles = ["".join(chance.sample("abcdefghijklmnopqrstuvwxyz", 24)) for _ in range(60)]
    records = [paper(title, ABSTRACT) for title in titles]
    subtitled = paper(f"{titles[-1]}: a study of zebras that form herds", ABSTRACT)

    assert len(clustered(records).clusters) == 60
    assert len(compared) < 60 * 20 < 60 * 59 / 2
    assert [len(one.records) for one in clustered([*records, subtitled]).clusters][-1] == 2


def test_an_identifier_that_many_papers_have_tells_of_few_of_them() -> None:
    records = [
        paper(f"Study {number}", doi="10.1/none", arxiv_id=f"2101.{number:05}")
        for number in range(60)
    ]

    found = clustered(records)

    assert len(found.clusters) == 60
    assert 0 < len(found.refusals) < 60 * 20 / 2
