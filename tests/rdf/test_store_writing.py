"""A store is made whole or not at all, and changed whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import (
    BASE,
    changed_store,
    evidence_triples,
    graph_triples,
    keys_of_names,
    memory_store,
    new_store,
    open_store,
    read_graph,
    turtle_parts,
)
from papergraph.rdf import store_writing as writing
from papergraph.rdf.snapshot import read_snapshot
from papergraph.rdf.vocabulary import DCTERMS, RDFS

NEW = Quad(NamedNode(f"{BASE}paper/new"), RDFS.label, Literal("new"))


def _write(folder: Path, graph: KnowledgeGraph) -> None:
    with new_store(folder, graph) as store:
        for triples in (graph_triples(graph), evidence_triples(graph)):
            for part in turtle_parts(triples):
                store.add(part)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("load", [1, 5_000, 10**9], ids=["each part", "some", "all at once"])
def test_a_store_holds_what_it_is_given(
    tmp_path: Path, load: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_LOAD", load)
    monkeypatch.setattr("papergraph.rdf.turtle._PART", 50)
    graph = lora_family()

    _write(tmp_path / "store", graph)

    expected = memory_store([*graph_triples(graph), *evidence_triples(graph)])
    expected.extend(keys_of_names(graph))
    assert set(open_store(tmp_path / "store")) == set(expected)
    assert read_snapshot(tmp_path / "store") == graph
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_the_tables_of_a_new_store_are_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that they stay as they are when somebody opens it to write, and the snapshot counts."""
    monkeypatch.setattr(writing, "_LOAD", 1)
    monkeypatch.setattr("papergraph.rdf.turtle._PART", 50)
    _write(tmp_path / "store", lora_family())

    Store(tmp_path / "store").optimize()

    assert read_snapshot(tmp_path / "store") == lora_family()


def test_nothing_given_makes_an_empty_store(tmp_path: Path) -> None:
    with new_store(tmp_path / "store", KnowledgeGraph()):
        pass

    assert len(open_store(tmp_path / "store")) == 0


@pytest.mark.parametrize("wrong", [b"", b"<a> <b> .\n"], ids=["an error", "broken Turtle"])
def test_a_store_that_is_not_finished_leaves_the_old_one(tmp_path: Path, wrong: bytes) -> None:
    _write(tmp_path / "store", lora_family())
    before = _files(tmp_path / "store")

    def broken() -> None:
        with new_store(tmp_path / "store", lora_family()) as store:
            store.add(b"<a> <b> <c> .\n")
            store.add(wrong)
            if not wrong:
                raise RuntimeError("the disk is full")

    with pytest.raises((RuntimeError, SyntaxError)):
        broken()

    assert _files(tmp_path / "store") == before
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_changed_store_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    _write(tmp_path / "store", lora_family())
    reader = open_store(tmp_path / "store")
    before = set(reader)

    with changed_store(tmp_path / "store", KnowledgeGraph()) as store:
        store.add(NEW)
        del store

    assert set(open_store(tmp_path / "store")) == before | {NEW}
    assert set(reader) == before  # who has it open goes on
    assert read_snapshot(tmp_path / "store") == KnowledgeGraph()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    _write(tmp_path / "store", lora_family())
    before = _files(tmp_path / "store")

    def broken() -> None:
        with changed_store(tmp_path / "store", KnowledgeGraph()) as store:
            store.clear()
            store.flush()
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        broken()

    assert _files(tmp_path / "store") == before
    assert read_snapshot(tmp_path / "store") == lora_family()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_store_is_changed_where_files_cannot_be_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "store", lora_family())

    def refused(*_: str) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refused)
    with changed_store(tmp_path / "store", lora_family()) as store:
        store.update(f"DELETE WHERE {{ ?paper {DCTERMS.title} ?title }}")
        del store

    assert not set(open_store(tmp_path / "store").quads_for_pattern(None, DCTERMS.title, None))
    assert read_snapshot(tmp_path / "store") == lora_family()


def test_the_turtle_of_a_store_may_have_another_base(tmp_path: Path) -> None:
    base = "http://localhost/kg/"
    with new_store(tmp_path / "store", lora_family(), base=base) as store:
        for triples in (graph_triples, evidence_triples):
            _, *parts = turtle_parts(triples(lora_family(), base=base), base=base)
            for part in parts:
                store.add(part)

    assert read_graph(open_store(tmp_path / "store")) == lora_family()
    found = Store()
    open_store(tmp_path / "store").dump(tmp_path / "x.nq", RdfFormat.N_QUADS)
    found.load(path=tmp_path / "x.nq", format=RdfFormat.N_QUADS)
    assert not [quad for quad in found if BASE + "paper" in str(quad.subject)]


def test_of_a_link_the_store_that_it_leads_to_is_replaced(tmp_path: Path) -> None:
    _write(tmp_path / "elsewhere" / "store", lora_family())
    (tmp_path / "store").symlink_to(tmp_path / "elsewhere" / "store")

    _write(tmp_path / "store", KnowledgeGraph())

    assert (tmp_path / "store").is_symlink()
    assert read_snapshot(tmp_path / "elsewhere" / "store") == KnowledgeGraph()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["store"]


def test_a_file_is_not_replaced_by_a_store(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("mine", encoding="utf-8")

    with pytest.raises(NotADirectoryError):
        _write(tmp_path / "store", lora_family())

    assert (tmp_path / "store").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_an_error_of_the_engine_says_where_and_why(tmp_path: Path) -> None:
    def full() -> None:
        with new_store(tmp_path / "store", lora_family()):
            raise OSError("IO error: While appending to file: x/1.sst: No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        full()

    assert caught.value.filename == str(tmp_path / "store")
    assert caught.value.strerror == "No space left on device"
    assert not list(tmp_path.iterdir())
