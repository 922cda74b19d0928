"""How surely one title is one paper: what agrees, what contradicts, what is only unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import paper
from papergraph.graph.title_match import abstract_key, identity_key, title_match
from papergraph.model import Paper

TITLE = "Low-Rank Adaptation of Large Models"
WEIGHTS = "We freeze the weights and train two small matrices in each layer instead. " * 6
ZEBRAS = "Zebras graze in the savanna, where striped hides confuse every biting fly around. " * 6

records = st.builds(
    paper,
    title=st.sampled_from([TITLE, "Adam", "Deep Nets"]),
    abstract=st.sampled_from(["", WEIGHTS, ZEBRAS, WEIGHTS.upper()]),
    authors=st.sampled_from([(), ("Ann Lee",), ("Lee, Ann",), ("Bo Chen",), ("李",)]),
    issued=st.sampled_from(["", "2015", "2016-01", "2017-01-01", "2024", "soon"]),
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (r"The Fr\'echet Distance", "the Fréchet distance"),
        (r"{LoRA}: A $\beta$-Study", "LoRA – a β-study"),
        ("S$^{2}$FT: Sparse Tuning", "S2FT: sparse tuning"),
        ("Low–Rank  Adaptation", "low-rank adaptation"),
        ("“Quoted”: It Is!", "Quoted -- it is"),
        ("Qwen2.5 Report", "Qwen 2.5 -- Report"),
        ("A$^*$ Search", "A* search"),
        ("Low-Rank Adaptation*", "Low-rank adaptation"),
        (r"Many-Valued {\L}ukasiewicz Logics", "Many-valued Lukasiewicz logics"),
        ("Łukasiewicz Logics", "Lukasiewicz Logics"),
        ("Smørrebrød and Đuro’s Straße", "Smorrebrod and Duro's Strasse"),
        ("Fréchet LoRA+", "Frechet LoRA+"),
    ],
)
def test_print_does_not_change_a_key(first: str, second: str) -> None:
    assert identity_key(first) == identity_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Llama 2", "Llama 3"),
        ("GPT-4 Technical Report", "GPT-3 Technical Report"),
        ("3D Gaussian Splatting", "4D Gaussian Splatting"),
        ("Deep Nets, Part I", "Deep Nets, Part II"),
        ("LoRA", "LoRA+"),
        ("Fréchet LoRA", "Fréchet LoRA+"),
        ("Scaling to 1.5 Billion", "Scaling to 15 Billion"),
        ("Qwen2.5 Report", "Qwen25 Report"),
        ("RRT*: Optimal Planning", "RRT: Optimal Planning"),
        (r"RRT$^\ast$ für Roboter", "RRT für Roboter"),
        ("Code Models for C#", "Code Models for C"),
        ("An α-Divergence", "A β-Divergence"),
        ("漢字", "仮名"),
        ("Llama ٣", "Llama ٤"),
        ("Low-Rank Adaptation для языка", "Low-Rank Adaptation для речи"),
        ("?", "!"),
    ],
)
def test_what_tells_a_series_apart_stays_in_the_key(first: str, second: str) -> None:
    assert identity_key(first) != identity_key(second)


@given(st.text(min_size=1).filter(str.isalnum))
def test_no_title_of_letters_has_an_empty_key(title: str) -> None:
    assert identity_key(title)


def test_a_short_abstract_is_no_key() -> None:
    assert abstract_key("We propose LoRA.") == ""
    assert abstract_key(WEIGHTS) == abstract_key(WEIGHTS.upper()) != abstract_key(ZEBRAS)


def test_a_longer_title_is_surer() -> None:
    found = [title_match(paper(title), paper(title)).confidence for title in ("Adam", TITLE)]

    assert found == sorted(found)
    assert found[0] < 0.7 < found[1]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, "title"),
        ({"authors": ("Ann Lee",)}, "title and first author"),
        ({"issued": "2021-06"}, "title and year"),
        ({"abstract": WEIGHTS}, "title and abstract"),
        ({"authors": ("Ann Lee",), "issued": "2021"}, "title, first author and year"),
    ],
)
def test_what_agrees_too_is_named_and_makes_it_surer(fields: dict[str, str], rule: str) -> None:
    bare = title_match(paper(TITLE), paper(TITLE))
    found = title_match(paper(TITLE, **fields), paper(TITLE, **fields))

    assert found.rule == rule
    assert (found.confidence > bare.confidence) == bool(fields)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({"authors": ("Ann Lee",)}, {"authors": ("Bo Chen",)}, "another first author"),
        ({"issued": "2015-01"}, {"issued": "2024"}, "another year"),
    ],
)
def test_what_contradicts_leaves_nothing(
    first: dict[str, str], second: dict[str, str], rule: str
) -> None:
    assert title_match(paper(TITLE, **first), paper(TITLE, **second)) == (0.0, rule)


def test_another_abstract_parts_short_titles_only() -> None:
    assert title_match(paper("Adam", WEIGHTS), paper("Adam", ZEBRAS)) == (0.0, "another abstract")
    assert title_match(paper(TITLE, WEIGHTS), paper(TITLE, ZEBRAS)).confidence > 0


def test_an_author_who_agrees_outweighs_another_abstract() -> None:
    first, second = (paper("Adam", text, authors=("Ann Lee",)) for text in (WEIGHTS, ZEBRAS))

    assert title_match(first, second).rule == "title and first author"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Edward J. Hu", "E. Hu"),
        ("Hu, Edward", "Edward Hu"),
        (r"Bernhard Sch{\"o}lkopf", "B. Schölkopf"),
        ("Sammy Davis Jr.", "Sammy Davis"),
        ("Hu Edward", "Edward Hu"),
        ("Møller, Ole", "Ole Moller"),
        (r"{\L}ukasz Kaiser", "Kaiser, Lukasz"),
        ("Łukasz Kaiser", "Lukasz Kaiser"),
    ],
)
def test_printings_of_a_name_are_one_person(first: str, second: str) -> None:
    found = title_match(paper(TITLE, authors=(first,)), paper(TITLE, authors=(second,)))

    assert found.rule == "title and first author"


@pytest.mark.parametrize(
    ("first", "second"), [("2021", "2021-06-17"), ("2021-12", "2022-01"), ("2021", "2023")]
)
def test_a_journal_may_be_years_behind_its_preprint(first: str, second: str) -> None:
    assert title_match(paper(TITLE, issued=first), paper(TITLE, issued=second)).confidence > 0


@given(records, records)
def test_a_match_is_symmetric_and_never_certain(first: Paper, second: Paper) -> None:
    here, there = title_match(first, second), title_match(second, first)

    assert 0 <= here.confidence < 1
    if first.title == second.title:
        assert here == there


@given(records, records)
def test_what_is_missing_contradicts_nothing(first: Paper, second: Paper) -> None:
    bare = paper(first.title)

    assert title_match(first, bare).confidence > 0
    assert title_match(bare, second).confidence > 0
