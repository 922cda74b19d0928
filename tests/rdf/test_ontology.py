"""The ontology says what every term of ours means, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from every_node import every_triple
from papergraph.model import METHOD_RELATIONS, Relation
from papergraph.rdf.vocabulary import KIND_TYPES, PG, RDF, RELATION_IRI, SCHEMA, XSD

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
COMMENT, LABEL, DOMAIN = (NamedNode(RDFS + name) for name in ("comment", "label", "domain"))
NARROWER = {"class": NamedNode(f"{RDFS}subClassOf"), "property": NamedNode(f"{RDFS}subPropertyOf")}
RELATES_TO = NamedNode(f"{PG.iri}relatesTo")
UNION = NamedNode("http://www.w3.org/2002/07/owl#unionOf")
WRITTEN = {term for term in vars(PG).values() if isinstance(term, NamedNode)}


@pytest.fixture(scope="module")
def ontology() -> Store:
    store = Store()
    turtle = (files("papergraph.rdf") / "ontology.ttl").read_bytes()
    store.extend(Quad(*quad.triple) for quad in parse(turtle, format=RdfFormat.TURTLE))
    return store


def _says(ontology: Store, subject: NamedNode, predicate: NamedNode, found: NamedNode) -> bool:
    return any(ontology.quads_for_pattern(subject, predicate, found))


@pytest.mark.parametrize("predicate", [LABEL, COMMENT], ids=["label", "comment"])
def test_every_term_that_is_written_has_one_label_and_one_comment(
    ontology: Store, predicate: NamedNode
) -> None:
    for term in WRITTEN:
        (text,) = (quad.object for quad in ontology.quads_for_pattern(term, predicate, None))
        assert isinstance(text, Literal)
        assert text.value


def test_the_ontology_names_no_term_that_is_not_written() -> None:
    turtle = (files("papergraph.rdf") / "ontology.ttl").read_bytes()
    named = {
        term
        for quad in parse(turtle, format=RdfFormat.TURTLE)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(PG.iri)
    }

    assert named == WRITTEN | {RELATES_TO}


def test_every_relation_is_a_way_to_relate_to_something(ontology: Store) -> None:
    for predicate in RELATION_IRI.values():
        assert _says(ontology, predicate, NARROWER["property"], RELATES_TO)


def test_what_a_text_says_of_methods_and_datasets_is_a_mention_of_schema_org(
    ontology: Store,
) -> None:
    mentions = NamedNode(f"{SCHEMA.iri}mentions")
    found = {
        relation
        for relation, predicate in RELATION_IRI.items()
        if _says(ontology, predicate, NARROWER["property"], mentions)
    }

    assert found == {*METHOD_RELATIONS, Relation.EVALUATES_ON}


def test_a_class_of_ours_is_narrower_than_the_class_that_a_node_has_beside_it(
    ontology: Store,
) -> None:
    for ours, theirs in KIND_TYPES.values():
        assert _says(ontology, ours, NARROWER["class"], theirs)


def test_every_property_but_the_one_above_all_has_a_domain(ontology: Store) -> None:
    classes = {quad.subject for quad in ontology.quads_for_pattern(None, NARROWER["class"], None)}
    with_domain = {quad.subject for quad in ontology.quads_for_pattern(None, DOMAIN, None)}

    assert WRITTEN - classes == with_domain
    assert not any(isinstance(node, BlankNode) for node in with_domain)


def test_the_ontology_has_a_version_and_a_licence(ontology: Store) -> None:
    owl = "http://www.w3.org/2002/07/owl#"
    (node,) = (
        quad.subject
        for quad in ontology.quads_for_pattern(None, RDF.type, NamedNode(f"{owl}Ontology"))
    )
    said = {quad.predicate.value for quad in ontology.quads_for_pattern(node, None, None)}

    assert {f"{owl}versionInfo", f"{owl}versionIRI", "http://purl.org/dc/terms/license"} <= said


@pytest.mark.parametrize(("side", "end"), [("domain", "subject"), ("range", "object")])
def test_what_has_a_property_is_of_its_domain_and_what_it_has_of_its_range(
    ontology: Store, side: str, end: str
) -> None:
    classes: dict[object, set[object]] = {}
    for triple in every_triple():
        if triple.predicate == RDF.type:
            classes.setdefault(triple.subject, set()).add(triple.object)

    for triple in every_triple():
        for allowed in _classes(ontology, triple.predicate, NamedNode(RDFS + side)):
            assert classes[getattr(triple, end)] & allowed, triple


def _classes(
    ontology: Store, term: NamedNode, side: NamedNode
) -> Iterator[set[NamedNode | BlankNode | Literal | Triple]]:
    """The classes of a domain or range, one or a union; nothing for datatypes."""
    for quad in ontology.quads_for_pattern(term, side, None):
        if isinstance(quad.object, NamedNode) and not quad.object.value.startswith(XSD.iri):
            yield {quad.object}
        if isinstance(quad.object, BlankNode):
            for union in ontology.quads_for_pattern(quad.object, UNION, None):
                yield set(_members(ontology, union.object))


def _members(
    ontology: Store, head: NamedNode | BlankNode | Literal | Triple
) -> Iterator[NamedNode | BlankNode | Literal | Triple]:
    while isinstance(head, BlankNode):
        said = {
            quad.predicate: quad.object for quad in ontology.quads_for_pattern(head, None, None)
        }
        yield said[RDF.first]
        head = said[RDF.rest]
