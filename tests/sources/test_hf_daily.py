"""Daily papers as JSON: layouts, fields, and records that are no papers."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Count, Kind, Paper, Relation, Statement
from papergraph.sources import Fault, FaultKind, Printed
from papergraph.sources.hf_daily import is_hf_daily, parse_hf_daily

LORA: dict[str, Any] = {
    "id": "2106.09685",
    "title": "LoRA: Low-Rank\n  Adaptation",
    "summary": "We freeze\nthe weights.",
    "publishedAt": "2021-06-17T17:37:18.000Z",
    "authors": [{"name": "Edward Hu", "hidden": False}, {"name": "Yelong Shen", "hidden": True}],
}
ADAM: dict[str, Any] = {"id": "1412.6980", "title": "Adam", "summary": "A method."}


def item(paper: object, **fields: object) -> dict[str, object]:
    return {"paper": paper, **fields}


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_hf_daily(BytesIO(content)))


def papers(data: object) -> list[Paper]:
    return [found for found in parsed(data) if isinstance(found, Paper)]


def faults(data: object) -> list[Fault]:
    return [found for found in parsed(data) if isinstance(found, Fault)]


def as_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    "data",
    [
        [item(LORA), item(ADAM)],
        [LORA, ADAM],
        as_lines(item(LORA), item(ADAM)),
        as_lines(LORA, ADAM),
        as_lines([item(LORA)], [item(ADAM)]),
        b"\xef\xbb\xbf" + as_lines(LORA, ADAM).replace(b"\n", b"\r\n\r\n"),
        as_lines(LORA, ADAM).rstrip(b"\n"),
        json.dumps([LORA, ADAM], indent=2).encode(),
        [[item(LORA)], [item(ADAM)]],
        {"2024-10-24": [item(LORA)], "2024-10-25": [item(ADAM)]},
        {"periodType": "day", "dailyPapers": [item(LORA), item(ADAM)]},
        as_lines({"dailyPapers": [item(LORA)]}, {"dailyPapers": [item(ADAM)]}),
    ],
    ids=[
        *("array-of-items", "array-of-papers", "lines-of-items", "lines-of-papers"),
        *("lines-of-arrays", "bom-crlf-blank-lines", "no-last-newline", "pretty-printed"),
        *("days-nested", "days-by-date", "page-object", "lines-of-page-objects"),
    ],
)
def test_every_layout_gives_the_same_papers(data: object) -> None:
    assert [paper.title for paper in papers(data)] == ["LoRA: Low-Rank Adaptation", "Adam"]
    assert not faults(data)


@pytest.mark.parametrize("indent", [None, 2], ids=["one-line", "pretty-printed"])
def test_a_single_object_is_a_listing_of_one(indent: int | None) -> None:
    assert len(papers(json.dumps(item(LORA), indent=indent).encode())) == 1


def test_every_field_of_a_paper_is_kept() -> None:
    fields = {
        **LORA,
        "githubRepo": "https://github.com/ms/LoRA",
        "projectPage": "https://lora.io",
        "ai_keywords": ["rank decomposition", "rank decomposition", " adapters "],
        "upvotes": 64,
        "githubStars": 0,
        "organization": {"name": "microsoft"},
    }
    method = (Relation.MENTIONS, Kind.METHOD)

    assert papers([item(fields, publishedAt="2024-10-25T00:57:09.392Z")]) == [
        Paper(
            title="LoRA: Low-Rank Adaptation",
            abstract="We freeze\nthe weights.",
            arxiv_id="2106.09685",
            authors=("Edward Hu", "Yelong Shen"),
            issued="2021-06-17",
            url="https://huggingface.co/papers/2106.09685",
            counts=(
                Count("upvotes", 64, "huggingface", "2024-10-25"),
                Count("stars", 0, "github", "2024-10-25"),
            ),
            statements=(
                Statement(
                    "githubRepo",
                    Relation.HAS_REPOSITORY,
                    Kind.REPOSITORY,
                    "https://github.com/ms/LoRA",
                    0.9,
                ),
                Statement(
                    "projectPage", Relation.HAS_PROJECT_PAGE, Kind.PAGE, "https://lora.io", 0.9
                ),
                Statement("ai_keywords", *method, "rank decomposition", 0.3),
                Statement("ai_keywords", *method, "adapters", 0.3),
            ),
            line=1,
        )
    ]


def test_authors_may_be_names_alone() -> None:
    (paper,) = papers([{**ADAM, "authors": ["Diederik Kingma", " Jimmy Ba ", "", None, 3]}])

    assert paper.authors == ("Diederik Kingma", "Jimmy Ba")


def test_a_single_paper_says_what_of_the_hub_belongs_to_it() -> None:
    (paper,) = papers(
        {
            **ADAM,
            "linkedModels": [{"id": f"ann/m{number}"} for number in range(5)],
            "linkedDatasets": [{"id": "ann/frob_qa"}, {"id": "squad"}, {"id": "ann/"}, {"id": 7}],
            "linkedSpaces": [{"id": "ann/demo"}],
            "numTotalModels": 5,
        }
    )

    page = ("linkedModels", Relation.HAS_PROJECT_PAGE, Kind.PAGE)
    dataset = ("linkedDatasets", Relation.MENTIONS, Kind.DATASET)
    assert paper.statements == (
        Statement(*page, "https://huggingface.co/ann/m0", 0.5),
        Statement(*page, "https://huggingface.co/ann/m1", 0.5),
        Statement(*page, "https://huggingface.co/ann/m2", 0.5),
        Statement(*dataset, "frob_qa", 0.4),
        Statement(*dataset, "squad", 0.4),
    )


@pytest.mark.parametrize(
    ("data", "day"),
    [
        ([item({**ADAM, "upvotes": 1}, publishedAt="2024-10-25T00:57:09Z")], "2024-10-25"),
        ([item({**ADAM, "upvotes": 1, "publishedAt": "2014-12-22"})], ""),
        ([{**ADAM, "upvotes": 1, "publishedAt": "2014-12-22"}], ""),
        ({"2024-10-25": [{**ADAM, "upvotes": 1}]}, "2024-10-25"),
    ],
    ids=["item", "own-date", "bare", "key"],
)
def test_votes_are_of_the_day_of_the_listing(data: object, day: str) -> None:
    assert [paper.counts for paper in papers(data)] == [(Count("upvotes", 1, "huggingface", day),)]


def test_the_page_says_its_day_better_than_its_items() -> None:
    data = {
        "dateString": "2024-10-25",
        "dailyPapers": [item(LORA, publishedAt="2021-06-17"), item(ADAM, publishedAt="2014-12-22")],
    }

    assert [found.date for found in parsed(data) if isinstance(found, Printed)] == ["2024-10-25"]


def test_a_field_is_looked_for_in_both_places() -> None:
    outer = {key: LORA[key] for key in ("title", "summary", "authors")}
    inner = {"id": "2106.09685v2", "title": None}
    data = [item(inner, **outer, githubRepo="https://github.com/ms/LoRA")]

    (paper,) = papers(data)
    assert (paper.arxiv_id, paper.abstract) == ("2106.09685", "We freeze\nthe weights.")
    assert paper.authors == ("Edward Hu", "Yelong Shen")
    assert [one.value for one in paper.statements] == ["https://github.com/ms/LoRA"]


def test_the_date_of_the_listing_is_not_the_papers() -> None:
    (paper,) = papers([item(ADAM, publishedAt="2024-10-25T00:57:09.392Z")])

    assert paper.issued == ""


@pytest.mark.parametrize(
    ("data", "dates"),
    [
        ([item(LORA, publishedAt="2024-10-25T00:57:09Z"), item(ADAM)], ["2024-10-25"]),
        ([item(LORA, publishedAt="2024-10-25"), item(ADAM, publishedAt="2024-10-26")], []),
        ([{**LORA, "submittedOnDailyAt": "2024-10-25T01:00:00Z"}], ["2024-10-25"]),
        ([LORA], []),
        ({"2024-10-25": [LORA]}, ["2024-10-25"]),
        ({"dateString": "2024-10-25", "dailyPapers": [LORA]}, ["2024-10-25"]),
        ({"2024-10-24": [LORA], "2024-10-25": [ADAM]}, []),
        ([item(LORA, publishedAt="soon")], []),
    ],
    ids=["one", "two", "bare", "own-date-only", "key", "page", "two-keys", "no-date"],
)
def test_a_listing_date_is_printed_where_all_agree(data: object, dates: list[str]) -> None:
    assert [found.date for found in parsed(data) if isinstance(found, Printed)] == dates


def test_machine_made_summaries_are_never_the_abstract() -> None:
    fields = {"title": "Adam", "ai_summary": "It optimises.", "ai_keywords": ["optimizer"]}

    assert [paper.abstract for paper in papers([item(fields)])] == [""]


@pytest.mark.parametrize(
    "record",
    [
        None,
        7,
        "LoRA",
        True,
        {},
        {"paper": None},
        {"paper": "LoRA", "title": "LoRA"},
        {"paper": {"id": "2106.09685"}},
        {"title": ""},
        {"title": " \n "},
        {"title": 5},
        {"title": ["LoRA"]},
        {"title": "LoRA", "summary": {"text": "We"}},
        {"title": "L\ud800RA"},
        {"title": "LoRA", "summary": "\udce9"},
        {"error": "Invalid date"},
    ],
    ids=[
        *("null", "number", "string", "bool", "empty", "null-paper", "string-paper", "no-title"),
        *("empty-title", "blank-title", "number-title", "list-title", "object-summary"),
        *("surrogate-title", "surrogate-summary", "error"),
    ],
)
@pytest.mark.parametrize("layout", ["array", "lines"])
def test_a_bad_record_costs_only_itself(record: object, layout: str) -> None:
    records = [LORA, record, ADAM]
    data = as_lines(*records) if layout == "lines" else json.dumps(records).encode()

    (fault,) = faults(data)
    assert (fault.line, fault.kind) == (2, FaultKind.RECORD)
    assert [paper.line for paper in papers(data)] == [1, 3]


@pytest.mark.parametrize(
    "fields",
    [
        {"authors": "Ann Lee"},
        {"authors": [None, 3, {}, {"name": None}, {"name": " "}]},
        {"id": 1412.6980},
        {"id": "not-arxiv"},
        {"publishedAt": 1612137600},
        {"publishedAt": "2024-99-99"},
        {"githubRepo": None, "projectPage": ["https://a.io"]},
        {"githubRepo": "\udc80"},
        {"upvotes": float("nan")},
        {"upvotes": 10**400},
        {"upvotes": 10**18, "githubStars": -1},
        {"upvotes": True, "githubStars": "7"},
        {"ai_keywords": "adapters"},
        {"ai_keywords": [None, 7, " ", "\udc80"], "linkedModels": {"id": "a/b"}},
        {"linkedModels": [None, "a/b", {}], "linkedDatasets": [[], {"id": None}]},
    ],
    ids=[
        *("authors-string", "authors-odd", "number-id", "foreign-id", "number-date", "no-such-day"),
        *("odd-links", "surrogate-link", "nan", "huge-int", "large-int", "odd-counts"),
        *("keyword-string", "odd-keywords", "odd-hub-ids"),
    ],
)
def test_an_odd_optional_field_is_as_good_as_missing(fields: dict[str, object]) -> None:
    plain = {"title": "Adam", "summary": "A method."}

    assert papers([{**plain, **fields}]) == papers([plain])


def test_of_duplicate_keys_the_last_counts() -> None:
    assert papers(b'[{"title": "A", "title": "B", "summary": ""}]')[0].title == "B"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '[{"title":' + "[" * 5000])
def test_deep_nesting_is_a_fault(text: str) -> None:
    assert [fault.kind for fault in faults(text.encode())] != []


def test_a_deeply_nested_field_is_no_harm_where_it_can_be_read() -> None:
    nested = b"[" * 500 + b"]" * 500

    assert len(papers(b'[{"title": "A", "summary": "", "x": ' + nested + b"}]")) == 1


def test_a_cut_array_gives_every_record_before_the_cut() -> None:
    data = json.dumps([LORA, ADAM, LORA], indent=1).encode()

    cut = data[: data.rindex(b"summary") + 12]

    (fault,) = faults(cut)
    assert fault.kind is FaultKind.TRUNCATED
    last = cut.count(b"\n") + 1
    assert fault.found == f"JSON that ends early at line {last} (truncated?)"
    assert [paper.line for paper in papers(cut)] == [1, 2]


@given(
    place=st.integers(min_value=0),
    length=st.integers(min_value=0, max_value=40),
    put=st.binary(max_size=12),
)
def test_damage_raises_nothing_and_spares_what_is_before_it(
    place: int, length: int, put: bytes
) -> None:
    rows = [
        json.dumps(item({**LORA, "id": f"2106.0{number}"})).encode() for number in range(1000, 1006)
    ]
    data = as_lines(*map(json.loads, rows))
    place %= len(data)
    damaged = data[:place] + put + data[place + length :]

    found = parsed(damaged)

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    whole = data.count(b"\n", 0, place)
    assert [x.line for x in found if isinstance(x, Paper)][:whole] == list(range(1, whole + 1))


@given(size=st.integers(min_value=1, max_value=400))
def test_wherever_an_array_is_cut_it_says_so(size: int) -> None:
    data = json.dumps([item(ADAM, publishedAt="2024-10-25", numComments=12), item(LORA)]).encode()
    cut = data[: min(size, len(data) - 1)]

    found = parsed(cut)

    assert [x.kind for x in found if isinstance(x, Fault)] == [FaultKind.TRUNCATED]


def test_a_broken_line_costs_only_itself() -> None:
    data = as_lines(LORA) + b'{"title": "X", "summary": oops}\n' + as_lines(ADAM)

    (fault,) = faults(data)
    assert (fault.line, fault.kind) == (2, FaultKind.SYNTAX)
    assert fault.found == '{"title": "X", "summary": oops}'
    assert [paper.line for paper in papers(data)] == [1, 3]


def test_a_broken_first_line_costs_only_itself() -> None:
    data = b'{"title": "X", oops}\n' + as_lines(LORA, ADAM)

    assert [fault.line for fault in faults(data)] == [1]
    assert [paper.line for paper in papers(data)] == [2, 3]


def test_a_cut_last_line_is_named_as_cut() -> None:
    (fault,) = faults(as_lines(LORA, ADAM)[:-20])

    assert (fault.line, fault.kind) == (2, FaultKind.TRUNCATED)


@pytest.mark.parametrize("layout", ["array", "lines"])
def test_a_byte_that_is_no_utf8_costs_only_its_record(layout: str) -> None:
    bad = b'{"title": "Fr\xe9chet", "summary": ""}'
    good = [json.dumps(record).encode() for record in (LORA, ADAM)]
    rows = [good[0], bad, good[1]]
    data = b"\n".join(rows) if layout == "lines" else b"[" + b",".join(rows) + b"]"

    assert len(faults(data)) == 1
    assert len(papers(data)) == 2


def test_an_array_cut_between_records_says_so() -> None:
    data = json.dumps([[LORA], [ADAM]]).encode()[:-1]

    assert [fault.kind for fault in faults(data)] == [FaultKind.TRUNCATED]
    assert len(papers(data)) == 2


def test_broken_json_inside_an_array_costs_only_itself() -> None:
    data = (
        b"[" + json.dumps(LORA).encode() + b', {"title": oops}, ' + json.dumps(ADAM).encode() + b"]"
    )

    (fault,) = faults(data)
    assert fault.kind is FaultKind.SYNTAX
    assert fault.found.startswith('{"title": oops}')
    assert len(papers(data)) == 2


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ('[{"paper": {"id": "2410.17243", "title": "A"}}]', True),
        ('[{"paper": {"title": "A", "summary": "B"}}]', True),
        ('{"id": "2410.17243", "title": "A", "summary": "B", "upvotes": 3}', True),
        ('{"title": "A", "id": "2410.17243v2", "publishedAt": "2024", "summary": "B"}', True),
        ('\n [ {"submittedOnDailyAt": "2024-10-22", "title":', True),
        ('{"id": "2410.17243", "title": "A", "summary": "B"}', False),
        ('{"title": "A", "summary": "B", "publishedAt": "2024-10-22"}', False),
        ('{"title": "A", "abstract": "B", "publishedAt": "2024", "id": "2410.17243"}', False),
        ('{"title": "A", "abstract": "B", "upvotes": 3}', False),
        ('{"entry_id": "http://arxiv.org/abs/2410.17243v1", "title": "A", "summary": "B"}', False),
        ('{"periodType": "day", "dailyPapers": [{"title": "A"}]}', True),
        ('{"n": 0, "title": "A", "methods": []}', False),
        ('{"id": "2410.17243", "title": "A", "abstract": "B", "categories": "cs.LG"}', False),
        ('{"paper_url": "a", "title": "A", "abstract": "B"}', False),
        ('{"name": "A", "paper": {"title": "B", "url": "c"}, "num_papers": 1}', False),
        ("[]", False),
        ("{}", False),
        ('The "summary": of a "title": is text', False),
    ],
    ids=[
        *("item", "item-without-id", "paper", "paper-of-other-order", "cut", "page"),
        *("no-own-field", "camel-case-date", "abstract-and-date", "votes", "arxiv-package"),
        *("annotation", "snapshot", "pwc", "pwc-method", "array", "object", "text"),
    ],
)
def test_daily_papers_are_recognised_by_their_fields(text: str, recognised: bool) -> None:
    assert is_hf_daily(text) is recognised
