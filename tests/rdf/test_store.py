from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad, Triple
from rdflib import RDF, URIRef

from lora_family import lora_family
from papergraph.errors import GraphFolderError, InputError
from papergraph.rdf import (
    dump_turtle,
    evidence_triples,
    graph_triples,
    load_store,
    memory_store,
    open_store,
    read_graph,
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
