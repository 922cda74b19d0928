from __future__ import annotations

import csv
import io
import sys
import zipfile

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, mention, paper, paper_id
from lora_family import lora_family
from papergraph.errors import MissingExtraError
from papergraph.export import TABLES, zipped
from papergraph.export.csv_tables import csv_files, unguarded
from papergraph.export.parquet import parquet_files
from papergraph.export.tables import tables_of
from papergraph.graph.knowledge import KnowledgeGraph

NAMES = ["papers", "entities", "claims", "mentions", "citations", "bases", "results", "listings"]


def _rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8"), newline="")))


def _titled(title: str) -> KnowledgeGraph:
    return KnowledgeGraph(papers={paper_id("a"): paper(title)})


@pytest.mark.parametrize("form", sorted(TABLES))
def test_equal_graphs_give_the_same_files_and_the_same_archive(form: str) -> None:
    turned = lora_family()
    turned = KnowledgeGraph(
        dict(list(turned.papers.items())[::-1]),
        dict(list(turned.entities.items())[::-1]),
        turned.claims[::-1],
        turned.listings,
    )

    files = TABLES[form](lora_family())

    assert list(files) == [f"{name}.{form}" for name in NAMES]
    assert TABLES[form](turned) == files
    assert zipped(TABLES[form](turned)) == zipped(files)


def test_csv_has_every_cell_of_every_table() -> None:
    files = csv_files(lora_family())

    for table in tables_of(lora_family()):
        rows = _rows(files, table.name)
        assert len(rows) == len(table.rows)
        for row, cells in zip(rows, table.rows, strict=True):
            for column, cell in zip(table.columns, cells, strict=True):
                if column.holds == "text":
                    assert unguarded(row[column.name]) == (cell or "")


def test_every_reference_of_a_table_finds_its_row() -> None:
    files = csv_files(lora_family())
    nodes = {row["id"] for name in ("papers", "entities") for row in _rows(files, name)}
    claims = {row["id"] for row in _rows(files, "claims")}

    assert {row["target"] for row in _rows(files, "claims")} <= nodes
    assert {row["claim"] for row in _rows(files, "mentions")} <= claims
    assert {row["cited"] for row in _rows(files, "citations")} <= nodes
    assert len(claims) == len(lora_family().claims)


def test_offsets_point_at_the_surface() -> None:
    files = csv_files(lora_family())
    papers = {row["id"]: row for row in _rows(files, "papers")}

    for row in _rows(files, "mentions"):
        text = papers[row["paper"]][row["part"]]
        assert text[int(row["start"]) : int(row["end"])] == row["surface"]


def test_citations_are_those_of_lists_and_those_through_methods() -> None:
    rows = _rows(csv_files(lora_family()), "citations")

    assert {
        "citing": "paper/prefix-tuning-again",
        "cited": "paper/glue-a-benchmark",
        "relation": "cites",
        "via": "",
        "builds_on": "false",
    } in rows
    assert ("method/lora", "true") in {(row["via"], row["builds_on"]) for row in rows}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_name_is_no_formula_to_a_spreadsheet(start: str) -> None:
    title = f"{start}HYPERLINK(1)"
    (row,) = _rows(csv_files(_titled(title)), "papers")

    assert row["title"] == f"'{title}"
    assert unguarded(row["title"]) == title


def test_a_formula_is_guarded_where_it_starts_a_list_too() -> None:
    graph = graph_of([paper("A", authors=("=1", "B"))])

    (row,) = _rows(csv_files(graph), "papers")

    assert row["authors"] == "'=1; B"


def test_numbers_are_not_guarded() -> None:
    found = paper("A", "LoRA")
    graph = graph_of(
        [found],
        [entity("method/lora", "LoRA")],
        [claim(found, "uses", "method/lora", "LoRA", [mention(found, "LoRA")], confidence=0.5)],
    )

    (row,) = _rows(csv_files(graph), "mentions")

    assert (row["start"], row["end"], row["confidence"]) == ("0", "4", "1.0")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_title_reads_back(title: str) -> None:
    (row,) = _rows(csv_files(_titled(title)), "papers")

    assert unguarded(row["title"]) == title


def test_half_a_surrogate_pair_is_replaced() -> None:
    (row,) = _rows(csv_files(_titled("a\ud800")), "papers")
    table = pq.read_table(io.BytesIO(parquet_files(_titled("a\ud800"))["papers.parquet"]))

    assert row["title"] == "a\ufffd"
    assert table["title"].to_pylist() == ["a\ufffd"]


def test_parquet_has_the_cells_with_their_types() -> None:
    files = parquet_files(lora_family())

    for table in tables_of(lora_family()):
        read = pq.read_table(io.BytesIO(files[f"{table.name}.parquet"]))
        rows = [
            tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row.values())
            for row in read.to_pylist()
        ]
        assert read.column_names == [column.name for column in table.columns]
        assert rows == table.rows


def test_an_empty_graph_has_tables_with_columns() -> None:
    assert all(content.count(b"\n") == 1 for content in csv_files(KnowledgeGraph()).values())
    read = pq.read_table(io.BytesIO(parquet_files(KnowledgeGraph())["papers.parquet"]))
    assert (read.num_rows, str(read.schema.field("year").type)) == (0, "int64")


def test_parquet_without_pyarrow_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    with pytest.raises(MissingExtraError) as caught:
        parquet_files(lora_family())

    assert str(caught.value) == (
        "Parquet needs pyarrow, which is not installed: pip install 'papergraph[tables]'"
    )


def test_an_archive_holds_the_files() -> None:
    files = csv_files(lora_family())

    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
