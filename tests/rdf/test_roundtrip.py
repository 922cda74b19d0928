from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple

from builders import claim, entity, graph_of, mention, paper
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.errors import InputError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Part
from papergraph.rdf import (
    BASE,
    dump_turtle,
    evidence_triples,
    graph_triples,
    memory_store,
    read_graph,
)
from papergraph.rdf.vocabulary import DCTERMS, PG, RDF, RELATION_IRI, SKOS


def everything(graph: KnowledgeGraph, base: str = BASE) -> list[Triple]:
    return [*graph_triples(graph, base=base), *evidence_triples(graph, base=base)]


@given(graphs())
def test_a_graph_survives_being_written_and_read(graph: KnowledgeGraph) -> None:
    assert read_graph(memory_store(everything(graph))) == graph


@given(graphs())
def test_turtle_read_back_gives_the_same_graph(graph: KnowledgeGraph) -> None:
    store = Store()
    store.load(dump_turtle(everything(graph)), RdfFormat.TURTLE)

    assert read_graph(store) == graph


@pytest.mark.parametrize("base", [BASE, "http://localhost:8080/kg/"], ids=["usual", "own"])
def test_the_lora_family_survives_under_any_base(base: str) -> None:
    graph = lora_family()

    read = read_graph(memory_store(everything(graph, base)))

    assert read == graph
    assert list(read.papers) == list(graph.papers)
    assert list(read.entities) == list(graph.entities)
    assert read.paper_edges == graph.paper_edges
    assert read.method_edges == graph.method_edges != ()


def test_the_base_moves_nodes_but_not_the_vocabulary() -> None:
    iris = {str(t.subject) for t in everything(lora_family(), "http://localhost/")}
    predicates = {t.predicate for t in everything(lora_family(), "http://localhost/")}

    assert not [iri for iri in iris if BASE in iri]
    assert PG.extends in predicates


@pytest.mark.parametrize("base", ["http://x.y", "kg/", "http://x y/"])
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match=r"IRI"):
        list(graph_triples(KnowledgeGraph(), base=base))


def test_claims_without_mentions_keep_their_quotes() -> None:
    graph = lora_family()
    triples = chain(graph_triples(graph), evidence_triples(graph, detail="claims"))

    read = read_graph(memory_store(triples))

    assert [claim.quote for claim in read.claims] == [claim.quote for claim in graph.claims]
    assert not [claim for claim in read.claims if claim.mentions]


def test_a_task_may_be_named_where_a_method_is() -> None:
    found = paper("Pruning nets")
    graph = graph_of(
        [found],
        [entity("method/pruning", "pruning"), entity("task/pruning", "pruning")],
        [
            claim(found, said, f"{kind}/pruning", "", [mention(found, "Pruning", Part.TITLE, sure)])
            for kind, said, sure in (("method", "analyzes", 0.95), ("task", "addresses", 0.8))
        ],
    )

    assert read_graph(memory_store(everything(graph))) == graph


def test_a_task_has_a_label_and_no_level() -> None:
    triples = set(graph_triples(lora_family()))
    task = NamedNode(f"{BASE}task/serving")

    said = {triple.predicate: triple.object for triple in triples if triple.subject == task}

    assert {t.object for t in triples if t.subject == task and t.predicate == RDF.type} == {
        PG.Task,
        SKOS.Concept,
    }
    assert said[SKOS.prefLabel] == Literal("adapter serving")
    assert said[SKOS.broader] == NamedNode(f"{BASE}task/tuning")
    assert PG.level not in said


def test_a_graph_without_evidence_keeps_its_relations() -> None:
    graph = lora_family()

    read = read_graph(memory_store(graph_triples(graph)))

    said = [(claim.paper, claim.relation, claim.target) for claim in graph.claims]
    assert [(claim.paper, claim.relation, claim.target) for claim in read.claims] == said
    assert {claim.quote for claim in read.claims} == {""}
    assert read.papers == graph.papers


def test_others_statements_about_a_paper_are_ignored() -> None:
    graph = lora_family()
    store = memory_store(everything(graph))
    paper = NamedNode(f"{BASE}paper/what-lora-forgets")
    store.add(Quad(paper, NamedNode("http://example.org/read"), Literal("true")))

    assert read_graph(store) == graph


def test_a_paper_with_two_titles_is_refused() -> None:
    store = memory_store(everything(lora_family()))
    paper = NamedNode(f"{BASE}paper/what-lora-forgets")
    store.add(Quad(paper, DCTERMS.title, Literal("Another")))

    with pytest.raises(InputError, match=r"at most one .*title.*what-lora-forgets.*found 2"):
        read_graph(store)


@pytest.mark.parametrize(
    "subject",
    ["http://example.org/paper/x", f"{BASE}thing/x", f"{BASE}paper/x#y", f"{BASE}paper/x"],
    ids=["another base", "no kind", "a fragment", "no title"],
)
def test_a_node_that_is_none_of_ours_is_refused(subject: str) -> None:
    store = memory_store(everything(lora_family()))
    store.add(Quad(NamedNode(subject), RDF.type, PG.Paper))

    with pytest.raises(InputError):
        read_graph(store)


def test_an_empty_store_holds_no_graph_of_ours() -> None:
    with pytest.raises(InputError, match="void:Dataset"):
        read_graph(Store())


def test_every_relation_is_a_triple_and_only_strong_ones_build() -> None:
    triples = set(graph_triples(lora_family()))
    builds = {t for t in triples if t.predicate == PG.buildsOn}

    assert set(RELATION_IRI.values()) <= {t.predicate for t in triples}
    assert "prefix-tuning-again" not in str(builds)
    assert "survey" not in str(builds)


def test_the_scorer_reads_what_we_write(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2].resolve().parent / "shared" / "eval"
    if not (folder / "score.py").is_file():
        pytest.skip("the scorer stands beside a checkout, not in it")
    import importlib.util
    import sys

    spec = importlib.util.spec_from_file_location("scorer", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = scorer
    spec.loader.exec_module(scorer)
    graph = lora_family()
    (tmp_path / "graph.ttl").write_bytes(dump_turtle(graph_triples(graph)))
    (tmp_path / "evidence.ttl").write_bytes(dump_turtle(evidence_triples(graph)))

    papers, (good, total) = scorer.read_graph(tmp_path / "graph.ttl", tmp_path / "evidence.ttl")

    assert good == total == sum(len(claim.mentions) for claim in graph.claims)
    lora = papers["loralowrankadaptation"]
    assert {(m.label, m.relation) for m in lora.methods} >= {("LoRA", "introduces")}
    assert lora.methods[-1].surfaces | lora.methods[0].surfaces | {"LoRA"} == {"LoRA"}
    assert lora.repositories == {"github.com/microsoft/lora"}
    assert papers["qloraquantizedlora"].repositories == {"q.example.org"}
