"""Centralities that a graph keeps, in RDF and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from command_line import run
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.analysis.centrality import centrality
from papergraph.api import PaperGraph, load
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.neighbourhood import subgraph
from papergraph.model import EntityId, Kind, Score
from papergraph.rdf import (
    dump_turtle,
    evidence_triples,
    graph_triples,
    memory_store,
    read_graph,
)

BEST = """
PREFIX pg: <https://w3id.org/papergraph/ns#>
SELECT ?label WHERE {
  [] a pg:Score ; pg:measure "degree" ; pg:scope "method in the whole graph" ;
     pg:about/rdfs:label ?label ; pg:value ?value .
} ORDER BY DESC(?value) ?label
"""


def _family() -> PaperGraph:
    family = lora_family()
    return PaperGraph(family.papers, family.entities, family.claims, family.listings)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in ("graph.ttl", "evidence.ttl")}


@given(graphs(), st.data())
def test_scores_survive_being_written_and_read(graph: KnowledgeGraph, data: st.DataObject) -> None:
    nodes = [n for n in (*graph.papers, *graph.entities) if n.kind is not Kind.PAGE]
    values = st.floats(0, 1e9, allow_nan=False)
    kept = tuple(sorted(Score(node, "m", 'a "scope"\n', data.draw(values)) for node in nodes))
    scored = KnowledgeGraph(graph.papers, graph.entities, graph.claims, graph.listings, scores=kept)
    triples = [*graph_triples(scored), *evidence_triples(scored)]
    store = Store()
    store.load(dump_turtle(triples), RdfFormat.TURTLE)

    assert read_graph(memory_store(triples)) == scored
    assert read_graph(store) == scored


def test_sparql_orders_by_a_score() -> None:
    found = _family().with_scores("degree", "method").to_rdf().query(BEST)

    labels = [str(row[0]) for row in found]  # type: ignore[index]
    assert labels[0] == "LoRA"
    assert len(labels) == 7


def test_a_graph_keeps_every_node_of_the_kind_and_nothing_else_changes() -> None:
    graph = _family().with_scores("pagerank", "method", "papers-methods", weight="confidence")

    assert {one.about.kind for one in graph.scores} == {Kind.METHOD}
    assert {(one.measure, one.scope) for one in graph.scores} == {
        ("pagerank", "method in papers-methods, weighed by confidence")
    }
    assert {one.about: one.value for one in graph.scores} == {
        each.id: each.score
        for each in centrality(
            lora_family(), kind="method", projection="papers-methods", weight="confidence"
        )
    }
    assert subgraph(graph, [*graph.papers, *graph.entities]).scores == graph.scores
    assert _family().scores == ()


def test_the_same_measure_again_replaces_and_another_adds() -> None:
    once = _family().with_scores("degree", "method")

    assert once.with_scores("degree", "method") == once
    assert len(once.with_scores("core", "method").scores) == 2 * len(once.scores)
    assert len(once.with_scores("degree", "paper").scores) == 7 + 10


def test_a_part_of_a_graph_keeps_the_scores_of_its_nodes() -> None:
    part = _family().with_scores("degree", "method").part("LoRA", depth=1, kinds=["method"])

    assert {one.about for one in part.scores} == {EntityId.parse("method/lora")}


def test_pages_have_no_scores() -> None:
    with pytest.raises(ValueError, match="project pages cannot be written"):
        _family().with_scores("degree", "page")


def test_rank_writes_what_the_graph_with_scores_writes(tmp_path: Path) -> None:
    _family().write(tmp_path / "a")
    _family().with_scores("katz", "method", weight="recency").write(tmp_path / "b")
    arguments = ("rank", "method", "--by", "katz", "--weight", "recency", "--write")

    for _ in range(2):
        result = run(*arguments, "--graph", tmp_path / "a", "--limit", "1")
        assert (result.exit_code, result.stdout.count("\n")) == (0, 1)

    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    assert load(tmp_path / "a") == load(tmp_path / "b")
    assert (tmp_path / "a" / "graph.html").read_bytes()


@pytest.mark.parametrize("evidence", ["claims", "none"])
def test_rank_writes_no_evidence_that_was_not_there(tmp_path: Path, evidence: str) -> None:
    _family().write(tmp_path, evidence="claims" if evidence == "claims" else "none")
    before = {path.name: path.read_bytes() for path in tmp_path.glob("evidence.ttl")}
    facts = set((tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines())

    run("rank", "paper", "--graph", tmp_path, "--write")

    assert {path.name: path.read_bytes() for path in tmp_path.glob("evidence.ttl")} == before
    assert "basedOn" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert facts - set((tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines()) == set()


def test_rank_without_write_writes_nothing(tmp_path: Path) -> None:
    _family().write(tmp_path)
    before = _bytes(tmp_path)

    run("rank", "method", "--graph", tmp_path)

    assert _bytes(tmp_path) == before
