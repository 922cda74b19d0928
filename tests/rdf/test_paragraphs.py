"""A graph is written in parts, as it would be written whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from every_node import every_node
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, dump_turtle, evidence_triples, graph_triples, turtle_parts
from papergraph.rdf import turtle as turtles
from papergraph.rdf.paragraphs import paragraphs
from papergraph.rdf.turtle import turtle_head
from papergraph.rdf.vocabulary import RDFS


def _said(*nodes: str) -> list[Triple]:
    return [Triple(NamedNode(f"{BASE}{one}"), RDFS.label, Literal("x")) for one in nodes]


def _subjects(triples: list[Triple]) -> list[str]:
    return [str(some[0].subject)[len(BASE) + 1 : -1] for some in paragraphs(triples)]


@pytest.mark.parametrize("part", [1, 7, 10**6])
@given(graph=graphs())
def test_parts_are_the_whole(part: int, graph: KnowledgeGraph) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turtles, "_PART", part)
        for write in (graph_triples, evidence_triples):
            assert b"".join(turtle_parts(write(graph))) == dump_turtle(write(graph))


@pytest.mark.parametrize("graph", [lora_family(), every_node()], ids=["family", "every node"])
@pytest.mark.parametrize("base", [BASE, "http://localhost/"])
def test_parts_of_every_node_are_the_whole(graph: KnowledgeGraph, base: str) -> None:
    facts = [*graph_triples(graph, base=base)]
    claims = [*evidence_triples(graph, base=base, detail="claims")]

    assert b"".join(turtle_parts(facts, base=base)) == dump_turtle(facts, base=base)
    assert b"".join(turtle_parts(claims, base=base)) == dump_turtle(claims, base=base)


def test_each_part_is_turtle_after_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turtles, "_PART", 40)
    head, *parts = turtle_parts(graph_triples(lora_family()))

    found = [quad.triple for part in parts for quad in parse(head + part, format=RdfFormat.TURTLE)]

    assert head == turtle_head()
    assert len(parts) > 5
    assert len(found) == len(set(found))
    assert set(found) == set(graph_triples(lora_family()))


def test_no_triples_make_a_head() -> None:
    assert list(turtle_parts([])) == [turtle_head()]


def test_a_node_stands_after_its_parts_and_after_what_its_iri_begins() -> None:
    nodes = ["a/b#x,1", "a/b", "a/b#x,2", "a/b%20", "a/b-c#y", "a/b-c", "a/b.d", "a/bc"]

    assert _subjects(_said(*nodes)) == [
        "a/b#x,1",
        "a/b#x,2",
        "a/b%20",
        "a/b-c#y",
        "a/b-c",
        "a/b.d",
        "a/b",
        "a/bc",
    ]


_PIECES = st.lists(st.sampled_from(["a", "b", "-", ".", "/", "%20", "~", "A"]), max_size=3)


@given(st.lists(st.tuples(_PIECES, st.sampled_from(["", "#x", "#x,1", "#y"])), unique_by=str))
def test_subjects_come_as_sorted_triples_do(found: list[tuple[list[str], str]]) -> None:
    names = sorted({f"x{''.join(pieces)}{part}" for pieces, part in found})
    by_node = sorted(names, key=lambda name: f"{name.partition('#')[0]}#")

    assert _subjects(_said(*by_node)) == [
        str(triple.subject)[len(BASE) + 1 : -1] for triple in sorted(_said(*names), key=str)
    ]


def test_what_is_said_twice_comes_once() -> None:
    (one,) = paragraphs(_said("a/b", "a/b", "a/b"))

    assert one == _said("a/b")


@pytest.mark.parametrize(
    "nodes", [("a/c", "a/b"), ("a/b", "a/c", "a/b"), ("a/b-c", "a/b")], ids=" ".join
)
def test_another_order_is_refused(nodes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"expected nodes in order, found <.*a/b> after"):
        list(paragraphs(_said(*nodes)))


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(ValueError, match="expected an IRI that something is said of, found _:x"):
        list(paragraphs([Triple(BlankNode("x"), RDFS.label, Literal("y"))]))
