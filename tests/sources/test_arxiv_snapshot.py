"""arXiv's snapshot: fields, names, dates, links, and records that are no papers."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.arxiv_fields import first_doi, posting_day, printed_names
from papergraph.sources.arxiv_snapshot import is_arxiv_snapshot, parse_arxiv_snapshot
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed

LORA: dict[str, Any] = {
    "id": "2106.09685",
    "submitter": "Edward J. Hu",
    "authors": "Edward J. Hu, Yelong Shen",
    "title": "LoRA: Low-Rank Adaptation of\n  Large Language Models",
    "comments": "Draft V2, code at https://github.com/microsoft/LoRA.",
    "journal-ref": "In our own\n  Journal 3 (2021)",
    "doi": "10.1000/ABC.1 10.1000/abc.2",
    "report-no": None,
    "categories": "cs.CL cs.AI cs.LG",
    "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "abstract": "  Two small matrices are trained,\nand the rest is frozen.\n",
    "versions": [
        {"version": "v1", "created": "Thu, 17 Jun 2021 17:37:18 GMT"},
        {"version": "v10", "created": "Mon, 18 Oct 2021 17:40:40 GMT"},
        {"version": "v2", "created": "Sat, 16 Oct 2021 18:40:34 GMT"},
    ],
    "update_date": "2021-10-18",
    "authors_parsed": [["Hu", "Edward J.", ""], ["Shen", "Yelong", ""]],
}
ADAM: dict[str, Any] = {"id": "1412.6980", "title": "Adam", "abstract": "A method of moments."}


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_arxiv_snapshot(BytesIO(content)))


def as_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def paper(**fields: object) -> Paper:
    (found,) = parsed([{**ADAM, **fields}])
    assert isinstance(found, Paper)
    return found


def test_every_field_of_a_paper_is_kept() -> None:
    assert parsed(as_lines(LORA, ADAM)) == [
        Paper(
            title="LoRA: Low-Rank Adaptation of Large Language Models",
            abstract="Two small matrices are trained,\nand the rest is frozen.",
            arxiv_id="2106.09685",
            doi="10.1000/abc.1",
            authors=("Edward J. Hu", "Yelong Shen"),
            issued="2021-06-17",
            categories=("cs.CL", "cs.AI", "cs.LG"),
            venue="In our own Journal 3 (2021)",
            statements=(
                Statement(
                    "comment",
                    Relation.HAS_REPOSITORY,
                    Kind.REPOSITORY,
                    "https://github.com/microsoft/LoRA",
                    0.85,
                ),
            ),
            line=1,
        ),
        Paper(title="Adam", abstract="A method of moments.", arxiv_id="1412.6980", line=2),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Lee", ("A. Lee",)),
        ("A. Lee, B. Roe and C. Poe", ("A. Lee", "B. Roe", "C. Poe")),
        ("A. Lee, B. Roe, and\n  C. Poe", ("A. Lee", "B. Roe", "C. Poe")),
        ("A. Lee (1), B. Roe (1 and 2) ((1) Inst (X), Rome, (2) Lab)", ("A. Lee", "B. Roe")),
        ("A. Lee (Inst, Rome and Lab, Paris) and B. Roe", ("A. Lee", "B. Roe")),
        ("A. Lee (1), B. Roe (2) ((1) Inst, (2) Lab", ("A. Lee", "B. Roe")),
        ("ATLAS Collaboration: G. Aad, et al.", ("ATLAS Collaboration", "G. Aad")),
        ("R. Anderson, Jr., S. Sandor and T. Brand", ("R. Anderson Jr.", "S. Sandor", "T. Brand")),
        (r"C. Bal\'azs, K. M{\"u}ller", ("C. Balázs", "K. Müller")),
        ("", ()),
        ("(1)", ()),
        (", and ,", ()),
    ],
)
def test_names_are_read_from_one_string(text: str, names: tuple[str, ...]) -> None:
    assert printed_names(text) == names


@pytest.mark.parametrize("text", ["(" * 100_000, ")" * 100_000, " " * 100_000 + "(", "{" * 9999])
def test_odd_strings_of_authors_take_no_time(text: str) -> None:
    assert len(printed_names(text)) <= 1


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([["Lee", "Ann", ""]], ("Ann Lee",)),
        ([["Roe", "Bob", "Jr.", "Lab in Rome"]], ("Bob Roe Jr.",)),
        ([["ATLAS Collaboration", "", ""]], ("ATLAS Collaboration",)),
        ([["Lee", "Ann  M."]], ("Ann M. Lee",)),
        ([["Lee"]], ("Lee",)),
        ([["Lee", "Ann", ""], ["Roe", None, ""], 3, [], "Poe"], ("Ann Lee",)),
        ([["Lee", "Ann", ""], ["R\ud800e", "Bob", ""]], ("Ann Lee",)),
        ([], ("C. Poe",)),
        ("Ann Lee", ("C. Poe",)),
        (None, ("C. Poe",)),
    ],
)
def test_parted_names_come_first(names: object, expected: tuple[str, ...]) -> None:
    assert paper(authors="C. Poe", authors_parsed=names).authors == expected


@pytest.mark.parametrize(
    ("versions", "issued"),
    [
        ([{"version": "v2", "created": "Sat, 16 Oct 2021 18:40:34 GMT"}], ""),
        ([{"version": "v1", "created": "2 Apr 2007 19:18:42 +0000"}], "2007-04-02"),
        ([{"version": "v1", "created": "2007-04-02T19:18:42Z"}], "2007-04-02"),
        ([{"version": "v1", "created": "Mon, 32 Apr 2007 19:18:42 GMT"}], ""),
        ([{"version": "v1", "created": "soon"}], ""),
        ([{"version": "v1"}, {"version": "v1", "created": "2 Apr 2007 19:18:42 GMT"}], ""),
        ([None, 3, {"version": 1}], ""),
        ({"v1": "2 Apr 2007"}, ""),
    ],
)
def test_only_the_first_version_dates_a_paper(versions: object, issued: str) -> None:
    assert paper(versions=versions, update_date="2021-10-18").issued == issued


@given(st.text("Mon, 2 Apr 2007 19:18:42 GMT+-", max_size=30))
def test_no_date_is_an_error(text: str) -> None:
    assert len(posting_day(text)) in {0, 10}


def test_a_doi_of_arxiv_is_its_id() -> None:
    assert first_doi("10.48550/arXiv.1412.6980 10.1000/1") == ("1412.6980", "")
    assert paper(id="", doi="10.48550/arXiv.1412.6980v9").arxiv_id == "1412.6980"
    assert paper(doi="doi: 10.1000/A.").doi == "10.1000/a"
    assert paper(doi="none").doi == ""


@pytest.mark.parametrize(
    ("comment", "urls"),
    [
        ("see GitHub.com/a/b and https://github.com/a/b.git", ["https://github.com/a/b"]),
        (
            "https://gitlab.com/c/d, https://github.com/a/b",
            ["https://gitlab.com/c/d", "https://github.com/a/b"],
        ),
        ("project page: https://a.github.io/b/", []),
        ("https://github.com/a", []),
        ("5 pages, 3 figures", []),
        ("see github", []),
        (None, []),
        (7, []),
    ],
)
def test_only_repositories_in_comments_are_stated(comment: object, urls: list[str]) -> None:
    stated = [statement.value for statement in paper(comments=comment).statements]
    assert stated == (
        ["https://gitlab.com/c/d", "https://github.com/a/b"] if urls is None else urls
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"id": 1412.698, "doi": 3, "categories": 7, "journal-ref": [], "comments": {}},
        {"authors": ["Ann Lee"], "authors_parsed": {}, "versions": "v1"},
        {"id": "not an id", "categories": [None, 3, "\ud800"], "doi": "\udc80"},
    ],
)
def test_an_odd_optional_field_is_as_good_as_missing(fields: dict[str, object]) -> None:
    assert paper(**{"id": "", **fields}) == paper(id="")


def test_identifiers_lose_their_subject_class_and_arrays_of_categories_are_read() -> None:
    assert paper(id="math.GT/0309136").arxiv_id == "math/0309136"
    assert paper(categories=["math.CO cs.CG"]).categories == ("math.CO", "cs.CG")
    assert paper(abstract=None).abstract == ""


@pytest.mark.parametrize(
    "record",
    [
        None,
        7,
        "LoRA",
        {},
        {"title": ""},
        {"title": " \n"},
        {"title": 5},
        {"title": "L\ud800"},
        {"title": "LoRA", "abstract": "\udce9"},
    ],
)
@pytest.mark.parametrize("layout", ["array", "lines"])
def test_a_bad_record_costs_only_itself(record: object, layout: str) -> None:
    records = [LORA, record, ADAM]
    data = as_lines(*records) if layout == "lines" else json.dumps(records).encode()

    found = parsed(data)
    faults = [item for item in found if isinstance(item, Fault)]
    assert [(fault.line, fault.kind) for fault in faults] == [(2, FaultKind.RECORD)]
    assert [item.line for item in found if isinstance(item, Paper)] == [1, 3]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_nothing_gives_nothing(data: bytes) -> None:
    assert parsed(data) == []


@given(data=st.data())
def test_damage_never_raises_and_spares_the_records_before_it(data: st.DataObject) -> None:
    whole = as_lines(LORA, ADAM, LORA)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    damaged = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    if data.draw(st.booleans()):
        damaged = damaged[: data.draw(st.integers(start, len(damaged)))]

    found = parsed(damaged)

    assert all(isinstance(item, Paper | Fault | Printed) for item in found)
    untouched = whole[:start].count(b"\n")
    assert found[:untouched] == parsed(whole)[:untouched]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps(LORA), True),
        ("\ufeff" + json.dumps([LORA], indent=1), True),
        (json.dumps(LORA)[:-20], True),
        (json.dumps({**ADAM, "authors": "A", "comments": None, "categories": "cs.LG"}), True),
        (json.dumps({**ADAM, "versions": []}), True),
        (json.dumps({**ADAM, "report-no": None, "id": "x"}), True),
        (json.dumps(ADAM), False),
        (json.dumps({**ADAM, "categories": "cs.LG"}), False),
        (json.dumps({**ADAM, "id": "W1", "comments": "", "categories": ""}), False),
        ('{"id": "https://openalex.org/W1", "title": "A", "license": null, "versions": []}', False),
        ('[{"paper": {"id": "2410.17243", "title": "A"}, "comments": 1, "categories": 1}]', False),
        ('{"id": "2410.17243", "title": "A", "summary": "", "upvotes": 1, "license": ""}', False),
        ('{"paper_url": "a", "id": "2410.17243", "title": "A", "license": "b"}', False),
        ('{"corpusid": 1, "title": "A", "externalids": {}}', False),
        ("[]", False),
        ("", False),
        ('an "id": "2410.17243" and a "title": "A", "update_date": in text', False),
    ],
)
def test_a_snapshot_is_recognised_by_its_fields(text: str, recognised: bool) -> None:
    assert is_arxiv_snapshot(text) is recognised
