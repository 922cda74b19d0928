"""Scores are put into a build, and nothing else of it changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph_strategies import graphs
from lora_family import lora_family
from papergraph.api import PaperGraph, load, write_scores
from papergraph.errors import GraphFolderError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind, Score
from papergraph.rdf import BASE, dump_turtle, graph_triples, load_store, read_graph, rescoring
from papergraph.rdf.rescoring import rescored_turtle
from papergraph.rdf.scores import score_triples
from papergraph.rdf.snapshot import read_snapshot
from papergraph.rdf.vocabulary import RDFS

LORA = EntityId.parse("method/lora")
READ = Triple(
    NamedNode(f"{BASE}method/lora"), NamedNode("http://example.org/read"), Literal("yes\n\nno")
)
SCORES = (Score(LORA, "m", 'a "scope"\n', 0.5),)


@pytest.fixture
def exports(family_exports: Path, tmp_path: Path) -> Path:
    """A build of the family, to change."""
    return Path(shutil.copytree(family_exports, tmp_path / "exports"))


def _with(graph: KnowledgeGraph, *scores: Score) -> KnowledgeGraph:
    return KnowledgeGraph(
        graph.papers, graph.entities, graph.claims, graph.listings, scores=tuple(sorted(scores))
    )


def _triples(path: Path) -> set[Triple]:
    return {quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)}


@given(graph=graphs(), data=st.data(), block=st.sampled_from([1, 7, 10**6]))
def test_the_text_is_what_would_be_written(
    graph: KnowledgeGraph, data: st.DataObject, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rescored") / "graph.ttl"
    nodes = [n for n in (*graph.papers, *graph.entities) if n.kind is not Kind.PAGE]
    scopes = [("m", 'a "scope"\n'), ("m", "b"), ("n", "b")]
    keys = [(node, *scope) for node in nodes for scope in scopes]
    old = [Score(*key, 0.5) for key in keys if data.draw(st.booleans())]
    new = [Score(node, *scopes[0], 0.25) for node in nodes if data.draw(st.booleans())]
    path.write_bytes(dump_turtle(graph_triples(_with(graph, *old))))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rescoring, "_BLOCK", block)
        found = b"".join(rescored_turtle(path, score_triples(new, graph), *scopes[0]))

    others = [one for one in old if (one.measure, one.scope) != scopes[0]]
    assert found == dump_turtle(graph_triples(_with(graph, *others, *new)))


def test_a_file_as_it_was_written_is_not_parsed(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parsed(path: Path) -> list[Triple]:
        raise AssertionError(f"{path} was parsed")

    monkeypatch.setattr(rescoring, "load_turtle", parsed)
    write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert load(exports).scores == SCORES


def _appended(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write('\n<method/lora> <http://example.org/read> """yes\n\nno""" .\n')


def _indented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\t", "    "), encoding="utf-8")
    _appended(path)


def _as_lines(path: Path) -> None:
    triples = [*_triples(path), READ]
    path.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")


@pytest.mark.parametrize("edit", [_appended, _indented, _as_lines])
def test_what_somebody_wrote_into_the_file_stays(
    exports: Path, edit: Callable[[Path], None]
) -> None:
    before = _triples(exports / "graph.ttl")
    edit(exports / "graph.ttl")

    write_scores(exports, "m", SCORES[0].scope, SCORES)

    new = set(score_triples(SCORES, lora_family()))
    assert _triples(exports / "graph.ttl") == before | {READ} | new


def test_what_somebody_wrote_into_the_store_stays(exports: Path) -> None:
    store = Store(exports / "store")
    store.add(Quad(*READ))
    del store

    write_scores(exports, "m", SCORES[0].scope, SCORES)

    store = load_store(exports)
    assert Quad(*READ) in store
    assert read_snapshot(exports / "store") == read_graph(store)
    assert load(exports).scores == SCORES


def test_a_label_that_somebody_changed_in_the_store_is_in_the_snapshot(exports: Path) -> None:
    store = Store(exports / "store")
    node = NamedNode(f"{BASE}method/lora")
    for predicate in ("http://www.w3.org/2004/02/skos/core#prefLabel", RDFS.label.value):
        for quad in list(store.quads_for_pattern(node, NamedNode(predicate), None)):
            store.remove(quad)
        store.add(Quad(node, NamedNode(predicate), Literal("Lora!")))
    del store

    write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert load(exports).label(LORA) == "Lora!"
    assert load(exports) == PaperGraph(**vars(read_graph(load_store(exports))))


def test_scores_are_replaced_and_those_of_another_scope_stay(exports: Path) -> None:
    other = Score(LORA, "m", "b", 1.0)
    write_scores(exports, "m", "b", [other])
    write_scores(
        exports, "m", SCORES[0].scope, [SCORES[0]._replace(about=EntityId.parse("method/qlora"))]
    )
    write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert load(exports).scores == tuple(sorted([*SCORES, other]))
    assert read_graph(load_store(exports)).scores == load(exports).scores

    write_scores(exports, "m", "b", [])

    assert load(exports).scores == SCORES
    assert read_graph(load_store(exports)).scores == SCORES


def test_a_folder_without_a_store_gets_none(exports: Path) -> None:
    shutil.rmtree(exports / "store")

    write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert not (exports / "store").exists()
    assert load(exports).scores == SCORES


def test_a_spoilt_store_is_left_and_the_turtle_answers(exports: Path) -> None:
    shutil.rmtree(exports / "store")
    (exports / "store").mkdir()

    write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert load(exports).scores == SCORES


def test_a_folder_without_turtle_keeps_its_store(exports: Path) -> None:
    (exports / "graph.ttl").unlink()

    with pytest.raises(GraphFolderError, match=r"graph\.ttl"):
        write_scores(exports, "m", SCORES[0].scope, SCORES)

    assert load(exports).scores == ()
    assert sorted(path.name for path in exports.iterdir()) == [
        "evidence.ttl",
        "graph.html",
        "store",
    ]
