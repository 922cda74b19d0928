"""Each RDF format says what Turtle says, to rdflib and to Oxigraph."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple

from builders import graph_of, paper
from graph_strategies import graphs
from lora_family import lora_family
from papergraph.export import EXPORTERS
from papergraph.export.clean import xml_text
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf import (
    BASE,
    claim_graph_iri,
    evidence_triples,
    graph_triples,
    memory_store,
    read_graph,
)
from papergraph.rdf.vocabulary import PG, PREFIXES, RDF

# rdflib's own parsers use what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

OXIGRAPH = {
    "jsonld": RdfFormat.JSON_LD,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
}
RDFLIB = {"jsonld": "json-ld", "nq": "nquads", "rdfxml": "xml"}


def _store(name: str, graph: KnowledgeGraph) -> Store:
    store = Store()
    store.load(EXPORTERS[name](graph), OXIGRAPH[name])
    return store


def _union(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store}


def _said(graph: KnowledgeGraph, clean: Callable[[str], str] = str) -> set[str]:
    # As a store has them: Oxigraph keeps every integer type as xsd:integer.
    triples = [*graph_triples(graph), *evidence_triples(graph)]
    return _union(
        memory_store(
            Triple(
                t.subject, t.predicate, Literal(clean(t.object.value), datatype=t.object.datatype)
            )
            if isinstance(t.object, Literal)
            else t
            for t in triples
        )
    )


def _for_xml(text: str) -> str:
    return "\r".join(map(xml_text, text.split("\r")))


def _rdflib_said(text: str, form: str) -> set[tuple[str, str, str, str]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=form)
    return {
        (str(s), str(p), str(o), str(getattr(o, "datatype", None)))
        for s, p, o, _ in dataset.quads()
    }


# All formats of one graph: to draw it takes longer than to read it back.
@given(graph=graphs())
def test_oxigraph_reads_the_triples_back(graph: KnowledgeGraph) -> None:
    said, said_in_xml = _said(graph), _said(graph, _for_xml)

    for name in OXIGRAPH:
        assert _union(_store(name, graph)) == (said_in_xml if name == "rdfxml" else said), name


@pytest.mark.parametrize("name", sorted(OXIGRAPH))
@pytest.mark.parametrize("normalized", [True, False], ids=["values", "as written"])
def test_rdflib_reads_the_same_triples(
    name: str, normalized: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", normalized)
    written = EXPORTERS[name](lora_family())

    assert _rdflib_said(written, RDFLIB.get(name, name)) == _rdflib_said(
        EXPORTERS["nt"](lora_family()), "nt"
    )


@settings(max_examples=15)
@given(graph=graphs())
def test_rdflib_reads_any_names_in_json_and_xml(graph: KnowledgeGraph) -> None:
    expected = _rdflib_said(EXPORTERS["nt"](graph), "nt")

    assert _rdflib_said(EXPORTERS["jsonld"](graph), "json-ld") == expected
    assert _rdflib_said(EXPORTERS["rdfxml"](graph), "xml") == {
        (s, p, _for_xml(o), datatype) for s, p, o, datatype in expected
    }


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_the_evidence_of_a_claim_is_in_a_graph_of_its_own(name: str) -> None:
    graph = lora_family()
    store = _store(name, graph)

    named = {quad.graph_name for quad in store} - {DefaultGraph()}
    for claim in graph.claims:
        own = claim_graph_iri(claim)
        types = Counter(q.object for q in store.quads_for_pattern(None, RDF.type, None, own))
        assert types[PG.Claim] == 1
        assert len(types) == (3 if claim.mentions else 2)
    assert named == {claim_graph_iri(claim) for claim in graph.claims}


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_facts_and_texts_are_in_the_default_graph_and_no_triple_is_in_two(name: str) -> None:
    store = _store(name, lora_family())

    default = {str(q.triple) for q in store.quads_for_pattern(None, None, None, DefaultGraph())}

    assert default > _union(memory_store(graph_triples(lora_family())))
    assert not list(store.quads_for_pattern(None, RDF.type, PG.Claim, DefaultGraph()))
    assert len(store) == len(_union(store))


def test_the_graph_of_a_claim_does_not_depend_on_what_lists_it() -> None:
    graph = lora_family()
    moved = {claim_graph_iri(claim) for claim in graph.claims}

    assert all(iri.value.startswith(f"{BASE}claim/") for iri in moved)
    assert not [iri for iri in moved if "page-00000000" in iri.value]


@pytest.mark.parametrize("name", ["jsonld", "rdfxml"])
def test_what_is_read_back_is_the_graph(name: str) -> None:
    assert read_graph(_store(name, lora_family())) == lora_family()


def test_json_ld_reads_as_json() -> None:
    document = json.loads(EXPORTERS["jsonld"](lora_family()))
    by_id = {each["id"]: each for each in document["@graph"]}
    qlora = by_id["paper:qlora-quantized-lora"]

    assert qlora["title"] == "QLoRA: Quantized LoRA"
    assert qlora["extends"] == "method:lora"
    assert qlora["inCorpus"] is True
    assert qlora["cito:extends"] == "paper:lora-low-rank-adaptation"
    assert sorted(by_id["method:lora"]["type"]) == ["Concept", "Method"]
    assert set(PREFIXES) < set(document["@context"])
    assert not [key for each in by_id.values() for key in each if key.startswith("http")]


def test_the_context_is_the_same_for_every_graph() -> None:
    first, second = (
        json.loads(EXPORTERS["jsonld"](graph))["@context"]
        for graph in (lora_family(), KnowledgeGraph())
    )

    assert first == second


def test_rdf_xml_loses_only_what_xml_cannot_hold() -> None:
    store = _store("rdfxml", graph_of([paper("bell \x07 return \r end <b> ]]> &amp;")]))

    (title,) = {
        quad.object.value  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(
            NamedNode(f"{BASE}paper/bell-return-end-b-amp"),
            NamedNode("http://purl.org/dc/terms/title"),
            None,
        )
    }

    assert title == "bell \ufffd return \r end <b> ]]> &amp;"
