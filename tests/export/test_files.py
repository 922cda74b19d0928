from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
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


def _written(path: Path, text: str) -> str:
    """What a reader of a pipe gets when `text` is written to it."""
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(path.read_text, encoding="utf-8")
        write_whole(path, text)
        return read.result(timeout=60)


def test_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert _written(tmp_path / "pipe", "new") == "new"
    assert (tmp_path / "pipe").is_fifo()
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


def test_a_link_to_a_pipe_stays_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")

    assert _written(tmp_path / "link", "new") == "new"
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("old", ["old", None], ids=["to a file", "to nothing yet"])
def test_of_a_link_what_it_leads_to_is_replaced(tmp_path: Path, old: str | None) -> None:
    target = tmp_path / "elsewhere" / "graph.ttl"
    target.parent.mkdir()
    if old:
        target.write_text(old, encoding="utf-8")
    link = tmp_path / "graph.ttl"
    link.symlink_to(Path("elsewhere") / "graph.ttl")

    write_whole(link, "new")

    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert not target.is_symlink()
    assert [one.name for one in target.parent.iterdir()] == ["graph.ttl"]


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(OSError, match="loop"):
        write_whole(tmp_path / "loop", "new")

    assert (tmp_path / "loop").is_symlink()


def test_where_one_is_a_folder_none_is_replaced(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "old")
    (tmp_path / "b").mkdir()

    with pytest.raises(IsADirectoryError, match="b'"):
        write_files(tmp_path, {"a": "new", "b": "new"})

    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "b"]


def _failing(path: Path, number: int) -> None:
    with replacing(path) as file:
        file.write(b"new")
        raise OSError(number, os.strerror(number))


def test_folders_that_were_made_for_nothing_are_gone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()

    for name in ("new/newer", "mine/new", "mine"):
        with pytest.raises(OSError, match="No space left"):
            _failing(tmp_path / name / "a.txt", errno.ENOSPC)

    assert [one.name for one in tmp_path.iterdir()] == ["mine"]
    assert list((tmp_path / "mine").iterdir()) == []


def test_an_error_of_the_system_says_where_and_one_of_a_reader_does_not(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        _failing(tmp_path / "a.txt", errno.ENOSPC)
    assert caught.value.filename == str(tmp_path / "a.txt")

    with pytest.raises(BrokenPipeError) as broken:
        _failing(tmp_path / "a.txt", errno.EPIPE)
    assert broken.value.filename is None
