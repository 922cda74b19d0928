"""The graph as tables: what a spreadsheet, pandas, DuckDB or R work on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, EntityId, Relation
from papergraph.rdf import BASE, claim_iri

__all__ = ["Cell", "Column", "Table", "tables_of"]

#: What a column holds; "texts" are several, in order.
Holds: TypeAlias = Literal["text", "texts", "number", "integer", "flag"]

#: ``None`` is not known.
Cell: TypeAlias = str | tuple[str, ...] | float | int | bool | None


class Column(NamedTuple):
    """A column by its name and what it holds."""

    name: str
    holds: Holds = "text"


class Table(NamedTuple):
    """Rows of cells in the order of the columns.

    Attributes:
        name: of the file, without its ending.
        columns: their names are unique; the first ones are the key.
        rows: sorted by the key.
    """

    name: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]


def tables_of(graph: KnowledgeGraph) -> tuple[Table, ...]:
    """Everything of the graph but other values, matches and suggestions, in eight tables.

    Ids are those of the graph ("method/lora"), the same in every table: ``papers.id`` and
    ``entities.id`` are keys, ``claims.paper``, ``claims.target`` and all like them refer to
    them, and ``mentions.claim`` to ``claims.id``, which ends the claim's IRI. A text
    that is not known is ``None``.

    - papers: as their sources have them; `in_corpus` false where only a name is known.
    - entities: methods, datasets, tasks, repositories and pages.
    - claims: what a paper says of an entity or a paper, with the sentence that says so.
    - mentions: where it does, in code points of the verbatim title or abstract.
    - citations: paper to paper, of a reference list ("cites") or through the method or
      dataset `via`; `builds_on` where the first builds on the second.
    - bases: which method is based on which, and the paper that says so.
    - results: rows of leaderboards.
    - listings: the files that were read.
    """
    return (
        Table("papers", _PAPERS, list(_papers(graph))),
        Table("entities", _ENTITIES, list(_entities(graph))),
        Table("claims", _CLAIMS, [_claim(claim) for claim in _ordered(graph)]),
        Table("mentions", _MENTIONS, list(_mentions(graph))),
        Table("citations", _CITATIONS, sorted(_citations(graph))),
        Table("bases", _BASES, [tuple(map(str, edge)) for edge in graph.method_edges]),
        Table("results", _RESULTS, list(_results(graph))),
        Table("listings", _LISTINGS, list(_listings(graph))),
    )


_PAPERS = (
    Column("id"),
    Column("title"),
    Column("abstract"),
    Column("in_corpus", "flag"),
    Column("issued"),
    Column("year", "integer"),
    Column("authors", "texts"),
    Column("arxiv_id"),
    Column("doi"),
    Column("url"),
    Column("venue"),
    Column("categories", "texts"),
    Column("identifiers", "texts"),
    Column("listings", "texts"),
)
_ENTITIES = (
    Column("id"),
    Column("kind"),
    Column("label"),
    Column("level"),
    Column("aliases", "texts"),
    Column("broader"),
    Column("introduced_by", "texts"),
    Column("url"),
)
_CLAIMS = (
    Column("id"),
    Column("paper"),
    Column("relation"),
    Column("target"),
    Column("confidence", "number"),
    Column("rule"),
    Column("quote"),
    Column("field"),
    Column("listing"),
)
_MENTIONS = (
    Column("claim"),
    Column("paper"),
    Column("target"),
    Column("part"),
    Column("start", "integer"),
    Column("end", "integer"),
    Column("surface"),
    Column("confidence", "number"),
)
_CITATIONS = (
    Column("citing"),
    Column("cited"),
    Column("relation"),
    Column("via"),
    Column("builds_on", "flag"),
)
_BASES = (Column("method"), Column("base"), Column("paper"))
_RESULTS = (
    Column("paper"),
    Column("task"),
    Column("dataset"),
    Column("metric"),
    Column("value", "number"),
    Column("model"),
    Column("listing"),
)
_LISTINGS = (
    Column("id"),
    Column("file"),
    Column("format"),
    Column("sha256"),
    Column("printed_date"),
)


def _papers(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for paper_id, paper in sorted(graph.papers.items(), key=lambda item: item[0]):
        year = paper.issued[:4]
        yield (
            str(paper_id),
            paper.title,
            paper.abstract or None,
            paper.in_corpus,
            paper.issued or None,
            int(year) if len(year) == 4 and year.isdecimal() else None,
            paper.authors,
            paper.arxiv_id or None,
            paper.doi or None,
            paper.url or None,
            paper.venue or None,
            paper.categories,
            paper.identifiers,
            paper.listings,
        )


def _entities(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for entity_id, entity in sorted(graph.entities.items(), key=lambda item: item[0]):
        yield (
            str(entity_id),
            entity_id.kind.value,
            entity.label,
            entity.level.value,
            entity.aliases,
            str(entity.broader) if entity.broader else None,
            tuple(map(str, entity.introduced_by)),
            entity.url or None,
        )


def _ordered(graph: KnowledgeGraph) -> list[Claim]:
    return sorted(graph.claims, key=lambda claim: claim.sort_key)


def _id(claim: Claim) -> str:
    return claim_iri(claim).value.removeprefix(BASE)


def _claim(claim: Claim) -> tuple[Cell, ...]:
    return (
        _id(claim),
        str(claim.paper),
        claim.relation.value,
        str(claim.target),
        float(claim.confidence),
        claim.rule or None,
        claim.quote or None,
        claim.field or None,
        claim.listing or None,
    )


def _mentions(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for claim in _ordered(graph):
        for mention in claim.mentions:
            yield (
                _id(claim),
                str(claim.paper),
                str(claim.target),
                mention.part.value,
                mention.span.start,
                mention.span.end,
                mention.surface,
                float(mention.confidence),
            )


def _citations(graph: KnowledgeGraph) -> Iterator[tuple[str, str, str, str, bool]]:
    """Sortable: a listed reference is via nothing."""
    for claim in graph.claims:
        if claim.relation is Relation.CITES:
            yield str(claim.paper), str(claim.target), claim.relation.value, "", False
    for edge in graph.paper_edges:
        via: EntityId = edge.via
        yield str(edge.citing), str(edge.cited), edge.citation.value, str(via), edge.builds_on


def _results(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for row in sorted(graph.evaluations):
        paper, task, dataset = str(row.paper), str(row.task), str(row.dataset)
        yield paper, task, dataset, row.metric, float(row.value), row.model, row.listing or None


def _listings(graph: KnowledgeGraph) -> Iterator[tuple[Cell, ...]]:
    for slug, one in sorted(graph.listings.items()):
        yield slug, one.file, one.format, one.sha256, one.printed_date or None
