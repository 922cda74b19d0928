"""The graph as a resource of its own, in VoID: counts, sources, licence, the tool that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from operator import attrgetter

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind
from papergraph.rdf.terms import described, index
from papergraph.rdf.vocabulary import (
    BASE,
    DCTERMS,
    KIND_TYPES,
    PREFIXES,
    PROV,
    RDF,
    RELATION_IRI,
    SCHEMA,
    VOID,
    entity_iri,
    listing_iri,
)

__all__ = ["LICENSE", "RIGHTS", "Counts", "counted", "description_triples", "graph_iri"]

#: What anybody may do with the links: everything.
LICENSE = NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")

#: What the licence cannot cover.
RIGHTS = (
    "The links are dedicated to the public domain; titles, abstracts and quotes stay under "
    "the terms of their papers."
)

_VOID_CLASS = getattr(VOID, "class")  # a keyword of Python


@dataclass(frozen=True, slots=True)
class Counts:
    """How much triples say.

    Attributes:
        triples: how many.
        subjects: of how many.
        classes: how many subjects each class has.
        properties: how many triples each property has.
    """

    triples: int
    subjects: int
    classes: Mapping[NamedNode, int]
    properties: Mapping[NamedNode, int]


def counted(nodes: Iterable[Iterable[Triple]]) -> Counts:
    """Count triples, those of a node and its parts at a time; a repeated one counts once."""
    triples = subjects = 0
    classes: Counter[NamedNode] = Counter()
    properties: Counter[NamedNode] = Counter()
    for node in nodes:
        said = set(node)
        triples += len(said)
        subjects += len(set(map(attrgetter("subject"), said)))
        properties.update(map(attrgetter("predicate"), said))
        classes.update(one.object for one in said if one.predicate == RDF.type)  # type: ignore[misc]
    return Counts(triples, subjects, classes, properties)


def graph_iri(base: str = BASE) -> NamedNode:
    """The IRI of the graph itself, which also tells a reader the base."""
    return NamedNode(f"{base}graph")


def description_triples(
    graph: KnowledgeGraph, counts: Counts, *, base: str = BASE
) -> Iterator[Triple]:
    """What is known of the whole: nothing here is read back into a `KnowledgeGraph`.

    Args:
        graph: what is described.
        counts: of the triples of `graph_triples` but these, and but those of scores, which
            come and go.
        base: as of `graph_triples`.
    """
    node = graph_iri(base)
    tool = NamedNode(f"{node.value}#tool")
    yield from described(node, [VOID.Dataset], "papergraph")
    yield Triple(node, DCTERMS.license, LICENSE)
    yield Triple(node, DCTERMS.rights, Literal(RIGHTS))
    for slug in graph.listings:
        yield Triple(node, DCTERMS.source, listing_iri(slug, base))
    yield Triple(node, PROV.wasAttributedTo, tool)
    yield from described(tool, [PROV.SoftwareAgent, SCHEMA.SoftwareApplication], "papergraph")
    yield Triple(tool, SCHEMA.softwareVersion, Literal(_own_version()))
    yield Triple(node, VOID.uriSpace, Literal(base))
    yield Triple(node, VOID.dataDump, NamedNode(f"{base}graph.ttl"))
    for example in _examples(graph):
        yield Triple(node, VOID.exampleResource, entity_iri(example, base))
    yield from _statistics(graph, counts, node)
    yield from _partitions(counts, node)


@cache
def _own_version() -> str:
    """Read from the package's description once: that takes longer than the triples of a paper."""
    return version("papergraph")


def _examples(graph: KnowledgeGraph) -> Iterator[EntityId]:
    """Of each kind of node, what most claims are of or on."""
    found = Counter(claim.paper for claim in graph.claims)
    found.update(claim.target for claim in graph.claims if claim.target.kind in KIND_TYPES)
    for kind in KIND_TYPES:
        alike = [(-count, node) for node, count in found.items() if node.kind is kind]
        if alike:
            yield min(alike)[1]


def _statistics(graph: KnowledgeGraph, counts: Counts, node: NamedNode) -> Iterator[Triple]:
    kinds = Counter(entity.kind for entity in graph.entities)
    entities = len(graph.papers) + kinds.total() - kinds[Kind.PAGE] + len(graph.listings)
    for predicate, count in (
        (VOID.triples, counts.triples),
        (VOID.entities, entities),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        yield Triple(node, predicate, index(count))
    terms = [*counts.classes, *counts.properties]
    for namespace in PREFIXES.values():
        if any(term.value.startswith(namespace) for term in terms):
            yield Triple(node, VOID.vocabulary, NamedNode(namespace))


def _partitions(counts: Counts, node: NamedNode) -> Iterator[Triple]:
    """How much there is of each class and of each property; of kinds and relations, also none."""
    classes = {types[0]: kind.value for kind, types in KIND_TYPES.items()}
    classes = {one: _compact(one) for one in counts.classes} | classes
    properties = {iri: relation.value for relation, iri in RELATION_IRI.items()}
    properties = {one: _compact(one) for one in counts.properties} | properties
    for found, name in classes.items():
        part = NamedNode(f"{node.value}#{name}")
        yield Triple(node, VOID.classPartition, part)
        yield Triple(part, _VOID_CLASS, found)
        yield Triple(part, VOID.entities, index(counts.classes.get(found, 0)))
    for found, name in properties.items():
        part = NamedNode(f"{node.value}#{name}")
        yield Triple(node, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, found)
        yield Triple(part, VOID.triples, index(counts.properties.get(found, 0)))


def _compact(term: NamedNode) -> str:
    """A name of a term for a fragment: ``dcterms,title``."""
    prefix, namespace = max(
        ((prefix, iri) for prefix, iri in PREFIXES.items() if term.value.startswith(iri)),
        key=lambda found: len(found[1]),
    )
    return f"{prefix},{term.value.removeprefix(namespace)}"
