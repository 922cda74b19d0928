"""Why each relation is in the graph, as triples: what `evidence.ttl` holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Mention, Paper, Part
from papergraph.rdf.provenance import provenance_triples
from papergraph.rdf.terms import decimal, described, index
from papergraph.rdf.triples import target_term
from papergraph.rdf.vocabulary import (
    BASE,
    ITSRDF,
    NIF,
    PG,
    PROV,
    RDF,
    RELATION_IRI,
    checked_base,
    context_iri,
    digest_of,
    entity_iri,
    listing_iri,
    phrase_iri,
)

__all__ = ["claim_graph_iri", "claim_iri", "evidence_quads", "evidence_triples"]


def evidence_triples(
    graph: KnowledgeGraph, *, base: str = BASE, detail: OneOf["full", "claims"] = "full"
) -> Iterator[Triple]:
    """Every claim and, in full, every mention with the text that it points into.

    Mentions of one paper must not overlap: a phrase's IRI is its span, so two entities on
    one span would read as one phrase with two identities. Only those of tasks stand apart.

    Args:
        graph: what to write.
        base: as of `graph_triples`.
        detail: "claims" leaves the mentions out, and with them the method-to-method edges
            that only a graph read from full evidence derives again.
    """
    checked_base(base)
    yield from provenance_triples(graph, base)
    contexts: set[str] = set()
    for claim in graph.claims:
        node = claim_iri(claim, base)
        yield from _claim(node, graph, claim, base)
        if detail == "full":
            for mention in claim.mentions:
                yield from _mention(node, claim, mention, base)
                yield from _context(graph.papers[claim.paper], claim, mention.part, contexts, base)


def evidence_quads(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Quad]:
    """The triples of full `evidence_triples`, those of a claim and its mentions in its graph.

    What belongs to no claim alone is in the default graph: the texts that mentions point into,
    what other records say, and what a user may decide.
    """
    checked_base(base)
    for triple in provenance_triples(graph, base):
        yield Quad(*triple)
    contexts: set[str] = set()
    for claim in graph.claims:
        node, own = claim_iri(claim, base), claim_graph_iri(claim, base)
        yield from _within(own, _claim(node, graph, claim, base))
        for mention in claim.mentions:
            yield from _within(own, _mention(node, claim, mention, base))
            for triple in _context(graph.papers[claim.paper], claim, mention.part, contexts, base):
                yield Quad(*triple)


def _within(own: NamedNode, triples: Iterator[Triple]) -> Iterator[Quad]:
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, own)


def claim_graph_iri(claim: Claim, base: str = BASE) -> NamedNode:
    """The IRI of the named graph with a claim's evidence; as `claim_iri`, whatever lists it."""
    return NamedNode(f"{claim_iri(claim, base).value}#evidence")


def claim_iri(claim: Claim, base: str = BASE) -> NamedNode:
    """The IRI of a claim, from what it says and not from why."""
    said = (claim.paper, claim.relation.value, claim.target)
    return NamedNode(f"{base}claim/{digest_of(said)}")


def _claim(node: NamedNode, graph: KnowledgeGraph, claim: Claim, base: str) -> Iterator[Triple]:
    title = graph.papers[claim.paper].title
    label = f"{title} {claim.relation.value} {graph.label(claim.target)}"
    yield from described(node, [PG.Claim, RDF.Statement], label)
    yield Triple(node, RDF.subject, entity_iri(claim.paper, base))
    yield Triple(node, RDF.predicate, RELATION_IRI[claim.relation])
    yield Triple(node, RDF.object, target_term(claim.target, base))
    yield Triple(node, PG.confidence, decimal(claim.confidence))
    for predicate, text in (
        (PG.rule, claim.rule),
        (PG.quote, claim.quote),
        (PG.field, claim.field),
    ):
        if text:
            yield Triple(node, predicate, Literal(text))
    if claim.listing:
        yield Triple(node, PROV.wasDerivedFrom, listing_iri(claim.listing, base))


def _mention(found: NamedNode, claim: Claim, mention: Mention, base: str) -> Iterator[Triple]:
    context = context_iri(entity_iri(claim.paper, base), mention.part)
    node = phrase_iri(context, mention.span, claim.target.kind)
    yield Triple(found, PROV.wasDerivedFrom, node)
    yield from described(node, [NIF.Phrase], mention.surface)
    yield Triple(node, NIF.referenceContext, context)
    yield Triple(node, NIF.beginIndex, index(mention.span.start))
    yield Triple(node, NIF.endIndex, index(mention.span.end))
    yield Triple(node, NIF.anchorOf, Literal(mention.surface))
    yield Triple(node, ITSRDF.taIdentRef, target_term(claim.target, base))
    yield Triple(node, ITSRDF.taConfidence, decimal(mention.confidence))


def _context(
    paper: Paper, claim: Claim, part: Part, written: set[str], base: str
) -> Iterator[Triple]:
    """The text itself, once."""
    source = entity_iri(claim.paper, base)
    node = context_iri(source, part)
    if node.value in written:
        return
    written.add(node.value)
    yield from described(node, [NIF.Context], f"{part.value} of {paper.title}")
    yield Triple(node, NIF.isString, Literal(paper.text(part)))
    yield Triple(node, NIF.sourceUrl, source)
