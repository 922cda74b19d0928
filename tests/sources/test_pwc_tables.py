"""Papers with Code: leaderboards, their tree, their values and their papers."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Paper, Result
from papergraph.sources import Fault, FaultKind, Printed
from papergraph.sources.pwc_tables import is_pwc_evaluations, parse_pwc_evaluations


def row(title: object = "Adam", **fields: object) -> dict[str, object]:
    return {
        "code_links": [{"title": "a/b", "url": "https://github.com/a/b"}],
        "metrics": {"Accuracy": "92.3%"},
        "model_links": [],
        "model_name": "Adam-L",
        "paper_date": "2014-12-22",
        "paper_title": title,
        "paper_url": "https://arxiv.org/abs/1412.6980v9",
        "uses_additional_data": False,
        **fields,
    }


def dataset(name: str, *rows: object, **fields: object) -> dict[str, object]:
    return {
        "dataset": name,
        "dataset_citations": [],
        "dataset_links": [],
        "description": "",
        "sota": {"metrics": ["Accuracy"], "rows": list(rows)},
        "subdatasets": [],
        **fields,
    }


def task(name: str, *datasets: object, **fields: object) -> dict[str, object]:
    return {
        "categories": ["Vision"],
        "datasets": list(datasets),
        "description": "",
        "source_link": None,
        "subtasks": [],
        "synonyms": [],
        "task": name,
        **fields,
    }


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_pwc_evaluations(BytesIO(content)))


def papers(data: object) -> list[Paper]:
    return [found for found in parsed(data) if isinstance(found, Paper)]


def of_row(**fields: object) -> list[Paper | Fault | Printed]:
    return parsed([task("Sorting", dataset("Frobs", row(**fields)))])


def value_of(given_value: object) -> str:
    (paper,) = papers([task("Sorting", dataset("Frobs", row(metrics={"F1": given_value})))])
    return paper.results[0].value if paper.results else ""


def test_a_row_is_a_paper_with_its_results() -> None:
    metrics = {"Accuracy": "92.30%", "F1": "n/a", "Params": "76.4M", "Rank": 3}

    assert of_row(metrics=metrics) == [
        Paper(
            title="Adam",
            arxiv_id="1412.6980",
            issued="2014-12-22",
            url="https://arxiv.org/abs/1412.6980v9",
            results=(
                Result("Sorting", "Frobs", "Accuracy", "92.3", "Adam-L"),
                Result("Sorting", "Frobs", "Rank", "3", "Adam-L"),
            ),
            line=1,
        )
    ]


def test_the_tree_is_read_to_its_leaves_in_the_order_of_the_file() -> None:
    part = {"subdataset": "dev", "sota": {"rows": [row("B")]}, "subdatasets": []}
    named = {"subdataset": "Frobs-hard", "sota": {"rows": [row("C")]}, "subdatasets": []}
    deep = task("Fast sorting", dataset("Knobs", row("E")))
    data = [
        task(
            "Sorting",
            dataset("Frobs", row("A"), subdatasets=[part, named]),
            dataset("Nubs", row("D")),
            subtasks=[task("Quick sorting", subtasks=[deep])],
        ),
        task("Naming", dataset("Frobs", row("F"))),
    ]

    found = papers(data)

    assert [(x.title, x.results[0].task, x.results[0].dataset, x.line) for x in found] == [
        ("A", "Sorting", "Frobs", 1),
        ("B", "Sorting", "Frobs dev", 1),
        ("C", "Sorting", "Frobs-hard", 1),
        ("D", "Sorting", "Nubs", 1),
        ("E", "Fast sorting", "Knobs", 1),
        ("F", "Naming", "Frobs", 2),
    ]


@pytest.mark.parametrize(
    ("given_value", "value"),
    [
        ("92.30%", "92.3"),
        (" 92.3 % ", "92.3"),
        ("1,234,567.0", "1234567"),
        ("1 234", "1234"),
        ("76.4 ± 0.2", "76.4"),
        ("76.4±0.2%", "76.4"),
        ("76.4 +/- 0.2", "76.4"),
        ("76.4+-0.2", "76.4"),
        ("-0.50", "-0.5"),
        ("−0.5", "-0.5"),
        ("-0.0", "0"),
        ("+3", "3"),
        (".5", "0.5"),
        ("007", "7"),
        ("100", "100"),
        ("1e2", "100"),
        ("1E-3", "0.001"),
        (1e-07, "0.0000001"),
        (0.10, "0.1"),
        (5, "5"),
        ("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345"),
    ],
)
def test_a_value_is_a_decimal_number_in_its_one_form(given_value: object, value: str) -> None:
    assert value_of(given_value) == value


@pytest.mark.parametrize(
    "given_value",
    [
        *("", " ", "-", "--", ".", "%", "n/a", "76.4M", "~5", "<5", "76.4 (0.2)", "76.4*", "±1"),
        *("92,3", "12,34,567", "1_000", "e-3", ".e5", "１２", "1 2", "12:30", "nan", "Infinity"),
        *("1e999999", "9" * 500, None, True, [], {}, float("inf"), "\udc80"),
    ],
    ids=ascii,
)
def test_what_is_no_decimal_number_is_no_result(given_value: object) -> None:
    assert value_of(given_value) == ""


@pytest.mark.parametrize(
    ("url", "keys"),
    [
        ("https://arxiv.org/abs/1412.6980v9", ("arxiv:1412.6980",)),
        ("https://paperswithcode.com/paper/adam", ("pwc:adam",)),
        ("https://aclanthology.org/P19-1001/", ("acl:p19-1001",)),
        ("https://doi.org/10.1145/1.2", ("doi:10.1145/1.2",)),
        ("http://papers.nips.cc/paper/1.pdf", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_the_identifier_of_a_paper_is_its_address(url: str | None, keys: tuple[str, ...]) -> None:
    (paper,) = of_row(paper_url=url)

    assert isinstance(paper, Paper)
    assert (paper.keys, paper.url) == (keys, url or "")


@pytest.mark.parametrize("title", [None, ""])
@pytest.mark.parametrize("url", [None, "", 7])
def test_a_row_of_no_paper_is_left_out(title: object, url: object) -> None:
    assert of_row(title=title, paper_url=url) == []


@pytest.mark.parametrize(
    "title", [None, "", " ", 7, "A\udce9", "https://arxiv.org/abs/1412.6980"], ids=ascii
)
def test_a_paper_without_a_title_costs_only_its_row(title: object) -> None:
    found = parsed([task("Sorting", dataset("Frobs", row("A"), row(title), row("B")))])

    assert [type(one) for one in found] == [Paper, Fault, Paper]
    assert isinstance(found[1], Fault)
    assert (found[1].line, found[1].kind) == (1, FaultKind.RECORD)
    assert found[1].expected == "a title"


def test_a_result_has_a_task_and_a_dataset() -> None:
    nameless = [task("", dataset("Frobs", row())), task("Sorting", dataset(" ", row()))]

    assert [paper.results for paper in papers(nameless)] == [(), ()]


@pytest.mark.parametrize("metrics", [None, [], "92", 7, {}, {" ": "1"}, {"\udc80": "1"}], ids=ascii)
def test_a_row_without_metrics_is_a_paper_still(metrics: object) -> None:
    (paper,) = of_row(metrics=metrics)

    assert isinstance(paper, Paper)
    assert paper.results == ()


@pytest.mark.parametrize("value", [None, 7, "x", {}, [None, 7, "x", []]], ids=repr)
@pytest.mark.parametrize("field", ["datasets", "subtasks", "subdatasets", "sota", "categories"])
def test_an_odd_part_of_the_tree_is_as_good_as_missing(field: str, value: object) -> None:
    good = task("Sorting", dataset("Frobs", row()))

    assert parsed([{**task("Naming"), field: value}, good]) == parsed([task("Naming"), good])


@pytest.mark.parametrize("rows", [None, 7, {}, [None, 7, "x", []]], ids=repr)
def test_odd_rows_are_as_good_as_missing(rows: object) -> None:
    assert parsed([task("Sorting", dataset("Frobs", sota={"rows": rows}))]) == []


@pytest.mark.parametrize("record", [None, 7, "Sorting", True], ids=repr)
def test_a_record_that_is_no_task_costs_only_itself(record: object) -> None:
    good = task("Sorting", dataset("Frobs", row()))

    first, fault, last = parsed([good, record, good])

    assert isinstance(fault, Fault)
    assert (fault.line, fault.expected) == (2, "a task")
    assert isinstance(first, Paper)
    assert isinstance(last, Paper)


def test_a_deep_tree_is_no_harm() -> None:
    tree = task("Leaf", dataset("Frobs", row()))
    for number in range(200):
        tree = task(f"T{number}", subtasks=[tree])

    assert [paper.results[0].task for paper in papers([tree])] == ["Leaf"]


def test_an_empty_dump_is_nothing() -> None:
    assert [parsed(data) for data in (b"", b"[]", b" \n")] == [[], [], []]


def _dump() -> bytes:
    tasks: list[dict[str, Any]] = [
        task(f"Sorting {number}", dataset("Frobs", row(f"Paper {number}"))) for number in range(4)
    ]
    return json.dumps(tasks).encode()


@given(size=st.integers(min_value=1))
def test_wherever_a_dump_is_cut_it_says_so(size: int) -> None:
    data = _dump()
    cut = data[: size % len(data) or 1]

    found = parsed(cut)

    assert [x.kind for x in found if isinstance(x, Fault)] == [FaultKind.TRUNCATED]
    whole = sum(f'"task": "Sorting {number}"}}'.encode() in cut for number in range(4))
    assert sum(isinstance(x, Paper) for x in found) == whole


@given(
    place=st.integers(min_value=0),
    length=st.integers(min_value=0, max_value=40),
    put=st.binary(max_size=12),
)
def test_damage_raises_nothing_and_spares_what_is_before_it(
    place: int, length: int, put: bytes
) -> None:
    data = _dump()
    place %= len(data)

    found = parsed(data[:place] + put + data[place + length :])

    assert all(isinstance(x, Paper | Fault | Printed) for x in found)
    before = data[: max(place - 3, 0)]
    whole = sum(f'"task": "Sorting {number}"}}'.encode() in before for number in range(4))
    titles = [x.title for x in found if isinstance(x, Paper)]
    assert titles[:whole] == [f"Paper {number}" for number in range(whole)]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps([task("Sorting", dataset("Frobs", row()))]), True),
        (json.dumps([task("Sorting", dataset("Frobs", row()))])[:300], True),
        (json.dumps([task("Sorting")], indent=2), True),
        ('[{"paper_url": "a", "title": "A", "abstract": "B", "tasks": []}]', False),
        ('[{"paper_title": "A", "repo_url": "b", "is_official": true}]', False),
        ('[{"id": "2410.17243", "title": "A", "datasets": ["B"]}]', False),
        ('The "datasets": [ and the "subtasks": [ of a task', False),
        ("[]", False),
    ],
    ids=["dump", "cut", "pretty", "papers", "links", "other", "text", "array"],
)
def test_leaderboards_are_recognised_by_their_fields(text: str, recognised: bool) -> None:
    assert is_pwc_evaluations(text) is recognised
