"""Detection: each format by what is in it, and nothing that is no listing."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.errors import UnknownNameError
from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.model import Paper
from papergraph.sources import Fault, Printed, detect_format, parsers
from papergraph.sources.content import head_text, is_html
from papergraph.sources.formats import _FORMATS, parser_of

LEXICON = Path(__file__).parents[2] / "src/papergraph/lexicon"

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>http://arxiv.org/api/x</id>
<entry><id>http://arxiv.org/abs/2401.00001v1</id><title>Slow Snails</title>
<summary>We look at snails.</summary><published>2024-01-01T00:00:00Z</published></entry>
</feed>
"""
OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<request verb="ListRecords">http://export.arxiv.org/oai2</request>
<ListRecords><record><header><identifier>oai:arXiv.org:2401.00001</identifier></header>
<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.00001</id>
<title>Slow Snails</title><abstract>We look at snails.</abstract></arXiv></metadata>
</record></ListRecords></OAI-PMH>
"""
BIBTEX = """@article{snails,
  title = {Slow Snails},
  author = {Lee, Ann},
  abstract = {We look at snails.},
  year = {2024},
}
"""
RIS = "TY  - JOUR\nTI  - Slow Snails\nAU  - Lee, Ann\nAB  - We look at snails.\nER  - \n"
CSV = "Title,Abstract,Year\nSlow Snails,We look at snails.,2024\nQuick Hares,We run.,2023\n"
TEXT = """Slow Snails

We look at snails and propose a method that is slow. It is slower than hares.

Quick Hares

We look at hares and propose a method that is quick. It is quicker than snails.
"""
HTML = """<!DOCTYPE html><html><head><title>Daily Papers - Hugging Face</title></head><body>
<article><h3><a href="/papers/2401.00001">Slow Snails</a></h3></article>
</body></html>
"""


def lines(**record: object) -> str:
    """The record twice, a line each: a head of it may be cut in the second."""
    return 2 * (json.dumps(record) + "\n")


SAMPLES = {
    "arxiv-atom": ATOM,
    "arxiv-oai": OAI,
    "arxiv-snapshot": lines(
        id="2401.00001",
        authors_parsed=[["Lee", "Ann", ""]],
        title="Slow Snails",
        abstract="We look at snails.",
        update_date="2024-01-02",
    ),
    "bibtex": BIBTEX,
    "csl-json": lines(
        id="lee2024",
        type="article-journal",
        title="Slow Snails",
        author=[{"family": "Lee", "given": "Ann"}],
        abstract="We look at snails.",
    ),
    "csv": CSV,
    "hf-daily-json": lines(paper={"id": "2401.00001", "title": "Slow Snails", "summary": "We."}),
    "hf-html": HTML,
    "hf-text": TEXT,
    "jsonl": lines(title="Slow Snails", abstract="We look at snails.", year=2024),
    "openalex": lines(
        id="https://openalex.org/W1",
        display_name="Slow Snails",
        title="Slow Snails",
        publication_year=2024,
        abstract_inverted_index={"We": [0], "look": [1]},
    ),
    "pwc-evaluations": lines(
        task="Racing",
        datasets=[
            {
                "dataset": "Garden",
                "sota": {
                    "metrics": ["Speed"],
                    "rows": [
                        {
                            "model_name": "Snail",
                            "metrics": {"Speed": "1"},
                            "paper_title": "Slow Snails",
                            "paper_url": "https://arxiv.org/abs/2401.00001",
                        }
                    ],
                },
            }
        ],
    ),
    "pwc-links": lines(
        paper_url="https://paperswithcode.com/paper/slow-snails",
        paper_title="Slow Snails",
        repo_url="https://github.com/lee/snails",
        is_official=True,
    ),
    "pwc-papers": lines(
        paper_url="https://paperswithcode.com/paper/slow-snails",
        title="Slow Snails",
        abstract="We look at snails.",
    ),
    "ris": RIS,
    "semantic-scholar": lines(
        paperId="0123456789abcdef0123456789abcdef01234567",
        title="Slow Snails",
        abstract="We look at snails.",
    ),
}

PROSE = (
    "This is a letter about papers. It has a sentence, and another one. We propose nothing.\n"
    "Its second line goes on about methods that are used, and it ends here, without a title.\n"
)
README = """# snails

[![build](https://example.org/badge.svg)](https://example.org)

A library for slow things.

## Install

```
pip install snails
```

- It is slow.
- It is small.
"""
PYTHON = '''"""What snails do."""

from __future__ import annotations

import json

__all__ = ["Snail"]

title = "Slow Snails"


class Snail:
    """It is slow, and we propose that it stays so. It has a shell."""

    def move(self, far: int) -> dict[str, int]:
        """Move on, but not far."""
        return {"title": far, "abstract": 0}
'''
NAMES = (
    "\t".join(TERM_COLUMNS) + "\nlora\tLoRA\tpreferred\tnamed\t\t\tLow-Rank Adaptation\t2021\t\n"
)

each_sample = pytest.mark.parametrize("name", sorted(SAMPLES))


def test_there_is_a_sample_of_every_format() -> None:
    assert sorted(SAMPLES) == sorted(parsers)


@each_sample
def test_a_sample_is_of_its_format_and_of_no_other_before_it(name: str) -> None:
    text = SAMPLES[name]

    assert detect_format(text.encode()) == name
    claimed = [one.name for one in _FORMATS if one.detects(text) and not is_html(text)]
    assert claimed[:1] == ([] if name == "hf-html" else [name])


@each_sample
def test_the_parser_of_a_sample_reads_it(name: str) -> None:
    found = list(parser_of(name)(BytesIO(SAMPLES[name].encode())))

    papers = [one for one in found if isinstance(one, Paper)]
    assert papers == found or name == "hf-text"
    assert {paper.title for paper in papers} <= {"Slow Snails", "Quick Hares"}
    assert papers


@each_sample
@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n \r\n"], ids=["mark", "blank"])
def test_a_mark_and_blank_lines_hide_no_format(name: str, before: bytes) -> None:
    assert detect_format(before + SAMPLES[name].encode()) == name


@each_sample
def test_line_ends_of_another_system_hide_no_format(name: str) -> None:
    assert detect_format(SAMPLES[name].replace("\n", "\r\n").encode()) == name


@each_sample
@given(share=st.floats(min_value=0.5, max_value=1))
def test_half_a_sample_is_of_the_same_format_or_of_none(name: str, share: float) -> None:
    data = SAMPLES[name].encode()

    assert detect_format(data[: int(share * len(data))]) in {name, None}


@each_sample
@given(size=st.integers(min_value=0, max_value=400))
def test_any_beginning_can_be_asked_for_its_format(name: str, size: int) -> None:
    assert detect_format(SAMPLES[name].encode()[:size]) in {None, *parsers}


@each_sample
@given(
    place=st.integers(min_value=0, max_value=600),
    length=st.integers(min_value=0, max_value=30),
    put=st.sampled_from([b"", b"\xe9", b'"', b"}", b"]", b"\n", b"<", b"@a{", b"ER  - \n", b"\0"]),
)
def test_a_damaged_sample_raises_nothing(name: str, place: int, length: int, put: bytes) -> None:
    data = SAMPLES[name].encode()
    place %= len(data)

    for found in parsers[name](BytesIO(data[:place] + put + data[place + length :])):
        assert isinstance(found, Paper | Fault | Printed)
        assert not isinstance(found, Paper) or found.title.strip()


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        README,
        PYTHON,
        NAMES,
        NAMES.replace("\n", "\r\n"),
        "name\tcategory\tmatch\nepoch\ttraining\t\n",
        '{"name": "snails", "version": "1.0", "description": "Slow.", "dependencies": {}}',
        '{"openapi": "3.0", "info": {"title": "Snails", "description": "Slow."}}',
        '{"cells": [{"source": ["title = 1"]}], "metadata": {}, "nbformat": 4}',
        '[{"id": 1, "name": "snail"}, {"id": 2, "name": "hare"}]',
        "<html><body><p>Snails</p></body></html>",
        '<rss version="2.0"><channel><title>Snails</title></channel></rss>',
        "[section]\ntitle = Slow Snails\n",
        "---\ntitle: Slow Snails\nabstract: We look at snails.\n---\n",
    ],
    ids=[
        *("prose", "readme", "python", "names", "names-crlf", "stop-words", "package", "api"),
        *("notebook", "objects", "html", "rss", "ini", "yaml"),
    ],
)
def test_what_is_no_listing_is_of_no_format(text: str) -> None:
    assert detect_format(text.encode()) is None


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.tsv")), ids=lambda path: path.name)
def test_our_own_tables_are_no_listings(path: Path) -> None:
    assert detect_format(path.read_bytes()[: 1 << 16]) is None


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["id", "name", "value", "type", "x"]), inner)
        ),
        max_leaves=20,
    ).filter(lambda value: isinstance(value, list | dict))
)
def test_other_json_is_of_no_format(value: object) -> None:
    assert detect_format(json.dumps(value).encode()) is None


@given(text=st.text(st.sampled_from('ab{}[]<>@"\n\t,:'), max_size=60))
def test_no_detector_raises(text: str) -> None:
    for one in _FORMATS:
        assert one.detects(head_text(text.encode())) in {True, False}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CSV, "csv"),
        ("x\n", "csv"),
        ("y\tX\n1\tSlow Snails\n", "csv"),
        ('{"x": 1}', "jsonl"),
        (' [{"x": 1}]', "jsonl"),
        ('{"y": oops}\n{"x": "Slow Snails"}', "jsonl"),
        ("y,z\n1,2\n", None),
        ('{"y": 1}', None),
        (PROSE, None),
        ("<x>Slow Snails</x>", None),
    ],
)
def test_a_table_with_the_columns_that_are_named_needs_no_others(
    text: str, name: str | None
) -> None:
    assert detect_format(text.encode(), {"title": "x"}) == name


@each_sample
def test_columns_that_are_named_change_no_other_format(name: str) -> None:
    assert detect_format(SAMPLES[name].encode(), {"title": "Paper", "abstract": "Text"}) == name


def test_named_columns_are_taken_by_tables_alone() -> None:
    (paper,) = parser_of("csv", {"title": "x"})(BytesIO(b"x;y\nSlow Snails;1\n"))

    assert isinstance(paper, Paper)
    assert paper.title == "Slow Snails"
    assert parser_of("ris", {"title": "x"}) is parsers["ris"]


def test_an_unknown_format_is_told_which_exist() -> None:
    with pytest.raises(UnknownNameError, match="hf-text"):
        parser_of("hf-txt")
