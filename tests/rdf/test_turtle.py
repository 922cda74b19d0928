from __future__ import annotations

import random

import pytest
from hypothesis import given
from pyoxigraph import BlankNode, RdfFormat, Triple, parse
from rdflib import Graph

from graph_strategies import graphs
from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import dump_ntriples, dump_turtle, evidence_triples, graph_triples

WRITERS = [dump_turtle, dump_ntriples]


def everything(graph: KnowledgeGraph) -> list[Triple]:
    return [*graph_triples(graph), *evidence_triples(graph)]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("write", WRITERS)
def test_the_order_of_triples_does_not_reach_the_bytes(write: object, seed: int) -> None:
    assert callable(write)
    triples = everything(lora_family())
    shuffled = triples * 2
    random.Random(seed).shuffle(shuffled)

    assert write(shuffled) == write(triples)


@given(graphs())
def test_oxigraph_and_rdflib_parse_the_same_triples(graph: KnowledgeGraph) -> None:
    triples = set(everything(graph))
    turtle = dump_turtle(triples)

    by_oxigraph = {quad.triple for quad in parse(turtle, RdfFormat.TURTLE)}
    by_rdflib = Graph().parse(data=turtle, format="turtle")
    from_lines = Graph().parse(data=dump_ntriples(triples), format="nt")

    assert by_oxigraph == triples
    assert set(by_rdflib) == set(from_lines)
    assert len(by_rdflib) == len(triples)


def test_no_blank_node_is_written() -> None:
    terms = [term for triple in everything(lora_family()) for term in triple]

    assert not [term for term in terms if isinstance(term, BlankNode)]


def test_turtle_reads_like_a_page() -> None:
    text = dump_turtle(graph_triples(lora_family())).decode("utf-8")

    assert text.startswith("@base <https://w3id.org/papergraph/> .\n@prefix cito: ")
    assert "\n\n<method/lora-xs> a skos:Concept , pg:Method ;\n" in text
    assert "\tskos:broader <method/lora> ;\n" in text
    assert " .\n\n<paper/" in text
    assert text.endswith(".\n")
    assert not text.endswith("\n\n")


def test_no_triples_make_a_head_and_nothing_else() -> None:
    assert all(line.startswith("@") for line in dump_turtle([]).decode().split("\n") if line)
    assert dump_ntriples([]) == b""
