"""Every query on the graph of sample pages: the store and plain rdflib over the files agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from conftest import PAGES, MadeOnce
from papergraph.api import build
from papergraph.query import named_queries, named_query, run_query
from papergraph.query.run import resolve_arguments
from papergraph.rdf import load_store, to_rdflib
from papergraph.rdf.vocabulary import PREFIXES
from query_guide import example_arguments

#: Queries that rdflib is not asked here, and why.
SKIPPED = {
    "wikidata": "it asks another server",
}


@pytest.fixture(scope="session")
def exports(made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of a page and of the end of another: rdflib takes seconds for more of them."""
    blocks = (PAGES / "diffusion-and-vision.txt").read_text(encoding="utf-8").split("\n\n")
    end = tmp_path_factory.mktemp("pages") / "end.txt"
    end.write_text("\n\n".join(blocks[len(blocks) * 6 // 10 :]), encoding="utf-8")
    some = [PAGES / "2024-adapters.txt", end]
    return made_once.folder("some", lambda folder: build(some).write(folder))


@pytest.fixture(scope="session")
def store(exports: Path) -> Store:
    """The store of the build."""
    return load_store(exports)


@pytest.fixture(scope="session")
def parsed(exports: Path) -> Graph:
    """Its files as rdflib reads them."""
    graph = Graph()
    for name in ("graph.ttl", "evidence.ttl"):
        graph.parse(exports / name)
    return graph


@pytest.mark.parametrize("name", named_queries())
def test_rdflib_gives_the_rows_of_the_store(name: str, store: Store, parsed: Graph) -> None:
    query = named_query(name)
    if name in SKIPPED:
        pytest.skip(SKIPPED[name])
    arguments = example_arguments(store, query)

    found = parsed.query(query.filled(resolve_arguments(store, query, arguments)))

    rows = [tuple("" if term is None else str(term) for term in row) for row in found]  # type: ignore[union-attr]
    assert rows == list(run_query(store, query, arguments).rows)


def test_the_graph_of_rdflib_over_the_store_has_the_prefixes(store: Store, parsed: Graph) -> None:
    graph = to_rdflib(store)

    assert {prefix: str(iri) for prefix, iri in graph.namespaces()} == PREFIXES
    asked = "SELECT ?paper { ?paper pg:extends/skos:prefLabel 'LoRA' } ORDER BY ?paper"
    assert list(graph.query(asked)) == list(parsed.query(asked))
    assert len(graph) == len(parsed)
