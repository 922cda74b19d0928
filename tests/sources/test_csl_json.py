"""CSL-JSON: names, dates, identifiers, and items that are no papers."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.csl_json import is_csl_json, parse_csl_json
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed

LORA: dict[str, Any] = {
    "id": "hu2022",
    "type": "paper-conference",
    "title": "LoRA: Low-Rank\n Adaptation",
    "abstract": "We freeze\nthe weights.",
    "author": [{"family": "Hu", "given": "Edward J."}, {"literal": "The Consortium"}],
    "issued": {"date-parts": [[2022, 1, 28]]},
    "container-title": "ICLR",
    "DOI": "10.1000/LORA",
    "URL": "https://example.org/lora",
}
ADAM: dict[str, Any] = {"id": "k", "type": "article", "title": "Adam", "number": "arXiv:1412.6980"}


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_csl_json(BytesIO(content)))


def papers(data: object) -> list[Paper]:
    return [found for found in parsed(data) if isinstance(found, Paper)]


def faults(data: object) -> list[Fault]:
    return [found for found in parsed(data) if isinstance(found, Fault)]


def item(**fields: object) -> Paper:
    (paper,) = papers([{"id": "a", "type": "article", "title": "A", **fields}])
    return paper


def test_the_usual_fields() -> None:
    assert parsed([LORA, ADAM]) == [
        Paper(
            title="LoRA: Low-Rank Adaptation",
            abstract="We freeze\nthe weights.",
            doi="10.1000/lora",
            authors=("Edward J. Hu", "The Consortium"),
            issued="2022-01-28",
            url="https://example.org/lora",
            venue="ICLR",
            line=1,
        ),
        Paper(title="Adam", arxiv_id="1412.6980", line=2),
    ]


@pytest.mark.parametrize(
    "data",
    [
        [LORA, ADAM],
        json.dumps([LORA, ADAM], indent=2).encode(),
        b"\n".join(json.dumps(one).encode() for one in (LORA, ADAM)),
    ],
    ids=["array", "pretty-printed", "lines"],
)
def test_every_layout_gives_the_same_papers(data: object) -> None:
    assert [paper.title[:4] for paper in papers(data)] == ["LoRA", "Adam"]


def test_one_object_is_a_listing_of_one() -> None:
    assert len(papers(LORA)) == 1


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"family": "Hu", "given": "Edward"}, "Edward Hu"),
        ({"family": "Gödel", "given": "Kurt"}, "Kurt Gödel"),
        (
            {"family": "Oord", "given": "Aaron", "non-dropping-particle": "van den"},
            "Aaron van den Oord",
        ),
        ({"family": "Fontaine", "given": "Jean", "dropping-particle": "de"}, "Jean de Fontaine"),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, "Martin King Jr."),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "Hugging Face, Inc."}, "Hugging Face, Inc."),
        ({"name": "Hu, Edward"}, "Edward Hu"),
    ],
)
def test_names(author: dict[str, str], name: str) -> None:
    assert item(author=[author]).authors == (name,)


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2021, 6, 17]]}, "2021-06-17"),
        ({"date-parts": [["2021", "6"]]}, "2021-06"),
        ({"date-parts": [[2021, 6], [2021, 8]]}, "2021-06"),
        ({"date-parts": [[2021]], "season": 1}, "2021"),
        ({"raw": "2021-06-17"}, "2021-06-17"),
        ({"literal": "June 2021"}, "2021-06"),
        ("2021-06", "2021-06"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
        ({"date-parts": [[2021, 13, 40]]}, "2021"),
        ({"date-parts": 2021}, ""),
        ([2021], ""),
        (None, ""),
    ],
)
def test_dates(issued: object, date: str) -> None:
    assert item(issued=issued).issued == date


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "arXiv:2106.09685"},
        {"note": "arXiv:2106.09685 [cs]"},
        {"URL": "http://arxiv.org/abs/2106.09685"},
        {"DOI": "10.48550/arXiv.2106.09685"},
        {"archive": "arXiv", "archive_location": "2106.09685"},
        {"archive_location": "arXiv:2106.09685"},
        {"publisher": "arXiv", "number": "2106.09685"},
        {"container-title": "arXiv preprint arXiv:2106.09685"},
    ],
)
def test_the_arxiv_id_is_found_wherever_it_stands(fields: dict[str, str]) -> None:
    paper = item(**fields)

    assert (paper.arxiv_id, paper.doi, paper.venue) == ("2106.09685", "", "")


def test_a_bare_number_is_no_arxiv_id() -> None:
    assert item(number="2106.09685").arxiv_id == ""


def test_code_keywords_and_numbers_of_pubmed() -> None:
    url = "https://github.com/microsoft/LoRA"
    paper = item(URL=url, keyword="adapters, NLP", PMID=123, PMCID="PMC45")

    statement = Statement("URL", Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, 0.8)
    assert (paper.statements, paper.url) == ((statement,), "")
    assert paper.categories == ("adapters", "NLP")
    assert paper.identifiers == ("pmcid:pmc45", "pmid:123")
    assert item(keyword="adapters").categories == ("adapters",)
    assert item(keyword="").categories == ()


def test_arxiv_as_a_journal_hides_no_conference() -> None:
    assert item(**{"container-title": "arXiv", "event-title": "ICLR"}).venue == "ICLR"


@pytest.mark.parametrize(
    "record",
    [
        *(None, 7, "A", [], {}, {"title": ""}, {"title": 5}, {"title": []}, {"title": [3]}),
        *({"title": "A", "abstract": {"p": "We"}}, {"title": "L\ud800RA"}),
    ],
)
def test_a_bad_item_costs_only_itself(record: object) -> None:
    data = b"\n".join(json.dumps(one).encode() for one in (LORA, record, ADAM))

    assert [fault.kind for fault in faults(data)] in ([FaultKind.RECORD], [])
    assert [paper.line for paper in papers(data)] == [1, 3]


@pytest.mark.parametrize(
    "fields",
    [
        *({"author": "Ann"}, {"author": [None, 3, {}]}, {"DOI": 10}, {"URL": ["x"]}, {"note": 5}),
        *({"container-title": []}, {"keyword": ["a", "b"]}, {"PMID": None}, {"abstract": None}),
        *({"issued": {"date-parts": [[True, {}]]}}, {"author": [{"family": 3, "given": "A"}]}),
    ],
)
def test_an_odd_optional_field_is_no_harm(fields: dict[str, object]) -> None:
    assert item(**fields).title == "A"


def test_a_cut_file_gives_what_comes_before() -> None:
    data = json.dumps([LORA, ADAM, LORA]).encode()

    assert len(papers(data[:-30])) == 2
    assert [fault.kind for fault in faults(data[:-30])] == [FaultKind.TRUNCATED]


@given(start=st.integers(0, 700), size=st.integers(0, 30), put=st.binary(max_size=8))
def test_damage_raises_nothing_and_spares_what_comes_before(
    start: int, size: int, put: bytes
) -> None:
    first = json.dumps(LORA).encode() + b"\n"
    data = first + json.dumps(ADAM).encode() + b"\n" + json.dumps(LORA).encode()

    found = parsed(data[:start] + put + data[start + size :])

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(first):
        assert isinstance(found[0], Paper)


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps([LORA]), True),
        (json.dumps([LORA], indent=2)[:100], False),
        (json.dumps([LORA], indent=2)[:-9], True),
        ('{"id": 1, "title": "A", "author": [{"given": "B"', True),
        (json.dumps({"title": "A", "abstract": "B", "authors": [{"name": "C"}]}), False),
        (
            json.dumps({"id": "W1", "type": "article", "title": "A", "publication_year": 2020}),
            False,
        ),
        (json.dumps({"paper": {"id": "2106.09685", "title": "A", "summary": "B"}}), False),
        ("title,abstract\n", False),
        ("", False),
    ],
)
def test_csl_items_are_recognised_by_their_fields(text: str, recognised: bool) -> None:
    assert is_csl_json(text) is recognised
