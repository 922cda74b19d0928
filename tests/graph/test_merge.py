"""Several records of one paper, as one: what is shown, what is kept, what is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import paper, stated_code
from papergraph.graph.clusters import Cluster
from papergraph.graph.identity import identify_papers
from papergraph.graph.merge import merged
from papergraph.graph.title_match import TitleMatch
from papergraph.model import Count, Match, Paper, Reference, Result, Value

#: One arXiv id: so are all records one paper.
_TEXT = st.sampled_from(["", "One.", "Two.", "Three is longer."])
records = st.builds(
    paper,
    title=st.sampled_from(["LoRA", "LORA", "Low-Rank Adaptation"]),
    abstract=_TEXT,
    listings=st.sampled_from([("p1",), ("p2",), ("p1", "p3")]),
    arxiv_id=st.just("2106.09685"),
    doi=st.sampled_from(["", "10.1/a"]),
    authors=st.sampled_from([(), ("Ann Lee",), ("Ann Lee", "Bo Chen")]),
    issued=st.sampled_from(["", "2021", "2021-06-17", "2022-01"]),
    url=st.sampled_from(["", "https://a.org/x", "https://b.org/x"]),
    venue=st.sampled_from(["", "ICLR", "ICLR 2022"]),
    identifiers=st.sampled_from([(), ("openalex:w1",), ("openalex:w2", "s2:1")]),
    categories=st.sampled_from([(), ("cs.CL",), ("cs.LG", "cs.CL")]),
    counts=st.sampled_from([(), (Count("citations", 3, "openalex"),)]),
    statements=st.sampled_from([(), (stated_code("https://github.com/a/b"),)]),
    references=st.sampled_from([(), (Reference("references", ("doi:10.1/z",)),)]),
    results=st.sampled_from([(), (Result("tagging", "PTB", "F1", "97.3", "LoRA"),)]),
)
several = st.lists(records, min_size=1, max_size=5)

_TEXTS = ("title", "abstract", "arxiv_id", "doi", "issued", "url", "venue", "authors")
_LISTS = ("counts", "statements", "references", "results")


def _merged(*found: Paper) -> Paper:
    return merged(Cluster(found, (None,) * len(found)))


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _values(found: Paper) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        if value := _text(getattr(found, name)):
            yield name, value


def test_the_longest_abstract_gives_title_and_text() -> None:
    found = _merged(paper("LORA", "Short.", listings=("p1",)), paper("LoRA", "Much longer."))

    assert (found.title, found.abstract) == ("LoRA", "Much longer.")
    assert found.others == (Value("abstract", "Short.", "p1"), Value("title", "LORA", "p1"))


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (("2022-01", "2021-06-17"), "2021-06-17"),
        (("2021", "2021-06-17"), "2021-06-17"),
        (("2021", "2020-12-31"), "2020-12-31"),
        (("", "2021"), "2021"),
        (("", ""), ""),
    ],
)
def test_the_earliest_date_is_shown(dates: tuple[str, str], shown: str) -> None:
    found = _merged(*(paper("LoRA", issued=one) for one in dates))

    assert found.issued == shown


def test_a_field_that_the_text_s_record_lacks_comes_from_the_first_that_has_it() -> None:
    found = _merged(
        paper("LoRA", venue="ICLR"), paper("LoRA", "Text.", url="u"), paper("LoRA", venue="arXiv")
    )

    assert (found.abstract, found.url, found.venue) == ("Text.", "u", "ICLR")
    assert [(one.field, one.value) for one in found.others] == [("venue", "arXiv")]


def test_other_blanks_are_no_other_value() -> None:
    found = _merged(paper("LoRA:  A\nStudy", "Longer text."), paper("LoRA: A Study"))

    assert found.others == ()


def test_what_two_sources_state_is_kept_once_with_a_listing() -> None:
    code = stated_code("https://github.com/a/b")
    found = _merged(
        paper("LoRA", listings=("p1",), statements=(code,)),
        paper("LoRA", listings=("p2",), statements=(code, stated_code("https://github.com/c/d"))),
    )

    assert [(one.value, one.listing) for one in found.statements] == [
        ("https://github.com/a/b", "p1"),
        ("https://github.com/c/d", "p2"),
    ]


def test_two_counts_of_two_days_stay_two() -> None:
    counts = [Count("citations", n, "openalex", f"2024-05-0{n}") for n in (1, 2)]
    found = _merged(*(paper("LoRA", counts=(one,)) for one in counts))

    assert [one.value for one in found.counts] == [1, 2]


def test_a_record_that_came_in_by_its_title_says_so_with_every_listing() -> None:
    records = (paper("LoRA", arxiv_id="2106.09685"), paper("LoRA", listings=("p2", "p3")))
    found = merged(Cluster(records, (None, TitleMatch(0.6, "title"))))

    assert found.matches == (Match("p2", 0.6, "title"), Match("p3", 0.6, "title"))


def test_an_identifier_makes_no_match() -> None:
    assert _merged(paper("LoRA", doi="10.1/a"), paper("Lora", doi="10.1/a")).matches == ()


def test_a_single_record_is_itself() -> None:
    one = paper("LoRA", "Text.", arxiv_id="2106.09685", authors=("Ann",), categories=("cs.CL",))

    assert _merged(one) == one


@given(several, st.data())
def test_the_order_of_records_does_not_matter(found: list[Paper], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))

    assert identify_papers(found).papers == identify_papers(shuffled).papers


@given(several)
def test_every_value_of_every_record_is_shown_or_in_others(found: list[Paper]) -> None:
    (one,) = identify_papers(found).papers.values()
    shown = {*_values(one)}

    for record in found:
        for name, value in _values(record):
            others = {Value(name, value, listing) for listing in record.listings}
            assert (name, value) in shown or others <= {*one.others}


@given(several)
def test_nothing_is_shown_or_kept_that_no_record_has(found: list[Paper]) -> None:
    (one,) = identify_papers(found).papers.values()
    said = {pair for record in found for pair in _values(record)}

    assert {*_values(one)} <= said
    assert {(other.field, other.value) for other in one.others} <= said - {*_values(one)}


@given(several)
def test_offsets_index_the_text_of_one_real_record(found: list[Paper]) -> None:
    (one,) = identify_papers(found).papers.values()

    assert (one.title, one.abstract) in {(record.title, record.abstract) for record in found}


@given(several)
def test_listings_identifiers_and_subjects_are_kept(found: list[Paper]) -> None:
    (one,) = identify_papers(found).papers.values()

    for name in ("listings", "identifiers", "categories"):
        assert {*getattr(one, name)} == {value for each in found for value in getattr(each, name)}
        assert list(getattr(one, name)) == sorted(set(getattr(one, name)))


@given(several)
def test_what_sources_state_is_kept_once_with_a_listing_that_states_it(found: list[Paper]) -> None:
    (one,) = identify_papers(found).papers.values()

    for name in _LISTS:
        items: list[Any] = list(getattr(one, name))
        bare = [item._replace(listing="") for item in items]
        assert len(set(bare)) == len(bare)
        assert {*bare} == {item for record in found for item in getattr(record, name)}
        for item in items:
            assert any(
                item.listing in record.listings
                and item._replace(listing="") in getattr(record, name)
                for record in found
            )
