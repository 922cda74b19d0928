"""Works of OpenAlex: layouts, the abstract from its index, identifiers, and what is no work."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papergraph.model import Count, Kind, Paper, Reference, Relation, Statement
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.openalex import is_openalex, parse_openalex
from papergraph.sources.printed import Printed

LORA: dict[str, Any] = {
    "id": "https://openalex.org/W3168867926",
    "doi": "https://doi.org/10.48550/arXiv.2106.09685",
    "title": "LoRA: Low-Rank\n  Adaptation",
    "display_name": "LoRA: Low-Rank Adaptation",
    "publication_year": 2021,
    "publication_date": "2021-06-17",
    "ids": {
        "openalex": "https://openalex.org/W3168867926",
        "mag": 3168867926,
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332",
    },
    "primary_location": {
        "landing_page_url": "https://arxiv.org/abs/2106.09685",
        "source": {"display_name": "arXiv (Cornell University)", "type": "repository"},
    },
    "authorships": [
        {"author_position": "first", "author": {"display_name": "Edward Hu", "orcid": None}},
        {"author_position": "last", "author": {}, "raw_author_name": "Yelong Shen"},
    ],
    "topics": [{"display_name": "Topic Modeling", "score": 0.99}],
    "concepts": [{"display_name": "Rank", "score": 0.5}],
    "keywords": [{"id": "https://openalex.org/keywords/rank", "display_name": "Rank"}],
    "cited_by_count": 812,
    "updated_date": "2024-10-22T17:59:30.123456",
    "referenced_works": ["https://openalex.org/W2963403868", "https://openalex.org/W1"],
    "related_works": ["https://openalex.org/W99"],
    "abstract_inverted_index": {"freeze": [1], "We": [0], "weights.": [3], "the": [2]},
}
ADAM: dict[str, Any] = {
    "id": "https://openalex.org/W1522301498",
    "display_name": "Adam",
    "abstract_inverted_index": None,
}


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_openalex(BytesIO(content)))


def papers(data: object) -> list[Paper]:
    return [found for found in parsed(data) if isinstance(found, Paper)]


def faults(data: object) -> list[Fault]:
    return [found for found in parsed(data) if isinstance(found, Fault)]


def as_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def paper(**fields: object) -> Paper:
    (found,) = papers([{**ADAM, **fields}])
    return found


@pytest.mark.parametrize(
    "data",
    [
        as_lines(LORA, ADAM),
        [LORA, ADAM],
        {"meta": {"count": 2}, "results": [LORA, ADAM]},
        json.dumps({"meta": {"count": 2}, "results": [LORA, ADAM]}, indent=1).encode(),
        as_lines({"meta": {}, "results": [LORA]}, {"meta": {}, "results": [ADAM]}),
        [{"meta": {}, "results": [LORA]}, {"meta": {}, "results": [ADAM]}],
        b"\xef\xbb\xbf" + as_lines(LORA, ADAM).replace(b"\n", b"\r\n"),
    ],
    ids=["lines", "array", "page", "pretty-page", "lines-of-pages", "array-of-pages", "bom-crlf"],
)
def test_every_layout_gives_the_same_papers(data: object) -> None:
    found = papers(data)
    assert [paper.title for paper in found] == ["LoRA: Low-Rank Adaptation", "Adam"]
    assert [paper.line for paper in found] == [1, 2]
    assert not faults(data)


def test_a_single_work_is_a_listing_of_one() -> None:
    assert [paper.title for paper in papers(LORA)] == ["LoRA: Low-Rank Adaptation"]


def test_every_field_of_a_work_is_kept() -> None:
    assert papers([LORA]) == [
        Paper(
            title="LoRA: Low-Rank Adaptation",
            abstract="We freeze the weights.",
            arxiv_id="2106.09685",
            identifiers=(
                *("mag:3168867926", "openalex:w3168867926"),
                *("pmcid:pmc5815332", "pmid:29456894"),
            ),
            authors=("Edward Hu", "Yelong Shen"),
            issued="2021-06-17",
            url="https://arxiv.org/abs/2106.09685",
            categories=("Topic Modeling",),
            counts=(Count("citations", 812, "openalex", "2024-10-22"),),
            statements=(Statement("keywords", Relation.MENTIONS, Kind.METHOD, "Rank", 0.3),),
            references=(
                Reference("referenced_works", ("openalex:w2963403868",)),
                Reference("referenced_works", ("openalex:w1",)),
            ),
            line=1,
        )
    ]


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        (None, ""),
        ({}, ""),
        ({"the": [0, 2], "and": [1], "cat": [3]}, "the and the cat"),
        ({"late": [70], "early": [5]}, "early late"),
        ({"a": [0], "b": [0], "c": [1]}, "a b c"),
        ({"a": [0, 0], "b": [1]}, "a b"),
        ({"far": [10**15], "near": [0]}, "near far"),
        ({"a": [0], "b": None, "c": "12", "d": ["1"], "e": [1.5], "f": [1]}, "a f"),
        ({"IndexLength": 2, "InvertedIndex": {"a": [0]}}, ""),
        ("We freeze", ""),
        (["We"], ""),
        ({"$x^2$": [1], "–": [2], "Given": [0]}, "Given $x^2$ –"),
    ],
    ids=[
        *(
            "null",
            "empty",
            "repeated",
            "holes",
            "taken-twice",
            "said-twice",
            "far",
            "odd",
            "nested",
        ),
        *("text", "array", "signs"),
    ],
)
def test_the_abstract_is_put_together_by_position(index: object, abstract: str) -> None:
    assert paper(abstract_inverted_index=index).abstract == abstract


@given(words=st.lists(st.text("ab$\\{}é", min_size=1, max_size=3), max_size=30))
def test_an_abstract_survives_its_index(words: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)

    assert paper(abstract_inverted_index=index).abstract == " ".join(words)


@pytest.mark.parametrize(
    ("fields", "arxiv", "doi"),
    [
        ({"doi": "https://doi.org/10.48550/arxiv.1412.6980"}, "1412.6980", ""),
        (
            {"ids": {"doi": "https://doi.org/10.1145/3292500.3330701"}},
            "",
            "10.1145/3292500.3330701",
        ),
        (
            {"locations": [{"landing_page_url": "http://arxiv.org/abs/1412.6980v9"}]},
            "1412.6980",
            "",
        ),
        ({"locations": [None, {"pdf_url": "https://arxiv.org/pdf/1412.6980"}]}, "1412.6980", ""),
        ({"best_oa_location": {"pdf_url": "https://arxiv.org/pdf/cs/0112017"}}, "cs/0112017", ""),
        (
            {
                "doi": "https://doi.org/10.1109/5.771073",
                "locations": [{"landing_page_url": "https://doi.org/10.48550/arXiv.1412.6980"}],
            },
            "1412.6980",
            "10.1109/5.771073",
        ),
        ({"locations": [{"landing_page_url": "https://x.org/1412.6980"}]}, "", ""),
        ({"ids": {"arxiv": "1412.6980"}, "locations": "arxiv.org/abs/1412.6980"}, "", ""),
    ],
    ids=["doi", "ids-doi", "landing", "pdf", "best", "both", "not-arxiv", "not-in-ids"],
)
def test_the_arxiv_id_is_in_a_doi_or_a_location(
    fields: dict[str, object], arxiv: str, doi: str
) -> None:
    found = paper(**fields)
    assert (found.arxiv_id, found.doi) == (arxiv, doi)


def test_identifiers_are_read_in_each_of_their_forms() -> None:
    ids = {
        "mag": "2741809807",
        "pmid": "29456894",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5815332/",
    }

    expected = ("mag:2741809807", "openalex:w7", "pmcid:pmc5815332", "pmid:29456894")
    assert paper(id="W7", ids=ids).identifiers == expected


def test_works_that_are_only_related_are_no_references() -> None:
    related = paper(related_works=["https://openalex.org/W9"], concepts=[{"id": "C1"}])

    assert related.references == ()


def test_references_that_are_no_works_or_stated_twice_are_left_out() -> None:
    cited = ["https://openalex.org/W9", None, 3, "", "https://openalex.org/A5", "W9", "W10"]

    keys = [reference.keys for reference in paper(referenced_works=cited).references]
    assert keys == [("openalex:w9",), ("openalex:w10",)]


def test_a_work_may_be_cited_and_yet_have_no_references() -> None:
    found = paper(referenced_works=[], cited_by_count=6_000)

    assert found.references == ()
    assert found.counts == (Count("citations", 6_000, "openalex"),)


def test_concepts_are_the_categories_of_older_works() -> None:
    concepts = [
        {"display_name": "Adaptation", "score": 0.7},
        {"display_name": "Psychology", "score": 0},
        {"display_name": "Rank", "score": "0.5"},
        {"display_name": "Adaptation", "score": 0.2},
    ]

    assert paper(topics=[], concepts=concepts).categories == ("Adaptation",)


def _at(name: str, kind: str) -> dict[str, Any]:
    return {"source": {"display_name": name, "type": kind}}


ARXIV, HAL = _at("arXiv (Cornell University)", "repository"), _at("HAL", "repository")
TMLR = _at("Transactions on ML", "journal")


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({"primary_location": ARXIV, "locations": [ARXIV, HAL, TMLR]}, "Transactions on ML"),
        ({"primary_location": TMLR, "locations": [ARXIV, _at("ICLR", "conference")]}, None),
        ({"primary_location": ARXIV, "locations": [ARXIV, HAL]}, ""),
        ({"primary_location": HAL, "locations": None}, "HAL"),
        ({"primary_location": ARXIV, "host_venue": {"display_name": "ICLR"}}, "ICLR"),
    ],
    ids=["preprint", "journal", "preprint-alone", "repository", "older"],
)
def test_arxiv_is_no_venue_and_hides_none(fields: dict[str, Any], venue: str | None) -> None:
    assert paper(**fields).venue == ("Transactions on ML" if venue is None else venue)


def test_older_works_name_keywords_and_venue_differently() -> None:
    found = paper(keywords=[{"keyword": "rank"}, {"score": 1}], host_venue={"display_name": "ICLR"})

    assert [statement.value for statement in found.statements] == ["rank"]
    assert found.venue == "ICLR"


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ({"publication_date": "2021-06-17"}, "2021-06-17"),
        ({"publication_year": 2021}, "2021"),
        ({"publication_date": None, "publication_year": "2021"}, ""),
        ({"publication_date": "soon"}, ""),
    ],
    ids=["day", "year", "odd-year", "no-date"],
)
def test_the_date_is_the_day_or_else_the_year(fields: dict[str, object], issued: str) -> None:
    assert paper(**fields).issued == issued


def test_the_page_is_openalexs_own_where_no_other_is_stated() -> None:
    assert paper(primary_location=None).url == "https://openalex.org/W1522301498"


@pytest.mark.parametrize("fields", [{"is_retracted": True}, {"type": "paratext"}])
def test_retracted_works_and_paratexts_are_read_as_usual(fields: dict[str, object]) -> None:
    assert paper(**fields) == paper()


@pytest.mark.parametrize(
    "record",
    [
        None,
        7,
        "W1",
        {},
        {"id": "https://openalex.org/W1", "title": None, "display_name": None},
        {"id": "https://openalex.org/W1", "title": " \n "},
        {"title": 5},
        {"title": "L\ud800RA"},
        {"title": "LoRA", "abstract_inverted_index": {"\udce9": [0]}},
        {"id": "https://openalex.org/A5023888391", "display_name": "Jason Priem"},
        {"id": "https://openalex.org/S137773608", "display_name": "Nature"},
        {"error": "Invalid query parameters error.", "message": "no"},
    ],
    ids=[
        *("null", "number", "text", "empty", "null-title", "blank-title", "number-title"),
        *("surrogate-title", "surrogate-abstract", "author", "source", "error"),
    ],
)
@pytest.mark.parametrize("layout", ["lines", "array", "page"])
def test_a_bad_record_costs_only_itself(record: object, layout: str) -> None:
    records = [LORA, record, ADAM]
    by_layout = {"lines": as_lines(*records), "array": records, "page": {"results": records}}
    data = by_layout[layout]

    (fault,) = faults(data)
    assert (fault.line, fault.kind) == (2, FaultKind.RECORD)
    assert [paper.line for paper in papers(data)] == [1, 3]


@pytest.mark.parametrize(
    "fields",
    [
        {"authorships": "Kingma"},
        {"authorships": [None, 3, {}, {"author": None}, {"author": {"display_name": " "}}]},
        {"ids": [1], "doi": 10.1},
        {"ids": {"mag": True, "pmid": "none", "pmcid": {}}},
        {"primary_location": "arXiv", "locations": {"a": 1}, "best_oa_location": [2]},
        {"primary_location": {"source": None, "landing_page_url": 3}},
        {"topics": {"a": 1}, "concepts": [1], "keywords": "rank"},
        {"cited_by_count": "12"},
        {"cited_by_count": -1},
        {"cited_by_count": True},
        {"referenced_works": {"W1": 1}},
        {"referenced_works": [["W1"]]},
        {"publication_year": 10**400},
        {"title": None},
        {"title": 7},
    ],
)
def test_an_odd_optional_field_is_as_good_as_missing(fields: dict[str, object]) -> None:
    assert paper(**fields) == paper()


def test_an_odd_day_of_a_count_is_no_day() -> None:
    for day in (None, 3, "2024-99-99", "lately"):
        assert paper(cited_by_count=0, updated_date=day).counts == (
            Count("citations", 0, "openalex"),
        )


def test_a_page_without_works_has_no_papers() -> None:
    assert parsed({"meta": {"count": 0}, "results": []}) == []
    assert [fault.kind for fault in faults({"meta": {}, "results": None})] == [FaultKind.RECORD]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"[]"])
def test_an_empty_file_has_no_papers(content: bytes) -> None:
    assert papers(content) == []


def test_a_broken_line_costs_only_itself() -> None:
    data = as_lines(LORA) + b'{"id": "https://openalex.org/W1", oops}\n' + as_lines(ADAM)

    assert [(fault.line, fault.kind) for fault in faults(data)] == [(2, FaultKind.SYNTAX)]
    assert [paper.line for paper in papers(data)] == [1, 3]


def test_a_cut_last_line_is_named_as_cut() -> None:
    (fault,) = faults(as_lines(LORA, ADAM)[:-20])

    assert (fault.line, fault.kind) == (2, FaultKind.TRUNCATED)


FILES = (as_lines(LORA, ADAM, LORA), json.dumps([LORA, ADAM]).encode())


@given(
    content=st.sampled_from(FILES),
    start=st.integers(0, 2000),
    length=st.integers(0, 50),
    filling=st.one_of(st.binary(max_size=8), st.sampled_from([b"]", b"{", b'"', b"\n", b"null"])),
    cut=st.booleans(),
)
@example(content=FILES[0], start=0, length=0, filling=b"\xff\xfe", cut=False)
def test_damage_never_raises_and_spares_what_is_before(
    content: bytes, start: int, length: int, filling: bytes, cut: bool
) -> None:
    behind = b"" if cut else content[start + length :]
    found = parsed(content[:start] + filling + behind)

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(json.dumps(LORA)) + 3:
        assert found[0] == papers([LORA])[0]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps(LORA), True),
        (json.dumps(LORA)[:90], False),
        (json.dumps({"meta": {"count": 1}, "results": [LORA]}), True),
        ('\n [{"id": "https://openalex.org/W1", "display_name": "A"', True),
        ('{"title": "A", "abstract_inverted_index": {"summary": [0]}', True),
        ('{"id": "https://openalex.org/A1", "display_name": "A", "works_count": 3}', False),
        ('[{"id": "https://openalex.org/W1", "type": "article", "title": "A"}]', False),
        ('[{"paper": {"id": "2410.17243", "title": "A", "summary": "B"}}]', False),
        ('{"corpusid": 1, "externalids": {"ArXiv": null}, "title": "A"}', False),
        ('{"id": "2410.17243", "title": "A", "abstract": "\\"authorships\\": []"}', False),
        ('{"paper_url": "a", "title": "A", "abstract": "B"}', False),
        ("[]", False),
        ('The "authorships": [] of a text', False),
    ],
    ids=[
        *("work", "cut-too-early", "page", "cut", "own-word", "author", "csl", "hf", "s2"),
        *("snapshot", "pwc", "empty", "text"),
    ],
)
def test_works_are_recognised_by_their_fields(text: str, recognised: bool) -> None:
    assert is_openalex(text) is recognised
