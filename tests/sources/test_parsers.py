"""What every parser owes, whatever it is given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergraph.errors import UnknownNameError
from papergraph.model import Paper
from papergraph.sources import Fault, Printed, detect_format, parsers
from papergraph.sources.formats import _FORMATS, parser_of

# Where lines, blocks, encodings and JSON really break.
PIECES = [
    *("Mamba", "We scan. It is fast. ", "Aug 1", "new", "12", "Daily Papers", "Submitted by", "x"),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\x85",
        "\u2028",
        "\0",
        "\ufeff",
        " ",
        "\t",
        ".",
        "é",
        "\U0001f600",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        '"',
        ",",
        ":",
        "\\",
        '"title"',
        '"paper":',
        "null",
        "NaN",
        "1e999",
        "\\ud800",
    ),
    *("[\n", "{\n", "},\n", '"summary": "We."', '"id": "2401.00001"', '"abstract": "We."'),
    *('"name": "A"', '"paperId": "a"', '"citations": [', '"authorships": [', '"datasets": ['),
    *('"paper_url": "a"', '"repo_url": "a"', '"issued": {', '"abstract_inverted_index": {'),
    *("<?xml ?>", "<feed>", "</feed>", "<entry>", "</entry>", "<title>", "</title>", "<title"),
    *("<OAI-PMH>", "</OAI-PMH>", "<record>", "</record>", "<error/>", "&amp;", "&x;", "<!--"),
    *("<![CDATA[", "]]>", "<html>", "<article>", '<a href="/papers/2401.00001">', "</a>"),
    *('<div data-props="', "data-target=DailyPapers>", "&quot;dailyPapers&quot;:[", "</html>"),
    *("@article{a,", "@book{b,", "@comment{", "@string{", "title = {", "crossref = {b}", "year="),
    *("TY  - JOUR\n", "TI  - A\n", "T1  - ", "AB  - We.\n", "ER  - \n", "PY  - 2024\n"),
    *("Title,Abstract\n", "title\tabstract\n", "Title;Year\n", '"a ""b""",', '"a\n', ",,\n", ";"),
]
RAW = [
    *(piece.encode() for piece in PIECES),
    b"\xe9",
    b"\xff\xfe",
    b"\x89PNG\r\n\x1a\n",
    b"\xc3",
    b"\x80",
]
messy_bytes = st.lists(st.sampled_from(RAW), max_size=40).map(b"".join) | st.binary(max_size=200)
messy_text = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=100)
messy_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["paper", "title", "summary", "id", "authors", "name", "dailyPapers"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)

# A paper of BibTeX waits for the volume that it is in.
OUT_OF_ORDER = frozenset({"bibtex"})


def _parsed(name: str, data: bytes) -> list[Paper | Fault | Printed]:
    return list(parsers[name](BytesIO(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)


def test_the_table_holds_the_formats_and_every_one_is_detected() -> None:
    assert sorted(parsers) == [
        *("arxiv-atom", "arxiv-oai", "arxiv-snapshot", "bibtex", "csl-json", "csv"),
        *("hf-daily-json", "hf-html", "hf-text", "jsonl", "openalex", "pwc-evaluations"),
        *("pwc-links", "pwc-papers", "ris", "semantic-scholar"),
    ]
    assert sorted([*(one.name for one in _FORMATS), "hf-html"]) == sorted(parsers)


def test_an_unknown_format_is_told_which_exist() -> None:
    with pytest.raises(UnknownNameError, match="hf-text"):
        parser_of("hf-txt")


@pytest.mark.parametrize("name", sorted(parsers))
@settings(max_examples=30)
@given(data=messy_bytes)
def test_no_bytes_make_a_parser_raise(name: str, data: bytes) -> None:
    for found in _parsed(name, data):
        assert str(found)
        assert not isinstance(found, Paper) or found.title.strip()


@pytest.mark.parametrize("name", sorted(parsers))
@settings(max_examples=30)
@given(data=messy_bytes)
def test_papers_and_faults_point_into_the_file(name: str, data: bytes) -> None:
    found = [x for x in _parsed(name, data) if not isinstance(x, Printed)]

    assert all(x.line >= 1 for x in found)
    lines = [x.line for x in found if isinstance(x, Paper)]
    assert lines == sorted(lines) or name in OUT_OF_ORDER


@pytest.mark.parametrize("name", sorted(parsers))
@settings(max_examples=30)
@given(data=messy_bytes)
def test_a_listing_prints_at_most_one_date(name: str, data: bytes) -> None:
    assert sum(isinstance(x, Printed) for x in _parsed(name, data)) <= 1


@given(text=messy_text)
def test_every_title_of_a_saved_page_is_printed_on_its_line(text: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    lines = data.decode("utf-8", errors="replace").removeprefix("\ufeff").split("\n")

    for found in _parsed("hf-text", data):
        if isinstance(found, Paper):
            assert lines[found.line - 1].strip() == found.title
            assert all(part in text for part in found.abstract.split("\n"))


@given(value=messy_json)
def test_every_title_of_json_is_in_the_json(value: object) -> None:
    strings = {" ".join(text.split()) for text in _strings(value)}

    for found in _parsed("hf-daily-json", json.dumps(value).encode()):
        if isinstance(found, Paper):
            assert " ".join(found.title.split()) in strings


@given(data=messy_bytes)
def test_detection_never_raises_and_names_a_parser(data: bytes) -> None:
    assert detect_format(data) in {None, *parsers}
