"""A knowledge graph as triples: what `graph.ttl` holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import TypeVar
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.graph.derive import PaperEdge
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Count, Entity, EntityId, Evaluation, Kind, Listing, Paper
from papergraph.rdf.description import counted, description_triples, graph_iri
from papergraph.rdf.paragraphs import place_of
from papergraph.rdf.scores import score_triples
from papergraph.rdf.terms import boolean, date, described, index, uri
from papergraph.rdf.vocabulary import (
    BASE,
    CITO,
    DCTERMS,
    FABIO,
    KIND_TYPES,
    MLS,
    OWL,
    PG,
    PRISM,
    PROV,
    RDF,
    RELATION_IRI,
    SCHEMA,
    SKOS,
    XSD,
    checked_base,
    digest_of,
    entity_iri,
    listing_iri,
)

__all__ = ["graph_triples", "target_term"]

_Fact = TypeVar("_Fact")

_LABELLED = frozenset({Kind.METHOD, Kind.DATASET, Kind.TASK})
_LEVELLED = frozenset({Kind.METHOD, Kind.DATASET})


def graph_triples(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[Triple]:
    """Every node, every relation and every derived edge; no claim, no mention.

    The triples of a node and of its parts come together, nodes in the order of their IRIs, as
    `papergraph.rdf.paragraphs.paragraphs` takes them; a triple may come twice where two claims
    derive it. A page is a literal, so a page that no claim names leaves no trace.

    Args:
        graph: what to write.
        base: where the IRIs of nodes start; ends in a slash.

    Raises:
        ValueError: `base` is no absolute IRI or has no slash at its end.
    """
    checked_base(base)
    said = _Said(graph)
    nodes: list[tuple[str, EntityId | Listing | None]] = [(graph_iri(base).value, None)]
    nodes += [(listing_iri(one.slug, base).value, one) for one in graph.listings.values()]
    nodes += [(entity_iri(one, base).value, one) for one in said.nodes]
    for _, node in sorted(nodes, key=lambda each: place_of(each[0])):
        if node is None:
            counts = counted(_node(one, said, base) for _, one in nodes if one is not None)
            yield from description_triples(graph, counts, base=base)
        else:
            yield from _node(node, said, base)
            if not isinstance(node, Listing):
                yield from score_triples(said.scores.get(node, ()), graph, base=base)


class _Said:
    """A graph by what its triples are about."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.claims = _by(attrgetter("paper"), graph.claims)
        self.evaluations = _by(attrgetter("paper"), graph.evaluations)
        self.scores = _by(attrgetter("about"), graph.scores)
        self.citing = _by(attrgetter("citing"), graph.paper_edges)
        self.based = _by(attrgetter("method"), graph.method_edges)
        # Who has an identifier that others have too is not proved to be what it names.
        self.held = Counter(key for paper in graph.papers.values() for key in paper.keys)

    @property
    def nodes(self) -> set[EntityId]:
        """All that something is said of."""
        found = {one for one in self.graph.entities if one.kind is not Kind.PAGE}
        return found.union(
            self.graph.papers, self.claims, self.evaluations, self.scores, self.based
        )


def _by(about: Callable[[_Fact], EntityId], facts: Iterable[_Fact]) -> dict[EntityId, list[_Fact]]:
    found: defaultdict[EntityId, list[_Fact]] = defaultdict(list)
    for fact in facts:
        found[about(fact)].append(fact)
    return dict(found)


def _node(found: EntityId | Listing, said: _Said, base: str) -> Iterator[Triple]:
    """All but scores."""
    if isinstance(found, Listing):
        yield from _listing(found, base)
        return
    graph, node = said.graph, entity_iri(found, base)
    paper, entity = graph.papers.get(found), graph.entities.get(found)
    if paper is not None:
        yield from _paper(node, paper, base)
        yield from _same_as(node, paper, said.held)
    if entity is not None:
        yield from _entity(entity, base)
    for claim in said.claims.get(found, ()):
        yield _relation(claim, base)
    for row in said.evaluations.get(found, ()):
        yield from _evaluation(row, graph, base)
    for edge in said.citing.get(found, ()):
        yield from _citation(edge, base)
    for based in said.based.get(found, ()):
        yield Triple(node, PG.basedOn, entity_iri(based.base, base))


def target_term(target: EntityId, base: str = BASE) -> NamedNode | Literal:
    """The object of a relation: a node's IRI, or the literal that a page is."""
    return uri(target.slug) if target.kind is Kind.PAGE else entity_iri(target, base)


def _listing(listing: Listing, base: str) -> Iterator[Triple]:
    node = listing_iri(listing.slug, base)
    yield from described(node, [PG.Listing, PROV.Entity], listing.file)
    yield Triple(node, PG.fileName, Literal(listing.file))
    yield Triple(node, PG.format, Literal(listing.format))
    yield Triple(node, PG.sha256, Literal(listing.sha256))
    if listing.printed_date:
        yield Triple(node, PG.printedDate, Literal(listing.printed_date))


def _paper(node: NamedNode, paper: Paper, base: str) -> Iterator[Triple]:
    yield from described(node, KIND_TYPES[Kind.PAPER], paper.title)
    yield Triple(node, DCTERMS.title, Literal(paper.title))
    yield Triple(node, PG.inCorpus, boolean(paper.in_corpus))
    for listing in paper.listings:
        yield Triple(node, PG.listedOn, listing_iri(listing, base))
    for predicate, text, make in (
        (DCTERMS.abstract, paper.abstract, Literal),
        (FABIO.hasArXivId, paper.arxiv_id, Literal),
        (PRISM.doi, paper.doi, Literal),
        (DCTERMS.issued, paper.issued, date),
        (SCHEMA.url, paper.url, uri),
        (PRISM.publicationName, paper.venue, Literal),
    ):
        if text:
            yield Triple(node, predicate, make(text))
    for key in paper.identifiers:
        yield Triple(node, DCTERMS.identifier, Literal(key))
    for category in paper.categories:
        yield Triple(node, DCTERMS.subject, Literal(category))
    yield from _authors(node, paper.authors)
    for count in paper.counts:
        yield from _count(node, count, base)


def _same_as(node: NamedNode, paper: Paper, held: Mapping[str, int]) -> Iterator[Triple]:
    """What an identifier proves that no other paper has: its page at arXiv and its DOI."""
    if paper.arxiv_id and held[f"arxiv:{paper.arxiv_id}"] == 1:
        yield Triple(node, OWL.sameAs, NamedNode(f"https://arxiv.org/abs/{paper.arxiv_id}"))
    if paper.doi and held[f"doi:{paper.doi}"] == 1:
        yield Triple(node, OWL.sameAs, NamedNode(f"https://doi.org/{quote(paper.doi, safe='/:')}"))


def _count(paper: NamedNode, count: Count, base: str) -> Iterator[Triple]:
    node = NamedNode(f"{paper.value}#count,{digest_of(count)}")
    yield from described(node, [PG.Count], f"{count.value} {count.what}")
    yield Triple(node, PG.ofPaper, paper)
    yield Triple(node, PG.what, Literal(count.what))
    yield Triple(node, PG.value, index(count.value))
    yield Triple(node, PG.countedBy, Literal(count.source))
    if count.day:
        yield Triple(node, DCTERMS.date, date(count.day))
    if count.listing:
        yield Triple(node, PROV.wasDerivedFrom, listing_iri(count.listing, base))


def _authors(node: NamedNode, authors: tuple[str, ...]) -> Iterator[Triple]:
    """Names as a set and, in order, as an rdf:List.

    The cells have IRIs, not blank nodes: equal bytes for equal input, and a file loaded
    twice adds nothing.
    """
    if not authors:
        return
    cells = [NamedNode(f"{node.value}#authors,{n}") for n in range(1, len(authors) + 1)]
    yield Triple(node, PG.authorList, cells[0])
    for cell, rest, author in zip(cells, [*cells[1:], RDF.nil], authors, strict=True):
        yield Triple(node, DCTERMS.creator, Literal(author))
        yield Triple(cell, RDF.type, RDF.List)
        yield Triple(cell, RDF.first, Literal(author))
        yield Triple(cell, RDF.rest, rest)


def _entity(entity: Entity, base: str) -> Iterator[Triple]:
    node = entity_iri(entity.id, base)
    kind = entity.id.kind
    yield from described(node, KIND_TYPES[kind], entity.label)
    if kind in _LABELLED:
        yield Triple(node, SKOS.prefLabel, Literal(entity.label))
    if kind in _LEVELLED:
        yield Triple(node, PG.level, Literal(entity.level.value))
    for alias in entity.aliases:
        yield Triple(node, SKOS.altLabel, Literal(alias))
    if entity.broader is not None:
        yield Triple(node, SKOS.broader, entity_iri(entity.broader, base))
    for paper in entity.introduced_by:
        yield Triple(node, PG.introducedBy, entity_iri(paper, base))
    if entity.url:
        predicate = SCHEMA.codeRepository if kind is Kind.REPOSITORY else SCHEMA.url
        yield Triple(node, predicate, uri(entity.url))


def _evaluation(row: Evaluation, graph: KnowledgeGraph, base: str) -> Iterator[Triple]:
    paper = entity_iri(row.paper, base)
    node = NamedNode(f"{paper.value}#result,{digest_of(row)}")
    label = f"{row.model}: {row.metric} {row.value} on {graph.label(row.dataset)}"
    yield from described(node, [PG.Result, MLS.ModelEvaluation], label)
    yield Triple(node, PG.ofPaper, paper)
    yield Triple(node, PG.onDataset, entity_iri(row.dataset, base))
    yield Triple(node, PG.forTask, entity_iri(row.task, base))
    yield Triple(node, PG.model, Literal(row.model))
    yield Triple(node, PG.metric, Literal(row.metric))
    yield Triple(node, PG.value, Literal(row.value, datatype=XSD.decimal))
    if row.listing:
        yield Triple(node, PROV.wasDerivedFrom, listing_iri(row.listing, base))


def _relation(claim: Claim, base: str) -> Triple:
    return Triple(
        entity_iri(claim.paper, base),
        RELATION_IRI[claim.relation],
        target_term(claim.target, base),
    )


def _citation(edge: PaperEdge, base: str) -> Iterator[Triple]:
    citing, cited = entity_iri(edge.citing, base), entity_iri(edge.cited, base)
    yield Triple(citing, getattr(CITO, edge.citation.value), cited)
    if edge.builds_on:
        yield Triple(citing, PG.buildsOn, cited)
