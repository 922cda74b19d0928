"""Where the parts of a paper come from, and what a user may decide, as triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Match, Paper, Suggestion, Value
from papergraph.rdf.terms import decimal, described
from papergraph.rdf.vocabulary import PG, PROV, digest_of, entity_iri, listing_iri

__all__ = ["provenance_triples", "suggestion_iri", "suggestion_triples"]


def provenance_triples(node: NamedNode, paper: Paper, base: str) -> Iterator[Triple]:
    """What other records of a paper have, and which listings hold it by its title alone."""
    for value in paper.others:
        yield from _value(node, value, base)
    for match in paper.matches:
        yield from _match(node, match, base)


def _value(paper: NamedNode, value: Value, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{paper.value}#value,{digest_of(value)}")
    yield from described(node, [PG.StatedValue], f"another {value.field}")
    yield Triple(node, PG.ofPaper, paper)
    yield Triple(node, PG.field, Literal(value.field))
    yield Triple(node, PG.value, Literal(value.value))
    if value.listing:
        yield Triple(node, PROV.wasDerivedFrom, listing_iri(value.listing, base))


def _match(paper: NamedNode, match: Match, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{paper.value}#match,{digest_of(match)}")
    yield from described(node, [PG.Match], f"one paper by {match.rule}")
    yield Triple(node, PG.ofPaper, paper)
    yield Triple(node, PG.confidence, decimal(match.confidence))
    yield Triple(node, PG.rule, Literal(match.rule))
    yield Triple(node, PROV.wasDerivedFrom, listing_iri(match.listing, base))


def suggestion_iri(one: Suggestion, base: str) -> NamedNode:
    """The IRI of a suggestion, from what it says and not from why."""
    return NamedNode(f"{base}suggestion/{digest_of((one.verdict, one.first, one.second))}")


def suggestion_triples(one: Suggestion, graph: KnowledgeGraph, base: str) -> Iterator[Triple]:
    """What a user may decide."""
    node = suggestion_iri(one, base)
    names = " and ".join(graph.label(end) for end in (one.first, one.second))
    yield from described(node, [PG.Suggestion], f"{one.verdict}: {names}")
    yield Triple(node, PG.verdict, Literal(one.verdict.value))
    yield Triple(node, PG.first, entity_iri(one.first, base))
    yield Triple(node, PG.second, entity_iri(one.second, base))
    yield Triple(node, PG.confidence, decimal(one.confidence))
    yield Triple(node, PG.rule, Literal(one.reason))
