"""The snapshot beside a store says what its triples say, or is not read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from msgspec import structs
from pyoxigraph import Literal, NamedNode, Quad, Store

from builders import claim, entity, graph_of, listing, mention, paper
from every_node import every_node
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.api import PaperGraph, load
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Part, Reference
from papergraph.rdf import (
    BASE,
    evidence_triples,
    graph_triples,
    load_graph,
    load_store,
    memory_store,
    read_graph,
    write_store,
)
from papergraph.rdf import snapshot as snapshots
from papergraph.rdf.kept import Evidence, kept
from papergraph.rdf.snapshot import read_snapshot, write_snapshot
from papergraph.rdf.vocabulary import DCTERMS, RDFS

DETAILS: list[Evidence] = ["full", "claims", "none"]
STUDY = NamedNode(f"{BASE}paper/what-lora-forgets")


def _read(graph: KnowledgeGraph, evidence: Evidence) -> KnowledgeGraph:
    """What the triples of a graph say."""
    if evidence == "none":
        return read_graph(memory_store(graph_triples(graph)))
    return read_graph(
        memory_store(chain(graph_triples(graph), evidence_triples(graph, detail=evidence)))
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store to put snapshots beside."""
    folder = tmp_path_factory.mktemp("snapshots") / "store"
    write_store(graph_triples(lora_family()), folder)
    return folder


@pytest.fixture
def exports(family_exports: Path, tmp_path: Path) -> Path:
    """A build of the family, to change."""
    return Path(shutil.copytree(family_exports, tmp_path / "exports"))


@pytest.mark.parametrize("evidence", DETAILS)
@given(graph=graphs())
def test_what_is_kept_is_what_the_triples_say(graph: KnowledgeGraph, evidence: Evidence) -> None:
    found = kept(graph, evidence)

    assert found == _read(graph, evidence)
    assert list(found.entities) == list(_read(graph, evidence).entities)


@pytest.mark.parametrize("evidence", DETAILS)
@pytest.mark.parametrize("graph", [lora_family(), every_node()], ids=["family", "every node"])
def test_of_every_node_too(graph: KnowledgeGraph, evidence: Evidence) -> None:
    assert kept(graph, evidence) == _read(graph, evidence)


@pytest.mark.parametrize("evidence", DETAILS)
def test_what_no_triple_says_is_not_kept(evidence: Evidence) -> None:
    """Order, repetition, places in a source, fields that became claims, and a lonely page."""
    found = paper(
        "Pruning nets, pruned",
        listings=("b", "a", "a"),
        categories=("cs.LG", "cs.AI", "cs.LG"),
        identifiers=("s2:2", "acl:1"),
        authors=("B", "A", "B"),
        references=(Reference("refs", ("arxiv:1",)),),
        line=7,
    )
    first, second = mention(found, "Pruning", Part.TITLE), mention(found, "pruned", Part.TITLE)
    said = claim(found, "analyzes", "method/pruning", "")
    nodes = [
        entity("method/pruning", "pruning", aliases=("z", "a", "z")),
        entity("page/https://lonely.org", "https://lonely.org"),
    ]
    plain = graph_of([found], nodes, [said])
    graph = KnowledgeGraph(
        plain.papers,
        plain.entities,
        (replace(said, mentions=(second, first, second)),),
        {slug: listing(slug) for slug in ("b", "a")},
    )

    result = kept(graph, evidence)

    assert result == _read(graph, evidence) != graph
    (one,) = result.papers.values()
    assert (one.line, one.references, one.authors) == (0, (), ("B", "A", "B"))
    assert (one.categories, one.listings) == (("cs.AI", "cs.LG"), ("a", "b"))
    assert [str(node) for node in result.entities] == ["method/pruning"]


@given(graph=graphs())
def test_a_snapshot_gives_back_what_is_put_into_it(store: Path, graph: KnowledgeGraph) -> None:
    write_snapshot(graph, store)

    found = read_snapshot(store)

    assert found == graph
    assert found is not None
    assert list(found.papers) == list(graph.papers)
    assert list(found.entities) == list(graph.entities)


def test_a_snapshot_holds_every_node(store: Path) -> None:
    write_snapshot(every_node(), store)

    assert read_snapshot(store) == every_node()


def test_the_sample_is_the_same_from_the_snapshot_and_from_the_triples(
    sample_exports: Path,
) -> None:
    found = read_snapshot(sample_exports / "store")

    assert found is not None
    assert found == read_graph(load_store(sample_exports))


@pytest.mark.parametrize("evidence", DETAILS)
def test_a_build_is_loaded_from_its_snapshot(
    tmp_path: Path, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    PaperGraph(**vars(every_node())).write(tmp_path, evidence=evidence)
    by_triples = read_graph(load_store(tmp_path))

    def unread(store: Store) -> KnowledgeGraph:
        raise AssertionError(f"{store} was read")

    monkeypatch.setattr("papergraph.rdf.reading.read_graph", unread)
    assert load_graph(tmp_path) == by_triples


def _retitled(exports: Path) -> str:
    (found,) = (p.title for i, p in load(exports).papers.items() if i.slug == "what-lora-forgets")
    return found


def test_a_store_that_was_written_to_is_read(exports: Path) -> None:
    old = _retitled(exports)
    store = Store(exports / "store")
    store.update(
        f"DELETE {{ {STUDY} {DCTERMS.title} ?t }} INSERT {{ {STUDY} {DCTERMS.title} 'Other' }} "
        f"WHERE {{ {STUDY} {DCTERMS.title} ?t }}"
    )
    del store

    assert old != "Other"
    assert read_snapshot(exports / "store") is None
    assert _retitled(exports) == "Other"


@pytest.mark.parametrize("flush", [True, False], ids=["flushed", "in the log"])
def test_a_single_new_triple_is_seen(exports: Path, flush: bool) -> None:
    store = Store(exports / "store")
    store.add(Quad(NamedNode("http://example.org/x"), RDFS.label, Literal("x")))
    if flush:
        store.flush()
    del store

    assert read_snapshot(exports / "store") is None
    assert load(exports) == PaperGraph(**vars(lora_family()))


def test_a_store_that_was_only_opened_keeps_its_snapshot(exports: Path) -> None:
    for _ in range(2):
        assert len(Store(exports / "store")) > 100
        assert len(Store.read_only(str(exports / "store"))) > 100

    assert read_snapshot(exports / "store") == lora_family()


def test_a_store_that_was_put_in_the_place_of_another_is_read(exports: Path) -> None:
    """Also where its files have the same names and the old snapshot stays beside them."""
    snapshot = (exports / "store" / "papergraph.msgpack").read_bytes()
    old = lora_family()
    *_, (last, found) = old.papers.items()
    changed = {**old.papers, last: structs.replace(found, title=found.title.swapcase())}
    graph = KnowledgeGraph(changed, old.entities, old.claims, old.listings)
    PaperGraph(**vars(graph)).write(exports)
    (exports / "store" / "papergraph.msgpack").write_bytes(snapshot)

    assert read_snapshot(exports / "store") is None
    assert load(exports).papers[last].title == found.title.swapcase()


def test_turtle_that_was_changed_is_read_where_there_is_no_store(exports: Path) -> None:
    shutil.rmtree(exports / "store")
    text = (exports / "graph.ttl").read_text(encoding="utf-8")
    title = _retitled(exports)
    (exports / "graph.ttl").write_text(
        text.replace(f'dcterms:title "{title}"', 'dcterms:title "Other"'), encoding="utf-8"
    )

    assert _retitled(exports) == "Other"


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.999], ids=str)
def test_half_a_snapshot_is_not_read(exports: Path, left: float) -> None:
    path = exports / "store" / "papergraph.msgpack"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])

    assert read_snapshot(exports / "store") is None
    assert load(exports) == PaperGraph(**vars(lora_family()))


def test_a_snapshot_of_another_version_is_not_read(
    exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_snapshot(exports / "store") is not None

    monkeypatch.setattr(snapshots, "version", lambda name: f"{name} of tomorrow")

    assert read_snapshot(exports / "store") is None


def test_no_snapshot_is_no_fault(exports: Path) -> None:
    (exports / "store" / "papergraph.msgpack").unlink()

    assert load(exports) == PaperGraph(**vars(lora_family()))


def test_a_moved_build_keeps_its_snapshot(exports: Path, tmp_path: Path) -> None:
    shutil.copytree(exports, tmp_path / "elsewhere")

    assert read_snapshot(tmp_path / "elsewhere" / "store") == lora_family()
