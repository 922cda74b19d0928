"""Why each relation is in the graph, as triples: what `evidence.ttl` holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, EntityId, Mention, Paper, Part
from papergraph.rdf.paragraphs import place_of
from papergraph.rdf.provenance import provenance_triples, suggestion_iri, suggestion_triples
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

    In the order that `graph_triples` has. Mentions of one paper must not overlap: a phrase's
    IRI is its span, so two entities on one span would read as one phrase with two identities.
    Only those of tasks stand apart.

    Args:
        graph: what to write.
        base: as of `graph_triples`.
        detail: "claims" leaves the mentions out, and with them the method-to-method edges
            that only a graph read from full evidence derives again.
    """
    checked_base(base)
    # "claim", "paper", "suggestion": rooms in the order of their names.
    for iri, claim in sorted(_placed(graph.claims, base), key=itemgetter(0)):
        node = NamedNode(iri)
        yield from _claim(node, graph, claim, base)
        if detail == "full":
            yield from _sources(node, claim, base)
    mentioning = _by_paper(graph.claims) if detail == "full" else {}
    for paper, node in _papers(graph, base):
        claims = mentioning.get(paper, ())
        yield from _of_paper(graph.papers[paper], node, claims, base)
        for claim in claims:
            for mention in claim.mentions:
                yield from _phrase(node, claim, mention, base)
    for _, one in sorted((suggestion_iri(one, base).value, one) for one in graph.suggestions):
        yield from suggestion_triples(one, graph, base)


def _placed(claims: Iterable[Claim], base: str) -> Iterator[tuple[str, Claim]]:
    for claim in claims:
        yield claim_iri(claim, base).value, claim


def _by_paper(claims: Iterable[Claim]) -> dict[EntityId, list[Claim]]:
    found: defaultdict[EntityId, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.mentions:
            found[claim.paper].append(claim)
    return dict(found)


def _papers(graph: KnowledgeGraph, base: str) -> list[tuple[EntityId, NamedNode]]:
    found = [(paper, entity_iri(paper, base)) for paper in graph.papers]
    return sorted(found, key=lambda each: place_of(each[1].value))


def _of_paper(
    paper: Paper, node: NamedNode, claims: Iterable[Claim], base: str
) -> Iterator[Triple]:
    """What belongs to no claim alone: what records say of a paper, and its texts that name."""
    yield from provenance_triples(node, paper, base)
    for part in sorted({mention.part for claim in claims for mention in claim.mentions}):
        yield from _context(paper, node, part)


def evidence_quads(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Quad]:
    """The triples of full `evidence_triples`, those of a claim and its mentions in its graph.

    What belongs to no claim alone is in the default graph: the texts that mentions point into,
    what other records say, and what a user may decide.
    """
    checked_base(base)
    mentioning = _by_paper(graph.claims)
    for paper, node in _papers(graph, base):
        for triple in _of_paper(graph.papers[paper], node, mentioning.get(paper, ()), base):
            yield Quad(*triple)
    for one in graph.suggestions:
        for triple in suggestion_triples(one, graph, base):
            yield Quad(*triple)
    for claim in graph.claims:
        node, own = claim_iri(claim, base), claim_graph_iri(claim, base)
        yield from _within(own, _claim(node, graph, claim, base))
        yield from _within(own, _sources(node, claim, base))
        for mention in claim.mentions:
            yield from _within(own, _phrase(entity_iri(claim.paper, base), claim, mention, base))


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


def _sources(node: NamedNode, claim: Claim, base: str) -> Iterator[Triple]:
    """Where a claim's paper names its target."""
    paper = entity_iri(claim.paper, base)
    for mention in claim.mentions:
        yield Triple(node, PROV.wasDerivedFrom, _phrase_iri(paper, claim, mention))


def _phrase_iri(paper: NamedNode, claim: Claim, mention: Mention) -> NamedNode:
    return phrase_iri(context_iri(paper, mention.part), mention.span, claim.target.kind)


def _phrase(paper: NamedNode, claim: Claim, mention: Mention, base: str) -> Iterator[Triple]:
    node = _phrase_iri(paper, claim, mention)
    yield from described(node, [NIF.Phrase], mention.surface)
    yield Triple(node, NIF.referenceContext, context_iri(paper, mention.part))
    yield Triple(node, NIF.beginIndex, index(mention.span.start))
    yield Triple(node, NIF.endIndex, index(mention.span.end))
    yield Triple(node, NIF.anchorOf, Literal(mention.surface))
    yield Triple(node, ITSRDF.taIdentRef, target_term(claim.target, base))
    yield Triple(node, ITSRDF.taConfidence, decimal(mention.confidence))


def _context(paper: Paper, source: NamedNode, part: Part) -> Iterator[Triple]:
    """The text itself."""
    node = context_iri(source, part)
    yield from described(node, [NIF.Context], f"{part.value} of {paper.title}")
    yield Triple(node, NIF.isString, Literal(paper.text(part)))
    yield Triple(node, NIF.sourceUrl, source)
