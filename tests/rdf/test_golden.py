"""The bytes of one small page's graph, as they were when somebody last looked at them.

The page, its lexicon and the two graphs stand in tests/golden. After a change of rules or of
the RDF that is meant, renew them and read what changed:

    pytest tests/rdf/test_golden.py --update-golden && git diff tests/golden
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from papergraph.graph.build import build_graph
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.lexicon import Lexicon, read_terms
from papergraph.model import Kind, Listing, Paper
from papergraph.rdf import dump_turtle, evidence_triples, graph_triples
from papergraph.sources import Fault, read_listing

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    """The graph of the page, by a lexicon of its own that no curator changes."""
    methods = read_terms(GOLDEN / "methods.tsv", Kind.METHOD)
    datasets = read_terms(GOLDEN / "datasets.tsv", Kind.DATASET)
    tasks = read_terms(GOLDEN / "tasks.tsv", Kind.TASK)
    lexicon = Lexicon().extended(
        [*methods[0], *datasets[0], *tasks[0]], [*methods[1], *datasets[1], *tasks[1]]
    )
    found = list(read_listing(GOLDEN / "page.txt"))
    assert not [one for one in found if isinstance(one, Fault)]
    papers = [one for one in found if isinstance(one, Paper)]
    listings = [one for one in found if isinstance(one, Listing)]
    return build_graph(papers, listings, lexicon)


def test_the_page_has_its_papers(graph: KnowledgeGraph) -> None:
    assert sum(paper.in_corpus for paper in graph.papers.values()) == 3


def test_the_graph_is_as_it_was(graph: KnowledgeGraph, golden: Callable[[str, str], None]) -> None:
    golden("graph.ttl", _text(dump_turtle(graph_triples(graph))))


def test_the_evidence_is_as_it_was(
    graph: KnowledgeGraph, golden: Callable[[str, str], None]
) -> None:
    golden("evidence.ttl", _text(dump_turtle(evidence_triples(graph))))


def _text(turtle: bytes) -> str:
    """The Turtle with another version of the tool, so that a release changes nothing."""
    return turtle.decode().replace(f'"{version("papergraph")}"', '"0"')
