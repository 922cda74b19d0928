"""Papers with Code: the dumps of papers and of links to code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources import Fault, FaultKind, Printed
from papergraph.sources.pwc import (
    identity,
    is_pwc_links,
    is_pwc_papers,
    parse_pwc_links,
    parse_pwc_papers,
)

SITE = "https://paperswithcode.com/paper/"
LORA: dict[str, Any] = {
    "paper_url": SITE + "lora-low-rank-adaptation-of-large-language",
    "arxiv_id": "2106.09685",
    "nips_id": None,
    "openreview_id": "nZeVKeeFYf9",
    "title": "LoRA: Low-Rank\nAdaptation",
    "abstract": "We freeze\nthe weights. ",
    "short_abstract": "We freeze.",
    "url_abs": "https://arxiv.org/abs/2106.09685v2",
    "url_pdf": "https://arxiv.org/pdf/2106.09685v2.pdf",
    "proceeding": "ICLR 2022 4",
    "authors": ["Edward J. Hu", "Yelong Shen"],
    "tasks": ["Language Modelling", "Language Modelling", "Text Generation"],
    "date": "2021-06-17",
    "conference": "lora-low-rank-adaptation-of-large-language-1",
    "reproduces_paper": None,
    "methods": [
        {
            "name": "LoRA",
            "full_name": "Low-Rank Adaptation",
            "description": "Adds [updates](https://a.io).",
            "introduced_year": 2000,
            "main_collection": {"name": "Adapters", "area": "General"},
        },
        {"name": "Adam", "full_name": "Adam"},
    ],
}
ADAM: dict[str, Any] = {"paper_url": SITE + "adam", "title": "Adam", "abstract": "A method."}
LINK: dict[str, Any] = {
    "paper_url": SITE + "adam",
    "paper_title": "Adam:\n A Method",
    "paper_arxiv_id": "1412.6980",
    "paper_url_abs": "http://arxiv.org/abs/1412.6980v9",
    "paper_url_pdf": "http://arxiv.org/pdf/1412.6980v9.pdf",
    "repo_url": "https://github.com/ann/adam",
    "is_official": False,
    "mentioned_in_paper": False,
    "mentioned_in_github": True,
    "framework": "none",
}
PARSERS = {"papers": (parse_pwc_papers, ADAM), "links": (parse_pwc_links, LINK)}

Parse = Callable[[BinaryIO], Iterator[Paper | Fault | Printed]]


def parsed(parse: Parse, data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse(BytesIO(content)))


def one(parse: Parse, record: object) -> Paper:
    (found,) = parsed(parse, [record])
    assert isinstance(found, Paper)
    return found


def test_every_field_of_a_paper_is_kept() -> None:
    task = (Relation.ADDRESSES, Kind.TASK)
    method = (Relation.USES, Kind.METHOD)

    assert one(parse_pwc_papers, LORA) == Paper(
        title="LoRA: Low-Rank Adaptation",
        abstract="We freeze\nthe weights. ",
        arxiv_id="2106.09685",
        identifiers=(
            "openreview:nZeVKeeFYf9",
            "pwc:lora-low-rank-adaptation-of-large-language",
        ),
        authors=("Edward J. Hu", "Yelong Shen"),
        issued="2021-06-17",
        url=SITE + "lora-low-rank-adaptation-of-large-language",
        venue="ICLR 2022 4",
        statements=(
            Statement("tasks", *task, "Language Modelling", 0.8),
            Statement("tasks", *task, "Text Generation", 0.8),
            Statement("methods", *method, "LoRA", 0.6),
            Statement("methods", *method, "Adam", 0.6),
        ),
        line=1,
    )


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({}, ("pwc:adam",)),
        ({"url_abs": "https://arxiv.org/abs/1412.6980v9"}, ("arxiv:1412.6980", "pwc:adam")),
        ({"arxiv_id": "1412.6980v1"}, ("arxiv:1412.6980", "pwc:adam")),
        (
            {"arxiv_id": "1412.6980", "url_abs": "https://arxiv.org/abs/1111.2222"},
            ("arxiv:1412.6980", "pwc:adam"),
        ),
        ({"url_abs": "https://aclanthology.org/P19-1001"}, ("acl:p19-1001", "pwc:adam")),
        ({"url_abs": "https://doi.org/10.1145/1.2"}, ("doi:10.1145/1.2", "pwc:adam")),
        ({"url_abs": "http://papers.nips.cc/paper/7796-a"}, ("pwc:adam",)),
        ({"arxiv_id": "unknown", "paper_url": "https://a.io/paper/adam"}, ()),
        ({"paper_url": None}, ()),
    ],
    ids=["slug", "arxiv-url", "version", "two", "acl", "doi", "foreign", "no-slug", "none"],
)
def test_the_identifiers_of_a_paper(fields: dict[str, Any], keys: tuple[str, ...]) -> None:
    assert one(parse_pwc_papers, {**ADAM, **fields}).keys == keys


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"proceeding": "ICLR 2015", "conference": "adam-1"}, "ICLR 2015"),
        ({"proceeding": None, "conference": "adam-1"}, "adam-1"),
        ({"proceeding": "arXiv 2014", "conference": None}, ""),
        ({}, ""),
    ],
)
def test_the_venue_of_a_paper(fields: dict[str, Any], venue: str) -> None:
    assert one(parse_pwc_papers, {**ADAM, **fields}).venue == venue


def test_a_paper_without_an_abstract_has_none_from_elsewhere() -> None:
    record = {**LORA, "abstract": None}

    assert one(parse_pwc_papers, record).abstract == ""


@pytest.mark.parametrize(
    ("fields", "field", "confidence"),
    [
        ({"is_official": True, "mentioned_in_paper": True}, "is_official", 0.95),
        ({"mentioned_in_paper": True}, "repo_url", 0.8),
        ({}, "repo_url", 0.5),
        ({"mentioned_in_github": False}, "repo_url", 0.5),
        ({"is_official": "true", "mentioned_in_paper": 1}, "repo_url", 0.5),
    ],
    ids=["official", "in-paper", "in-github", "nowhere", "odd"],
)
def test_a_link_is_as_sure_as_its_source(
    fields: dict[str, Any], field: str, confidence: float
) -> None:
    assert one(parse_pwc_links, {**LINK, **fields}) == Paper(
        title="Adam: A Method",
        arxiv_id="1412.6980",
        identifiers=("pwc:adam",),
        url=SITE + "adam",
        statements=(
            Statement(
                field,
                Relation.HAS_REPOSITORY,
                Kind.REPOSITORY,
                "https://github.com/ann/adam",
                confidence,
            ),
        ),
        line=1,
    )


def test_every_link_is_a_paper_of_its_own() -> None:
    found = parsed(parse_pwc_links, [LINK, {**LINK, "repo_url": "https://gitlab.com/b/c"}])

    assert [x.statements[0].value for x in found if isinstance(x, Paper)] == [
        "https://github.com/ann/adam",
        "https://gitlab.com/b/c",
    ]


@pytest.mark.parametrize("url", [None, "", 7, "\udc80"])
def test_a_link_to_nowhere_states_nothing(url: object) -> None:
    assert one(parse_pwc_links, {**LINK, "repo_url": url}).statements == ()


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize("layout", ["array", "lines", "pretty"])
def test_every_layout_gives_the_same_papers(name: str, layout: str) -> None:
    parse, record = PARSERS[name]
    if layout == "lines":
        data = (json.dumps(record) + "\n").encode() * 3
    else:
        data = json.dumps([record] * 3, indent=2 if layout == "pretty" else None).encode()

    assert [x.line for x in parsed(parse, data) if isinstance(x, Paper)] == [1, 2, 3]


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize(
    "change",
    [{"title": None}, {"title": " \n"}, {"title": 7}, {"title": ["A"]}, {"title": "A\udce9"}],
    ids=["null", "blank", "number", "list", "surrogate"],
)
def test_a_record_without_a_title_costs_only_itself(name: str, change: dict[str, Any]) -> None:
    parse, record = PARSERS[name]
    bad = {**record, "title": change["title"], "paper_title": change["title"]}

    first, fault, last = parsed(parse, [record, bad, record])

    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind, fault.expected) == (2, FaultKind.RECORD, "a title")
    assert [x.line for x in (first, last) if isinstance(x, Paper)] == [1, 3]


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize("record", [None, 7, "Adam", True, {}, [[]]], ids=repr)
def test_a_record_that_is_no_object_costs_only_itself(name: str, record: object) -> None:
    parse, good = PARSERS[name]

    first, fault, last = parsed(parse, [good, record, good])

    assert isinstance(fault, Fault)
    assert fault.line == 2
    assert isinstance(first, Paper)
    assert isinstance(last, Paper)


def test_an_abstract_that_is_no_unicode_is_a_fault() -> None:
    (fault,) = parsed(parse_pwc_papers, [{**ADAM, "abstract": "Fr\udce9chet"}])

    assert isinstance(fault, Fault)
    assert (fault.expected, fault.found) == ("Unicode text", "Fr?chet")


ODD: list[object] = [
    None,
    7,
    True,
    [],
    {},
    "\udc80",
    [[]],
    [{}],
    {"name": 1},
    [None, "\udc80", 3, " "],
]


@pytest.mark.parametrize("value", ODD, ids=ascii)
def test_an_odd_optional_field_is_as_good_as_missing(value: object) -> None:
    optional = [field for field in LORA if field not in {"title", "abstract"}]
    plain = {"title": "Adam", "abstract": "A method."}
    for field in optional:
        assert one(parse_pwc_papers, {**plain, field: value}) == one(parse_pwc_papers, plain)
    for field in set(LINK) - {"paper_title"}:
        odd = {"paper_title": "Adam", field: value}
        assert one(parse_pwc_links, odd) == one(parse_pwc_links, {"paper_title": "Adam"})


@pytest.mark.parametrize("name", PARSERS)
def test_an_empty_dump_is_nothing(name: str) -> None:
    parse, _ = PARSERS[name]

    assert [parsed(parse, data) for data in (b"", b"[]", b" \n")] == [[], [], []]


@pytest.mark.parametrize("name", PARSERS)
@given(size=st.integers(min_value=1))
def test_wherever_a_dump_is_cut_it_says_so(name: str, size: int) -> None:
    parse, record = PARSERS[name]
    data = json.dumps([record] * 3).encode()
    cut = data[: size % len(data) or 1]

    found = parsed(parse, cut)

    assert [x.kind for x in found if isinstance(x, Fault)] == [FaultKind.TRUNCATED]
    assert sum(isinstance(x, Paper) for x in found) == cut.count(b"}")


@pytest.mark.parametrize("name", PARSERS)
@given(
    place=st.integers(min_value=0),
    length=st.integers(min_value=0, max_value=40),
    put=st.binary(max_size=12),
)
def test_damage_raises_nothing_and_spares_what_is_before_it(
    name: str, place: int, length: int, put: bytes
) -> None:
    parse, record = PARSERS[name]
    data = json.dumps([{**record, "number": number} for number in range(4)]).encode()
    place %= len(data)

    found = parsed(parse, data[:place] + put + data[place + length :])

    assert all(isinstance(x, Paper | Fault | Printed) for x in found)
    whole = data.count(b"}", 0, max(place - 3, 0))
    assert [x.line for x in found if isinstance(x, Paper)][:whole] == list(range(1, whole + 1))


def test_identity_takes_what_a_page_is() -> None:
    found = identity(
        SITE + "Adam/", "", "https://openreview.net/forum?id=aB", "https://doi.org/10.48550/arXiv.1"
    )

    assert found.identifiers == ("openreview:aB", "pwc:adam")


@pytest.mark.parametrize(
    ("text", "papers", "links"),
    [
        (json.dumps([LORA]), True, False),
        (json.dumps([LORA])[:400], True, False),
        (json.dumps(LORA, indent=1), True, False),
        (json.dumps([LINK]), False, True),
        (json.dumps([LINK], indent=2)[:420], False, True),
        ('[{"task": "A", "datasets": [{"sota": {"rows": [{"paper_url": "a"}]}}]}]', False, False),
        ('{"id": "2410.17243", "title": "A", "abstract": "B", "categories": "x"}', False, False),
        ('[{"paper": {"id": "2410.17243", "title": "A", "summary": "B"}}]', False, False),
        ('[{"title": "A", "abstract": "B", "repo_url": "c"}]', False, False),
        ('[{"url": "a", "name": "B", "paper": {"title": "C"}, "num_papers": 1}]', False, False),
        ('The "paper_url": and the "abstract": of a paper', False, False),
        ("[]", False, False),
        ("", False, False),
    ],
    ids=[
        *("papers", "cut-papers", "one-paper", "links", "cut-links", "tables", "arxiv", "hf"),
        *("table", "methods", "text", "array", "empty"),
    ],
)
def test_the_dumps_are_recognised_by_their_fields(text: str, papers: bool, links: bool) -> None:
    assert (is_pwc_papers(text), is_pwc_links(text)) == (papers, links)
