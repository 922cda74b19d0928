"""The keys of names in a store, for a name in any spelling to be looked up and not searched for.

They stand beside the graph, each kind of node in a named graph of its own, as
``skos:hiddenLabel``: labels that are found and never shown. Turtle files have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from papergraph.model import Kind
from papergraph.rdf.vocabulary import BASE, DCTERMS, FABIO, RDFS, SKOS, entity_iri
from papergraph.text.normalize import name_key

if TYPE_CHECKING:
    from papergraph.graph.knowledge import KnowledgeGraph
    from papergraph.model import EntityId

__all__ = ["NAME_PREDICATES", "keys_of_names", "names_graph"]

#: What a node is known by, what it is called first.
NAME_PREDICATES = {
    Kind.METHOD: (SKOS.prefLabel, SKOS.altLabel),
    Kind.DATASET: (SKOS.prefLabel, SKOS.altLabel),
    Kind.TASK: (SKOS.prefLabel, SKOS.altLabel),
    Kind.REPOSITORY: (RDFS.label, SKOS.altLabel),
    Kind.PAPER: (DCTERMS.title, FABIO.hasArXivId),
}


def names_graph(kind: Kind) -> NamedNode:
    """The named graph that holds the keys of one kind's names."""
    return NamedNode(f"{BASE}names/{kind}")


def keys_of_names(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Quad]:
    """The key of each name that `graph_triples` gives with a predicate of `NAME_PREDICATES`."""
    graphs = {kind: names_graph(kind) for kind in Kind}
    for node, name in _names(graph):
        key = Literal(name_key(name))
        yield Quad(entity_iri(node, base), SKOS.hiddenLabel, key, graphs[node.kind])


def _names(graph: KnowledgeGraph) -> Iterator[tuple[EntityId, str]]:
    for paper_id, paper in graph.papers.items():
        yield paper_id, paper.title
        if paper.arxiv_id:
            yield paper_id, paper.arxiv_id
    for entity_id, entity in graph.entities.items():
        if entity_id.kind in NAME_PREDICATES:  # a page has no name
            for name in (entity.label, *entity.aliases):
                yield entity_id, name
