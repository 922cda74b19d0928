from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad, Triple
from rdflib import RDF, URIRef

from lora_family import lora_family
from papergraph.errors import DamagedStoreError, GraphFolderError, InputError
from papergraph.rdf import (
    damage_told,
    dump_turtle,
    evidence_triples,
    graph_triples,
    load_graph,
    load_store,
    memory_store,
    open_store,
    read_graph,
    steadily,
    to_rdflib,
    write_store,
)


def everything() -> Iterator[Triple]:
    yield from graph_triples(lora_family())
    yield from evidence_triples(lora_family())


def test_a_store_on_disk_holds_the_graph(tmp_path: Path) -> None:
    write_store(everything(), tmp_path / "store")

    assert read_graph(open_store(tmp_path / "store")) == lora_family()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_second_build_replaces_the_first(tmp_path: Path) -> None:
    write_store(list(everything())[:5], tmp_path / "store")
    write_store(everything(), tmp_path / "store")

    assert read_graph(open_store(tmp_path / "store")) == lora_family()


def test_a_build_that_fails_leaves_the_old_store(tmp_path: Path) -> None:
    write_store(everything(), tmp_path / "store")

    def broken() -> Iterator[Triple]:
        yield from graph_triples(lora_family())
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        write_store(broken(), tmp_path / "store")

    assert read_graph(open_store(tmp_path / "store")) == lora_family()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_an_opened_store_cannot_be_written_to(tmp_path: Path) -> None:
    write_store(everything(), tmp_path / "store")
    store = open_store(tmp_path / "store")

    with pytest.raises(RuntimeError, match="read-write"):
        store.add(Quad(*next(everything())))


def test_a_folder_without_a_store_is_loaded_from_its_turtle(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(dump_turtle(graph_triples(lora_family())))
    (tmp_path / "evidence.ttl").write_bytes(dump_turtle(evidence_triples(lora_family())))

    assert read_graph(load_store(tmp_path)) == lora_family()


def test_a_spoilt_store_gives_way_to_the_turtle(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "graph.ttl").write_bytes(dump_turtle(graph_triples(lora_family())))

    assert len(read_graph(load_store(tmp_path)).claims) == len(lora_family().claims)


def test_the_store_is_preferred_to_the_turtle(tmp_path: Path) -> None:
    write_store(everything(), tmp_path / "store")
    (tmp_path / "graph.ttl").write_text("never read", encoding="utf-8")

    assert read_graph(load_store(tmp_path)) == lora_family()


def test_an_empty_folder_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(GraphFolderError, match=r"found no graph\.ttl in it"):
        load_store(tmp_path)


def test_broken_turtle_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("@prefix a: <b> .\n<x> .\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"graph\.ttl:\d+: expected Turtle"):
        load_store(tmp_path)


def test_rdflib_sees_the_same_graph_with_prefixes() -> None:
    graph = to_rdflib(memory_store(everything()))
    lora = URIRef("https://w3id.org/papergraph/method/lora")

    assert len(graph) == len(set(everything()))
    assert graph.value(lora, RDF.type) is not None
    assert dict(graph.namespaces())["pg"] == URIRef("https://w3id.org/papergraph/ns#")
    assert len(list(graph.query("SELECT ?p { ?p pg:extends ?m }"))) == 4


def _damaged(folder: Path, content: bytes) -> None:
    write_store(everything(), folder / "store")
    (folder / "graph.ttl").write_bytes(dump_turtle(everything()))
    for path in (folder / "store").glob("*.sst"):
        path.write_bytes(content or path.read_bytes()[:-9])


@pytest.mark.parametrize("content", [b"", b"\0" * 5_000], ids=["cut", "zeros"])
def test_a_damaged_store_is_told_so(tmp_path: Path, content: bytes) -> None:
    _damaged(tmp_path, content)

    for read in (load_store, load_graph):
        with pytest.raises(DamagedStoreError, match="build the graph anew: Corruption"):
            read(tmp_path)


def test_other_errors_are_not_called_damage() -> None:
    with pytest.raises(RuntimeError, match="something else"), damage_told():
        raise RuntimeError("something else")


class _Built:
    """A build that takes the place of another one while that is read."""

    def __init__(self, folder: Path, error: Exception | None) -> None:
        self.reads = 0
        self._folder = folder
        self._error = error

    def read(self, folder: Path) -> int:
        assert folder == self._folder
        self.reads += 1
        if self.reads < 3:
            write_store(everything(), folder / "store")
            if self._error is not None:
                raise self._error
        return self.reads


@pytest.mark.parametrize(
    "error",
    [None, DamagedStoreError("Corruption"), FileNotFoundError(2, "gone", "CURRENT")],
    ids=["none", "damage", "gone"],
)
def test_a_graph_that_is_replaced_while_it_is_read_is_read_again(
    tmp_path: Path, error: Exception | None
) -> None:
    write_store(everything(), tmp_path / "store")

    assert steadily(tmp_path, _Built(tmp_path, error).read) == 3


@pytest.mark.parametrize("error", [DamagedStoreError("Corruption"), OSError(5, "broken")])
def test_a_graph_that_stays_is_read_once(tmp_path: Path, error: Exception) -> None:
    write_store(everything(), tmp_path / "store")
    read: list[Path] = []

    def failing(folder: Path) -> None:
        read.append(folder)
        raise error

    with pytest.raises(type(error)):
        steadily(tmp_path, failing)
    steadily(tmp_path, read.append)

    assert read == [tmp_path] * 2
