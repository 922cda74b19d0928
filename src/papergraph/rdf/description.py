"""The graph as a resource of its own: counts, sources, licence, the tool that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Kind
from papergraph.rdf.terms import described, index
from papergraph.rdf.vocabulary import (
    BASE,
    DCTERMS,
    KIND_TYPES,
    PROV,
    RELATION_IRI,
    SCHEMA,
    VOID,
    listing_iri,
)

__all__ = ["LICENSE", "RIGHTS", "description_triples", "graph_iri"]

#: What anybody may do with the links: everything.
LICENSE = NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")

#: What the licence cannot cover.
RIGHTS = (
    "The links are dedicated to the public domain; titles, abstracts and quotes stay under "
    "the terms of their papers."
)

_VOID_CLASS = getattr(VOID, "class")  # a keyword of Python


def graph_iri(base: str = BASE) -> NamedNode:
    """The IRI of the graph itself, which also tells a reader the base."""
    return NamedNode(f"{base}graph")


def description_triples(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Triple]:
    """What is known of the whole: nothing here is read back into a `KnowledgeGraph`."""
    node = graph_iri(base)
    tool = NamedNode(f"{node.value}#tool")
    yield from described(node, [VOID.Dataset], "papergraph")
    yield Triple(node, DCTERMS.license, LICENSE)
    yield Triple(node, DCTERMS.rights, Literal(RIGHTS))
    for slug in graph.listings:
        yield Triple(node, DCTERMS.source, listing_iri(slug, base))
    yield Triple(node, PROV.wasAttributedTo, tool)
    yield from described(tool, [PROV.SoftwareAgent, SCHEMA.SoftwareApplication], "papergraph")
    yield Triple(tool, SCHEMA.softwareVersion, Literal(version("papergraph")))
    yield from _counts(graph, node)


def _counts(graph: KnowledgeGraph, node: NamedNode) -> Iterator[Triple]:
    kinds = Counter(entity.kind for entity in graph.entities)
    kinds[Kind.PAPER] = len(graph.papers)
    yield Triple(
        node, VOID.entities, index(sum(kinds.values()) - kinds[Kind.PAGE] + len(graph.listings))
    )
    for kind, (found, *_) in KIND_TYPES.items():
        part = NamedNode(f"{node.value}#{kind.value}")
        yield Triple(node, VOID.classPartition, part)
        yield Triple(part, _VOID_CLASS, found)
        yield Triple(part, VOID.entities, index(kinds[kind]))
    relations = Counter(claim.relation for claim in graph.claims)
    for relation, predicate in RELATION_IRI.items():
        part = NamedNode(f"{node.value}#{relation.value}")
        yield Triple(node, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, predicate)
        yield Triple(part, VOID.triples, index(relations[relation]))
