"""Claims and mentions back from their triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from papergraph.model import Claim, EntityId, Kind, Mention, Part, Relation, Span
from papergraph.rdf.facts import Facts, refused
from papergraph.rdf.vocabulary import (
    ITSRDF,
    NIF,
    PG,
    PROV,
    RDF,
    RELATION_IRI,
    entity_id,
    listing_slug,
    relation_of,
)

__all__ = ["bare_claim", "read_claims"]


def read_claims(facts: Facts, base: str) -> Iterator[Claim]:
    """Every claim with its mentions, and a bare claim for a relation that has none; unordered."""
    stated: set[tuple[EntityId, Relation, EntityId]] = set()
    for iri in facts.instances(PG.Claim):
        claim = _claim(facts, iri, base)
        stated.add((claim.paper, claim.relation, claim.target))
        yield claim
    for relation, predicate in RELATION_IRI.items():
        for subject, objects in facts.of(predicate).items():
            for found in objects:
                said = (entity_id(subject, base), relation, _target(found, relation, base))
                if said not in stated:
                    yield bare_claim(*said)


def _claim(facts: Facts, iri: str, base: str) -> Claim:
    relation = relation_of(NamedNode(facts.one(iri, RDF.predicate)))
    sources = facts.all(iri, PROV.wasDerivedFrom)
    listings = [slug for source in sources if (slug := listing_slug(source, base))]
    if len(listings) > 1:
        raise refused(f"at most one listing of <{iri}>", str(len(listings)))
    mentions = (_mention(facts, source) for source in sources if not listing_slug(source, base))
    return Claim(
        paper=entity_id(facts.one(iri, RDF.subject), base),
        relation=relation,
        target=_target(facts.one(iri, RDF.object), relation, base),
        confidence=float(facts.one(iri, PG.confidence)),
        rule=facts.one(iri, PG.rule),
        quote=facts.one(iri, PG.quote),
        mentions=tuple(sorted(mentions, key=lambda mention: mention.sort_key)),
        field=facts.one(iri, PG.field),
        listing=listings[0] if listings else "",
    )


def _target(found: str, relation: Relation, base: str) -> EntityId:
    if relation is Relation.HAS_PROJECT_PAGE:
        return EntityId(Kind.PAGE, found)
    return entity_id(found, base)


def _mention(facts: Facts, iri: str) -> Mention:
    context = facts.one(iri, NIF.referenceContext)
    return Mention(
        part=Part(context.rpartition("#")[2]),
        span=Span(int(facts.one(iri, NIF.beginIndex)), int(facts.one(iri, NIF.endIndex))),
        surface=facts.one(iri, NIF.anchorOf),
        confidence=float(facts.one(iri, ITSRDF.taConfidence)),
    )


def bare_claim(paper: EntityId, relation: Relation, target: EntityId) -> Claim:
    """A relation whose grounds are not known."""
    return Claim(paper=paper, relation=relation, target=target, confidence=1.0, rule="", quote="")
