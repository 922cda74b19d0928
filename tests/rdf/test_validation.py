"""What breaks a shape is found, by pyshacl and by our own check alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from every_node import every_triple
from papergraph.errors import MissingExtraError
from papergraph.rdf import BASE, PREFIXES
from papergraph.rdf.shacl import has_pyshacl, pyshacl_violations
from papergraph.rdf.shapes import read_shapes, shapes_by_class
from papergraph.rdf.validation import Violation, folder_triples, violations
from papergraph.rdf.vocabulary import RDF

needs_pyshacl = pytest.mark.skipif(not has_pyshacl(), reason="pyshacl (extra validate) is missing")

PREFIXED = f"@base <{BASE}> .\n" + "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()
)
PAPER, METHOD = "<paper/lora-low-rank-adaptation>", "<method/lora>"
DATASET, TASK, LISTING = "<dataset/glue>", "<task/tuning>", "<listing/page-00000000>"
REPOSITORY = "<repository/github.com/microsoft/lora>"
TITLE = "<paper/lora-low-rank-adaptation#title>"
PHRASE = "<paper/lora-low-rank-adaptation#title,0,4>"


def _turtle(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXED + text, format=RdfFormat.TURTLE)]


def _node(name: str) -> str:
    """A node as it is, or the first of a class."""
    if name.startswith("<"):
        return name
    prefix, _, term = name.partition(":")
    found = NamedNode(PREFIXES[prefix] + term)
    return next(
        str(t.subject) for t in every_triple() if (t.predicate, t.object) == (RDF.type, found)
    )


class Break(NamedTuple):
    """One way to break a graph, and the sentence that says so."""

    node: str
    without: str
    instead: str
    sentence: str


def _broken(way: Break) -> list[Triple]:
    """The graph without the values of a property of a node, and with others."""
    node = _node(way.node)
    (gone,) = _turtle(f"{node} {way.without or 'rdf:nil'} 0 .")
    kept = [t for t in every_triple() if (t.subject, t.predicate) != (gone.subject, gone.predicate)]
    return _together([*kept, *_turtle(f"{node} {way.instead} ." if way.instead else "")])


def _together(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(set(triples), key=str)


BREAKS = {
    "a paper without a title": Break(PAPER, "dcterms:title", "", "one dcterms:title, found none"),
    "a paper with two titles": Break(
        PAPER, "", 'dcterms:title "B"', 'at most one dcterms:title, found 2: "B" and "LoRA: Low'
    ),
    "a paper in the corpus perhaps": Break(
        PAPER, "pg:inCorpus", 'pg:inCorpus "perhaps"', 'inCorpus to be xsd:boolean, found "perhaps"'
    ),
    "a paper of the 31st of February": Break(
        PAPER,
        "dcterms:issued",
        'dcterms:issued "2021-02-31"^^xsd:date',
        'to be xsd:date, xsd:gYear or xsd:gYearMonth, found "2021-02-31"^^xsd:date',
    ),
    "a paper of no other vocabulary": Break(
        PAPER, "rdf:type", "a pg:Paper", "rdf:type fabio:ResearchPaper, found pg:Paper"
    ),
    "two relations of one pair": Break(
        PAPER,
        "",
        f"pg:uses {METHOD}",
        f"no value in both pg:introduces and pg:uses, found <{BASE}method/lora>",
    ),
    "a dataset that is extended": Break(
        PAPER, "", f"pg:extends {DATASET}", "pg:extends to be of class pg:Method, found <"
    ),
    "a page that is a node": Break(
        PAPER, "", "pg:hasProjectPage <https://a.org>", "to be xsd:anyURI, found <https://a.org>"
    ),
    "a reference to nothing": Break(
        PAPER,
        "",
        "cito:cites <paper/none>",
        "<https://w3id.org/papergraph/paper/none>, which is no",
    ),
    "authors that never end": Break("rdf:List", "rdf:rest", "", "one rdf:rest, found none"),
    "a method of no known level": Break(
        METHOD, "pg:level", 'pg:level "new"', 'to be "generic" or "named", found "new"'
    ),
    "a method that is broader than itself as a dataset": Break(
        METHOD, "", f"skos:broader {DATASET}", "each skos:broader to be of class pg:Method"
    ),
    "an alias that is the name": Break(
        METHOD, "", 'skos:altLabel "LoRA"', 'skos:prefLabel and skos:altLabel, found "LoRA"'
    ),
    "a dataset at two addresses": Break(
        DATASET, "", 'schema:url "a"^^xsd:anyURI', "at most one schema:url, found 2"
    ),
    "a repository whose address is a node": Break(
        REPOSITORY, "schema:codeRepository", "schema:codeRepository <https://a.org>", "xsd:anyURI"
    ),
    "a task without a name": Break(
        TASK, "skos:prefLabel", 'skos:prefLabel ""', "to have 1 character or more"
    ),
    "a listing of another digest": Break(
        LISTING,
        "pg:sha256",
        'pg:sha256 "abc"',
        'each pg:sha256 to match ^[0-9a-f]{64}$, found "abc"',
    ),
    "a result in words": Break(
        "pg:Result", "pg:value", 'pg:value "good"', 'pg:value to be xsd:decimal, found "good"'
    ),
    "a result of no task": Break("pg:Result", "pg:forTask", "", "one pg:forTask, found none"),
    "a count below nothing": Break(
        "pg:Count", "pg:value", 'pg:value "-1"^^xsd:nonNegativeInteger', "pg:value to be 0 or more"
    ),
    "a score of nothing": Break("pg:Score", "pg:about", "", "one pg:about, found none"),
    "a claim that is too sure": Break(
        "pg:Claim", "pg:confidence", "pg:confidence 1.5", "pg:confidence to be 1 or less, found"
    ),
    "a claim of two papers": Break(
        "pg:Claim", "", "rdf:subject <paper/glue-a-benchmark>", "at most one rdf:subject"
    ),
    "a claim of another relation": Break(
        "pg:Claim", "rdf:predicate", "rdf:predicate pg:buildsOn", "found pg:buildsOn"
    ),
    "a claim from nowhere": Break(
        "pg:Claim", "", f"prov:wasDerivedFrom {TASK}", "to be of class nif:Phrase or pg:Listing"
    ),
    "a context without text": Break(TITLE, "nif:isString", "", "one nif:isString, found none"),
    "a mention that ends where it starts": Break(
        PHRASE,
        "nif:endIndex",
        'nif:endIndex "0"^^xsd:nonNegativeInteger',
        "each nif:beginIndex to be less than nif:endIndex",
    ),
    "a mention of something unknown": Break(
        PHRASE, "itsrdf:taIdentRef", "itsrdf:taIdentRef <method/none>", "which is no node"
    ),
    "a match of no listing": Break(
        "pg:Match", "prov:wasDerivedFrom", "", "one prov:wasDerivedFrom"
    ),
    "a stated value of no field": Break(
        "pg:StatedValue", "pg:field", "", "one pg:field, found none"
    ),
    "a suggestion that decides nothing": Break(
        "pg:Suggestion", "pg:verdict", 'pg:verdict "maybe"', '"different" or "same", found "maybe"'
    ),
    "a graph without a licence": Break(
        "void:Dataset", "dcterms:license", "", "one dcterms:license"
    ),
    "a tool without a version": Break(
        "prov:SoftwareAgent", "schema:softwareVersion", "", "one schema:softwareVersion, found none"
    ),
}
broken_ways = pytest.mark.parametrize("way", BREAKS.values(), ids=BREAKS)


def test_a_graph_with_a_node_of_every_type_keeps_to_its_shapes() -> None:
    classes = {triple.object for triple in every_triple() if triple.predicate == RDF.type}

    assert not list(violations(every_triple()))
    assert set(shapes_by_class()) <= classes


def test_a_build_of_a_page_keeps_to_its_shapes(sample_exports: Path) -> None:
    assert not list(violations(folder_triples(sample_exports)))


@needs_pyshacl
def test_both_graphs_conform_by_pyshacl(family_exports: Path) -> None:
    assert not list(pyshacl_violations(every_triple()))
    assert not list(pyshacl_violations(folder_triples(family_exports)))


@broken_ways
def test_what_is_broken_is_one_violation_in_one_sentence(way: Break) -> None:
    (found,) = violations(_broken(way))

    assert way.sentence in str(found)


@needs_pyshacl
@broken_ways
def test_pyshacl_finds_the_same_node_broken(way: Break) -> None:
    triples = _broken(way)

    assert _nodes(pyshacl_violations(triples)) == _nodes(violations(triples))


def test_every_shape_is_broken_once() -> None:
    nodes = {_turtle(f"{_node(way.node)} a 0 .")[0].subject for way in BREAKS.values()}
    classes = {t.object for t in every_triple() if t.predicate == RDF.type and t.subject in nodes}

    assert set(shapes_by_class()) <= classes


def _nodes(found: Iterable[Violation]) -> set[str]:
    return {one.node for one in found}


@needs_pyshacl
@settings(max_examples=8)
@given(st.data())
def test_the_verdicts_agree_whatever_is_changed(data: st.DataObject) -> None:
    triples = every_triple()
    old, other = data.draw(st.sampled_from(triples)), data.draw(st.sampled_from(triples))
    object_of = Triple(old.subject, old.predicate, other.object)
    property_of = Triple(old.subject, other.predicate, old.object)
    new = data.draw(st.lists(st.sampled_from([old, object_of, property_of]), max_size=2))
    changed = _together([*(triple for triple in triples if triple != old), *new])

    ours, theirs = _nodes(violations(changed)), _nodes(pyshacl_violations(changed))
    assert ours <= theirs
    assert bool(theirs) == bool(ours)


def test_a_fault_that_several_nodes_share_names_the_first_and_counts_the_others() -> None:
    kept = [triple for triple in every_triple() if str(triple.subject) != f"<{BASE}task/tuning>"]

    sentences = [str(one) for one in violations(kept)]

    assert len(sentences) == len(set(sentences))
    assert any(sentence.endswith("graph (and 1 more like it)") for sentence in sentences)


def test_the_triples_of_a_node_stand_together() -> None:
    apart = [*every_triple(), every_triple()[0]]

    with pytest.raises(ValueError, match="together, found them apart"):
        list(violations(apart))


def test_a_part_of_shacl_that_is_not_known_is_refused() -> None:
    shapes = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <x:shape> a sh:NodeShape ; sh:targetClass <x:class> ;
            sh:property [ sh:path <x:path> ; sh:uniqueLang true ] .
    """

    with pytest.raises(ValueError, match="not a constraint that is known here"):
        read_shapes(shapes)


def test_without_pyshacl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papergraph.rdf.shacl.has_pyshacl", lambda: False)

    with pytest.raises(MissingExtraError, match="validate"):
        list(pyshacl_violations(()))
