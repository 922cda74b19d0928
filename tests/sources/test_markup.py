"""Tags and entities of catalogues: read as text where they are markup, left where they are text."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Paper
from papergraph.sources import parsers
from papergraph.sources.markup import without_markup

READ = {
    "italics": ("<i>In vivo</i> models", "In vivo models"),
    "entity": ("design &amp; test", "design & test"),
    "entities by number": ("Bayes&#8217; rule&#x2014;now", "Bayes’ rule—now"),
    "index": ("H<sub>2</sub>O and L<SUP>p</SUP>", "H2O and Lp"),
    "escaped tags": ("&lt;b&gt;E. coli&lt;/b&gt;", "E. coli"),
    "escaped twice": ("search &amp;amp; learning", "search & learning"),
    "attributes": ('<span class="small-caps">Lora</span>', "Lora"),
    "jats": (
        "<jats:p>We <jats:italic>do</jats:italic>.</jats:p><jats:p>So.</jats:p>",
        "We do. So.",
    ),
    "jats without its end": ("<jats:p>We do", "We do"),
    "headings": (
        "<jats:title>Abstract</jats:title>\n<jats:sec><jats:title>Aim</jats:title>\n<jats:p>We "
        "do.</jats:p></jats:sec>",
        "Aim We do.",
    ),
    "mathml": ('<mml:math xmlns:mml="http://x"><mml:mi>x</mml:mi></mml:math>-ray', "x-ray"),
    "mathml without a prefix": ("<math><msup><mi>R</mi><mn>3</mn></msup></math> nets", "R3 nets"),
    "line break": ("Nets<br>and<br/>more", "Nets and more"),
    "nothing else": ("<p></p>&nbsp;", ""),
}
TEXT = {
    "comparison": "a < b and c > d",
    "comparison without blanks": "if a<b and c>d, or x<i>y",
    "a tag as a thing": "Why <script> is harmful",
    "a known tag as a thing": "On the <b> tag",
    "generics": "List<String> in Java",
    "tokens": "the [MASK] and <mask> tokens, <s> to begin with",
    "ampersand": "R&D at AT&T: Q&A;",
    "query": "https://example.org/?a=1&copy=2",
    "unknown entity": "&lora; and &notit;",
    "lines": "We do.\n\nSo.",
}


@pytest.mark.parametrize(("printed", "text"), READ.values(), ids=READ)
def test_markup_is_read_as_the_text_that_it_shows(printed: str, text: str) -> None:
    assert without_markup(printed).strip() == text


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert without_markup(text) == text


messy_markup = st.lists(
    st.sampled_from(
        ["<", ">", "/", "i", "b", "p", "jats:", "&", "amp;", "lt;", "gt;", "#38;", ";", " ", "\n"]
    ),
    max_size=14,
).map("".join)


@given(messy_markup)
def test_reading_twice_changes_nothing(text: str) -> None:
    once = without_markup(text)

    assert without_markup(once) == once


def _openalex(title: str, abstract: str) -> str:
    index = {word: [place] for place, word in enumerate(abstract.split(" "))}
    return json.dumps({"title": title, "abstract_inverted_index": index, "authorships": []})


def _csl(title: str, abstract: str) -> str:
    return json.dumps([{"id": 1, "type": "article", "title": title, "abstract": abstract}])


def _bibtex(title: str, abstract: str) -> str:
    return f"@misc{{k, title = {{{title}}}, abstract = {{{abstract}}}}}"


def _ris(title: str, abstract: str) -> str:
    return f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nER  - \n"


def _semantic_scholar(title: str, abstract: str) -> str:
    return json.dumps({"corpusid": 1, "title": title, "abstract": abstract})


def _csv(title: str, abstract: str) -> str:
    return f'title,abstract\n"{title}","{abstract}"\n'


def _jsonl(title: str, abstract: str) -> str:
    return json.dumps({"title": title, "abstract": abstract})


WRITERS = {
    "csv": _csv,
    "jsonl": _jsonl,
    "openalex": _openalex,
    "csl-json": _csl,
    "bibtex": _bibtex,
    "ris": _ris,
    "semantic-scholar": _semantic_scholar,
}


@pytest.mark.parametrize("name", WRITERS)
def test_formats_that_publishers_fill_are_read_so(name: str) -> None:
    write: Callable[[str, str], str] = WRITERS[name]
    text = write("<i>In vivo</i> models &amp; a < b", "<jats:p>We use H<sub>2</sub>O.</jats:p>")

    (found,) = parsers[name](BytesIO(text.encode()))

    assert isinstance(found, Paper)
    assert (found.title, found.abstract) == ("In vivo models & a < b", "We use H2O.")


@pytest.mark.parametrize("name", WRITERS)
def test_a_title_of_markup_alone_is_none(name: str) -> None:
    (found,) = parsers[name](BytesIO(WRITERS[name]("<i>&nbsp;</i>", "We do.").encode()))

    assert not isinstance(found, Paper)
