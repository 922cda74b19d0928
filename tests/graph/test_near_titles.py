"""Titles that differ by a misprint or a subtitle, and those that never are one."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papergraph.graph.near_titles import A_SUBTITLE, FEW_LETTERS, near_titles, version_words

LONG = "Low-Rank Adaptation of Large Language Models"
_WORDS = st.lists(
    st.sampled_from(
        ["LoRA", "low-rank", "adaptation", "of", "on", "large", "models:", "GPT", "v", "S"]
    ),
    min_size=3,
    max_size=9,
).map(" ".join)


def _reason(first: str, second: str) -> str:
    found = near_titles([first, second])
    return found[0].reason if found else ""


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("A Survey of Adapters", "A Survey on Adapters", FEW_LETTERS),
        (LONG, LONG.replace("Adaptation", "Adaption"), FEW_LETTERS),
        (LONG, f"A{LONG}", FEW_LETTERS),
        (LONG, f"{LONG}: Freezing the Weights of a Transformer", A_SUBTITLE),
        (LONG, f"{LONG} — Freezing the Weights", A_SUBTITLE),
        (LONG, f"{LONG} (with Frozen Weights)", A_SUBTITLE),
    ],
)
def test_a_misprint_and_a_subtitle_are_near(first: str, second: str, reason: str) -> None:
    assert _reason(first, second) == reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Llama 2: Open Foundation Models", "Llama 3: Open Foundation Models"),
        ("GPT-4 Technical Report", "GPT-3 Technical Report"),
        ("3D Gaussian Splatting for Rendering", "4D Gaussian Splatting for Rendering"),
        ("S²FT: Sparse Tuning of Models", "S³FT: Sparse Tuning of Models"),
        ("Tuning of Wide Networks, Part I", "Tuning of Wide Networks, Part II"),
        ("Tuning of Wide Networks", "Tuning of Wide Networks Revisited"),
        ("Weights Are All You Need Here", "Weights Are Not All You Need Here"),
        ("Tuning of Wide Networks", "Retraction: Tuning of Wide Networks"),
        (LONG, f"{LONG} 2"),
        (LONG, f"{LONG}: Part Two"),
        (LONG, f"{LONG} in Medical Imaging"),
        ("Adam", "Adams"),
        ("Adam", "Adam: A Method for Stochastic Optimization"),
        (LONG, LONG),
        (LONG, LONG.upper()),
        (LONG, "Zebras Graze in the Savanna of the South"),
    ],
)
def test_a_series_a_short_title_and_an_equal_one_are_not(first: str, second: str) -> None:
    assert _reason(first, second) == ""


def test_no_titles_are_no_pairs() -> None:
    assert near_titles([]) == near_titles([LONG]) == near_titles(["", " ", "?"]) == []


def test_version_words_are_sorted_and_know_superscripts() -> None:
    assert version_words("Part II of S²FT and GPT-4o") == ("4o", "ii", "part", "s2ft")
    assert version_words("Adapters") == ()


def test_a_misprint_is_found_among_thousands() -> None:
    words = ["zebra", "quagga", "herd", "stripe", "savanna", "grass", "hide", "fly", "mane", "hoof"]
    titles = [
        f"{a} {b} {c} of the {d}" for a in words for b in words for c in words for d in words[:5]
    ]
    pair = ["Measuring Perplexity of Transformers", "Measuring Perplexitie of Transformers"]

    found = near_titles([pair[0], *titles, pair[1]])

    assert [(one.first, one.second) for one in found if one.first == 0] == [(0, len(titles) + 1)]


@given(_WORDS, _WORDS, st.integers(0, 99), st.integers(0, 99), st.data())
def test_titles_with_other_digits_are_never_proposed(
    start: str, end: str, one: int, other: int, data: st.DataObject
) -> None:
    assume(one != other)
    before, after = (data.draw(st.sampled_from(["", " ", "-", "v"])) for _ in range(2))

    first, second = (f"{start}{before}{number}{after}{end}" for number in (one, other))

    assert near_titles([first, second]) == []


@given(st.lists(st.text(string.ascii_lowercase[:3] + "12²³٣ ", min_size=8), max_size=5))
def test_other_digits_anywhere_are_never_proposed(titles: list[str]) -> None:
    for pair in near_titles(titles):
        first, second = (version_words(titles[n]) for n in (pair.first, pair.second))
        assert first == second


@given(_WORDS, _WORDS)
def test_nearness_is_symmetric(first: str, second: str) -> None:
    here, there = near_titles([first, second]), near_titles([second, first])

    assert [(one.alike, one.reason) for one in here] == [(one.alike, one.reason) for one in there]


@given(st.lists(_WORDS, max_size=8))
def test_pairs_are_in_order_each_once_and_never_equal(titles: list[str]) -> None:
    found = near_titles(titles)

    pairs = [(one.first, one.second) for one in found]
    assert pairs == sorted(set(pairs))
    for one in found:
        assert 0 <= one.first < one.second < len(titles)
        assert 0 < one.alike <= 1
        assert titles[one.first].lower() != titles[one.second].lower()
