"""Apache Jena reads every RDF format as Oxigraph does, and answers every query alike."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store, parse_query_results

from builders import graph_of, paper
from jena import read_by_jena
from lora_family import lora_family
from papergraph.export import EXPORTERS
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.query import named_queries
from papergraph.rdf import evidence_triples, graph_triples, memory_store
from papergraph.rdf.vocabulary import XSD
from reading_list import reading_list

FORMATS = ("jsonld", "nq", "nt", "rdfxml", "trig", "ttl")
#: Formats whose file names Jena knows by another ending.
ENDINGS = {"rdfxml": "rdf"}
GRAPHS = {
    "family": lora_family(),
    "list": reading_list(),
    "letters": graph_of([paper('É 𝛼 "quoted" \\n <b> & ]]> \t tab', "Line\nline. 你好.")]),
}
QUERIES = {name: one for name, one in named_queries().items() if not one.federated}


def _store(graph: KnowledgeGraph) -> Store:
    return memory_store([*graph_triples(graph), *evidence_triples(graph)])


def _triples(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store}


def _rows(found: QuerySolutions) -> Counter[tuple[str, ...]]:
    # Oxigraph keeps every integer type as xsd:integer.
    return Counter(
        tuple(str(term).replace(XSD.nonNegativeInteger.value, XSD.integer.value) for term in row)
        for row in found
    )


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder a graph, with what Jena made of it."""
    home = tmp_path_factory.mktemp("jena")
    for name, graph in GRAPHS.items():
        folder = home / name
        for room in ("formats", "graph", "queries"):
            (folder / room).mkdir(parents=True)
        for form in FORMATS:
            path = folder / "formats" / f"{form}.{ENDINGS.get(form, form)}"
            path.write_text(EXPORTERS[form](graph), encoding="utf-8", newline="\n")
        (folder / "graph" / "all.ttl").write_text(EXPORTERS["ttl"](graph), encoding="utf-8")
        for query in QUERIES.values():
            path = folder / "queries" / query.name
            path.write_text(query.sparql, encoding="utf-8")
    read_by_jena([home / name for name in GRAPHS], home / "messages")
    return home


# Few tests: of tests side by side, each process would start Java for its own.
def test_jena_reads_the_same_triples(read: Path) -> None:
    different = []
    for name, graph in GRAPHS.items():
        for form in FORMATS:
            store = Store()
            store.load(path=read / name / "formats" / f"{form}.{ENDINGS.get(form, form)}.nq")
            if _triples(store) != _triples(_store(graph)):
                different.append((name, form))

    assert different == []


def test_jena_answers_every_query_as_oxigraph_does(read: Path) -> None:
    different, answered = [], set()
    for name in ("family", "list"):
        store = _store(GRAPHS[name])
        for query in QUERIES.values():
            ours = store.query(query.sparql)
            theirs = parse_query_results(
                path=read / name / "queries" / f"{query.name}.json", format=QueryResultsFormat.JSON
            )
            assert isinstance(ours, QuerySolutions)
            assert isinstance(theirs, QuerySolutions)
            assert [one.value for one in ours.variables] == [one.value for one in theirs.variables]
            found = _rows(ours)
            if _rows(theirs) != found:
                different.append((name, query.name))
            if found:
                answered.add(query.name)

    assert different == []
    assert answered == set(QUERIES)
