from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rich.cells import cell_len, set_cell_size

from papergraph.errors import QueryError
from papergraph.query import GRAPH_FORMATS, RESULT_FORMATS, Form, ResultTable, dump_table
from papergraph.query.columns import format_columns, width_of

LORA = NamedNode("https://w3id.org/papergraph/method/lora")
TABLE = ResultTable(
    ("method", "quote", "papers"),
    (
        (LORA, Literal('a | b,\n"c" 低秩'), Literal(3)),
        (LORA, None, Literal("x", language="en")),
    ),
)
EMPTY = ResultTable(("method",), ())
TRIPLES = (
    Triple(LORA, NamedNode("https://w3id.org/papergraph/ns#level"), Literal("named")),
    Triple(LORA, NamedNode("http://other.example/p"), Literal("a\nb", language="en")),
)
GRAPH = ResultTable(("subject", "predicate", "object"), tuple(map(tuple, TRIPLES)), Form.GRAPH)
TRUTH = ResultTable(("answer",), ((Literal(value=True),),), Form.TRUTH)


def test_rows_are_plain_strings_with_whole_iris() -> None:
    assert TABLE.rows == ((LORA.value, 'a | b,\n"c" 低秩', "3"), (LORA.value, "", "x"))
    assert TABLE.column("papers") == ("3", "x")
    assert len(TABLE.first(1)) == 1


def test_the_table_is_aligned_by_cells() -> None:
    assert dump_table(TABLE).splitlines() == [
        "method       quote            papers",
        "-----------  ---------------  ------",
        'method/lora  a | b, "c" 低秩  3',
        "method/lora                   x",
    ]


@given(st.integers(30, 200))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = ResultTable(TABLE.columns, ((LORA, Literal("word 低 " * 40), Literal(1)),))

    lines = dump_table(long, width=width).splitlines()

    assert max(cell_len(line) for line in lines) <= width
    assert "…" in lines[-1]
    assert lines[-1].endswith("1")


@given(st.lists(st.lists(st.text("ab |é低\u0301’\n\t\u3000–", max_size=9), min_size=2, max_size=2)))
def test_a_column_does_not_change_what_stands_in_a_cell(rows: list[list[str]]) -> None:
    lines = format_columns(["one", "two"], rows).splitlines()

    size = cell_len(lines[1].split()[0])
    for line, row in zip(lines[2:], rows, strict=True):
        one, two = (" ".join(cell.split()) for cell in row)
        assert line == f"{set_cell_size(one, size)}  {two}".rstrip()


def test_every_character_is_as_wide_as_rich_has_it() -> None:
    characters = [chr(place) for place in range(0x20, 0x20000)]

    assert [one for one in characters if width_of(one) != cell_len(one)] == []


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(RESULT_FORMATS["csv"](TABLE))))

    assert rows == [list(TABLE.columns), *map(list, TABLE.rows)]
    assert "\r" not in RESULT_FORMATS["csv"](TABLE)


def test_json_is_that_of_sparql_results() -> None:
    document = json.loads(RESULT_FORMATS["json"](TABLE))

    assert document["head"] == {"vars": ["method", "quote", "papers"]}
    first, second = document["results"]["bindings"]
    assert first["method"] == {"type": "uri", "value": LORA.value}
    assert first["quote"] == {"type": "literal", "value": 'a | b,\n"c" 低秩'}
    assert first["papers"]["datatype"].endswith("#integer")
    assert second["papers"] == {"type": "literal", "value": "x", "xml:lang": "en"}
    assert "quote" not in second


def test_markdown_cells_stay_in_their_column() -> None:
    lines = RESULT_FORMATS["markdown"](TABLE).splitlines()

    assert lines[1] == "| --- | --- | --- |"
    assert lines[2].startswith(f"| {LORA.value} | a \\| b, ")
    assert len(lines) == 4


@pytest.mark.parametrize("name", sorted(RESULT_FORMATS))
def test_an_empty_answer_keeps_its_header(name: str) -> None:
    text = RESULT_FORMATS[name](EMPTY)

    assert "method" in text
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("name", "form"),
    [("ttl", RdfFormat.TURTLE), ("turtle", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES)],
)
def test_a_graph_reads_back_from_its_text(name: str, form: RdfFormat) -> None:
    text = GRAPH_FORMATS[name](GRAPH)

    assert {quad.triple for quad in parse(text, format=form)} == set(TRIPLES)
    assert ("pg:level" in text) == (form == RdfFormat.TURTLE)


@pytest.mark.parametrize("name", sorted(GRAPH_FORMATS))
@pytest.mark.parametrize("table", [TABLE, TRUTH], ids=["rows", "truth"])
def test_only_a_graph_is_turtle(name: str, table: ResultTable) -> None:
    with pytest.raises(QueryError, match="hold what CONSTRUCT or DESCRIBE answers, found "):
        GRAPH_FORMATS[name](table)


def test_yes_and_no_are_a_word_and_a_boolean() -> None:
    no = ResultTable(("answer",), ((Literal(value=False),),), Form.TRUTH)

    assert [dump_table(TRUTH), dump_table(no)] == ["true\n", "false\n"]
    assert json.loads(RESULT_FORMATS["json"](TRUTH)) == {"head": {}, "boolean": True}
    assert json.loads(RESULT_FORMATS["json"](no)) == {"head": {}, "boolean": False}
    assert RESULT_FORMATS["csv"](TRUTH) == "answer\ntrue\n"
