"""Which records are one paper, and what its id is made of."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import paper
from papergraph.graph.decisions import Decision
from papergraph.graph.identity import identify_papers, paper_slug
from papergraph.model import Kind, Paper, Verdict

_TITLES = st.sampled_from(["LoRA: A", "LORA -- a", "Lora", "S^{2}FT", "S2FT", "β", "漢", "?"])
records = st.builds(
    paper,
    title=_TITLES,
    abstract=st.sampled_from(["", "One.", "Two."]),
    listings=st.sampled_from([("p1",), ("p2",)]),
    arxiv_id=st.sampled_from(["", "2106.00001", "2106.00002"]),
    doi=st.sampled_from(["", "10.1/a", "10.1/b"]),
    authors=st.sampled_from([(), ("Ann",), ("Bo",)]),
    issued=st.sampled_from(["", "2021", "2022-01"]),
    url=st.sampled_from(["", "https://a.org/x"]),
    identifiers=st.sampled_from([(), ("openalex:w1",), ("openalex:w2", "pmid:7")]),
)


def _contradict(first: Paper, second: Paper) -> bool:
    pairs = ((first.arxiv_id, second.arxiv_id), (first.doi, second.doi))
    return any(a and b and a != b for a, b in pairs)


def _titles(found: list[Paper]) -> list[str]:
    return [one.title for one in identify_papers(found).papers.values()]


def test_a_title_on_two_pages_is_one_paper_with_both_listings() -> None:
    first = paper("LoRA: Low-Rank Adaptation", "Short.", listings=("page-1",))
    second = paper("LoRA: low-rank adaptation", "It is longer.", listings=("page-2",))

    ((found, one),) = identify_papers([first, second]).papers.items()

    assert found.slug == "lora-low-rank-adaptation"
    assert one.listings == ("page-1", "page-2")
    assert one.abstract == "It is longer."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("S^{2}FT: Sparse Tuning", "S2FT: sparse tuning"),
        (r"The Fr\'echet Distance", "The Fréchet distance"),
        ("“Quoted”: It Is", "Quoted -- it is"),
        ("Low–Rank Adaptation", "Low-Rank  Adaptation"),
    ],
)
def test_titles_that_differ_in_print_only_are_one(first: str, second: str) -> None:
    assert len(identify_papers([paper(first), paper(second)]).papers) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "UniRepLKNet: A Universal Perception Large-Kernel ConvNet for Audio and Video",
            "Scaling Up Your Kernels: Large Kernel Design in ConvNets",
        ),
        ("Llama 2: Open Models", "Llama 3: Open Models"),
        ("A Survey of Tuning", "A Survey on Tuning"),
        ("LoRA", "LoRA+"),
    ],
)
def test_other_titles_are_other_papers(first: str, second: str) -> None:
    assert len(identify_papers([paper(first), paper(second)]).papers) == 2


def test_two_papers_about_one_network_stay_two() -> None:
    found = [
        paper(
            "UniRepLKNet: A Universal Perception Large-Kernel ConvNet",
            "We propose UniRepLKNet.",
            arxiv_id="2311.15599",
        ),
        paper(
            "Scaling Up Your Kernels to Universal Perception",
            "We propose UniRepLKNet.",
            arxiv_id="2410.08049",
        ),
    ]

    assert len(identify_papers(found).papers) == 2


def test_one_identifier_is_one_paper_whatever_its_titles() -> None:
    found = [paper("LoRA", arxiv_id="2106.09685"), paper("Adapting", arxiv_id="2106.09685")]

    assert len(identify_papers(found).papers) == 1


def test_contradicting_identifiers_are_two_papers_of_one_title() -> None:
    found = identify_papers(
        [paper("A Survey", arxiv_id="2101.00001"), paper("A survey", arxiv_id="2202.00002")]
    ).papers

    assert [one.slug for one in found] == ["a-survey-2101-00001", "a-survey-2202-00002"]


def test_identifiers_join_what_no_single_record_joins() -> None:
    found = [
        paper("First title", arxiv_id="2106.09685"),
        paper("Second title", doi="10.1/x"),
        paper("Third title", arxiv_id="2106.09685", doi="10.1/x"),
    ]

    assert len(identify_papers(found).papers) == 1


def test_an_identifier_does_not_change_the_id() -> None:
    without = identify_papers([paper("LoRA: Low-Rank Adaptation")]).papers
    with_one = identify_papers([paper("LoRA: Low-Rank Adaptation", arxiv_id="2106.09685")]).papers

    assert list(without) == list(with_one)


def test_long_titles_are_cut_at_a_word_and_stay_apart() -> None:
    words = " ".join(["representation"] * 8)

    first, second = paper_slug(f"{words} one"), paper_slug(f"{words} two")

    assert first != second
    assert first.rpartition("-")[0] == second.rpartition("-")[0]
    assert set(first.rpartition("-")[0].split("-")) == {"representation"}


def test_a_title_without_latin_letters_has_an_id_all_the_same() -> None:
    first, second = identify_papers([paper("漢字"), paper("仮名")]).papers

    assert first.slug != second.slug


def test_no_records_are_no_papers() -> None:
    assert identify_papers([]).papers == {}


@given(st.data(), st.lists(records, max_size=6))
def test_the_order_of_records_does_not_count(data: st.DataObject, found: list[Paper]) -> None:
    shuffled = data.draw(st.permutations(found))

    one, other = identify_papers(found), identify_papers(shuffled)
    assert list(one.papers.items()) == list(other.papers.items())
    assert one.refusals == other.refusals


@given(st.lists(records, max_size=6))
def test_every_record_is_in_one_paper_and_ids_are_plain(found: list[Paper]) -> None:
    papers = identify_papers(found).papers

    listings = {slug for one in papers.values() for slug in one.listings}
    assert listings == {slug for one in found for slug in one.listings}
    assert {one.arxiv_id for one in papers.values()} - {""} <= {one.arxiv_id for one in found}
    for paper_id in papers:
        assert paper_id.kind is Kind.PAPER
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", paper_id.slug)


@given(st.lists(records, max_size=6))
def test_an_identifier_is_of_two_papers_only_where_another_contradicts(found: list[Paper]) -> None:
    papers = identify_papers(found).papers

    for name in ("arxiv_id", "doi"):
        for value in {getattr(one, name) for one in found} - {""}:
            holders = [one for one in papers.values() if getattr(one, name) == value]
            for one, other in itertools.combinations(holders, 2):
                assert _contradict(one, other)


@given(st.lists(records, max_size=6))
def test_identifying_papers_again_changes_nothing(found: list[Paper]) -> None:
    papers = identify_papers(found).papers

    assert list(identify_papers(papers.values()).papers.values()) == list(papers.values())


def test_fields_that_one_record_lacks_come_from_the_other() -> None:
    first = paper("LoRA", "A long abstract.", authors=("Ann",))
    second = paper("LoRA", "", arxiv_id="2106.09685", issued="2021-06-17")

    ((_, one),) = identify_papers([first, second]).papers.items()

    assert (one.authors, one.arxiv_id, one.issued) == (("Ann",), "2106.09685", "2021-06-17")
    assert _titles([first, second]) == ["LoRA"]


def test_papers_that_say_the_same_and_that_the_user_parts_are_both_kept() -> None:
    records = [paper("Editorial", listings=("p1",)), paper("Editorial", listings=("p2",))]
    apart = [Decision(Verdict.DIFFERENT, "Editorial @ p1", "Editorial @ p2")]

    papers = identify_papers(records, apart).papers

    assert sorted(one.listings for one in papers.values()) == [("p1",), ("p2",)]
