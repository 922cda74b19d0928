"""Triples back to a knowledge graph."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Store

from papergraph.errors import InputError
from papergraph.garbage_collection import paused_collection
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Entity, EntityId, Kind, Level, Listing, Paper
from papergraph.rdf.evidence_reading import read_claims
from papergraph.rdf.facts import Facts, read_base, refused
from papergraph.rdf.provenance_reading import (
    Provenance,
    read_evaluations,
    read_provenance,
    read_suggestions,
)
from papergraph.rdf.scores import read_scores
from papergraph.rdf.snapshot import read_snapshot
from papergraph.rdf.store import STORE_FOLDER, damage_told, load_store, steadily
from papergraph.rdf.vocabulary import (
    DCTERMS,
    FABIO,
    KIND_TYPES,
    PG,
    PRISM,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    entity_id,
    listing_slug,
)

__all__ = ["load_graph", "read_graph"]


def load_graph(folder: Path) -> KnowledgeGraph:
    """The graph in a build's output folder, in seconds where its store is as it was built.

    Else it is read from the triples, which takes minutes for tens of thousands of papers.

    Raises:
        DamagedStoreError: its store cannot be read.
        GraphFolderError: the folder holds no graph.
        InputError: as `read_graph`; or a Turtle file is broken.
    """
    return steadily(folder, _load)


def _load(folder: Path) -> KnowledgeGraph:
    found = read_snapshot(folder / STORE_FOLDER)
    return read_graph(load_store(folder)) if found is None else found


def read_graph(store: Store) -> KnowledgeGraph:
    """Undo `graph_triples` and full `evidence_triples`.

    What papergraph does not write is ignored, so that a graph may carry others' statements
    too; so are derived edges, which follow from the claims, and the description of the graph.
    A relation without a claim (evidence left out) reads as a claim of confidence 1 without a
    rule or a quote.

    Raises:
        InputError: a node lacks what every node of its kind has, has twice what it may have
            once, or has an IRI that papergraph never makes.
    """
    facts = Facts(store)
    try:
        with paused_collection(), damage_told():
            return _read(facts, read_base(store))
    except InputError:
        raise
    except (KeyError, ValueError) as error:
        raise refused("triples as papergraph writes them", str(error)) from error


def _read(facts: Facts, base: str) -> KnowledgeGraph:
    parts = read_provenance(facts, base)
    papers = {
        entity_id(iri, base): _paper(facts, iri, base, parts) for iri in facts.instances(PG.Paper)
    }
    claims = sorted(read_claims(facts, base), key=lambda claim: claim.sort_key)
    entities = [
        _entity(facts, iri, base)
        for kind in (Kind.METHOD, Kind.DATASET, Kind.REPOSITORY, Kind.TASK)
        for iri in facts.instances(KIND_TYPES[kind][0])
    ]
    by_id = {entity.id: entity for entity in [*entities, *_pages(claims)]}
    listings = [_listing(facts, iri, base) for iri in facts.instances(PG.Listing)]
    return KnowledgeGraph(
        papers=dict(sorted(papers.items())),
        entities={found: by_id[found] for found in sorted(by_id)},
        claims=tuple(claims),
        listings={listing.slug: listing for listing in sorted(listings)},
        evaluations=tuple(sorted(read_evaluations(facts, base))),
        suggestions=tuple(sorted(read_suggestions(facts, base), key=lambda one: one.sort_key)),
        scores=tuple(sorted(read_scores(facts, base))),
    )


def _paper(facts: Facts, iri: str, base: str, parts: Provenance) -> Paper:
    return Paper(
        title=facts.one(iri, DCTERMS.title),
        abstract=facts.one(iri, DCTERMS.abstract),
        listings=tuple(sorted(listing_slug(found, base) for found in facts.all(iri, PG.listedOn))),
        arxiv_id=facts.one(iri, FABIO.hasArXivId),
        doi=facts.one(iri, PRISM.doi),
        authors=tuple(_list(facts, facts.one(iri, PG.authorList))),
        issued=facts.one(iri, DCTERMS.issued),
        url=facts.one(iri, SCHEMA.url),
        identifiers=tuple(facts.all(iri, DCTERMS.identifier)),
        categories=tuple(facts.all(iri, DCTERMS.subject)),
        venue=facts.one(iri, PRISM.publicationName),
        counts=parts.counts.get(iri, ()),
        others=parts.others.get(iri, ()),
        matches=parts.matches.get(iri, ()),
    )


def _list(facts: Facts, cell: str) -> list[str]:
    """The members of an rdf:List; empty for no list."""
    members: list[str] = []
    seen: set[str] = set()
    while cell and cell != RDF.nil.value:
        if cell in seen:
            raise refused("a list that ends", f"<{cell}> twice in one")
        seen.add(cell)
        members.append(facts.one(cell, RDF.first))
        cell = facts.one(cell, RDF.rest)
    return members


def _entity(facts: Facts, iri: str, base: str) -> Entity:
    found = entity_id(iri, base)
    repository = found.kind is Kind.REPOSITORY
    levelled = found.kind in (Kind.METHOD, Kind.DATASET)
    broader = facts.one(iri, SKOS.broader)
    introduced_by = [entity_id(paper, base) for paper in facts.all(iri, PG.introducedBy)]
    return Entity(
        id=found,
        label=facts.one(iri, RDFS.label if repository else SKOS.prefLabel),
        aliases=tuple(facts.all(iri, SKOS.altLabel)),
        level=Level(facts.one(iri, PG.level)) if levelled else Level.NAMED,
        broader=entity_id(broader, base) if broader else None,
        introduced_by=tuple(sorted(introduced_by)),
        url=facts.one(iri, SCHEMA.codeRepository if repository else SCHEMA.url),
    )


def _pages(claims: list[Claim]) -> list[Entity]:
    """The pages that claims name; a page is nothing but its URL."""
    urls = sorted({claim.target.slug for claim in claims if claim.target.kind is Kind.PAGE})
    return [Entity(id=EntityId(Kind.PAGE, url), label=url, url=url) for url in urls]


def _listing(facts: Facts, iri: str, base: str) -> Listing:
    return Listing(
        slug=listing_slug(iri, base),
        file=facts.one(iri, PG.fileName),
        format=facts.one(iri, PG.format),
        sha256=facts.one(iri, PG.sha256),
        printed_date=facts.one(iri, PG.printedDate),
    )
