"""Saved pages of Hugging Face's papers: the data in an attribute, the cards, other pages."""

from __future__ import annotations

import html
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Count, Paper
from papergraph.sources import Fault, FaultKind, Printed
from papergraph.sources.hf_html import is_hf_html, parse_hf_html

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "hf-listing.html"
LORA: dict[str, Any] = {
    "id": "2106.09685",
    "title": "LoRA: Low-Rank\n  Adaptation & <more>",
    "summary": 'We freeze\nthe weights\' "rank".',
    "publishedAt": "2021-06-17T17:37:18.000Z",
    "authors": [{"name": "Edward Hu"}, {"name": "Yelong Shen"}],
    "upvotes": 7,
}
ADAM: dict[str, Any] = {"id": "1412.6980", "title": "Adam", "summary": "A method."}
GAN: dict[str, Any] = {"id": "1406.2661", "title": "GAN", "summary": "Two nets."}
LISTING = {
    "periodType": "day",
    "dateString": "2024-10-25",
    "dailyPapers": [{"paper": LORA}, {"paper": ADAM}, {"paper": GAN}],
    "prevDate": "2024-10-24",
}
TITLES = ["LoRA: Low-Rank Adaptation & <more>", "Adam", "GAN"]


def escaped(data: object) -> str:
    return html.escape(json.dumps(data))


def page(*elements: str) -> bytes:
    head = "<!doctype html><html><head><title>Daily Papers - Hugging Face</title></head><body>"
    nav = '<div class="SVELTE_HYDRATER" data-target="MainHeader" data-props="{&quot;a&quot;:1}">'
    return f"{head}{nav}</div><main>{''.join(elements)}</main></body></html>".encode()


def island(data: object, target: str = "DailyPapers") -> str:
    return f'<div class="x" data-target="{target}" data-props="{escaped(data)}"></div>'


def card(key: str, title: str) -> str:
    return (
        f'<article><a href="/papers/{key}"><img src="x.png"></a><h3 class="t">'
        f'<a href="/papers/{key}">{title}</a></h3><a href="/papers/{key}#community">3</a></article>'
    )


def parsed(content: bytes) -> list[Paper | Fault | Printed]:
    return list(parse_hf_html(BytesIO(content)))


def papers(content: bytes) -> list[Paper]:
    return [found for found in parsed(content) if isinstance(found, Paper)]


def faults(content: bytes) -> list[Fault]:
    return [found for found in parsed(content) if isinstance(found, Fault)]


@pytest.mark.parametrize(
    "element",
    [
        island(LISTING),
        f'<div data-props="{escaped(LISTING)}" data-target="DailyPapers"></div>',
        f"<div data-props='{escaped(LISTING)}' data-target=DailyPapers></div>",
        "<div data-target='DailyPapers' data-props='"
        + json.dumps(LISTING).replace("&", "&amp;").replace("'", "&#39;")
        + "'></div>",
        f'<DIV\n  DATA-TARGET = "DailyPapers"\n  DATA-PROPS = "{escaped(LISTING)}"\n/>',
        island(LISTING, "TrendingPapers"),
        f'<section data-props="{escaped(LISTING)}"></section>',
    ],
    ids=["usual", "order", "single", "raw-quotes", "upper", "target", "no-target"],
)
def test_however_the_tag_is_written_its_papers_come_out(element: str) -> None:
    assert [paper.title for paper in papers(page(element))] == TITLES
    assert faults(page(element)) == []


def test_a_paper_is_as_in_the_json_and_has_its_place_on_the_page() -> None:
    first, second, third, printed = parsed(page(island(LISTING)))

    assert first == Paper(
        title="LoRA: Low-Rank Adaptation & <more>",
        abstract='We freeze\nthe weights\' "rank".',
        arxiv_id="2106.09685",
        authors=("Edward Hu", "Yelong Shen"),
        issued="2021-06-17",
        url="https://huggingface.co/papers/2106.09685",
        counts=(Count("upvotes", 7, "huggingface", "2024-10-25"),),
        line=1,
    )
    assert [paper.line for paper in (second, third) if isinstance(paper, Paper)] == [2, 3]
    assert printed == Printed("2024-10-25")


@pytest.mark.parametrize("day", ["2024-W43", "2024-10", None, 7])
def test_a_week_and_a_month_are_no_day(day: object) -> None:
    found = parsed(page(island({**LISTING, "dateString": day})))

    assert [type(one) for one in found] == [Paper, Paper, Paper]


def test_the_listing_comes_before_other_data_with_papers() -> None:
    other = island({"paper": {**ADAM, "title": "Advertised"}}, "Promoted")

    assert [paper.title for paper in papers(page(other, island(LISTING)))] == TITLES


def test_the_page_of_a_single_paper_has_it() -> None:
    likes = island({"paper": {"id": "2106.09685"}}, "Likes")
    content = island({"paper": LORA, "comments": [{"title": "No"}]}, "PaperContent")

    (paper,) = papers(page(likes, content, card("1412.6980", "Similar")))
    assert (paper.title, paper.arxiv_id) == (TITLES[0], "2106.09685")


def test_an_empty_listing_is_no_fault() -> None:
    assert parsed(page(island({"dailyPapers": []}))) == []


def test_a_record_that_is_no_paper_costs_only_itself() -> None:
    listing = {"dailyPapers": [{"paper": LORA}, {"paper": {"id": "1"}}, None, {"paper": ADAM}]}

    found = parsed(page(island(listing)))

    assert [(type(one), one.line) for one in found if not isinstance(one, Printed)] == [
        (Paper, 1),
        (Fault, 2),
        (Fault, 3),
        (Paper, 4),
    ]


def test_without_data_the_cards_have_titles_and_ids_but_no_abstracts() -> None:
    content = page(
        card("2106.09685", "LoRA:\n   Low-Rank &amp; <em>small</em>"),
        "<article><h3>An advertisement</h3><a href='/pricing'>x</a></article>",
        card("1412.6980v2", "Adam").replace('href="', 'href="https://huggingface.co'),
    )

    assert parsed(content) == [
        Paper(
            title="LoRA: Low-Rank & small",
            arxiv_id="2106.09685",
            url="https://huggingface.co/papers/2106.09685",
            line=1,
        ),
        Paper(
            title="Adam",
            arxiv_id="1412.6980",
            url="https://huggingface.co/papers/1412.6980",
            line=2,
        ),
    ]


@pytest.mark.parametrize("heading", ["", "<h3> </h3>"])
def test_a_card_without_a_title_is_a_fault(heading: str) -> None:
    bare = f'<article><a href="/papers/1412.6980">x</a>{heading}</article>'

    (fault,) = faults(page(bare, card("2106.09685", "LoRA")))
    assert (fault.line, fault.expected, fault.found) == (1, "a title", "1412.6980")


@pytest.mark.parametrize(
    "content",
    [
        page(),
        page("<article><h2>News</h2><a href='/papers'>all</a></article>"),
        page(island({"models": []}, "ModelList")),
        page(island({"paper": "LoRA"}), "<p>dailyPapers"),
        b"<html",
        b"no HTML at all",
        b"\0",
        b"<!-- dailyPapers -->",
        b'<script>var x = {"dailyPapers": [{"title": "A"}]}</script>',
    ],
    ids=["bare", "news", "models", "odd", "cut", "text", "nul", "comment", "script"],
)
def test_a_page_of_another_kind_is_one_fault(content: bytes) -> None:
    (fault,) = parsed(content)

    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind) == (1, FaultKind.FORMAT)
    assert fault.expected == "a Hugging Face papers page"


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf"])
def test_a_page_without_content_is_nothing(content: bytes) -> None:
    assert parsed(content) == []


def test_a_byte_order_mark_is_no_harm() -> None:
    assert len(papers(b"\xef\xbb\xbf" + page(island(LISTING)))) == 3


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_page_that_ends_in_its_data_gives_every_paper_before(quote: str) -> None:
    data = escaped(LISTING) if quote == '"' else json.dumps(LISTING).replace("'", "&#39;")
    content = page(f"<div data-target=DailyPapers data-props={quote}{data}{quote}></div>")

    found = parsed(content[: content.index(b"Two nets")])

    *kept, fault, printed = found
    assert [one.title for one in kept if isinstance(one, Paper)] == TITLES[:2]
    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind) == (3, FaultKind.TRUNCATED)
    assert fault.found == "data that end in paper 3 (truncated?)"
    assert printed == Printed("2024-10-25")


def test_a_broken_paper_costs_only_itself() -> None:
    content = page(island(LISTING)).replace(b"&quot;Adam&quot;", b"oops")

    found = parsed(content)

    assert [one.title for one in found if isinstance(one, Paper)] == [TITLES[0], "GAN"]
    assert [(x.line, x.kind) for x in found if isinstance(x, Fault)] == [(2, FaultKind.SYNTAX)]


def test_data_that_are_broken_behind_the_papers_are_told() -> None:
    content = page(island(LISTING)).replace(b"&quot;2024-10-24&quot;", b"oops")

    (fault,) = faults(content)
    assert (fault.line, fault.kind, fault.found) == (4, FaultKind.SYNTAX, "prevDate")
    assert len(papers(content)) == 3


def test_a_byte_that_is_no_utf8_costs_only_its_paper() -> None:
    content = page(island(LISTING)).replace(b"Adam", b"Ad\xe9m")

    (fault,) = faults(content)
    assert (fault.line, fault.expected) == (2, "Unicode text")
    assert [paper.line for paper in papers(content)] == [1, 3]


def test_a_byte_that_is_no_utf8_elsewhere_is_no_harm() -> None:
    content = page("<p>caf\xe9</p>", island(LISTING)).replace("\xe9".encode(), b"\xe9")

    assert [paper.title for paper in papers(content)] == TITLES
    assert faults(page(card("1412.6980", "Adam")).replace(b"Adam", b"Ad\xe9m"))[0].line == 1


@given(
    place=st.integers(min_value=0),
    length=st.integers(min_value=0, max_value=60),
    put=st.binary(max_size=12) | st.sampled_from([b'"', b"'", b">", b"&quot;", b"]", b"}"]),
)
def test_damage_raises_nothing_and_spares_what_is_before_it(
    place: int, length: int, put: bytes
) -> None:
    content = page(island(LISTING))
    place %= len(content)
    damaged = content[:place] + put + content[place + length :]

    found = parsed(damaged)

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    assert found
    kept = [one.title for one in found if isinstance(one, Paper)]
    whole = content.count(b"{&quot;paper&quot;", 0, place) - 1
    assert kept[: max(whole, 0)] == TITLES[: max(whole, 0)]


@given(size=st.integers(min_value=1))
def test_wherever_a_page_is_cut_the_papers_before_come_out(size: int) -> None:
    content = page(island(LISTING))
    cut = content[: size % len(content) or 1]

    found = parsed(cut)

    titles = [one.title for one in found if isinstance(one, Paper)]
    assert titles == TITLES[: len(titles)]
    assert len(titles) >= cut.count(b"{&quot;paper&quot;") - 1
    assert len(titles) == 3 or [one for one in found if isinstance(one, Fault)]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (page(island(LISTING)).decode(), True),
        (page(island(LISTING)).decode()[:300], True),
        ("<!-- saved --> <html><div data-props='{}' data-target='DailyPapers'>", True),
        ("<html><head><title>Paper page - LoRA</title>", True),
        ("<html><body>" + card("2106.09685", "LoRA"), True),
        ("<html><article><a href='https://huggingface.co/papers/2106.09685'>A</a>", True),
        ("<html><article><a href='https://a.io/papers/2106.09685'>A</a>", False),
        ("<html><article><a href='/papers/lora'>A</a>", False),
        ("<html><p><a href='https://huggingface.co/papers/2106.09685'>A</a>", False),
        ("<html><title>Papers - Hugging Face fans</title>", False),
        ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">', False),
        ('{"dailyPapers": [{"title": "A"}]}', False),
        ("Daily Papers\n\nLoRA\n\nWe freeze the weights.", False),
        ("", False),
    ],
    ids=[
        *("listing", "cut", "attribute", "paper", "cards", "saved-cards", "other-site"),
        *("other-papers", "blog", "title", "atom", "json", "text", "empty"),
    ],
)
def test_a_page_is_recognised(text: str, recognised: bool) -> None:
    assert is_hf_html(text) is recognised


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not at hand")
def test_thirty_real_papers() -> None:
    content = SAMPLE.read_bytes()

    found = parsed(content)

    assert is_hf_html(content[:65536].decode(errors="replace"))
    assert [type(one) for one in found] == [Paper] * 30 + [Printed]
    assert all(one.abstract and one.arxiv_id and one.authors for one in papers(content))
