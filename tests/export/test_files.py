from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from lora_family import lora_family
from papergraph.export import EXPORTERS, replacing, write_files, write_whole
from papergraph.export.ntriples import dump_nt
from papergraph.export.turtle import dump_ttl
from papergraph.rdf import read_graph


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_exporter_gives_text_that_ends_a_line_and_never_changes(name: str) -> None:
    text = EXPORTERS[name](lora_family())

    assert text.endswith("\n")
    assert "\r" not in text
    assert EXPORTERS[name](lora_family()) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [(dump_ttl(lora_family()), RdfFormat.TURTLE), (dump_nt(lora_family()), RdfFormat.N_TRIPLES)],
    ids=["ttl", "nt"],
)
def test_an_rdf_export_read_back_is_the_graph(text: str, form: RdfFormat) -> None:
    store = Store()
    store.load(text, form)

    assert read_graph(store) == lora_family()


@pytest.mark.parametrize("content", ["é\n", b"\x00\n"], ids=["text", "bytes"])
def test_a_file_holds_what_was_given(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "new" / "graph.ttl"

    write_whole(path, content)

    written = path.read_bytes()
    assert written == (content.encode() if isinstance(content, str) else content)


def test_a_write_that_fails_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write_whole(path, "old\n")

    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")

    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_of_several_files_none_is_replaced_where_one_cannot_be_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "old")

    with pytest.raises(UnicodeEncodeError):
        write_files(tmp_path, {"a": "new", "b": "\ud800"})

    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_a_file_that_is_written_in_parts_replaces_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    for text in (b"old", b"new"):
        with replacing(path) as file:
            file.write(text[:1])
            file.write(text[1:])

    assert path.read_bytes() == b"new"
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


def test_a_file_that_is_not_finished_leaves_the_old_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "old")

    def broken() -> None:
        with replacing(tmp_path / "a.txt") as file:
            file.write(b"new")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        broken()

    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
