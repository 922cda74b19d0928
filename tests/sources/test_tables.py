"""Plain tables: columns, delimiters, cells, rows that do not fit, and files that are no tables."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed
from papergraph.sources.tables import is_csv, is_jsonl, parse_csv, parse_jsonl

ROWS = "Title,Abstract,Year\nLoRA,We freeze.,2021\nAdam,A method.,2014\n"
LORA: dict[str, Any] = {"title": "LoRA", "abstract": "We freeze.", "year": 2021}


def parsed(text: str | bytes, **columns: str) -> list[Paper | Fault | Printed]:
    return list(parse_csv(BytesIO(text if isinstance(text, bytes) else text.encode()), columns))


def papers(text: str | bytes, **columns: str) -> list[Paper]:
    return [found for found in parsed(text, **columns) if isinstance(found, Paper)]


def faults(text: str | bytes, **columns: str) -> list[Fault]:
    return [found for found in parsed(text, **columns) if isinstance(found, Fault)]


def row(**cells: str) -> Paper:
    table = StringIO()
    writer = csv.writer(table)
    writer.writerows([["title", *cells], ["A", *cells.values()]])
    (paper,) = papers(table.getvalue())
    return paper


def objects(*records: object, **columns: str) -> list[Paper | Fault | Printed]:
    data = b"".join(json.dumps(record).encode() + b"\n" for record in records)
    return list(parse_jsonl(BytesIO(data), columns))


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        ROWS.rstrip().encode(),
        b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode(),
        ("\n\n" + ROWS.replace("\nAdam", "\n\nAdam") + "\n,,\n").encode(),
        ROWS.replace(",", "\t").encode(),
        ROWS.replace(",", ";").encode(),
        ("sep=;\n" + ROWS.replace(",", ";")).encode(),
        ROWS.replace("Title", '"paper_title"').replace("Abstract", "SUMMARY").encode(),
        ROWS.replace("Title", "Paper-Title").replace("Abstract", "Description").encode(),
        ROWS.replace("Title", " Name ").encode(),
    ],
    ids=[
        *("plain", "no-last-newline", "bom-crlf", "blank-rows", "tabs", "semicolons", "sep"),
        *("quoted-names", "synonyms", "name"),
    ],
)
def test_every_layout_gives_the_same_papers(data: bytes) -> None:
    found = [(paper.title, paper.abstract, paper.issued) for paper in papers(data)]

    assert found == [("LoRA", "We freeze.", "2021"), ("Adam", "A method.", "2014")]
    assert not faults(data)


def test_every_column_is_read() -> None:
    paper = row(
        Authors="Edward Hu; Yelong Shen",
        published="2021-06-17",
        DOI="https://doi.org/10.1000/A",
        arXiv_ID="2106.09685v2",
        URL="https://aclanthology.org/P19-1001",
        Venue="ICLR",
        Code="https://github.com/microsoft/LoRA",
        project_page="https://lora.example.org/",
        keywords="adapters; NLP",
        pmid="123",
    )

    assert paper == Paper(
        title="A",
        arxiv_id="2106.09685",
        doi="10.1000/a",
        identifiers=("acl:p19-1001", "pmid:123"),
        authors=("Edward Hu", "Yelong Shen"),
        issued="2021-06-17",
        url="https://aclanthology.org/P19-1001",
        categories=("adapters", "NLP"),
        venue="ICLR",
        statements=(
            Statement(
                *("Code", Relation.HAS_REPOSITORY, Kind.REPOSITORY),
                *("https://github.com/microsoft/LoRA", 0.9),
            ),
            Statement(
                *("project_page", Relation.HAS_PROJECT_PAGE, Kind.PAGE),
                *("https://lora.example.org", 0.9),
            ),
        ),
        line=2,
    )


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Edward Hu, Yelong Shen", ("Edward Hu", "Yelong Shen")),
        (
            "Edward Hu, Yelong Shen and Phillip Wallis",
            ("Edward Hu", "Yelong Shen", "Phillip Wallis"),
        ),
        (
            "Edward Hu, Yelong Shen, and Phillip Wallis",
            ("Edward Hu", "Yelong Shen", "Phillip Wallis"),
        ),
        ("Edward Hu and Yelong Shen", ("Edward Hu", "Yelong Shen")),
        ("Hu, Edward and Shen, Yelong", ("Edward Hu", "Yelong Shen")),
        ("Hu, Edward; Shen, Yelong", ("Edward Hu", "Yelong Shen")),
        ("Hu, Edward", ("Edward Hu",)),
        ("Edward Hu|Yelong Shen", ("Edward Hu", "Yelong Shen")),
        ("Hu, E., Shen, Y.", ("E. Hu", "Y. Shen")),
        (
            "Hu, E. J., Shen, Y.-L., & Van Der Berg, P.",
            ("E. J. Hu", "Y.-L. Shen", "P. Van Der Berg"),
        ),
        ("Hu, Edward and Shen, Yelong and others", ("Edward Hu", "Yelong Shen")),
        ("Hu, Edward and others", ("Edward Hu",)),
        ("Hu, E., Shen, Y. and others", ("E. Hu", "Y. Shen")),
        ("Edward Hu, Yelong Shen, et al.", ("Edward Hu", "Yelong Shen")),
        ("others", ()),
        ("Edward Hu and others", ("Edward Hu",)),
        ("Edward Hu & Yelong Shen", ("Edward Hu", "Yelong Shen")),
        ("Hu, E. & Shen, Y.", ("E. Hu", "Y. Shen")),
        ("Edward Hu, Y. Shen", ("Edward Hu", "Y. Shen")),
        ("Sandra Others, Andrew Land", ("Sandra Others", "Andrew Land")),
        ("['Edward Hu', \"Sean O'Brien\"]", ("Edward Hu", "Sean O'Brien")),
        ('["Edward Hu"]', ("Edward Hu",)),
        ("[]", ()),
        ("nan", ()),
        ("", ()),
    ],
)
def test_authors_in_a_cell(cell: str, authors: tuple[str, ...]) -> None:
    assert row(authors=cell).authors == authors


@pytest.mark.parametrize(
    ("cells", "arxiv"),
    [
        ({"arxiv": "https://arxiv.org/abs/2106.09685"}, "2106.09685"),
        ({"id": "2106.09685"}, "2106.09685"),
        ({"url": "https://arxiv.org/pdf/2106.09685v1"}, "2106.09685"),
        ({"doi": "10.48550/arXiv.2106.09685"}, "2106.09685"),
        ({"id": "17"}, ""),
        # A spreadsheet took 2106.09680 for a number.
        ({"arxiv_id": "2106.0968"}, ""),
        ({"arxiv_id": "1412.6980"}, "1412.6980"),
    ],
)
def test_the_arxiv_id(cells: dict[str, str], arxiv: str) -> None:
    assert row(**cells).arxiv_id == arxiv


def test_what_stands_for_nothing_is_nothing() -> None:
    paper = row(abstract="NaN", year="None", url="n/a", venue="null", code="", doi="-")

    assert paper == Paper(title="A", line=2)


def test_the_next_date_counts_where_the_first_is_none() -> None:
    text = (
        "title,year,date,submitted\nA,2021,2021-06-17,x\nB,2020,,x\nC,2020,soon,x\nD,,-,2019-01\n"
    )

    assert [paper.issued for paper in papers(text)] == ["2021-06-17", "2020", "2020", "2019-01"]
    assert [
        paper.issued
        for paper in objects({"title": "A", "date": None, "year": 2021}, {"title": "B", "year": 1})
        if isinstance(paper, Paper)
    ] == ["2021", ""]


def test_a_column_that_holds_another_field_states_no_date() -> None:
    (paper,) = papers("title,date,year\nA,,2021\n", venue="year")

    assert (paper.venue, paper.issued) == ("2021", "")


def test_the_columns_of_zotero_are_known() -> None:
    paper = row(
        **{"Item Type": "journalArticle", "Publication Year": "2021", "Author": "Hu, Edward J."},
        **{
            "Publication Title": "ICLR",
            "DOI": "10.1145/1",
            "Url": "http://arxiv.org/abs/2106.09685",
        },
        **{"Abstract Note": "We freeze.", "Date": "", "Date Added": "2024-01-01 10:00:00"},
        **{"Manual Tags": "adapters; NLP"},
    )

    assert paper == Paper(
        title="A",
        abstract="We freeze.",
        arxiv_id="2106.09685",
        doi="10.1145/1",
        authors=("Edward J. Hu",),
        issued="2021",
        url="http://arxiv.org/abs/2106.09685",
        categories=("adapters", "NLP"),
        venue="ICLR",
        line=2,
    )


def test_the_better_of_two_names_is_the_title() -> None:
    found = papers("name,description,title,abstract\nleft-pad,Pads.,LoRA,We freeze.\n")

    assert [(paper.title, paper.abstract) for paper in found] == [("LoRA", "We freeze.")]


def test_a_caller_says_which_column_is_which() -> None:
    text = "Title,Label,Text,When\nmr,LoRA,We freeze.,2021\n"

    (paper,) = papers(text, title="label", abstract="Text", year="When")
    assert (paper.title, paper.abstract, paper.issued) == ("LoRA", "We freeze.", "2021")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"title": "Name"}, "a column 'Name'"),
        ({"abstract": "Text"}, "a column 'Text'"),
        ({"colour": "Text"}, "a field among title, "),
    ],
)
def test_a_column_that_is_not_there_is_one_fault(columns: dict[str, str], expected: str) -> None:
    for found in (parsed(ROWS, **columns), objects(LORA, LORA, **columns)):
        (fault,) = found
        assert isinstance(fault, Fault)
        assert fault.expected.startswith(expected)
        assert fault.found.lower() == "columns title, abstract, year"
        assert fault.kind is FaultKind.FORMAT


def test_a_table_without_titles_is_one_fault() -> None:
    (fault,) = parsed("a,b\n1,2\n3,4\n")
    assert str(fault) == ":1: expected a column 'title', found columns a, b"
    assert len(objects({"a": 1}, {"b": 2})) == 1


def test_cells_hold_delimiters_quotation_marks_and_line_breaks() -> None:
    text = 'title,abstract\n"LoRA: ""Low"",\nrank","We\r\nfreeze, then\n\ntrain."\nAdam,A\n'

    first, second = papers(text)
    assert first.title == 'LoRA: "Low", rank'
    assert first.abstract == "We\r\nfreeze, then\n\ntrain."
    assert (first.line, second.line) == (2, 7)


def test_a_cell_may_be_long() -> None:
    assert len(papers("title,abstract\nA," + "word " * 60_000 + "\n")) == 1


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("LoRA,We freeze", "3 values"),
        ("LoRA,We freeze, then train,2021", "3 values"),
        (",We freeze.,2021", "a title"),
        (" ,We freeze.,2021", "a title"),
        ("nan,We freeze.,2021", "a title"),
    ],
)
def test_a_row_that_does_not_fit_costs_only_itself(broken: str, expected: str) -> None:
    text = ROWS + broken + "\nSGD,Old.,1951\n"

    (fault,) = faults(text)
    assert (fault.line, fault.expected, fault.kind) == (4, expected, FaultKind.RECORD)
    assert [paper.title for paper in papers(text)] == ["LoRA", "Adam", "SGD"]


def test_empty_values_behind_the_last_column_are_no_fault() -> None:
    assert len(papers("title,year\nA,2021,,\n")) == 1


def test_a_row_that_is_not_utf8_costs_only_itself() -> None:
    text = ROWS.encode() + b"Fr\xe9chet,A,2020\nSGD,Old.,1951\n"

    (fault,) = faults(text)
    assert (fault.line, fault.kind) == (4, FaultKind.ENCODING)
    assert [paper.title for paper in papers(text)] == ["LoRA", "Adam", "SGD"]


STRAYS = {
    "first-cell": '"SGD,Old.,1951',
    "middle-cell": 'SGD,"Old.,1951',
    "last-cell": 'SGD,Old.,"1951',
    "closed-on-a-later-line": '"SGD,Old.,1951\nB,"Bad" quotes.,1952',
    "two-lines": '"SGD,Old.,1951\n"B,Old.,1952',
    "taking-in-another-row": '"SGD,Old.,1951\nB,Old.,1952"',
}


@pytest.mark.parametrize("stray", STRAYS.values(), ids=[*STRAYS])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_quotation_mark_that_nothing_closes_costs_its_line(stray: str, end: str) -> None:
    text = ROWS + stray + '\nMuon,"New,\nand fast.",2024\nLion,Found.,2023\n'

    first = faults(text.replace("\n", end))[0]
    assert (first.line, first.kind) == (4, FaultKind.SYNTAX)
    assert first.expected == "a quotation mark that ends the cell"
    found = papers(text.replace("\n", end))
    assert [paper.title for paper in found if paper.title != "B"] == [
        "LoRA",
        "Adam",
        "Muon",
        "Lion",
    ]
    assert found[-2].abstract == f"New,{end}and fast."
    assert found[-1].line == text.count("\n")


def test_a_stray_quotation_mark_in_the_first_row_hides_no_table() -> None:
    assert is_csv('title,abstract\n"A,B\nC,D\n')
    assert not is_csv('Title, abstract\n"A line", of prose, it is.\n')


def test_a_table_may_end_behind_a_stray_quotation_mark() -> None:
    text = ROWS + '"SGD,Old.,1951\nA,B,1\nC,D,2\n'

    assert [(fault.line, fault.kind) for fault in faults(text)] == [(4, FaultKind.SYNTAX)]
    assert [paper.line for paper in papers(text)] == [2, 3, 5, 6]


@pytest.mark.parametrize("cut", ['"SGD,Old', 'SGD,"Old.\n\nIt is,\nand stays', 'SGD,"'])
def test_a_table_that_is_cut_inside_a_cell_says_so(cut: str) -> None:
    (fault,) = faults(ROWS + cut)

    assert (fault.line, fault.kind) == (4, FaultKind.TRUNCATED)
    assert len(papers(ROWS + cut)) == 2


def test_a_quotation_mark_that_nothing_closes_is_not_followed_beyond_the_longest_cell() -> None:
    text = ROWS + '"SGD,Old.,1951\n' + f"A,{'B' * 2000},2020\n" * 1000

    assert [fault.line for fault in faults(text)] == [4]
    assert len(papers(text)) == 1002


def test_a_row_of_endless_lines_is_given_up() -> None:
    class Endless(BytesIO):
        taken = 0

        def __next__(self) -> bytes:
            self.taken += 1
            return super().__next__()

    stream = Endless(b'title,abstract\n"A\n' + b'","\n' * 100_000)

    found = next(parse_csv(stream))
    assert isinstance(found, Fault)
    assert found.line == 2
    assert stream.taken < 70_000


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('"Why should I trust you?', '"Why should I trust you?'),
        ('"Why should I" trust you?', '"Why should I" trust you?'),
        ('"A" is "B"', '"A" is "B"'),
        ('Say "yes"', 'Say "yes"'),
        ('"Say ""yes"""', 'Say "yes"'),
        ('"All\tof it"', "All\tof it"),
        ('"All\nof it"', "All of it"),
        ('"', '"'),
    ],
)
def test_between_tabs_a_stray_quotation_mark_is_text(line: str, title: str) -> None:
    text = f'title\tabstract\n{line}\tA.\n"SGD"\t"Old."\n'

    assert [(paper.title, paper.abstract) for paper in papers(text)] == [
        (title, "A."),
        ("SGD", "Old."),
    ]
    assert not faults(text)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@given(
    cells=st.lists(
        st.text(st.sampled_from('ab",;\t\n \r'), max_size=8).map(lambda cell: f"x{cell}x"),
        min_size=2,
        max_size=12,
    )
)
def test_what_is_quoted_as_it_should_be_comes_out(delimiter: str, cells: list[str]) -> None:
    table = StringIO(newline="")
    rows = [[one, other] for one, other in zip(cells[::2], cells[1::2], strict=False)]
    csv.writer(table, delimiter=delimiter).writerows([["title", "abstract"], *rows])

    found = parsed(table.getvalue())

    assert [one.abstract for one in found if isinstance(one, Paper)] == [row[1] for row in rows]


def test_nothing_is_nothing() -> None:
    assert parsed("") == []
    assert parsed("\n\n") == []
    assert parsed("title,abstract\n") == []


def test_objects_of_json() -> None:
    record = {**LORA, "authors": ["Edward Hu", {"name": "Yelong Shen"}, 3], "Code_URL": None}

    assert objects(record, {"Name": "Adam", "categories": "cs.LG, stat.ML"}) == [
        Paper(
            title="LoRA",
            abstract="We freeze.",
            authors=("Edward Hu", "Yelong Shen"),
            issued="2021",
            line=1,
        ),
        Paper(title="Adam", categories=("cs.LG", "stat.ML"), line=2),
    ]


def test_objects_whose_fields_a_caller_names() -> None:
    first, second = objects({"t": "LoRA"}, {"t": "Adam", "x": "A."}, title="T", abstract="x")

    assert isinstance(first, Paper)
    assert isinstance(second, Paper)
    assert (first.title, second.abstract) == ("LoRA", "A.")


@pytest.mark.parametrize(
    "record",
    [None, 7, "LoRA", {}, {"title": None}, {"title": 3}, {"abstract": "We"}, {"title": "\ud800"}],
)
def test_an_object_without_a_title_costs_only_itself(record: object) -> None:
    first, fault, last = objects(LORA, record, LORA)

    assert isinstance(first, Paper)
    assert isinstance(last, Paper)
    assert isinstance(fault, Fault)
    assert (fault.line, fault.kind) == (2, FaultKind.RECORD)


@pytest.mark.parametrize(
    "fields",
    [
        *({"abstract": 3}, {"authors": 3}, {"authors": [None]}, {"year": [2021]}, {"year": True}),
        *({"doi": {}}, {"code": ["x"]}, {"url": "\udc80"}, {"venue": float("nan")}, {"tags": {}}),
    ],
)
def test_an_odd_optional_field_is_as_good_as_missing(fields: dict[str, object]) -> None:
    assert objects({"title": "A", **fields}) == [Paper(title="A", line=1)]


@given(
    start=st.integers(0, 200),
    size=st.integers(0, 30),
    put=st.binary(max_size=8) | st.sampled_from([b'"', b"\r", b"\n", b",", b";", b"\x00"]),
)
def test_damage_raises_nothing_and_spares_what_comes_before(
    start: int, size: int, put: bytes
) -> None:
    data = (ROWS + '"S\nGD","Old, but ""good"".",1951\nMuon,New.,2024\n').encode()
    damaged = data[:start] + put + data[start + size :]
    lines = b"\n".join(json.dumps(LORA).encode() for _ in range(3))

    found = parsed(damaged)
    found += parse_jsonl(BytesIO(lines[:start] + put + lines[start + size :]))

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(ROWS):
        assert [one.title for one in found[:2] if isinstance(one, Paper)] == ["LoRA", "Adam"]


PAGE = "new\n\nGet trending papers, in your inbox!\n\nLoRA, a title\n\nWe freeze, and train.\n"


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (ROWS, True),
        (ROWS.replace(",", "\t"), True),
        (ROWS.replace(",", ";"), True),
        ("sep=;\n" + ROWS.replace(",", ";"), True),
        (",title,arxiv\n0,A,2106.09685\n", True),
        ("title,abstract\n", True),
        ('title,abstract\n"A\nB","C"\n', True),
        ("title,abstract\n" + "A,B\n" * 20_000, True),
        ("name,abstract\nA,B\n", True),
        ("name,age\nAnn,30\n", False),
        ("name,description\nleft-pad,Pads.\n", False),
        ("title\nLoRA\n", False),
        ("a,b\n1,2\n", False),
        (PAGE, False),
        ("Title, and a line of prose that goes on\n\nWe freeze.\n", False),
        ("Title, abstract\n\nThe above is a line, of prose, with commas.\n", False),
        ("new, title\nOne two three\n", False),
        (json.dumps([LORA]), False),
        ('{"title": "A", "abstract": "B"}\n', False),
        ("<feed><title>A, abstract</title></feed>", False),
        ("@article{a, title={A}, abstract={B}}", False),
        ("TY  - JOUR\nTI  - A\n", False),
        ("| title | abstract |\n|---|---|\n| A | B |\n", False),
        ("", False),
    ],
)
def test_a_table_is_recognised_by_its_header(text: str, recognised: bool) -> None:
    assert is_csv(text) is recognised


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps(LORA), True),
        (json.dumps([LORA, LORA], indent=1)[:-20], True),
        (json.dumps({"title": "A", "abstract": None}) + "\n" + json.dumps(LORA), True),
        ('{"name": "A", "summary": "B"}', True),
        ('{"title": "A", "description": "B"}', True),
        ('{"name": "left-pad", "description": "Pads."}', False),
        ('{"$schema": "s", "title": "A", "description": "B"}', False),
        ('{"title": "A", "abst\n' + json.dumps(LORA), True),
        ('[\n  {"title": "A", oops},\n  ' + json.dumps(LORA) + "\n]", True),
        ("\n".join(['{"title": oops}'] * 15 + [json.dumps(LORA)]), True),
        ("\n".join(['{"title": oops}'] * 5000), False),
        ('{"title": oops,\n  "info":\n  {"title": "A", "description": "B"}\n}', False),
        (25 * '{"title": "A", "summary": null}\n' + '{"title": "A", "summary": "B"}', True),
        ('{"title": "A", "abstract": null}', True),
        ('{"title": "A", "abstract": ""}', True),
        ('{"title": "A", "summary": null}', False),
        ('{"name": "A", "abstract": null}', False),
        ('{"title": null, "abstract": null}', False),
        ('{"title": "A", "abstract": false}', False),
        ('{"title": "A"}', False),
        ('{"title": "A", "abstract": {"p": "B"}}', False),
        ('{"title": "A", "abst', False),
        ('{"papers": [{"title": "A", "abstract": "B"}]}', False),
        (ROWS, False),
        (PAGE, False),
        ("[1, 2]", False),
        ("[" * 5000, False),
        ('{"a":' * 5000, False),
        ("", False),
    ],
)
def test_objects_are_recognised_by_a_title_and_an_abstract(text: str, recognised: bool) -> None:
    assert is_jsonl(text) is recognised
