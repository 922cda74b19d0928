"""Lines of the site, and titles that look like them."""

from __future__ import annotations

from io import BytesIO

import pytest

from papergraph.sources.chrome import is_chrome, is_masthead, printed_date, without_chrome
from papergraph.sources.lines import read_lines

CHROME = (
    "new",
    "Get trending papers in your email inbox!",
    "Get trending papers in your email inbox once a day!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
    "by AK and the research community",
    "Daily Papers by AK and the research community Aug 1",
    "new Get trending papers in your email inbox! Subscribe",
    "Aug 1",
    "Mar 11",
    "Sept. 3",
    "1 Aug 2024",
    "Aug 1, 2024",
    "2024-08-01",
    "Week 32, 2024",
    "Thursday, August 1, 2024",
    "12",
    "1.2k",
    "+5",
    "1,234",
    "·",
    "-----",
    "· 7 authors",
    "3 comments",
    "Upvote",
    "Upvote 12",
    "about 3 hours ago",
    "Submitted by",
    "Submitted by akhaliq",
    "Published on Oct 22, 2024",
    "View all",
    "Previous",
    "Next",
    "‹ Previous",
    "https://huggingface.co/papers/date/2024-08-01",
    "Hugging Face's logo",
)
TITLES = (
    "Mamba",
    "Adam",
    "LoRA",
    "RAFT",
    "May",
    "August",
    "Attention Is All You Need",
    "1.58-bit LLMs",
    "16x16 Words",
    "4-bit Adam",
    "12 Angry Models",
    "Next",  # overruled below: a lone menu word
    "New Subscribers",
    "What's New?",
    "Daily Papers as a Benchmark",
    "Next Token Prediction",
    "Models and Datasets",
    "Trending",  # overruled below
    "Week 32: A Case Study",
    "100 Authors, One Paper",
    "Submitted by Whom? Authorship of Model Text",
    "Published on arXiv: A Study of 2024-08-01",
    "GPT-4",
    "R1",
    "$k$-NN",
    "Über",
    "注意力",
)
MENU_WORDS = ("Next", "Trending")


@pytest.mark.parametrize("text", CHROME, ids=CHROME)
def test_lines_of_the_site_are_chrome(text: str) -> None:
    assert is_chrome(text)


@pytest.mark.parametrize("text", [t for t in TITLES if t not in MENU_WORDS])
def test_titles_are_no_chrome_however_short(text: str) -> None:
    assert not is_chrome(text)


@pytest.mark.parametrize("text", MENU_WORDS)
def test_a_lone_menu_word_is_chrome(text: str) -> None:
    assert is_chrome(text)


def test_only_sentences_of_the_site_are_a_masthead() -> None:
    assert is_masthead("Daily Papers")
    assert not is_masthead("Subscribe")
    assert not is_masthead("Aug 1")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Aug 1", "Aug 1"),
        (" · Mar 11 ", "Mar 11"),
        ("2024-04-08", "2024-04-08"),
        ("Week 32, 2024", "Week 32, 2024"),
        ("Mamba", ""),
        ("In May 2024 we released it", ""),
        ("12", ""),
    ],
    ids=["day", "dotted", "iso", "week", "title", "sentence", "count"],
)
def test_a_date_is_printed_only_by_a_line_of_its_own(text: str, date: str) -> None:
    assert printed_date(text) == date


def _kept(*texts: str) -> list[str]:
    stream = BytesIO("\n\n".join(texts).encode())
    return [line.text for line in without_chrome(read_lines(stream))]


def test_the_name_of_who_submitted_goes_with_the_chrome() -> None:
    assert _kept("Submitted by", "akhaliq", "42", "Mamba") == ["Mamba"]
    assert _kept("Submitted by", "Ann Lee", "Mamba", "We scan.") == ["Mamba", "We scan."]


def test_a_title_right_after_submitted_by_stays_if_its_abstract_follows() -> None:
    abstract = "We scan sequences in linear time. " * 10

    assert _kept("Submitted by", "Mamba", abstract) == ["Mamba", abstract]
