"""What the graph says of itself is what its triples are."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from pyoxigraph import Literal, NamedNode, Triple

from every_node import every_node
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import BASE, graph_triples
from papergraph.rdf.vocabulary import DCTERMS, PG, RDF, VOID

GRAPH = NamedNode(f"{BASE}graph")
CLASS = getattr(VOID, "class")


def _split(graph: KnowledgeGraph) -> tuple[set[Triple], set[Triple]]:
    """The description, and what it describes: all else but scores."""
    triples = set(graph_triples(graph))
    starts = (f"<{BASE}graph>", f"<{BASE}graph#")
    own = {one for one in triples if str(one.subject).startswith(starts)}
    scores = {one.subject for one in triples if one.object == PG.Score}
    return own, {one for one in triples - own if one.subject not in scores}


def _values(own: set[Triple], subject: object, predicate: NamedNode) -> set[str]:
    return {
        one.object.value
        for one in own
        if (one.subject, one.predicate) == (subject, predicate)
        and isinstance(one.object, NamedNode | Literal)
    }


def _partition(own: set[Triple], of: NamedNode, count: NamedNode) -> dict[str, int]:
    """What parts say, those of nothing left out."""
    parts = {one.subject: one.object for one in own if one.predicate == of}
    found: dict[str, int] = {}
    for part, what in parts.items():
        (number,) = _values(own, part, count)
        if int(number):
            found[str(what)] = int(number)
    return found


@given(graphs())
def test_the_counts_are_those_of_the_triples(graph: KnowledgeGraph) -> None:
    own, body = _split(graph)
    classes = Counter(str(one.object) for one in body if one.predicate == RDF.type)
    properties = Counter(str(one.predicate) for one in body)

    assert _values(own, GRAPH, VOID.triples) == {str(len(body))}
    assert _values(own, GRAPH, VOID.distinctSubjects) == {str(len({t.subject for t in body}))}
    assert _values(own, GRAPH, VOID.classes) == {str(len(classes))}
    assert _values(own, GRAPH, VOID.properties) == {str(len(properties))}
    assert _partition(own, CLASS, VOID.entities) == classes
    assert _partition(own, VOID.property, VOID.triples) == properties


def test_every_part_belongs_to_the_graph() -> None:
    own, _ = _split(every_node())

    classes = _values(own, GRAPH, VOID.classPartition)
    properties = _values(own, GRAPH, VOID.propertyPartition)
    assert classes == {str(one.subject)[1:-1] for one in own if one.predicate == CLASS}
    assert properties == {str(one.subject)[1:-1] for one in own if one.predicate == VOID.property}
    assert not classes & properties


def test_scores_change_nothing_that_the_graph_says_of_itself() -> None:
    graph = every_node()
    without = KnowledgeGraph(
        graph.papers, graph.entities, graph.claims, graph.listings, graph.evaluations
    )

    assert graph.scores
    assert _split(graph)[0] == _split(without)[0]


def test_examples_are_what_most_claims_are_about() -> None:
    own, body = _split(lora_family())

    examples = _values(own, GRAPH, VOID.exampleResource)
    assert f"{BASE}method/lora" in examples
    assert len(examples) == 5
    assert examples <= {one.subject.value for one in body if isinstance(one.subject, NamedNode)}


def test_vocabularies_are_those_of_the_triples_and_no_other() -> None:
    own, body = _split(lora_family())
    terms = {one.predicate.value for one in body}

    found = _values(own, GRAPH, VOID.vocabulary)
    assert {PG.iri, DCTERMS.iri, RDF.iri} <= found
    assert VOID.iri not in found
    assert all(
        any(term.startswith(one) for term in terms)
        for one in found - {"http://www.w3.org/ns/prov#"}
    )


def test_the_graph_says_where_it_is_and_how_its_nodes_start() -> None:
    own = set(graph_triples(lora_family(), base="http://localhost/kg/"))
    node = NamedNode("http://localhost/kg/graph")

    assert _values(own, node, VOID.uriSpace) == {"http://localhost/kg/"}
    assert _values(own, node, VOID.dataDump) == {"http://localhost/kg/graph.ttl"}
