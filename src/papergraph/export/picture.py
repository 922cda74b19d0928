"""What the page knows: a graph as the nodes and edges of its picture, ready for JSON.

Texts are stored once. An edge's sentence is a span of its paper's text wherever it is
found there, so that an abstract of ten claims is not repeated ten times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

from papergraph.export.palette import (
    BASED_ON,
    BROADER,
    BUILDS_ON,
    LINES,
    MARKS,
    mark_of_entity,
    mark_of_paper,
)
from papergraph.graph.answers import Answer, AnswerRow, answers_on_methods
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.neighbourhood import subgraph
from papergraph.model import Claim, Entity, EntityId, Kind, Paper, Part, Relation

__all__ = ["Picture", "PictureEdge", "PictureNode"]

#: A part of a paper and a half-open span in it, in code points.
_Place: TypeAlias = tuple[Part, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNode:
    """A paper or an entity.

    Attributes:
        id: ``str()`` of its `EntityId`.
        mark: key of its `Mark`.
        name: title or label, verbatim.
        score: 0 to 1, for its size and for whose label is shown first.
        facts: what the panel shows: abstract, authors, aliases, links ...; no empty values.
    """

    id: str
    mark: str
    name: str
    score: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEdge:
    """A claim, or a tie that follows from claims or from the lexicon.

    Attributes:
        line: key of its `Line`.
        source: the node that says it.
        target: the node that it is said of.
        facts: confidence, rule, sentence, mentions, field; or `via` of a derived tie.
    """

    line: str
    source: str
    target: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn.

    Attributes:
        nodes: in id order.
        edges: in the order of their claims, derived ones last.
        hidden: ids of nodes that the page opens without.
        listings: slug and file of each listing that a paper stands on, in slug order.
        answers: what the page can answer without a search.
    """

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    hidden: frozenset[str]
    listings: tuple[tuple[str, str], ...] = ()
    answers: tuple[Answer, ...] = ()

    @classmethod
    def of(
        cls,
        graph: KnowledgeGraph,
        sizes: Mapping[EntityId, float] | None = None,
        hidden: Collection[Kind] = (),
    ) -> Picture:
        """Everything that can be drawn of `graph`; a project page is a link of its paper.

        Args:
            graph: papers, entities and claims become nodes and edges.
            sizes: 0 to 1 by node, 0 for those not named; by default after the number of
                claims, as the root of its share of the highest, tasks among themselves.
            hidden: kinds that the page opens without; its legend shows them.
        """
        graph = _without_references(graph)
        edges = (*_claim_edges(graph), *_lexicon_edges(graph), *_derived_edges(graph))
        scores = _degrees(edges) if sizes is None else {str(i): s for i, s in sizes.items()}
        pages = _pages(graph)
        papers = (
            PictureNode(
                id=str(paper_id),
                mark=mark_of_paper(paper).key,
                name=paper.title,
                score=round(scores.get(str(paper_id), 0.0), 4),
                facts=_paper_facts(paper, pages.get(paper_id, []), graph),
            )
            for paper_id, paper in graph.papers.items()
        )
        entities = (
            PictureNode(
                id=str(entity.id),
                mark=mark_of_entity(entity).key,
                name=entity.label,
                score=round(scores.get(str(entity.id), 0.0), 4),
                facts=_filled(aliases=entity.aliases, url=entity.url),
            )
            for entity in graph.entities.values()
            if entity.id.kind is not Kind.PAGE
        )
        unseen = frozenset(
            str(node) for node in (*graph.papers, *graph.entities) if node.kind in hidden
        )
        return cls(
            tuple(sorted((*papers, *entities), key=lambda node: node.id)),
            edges,
            unseen,
            tuple((one.slug, one.file) for one in graph.listings.values()),
            answers_on_methods(graph),
        )

    def record(self, question: Answer | None = None) -> dict[str, Any]:
        """The value that the page's script reads; see ``Picture`` in ``page/data.js``."""
        marks = Counter(node.mark for node in self.nodes)
        lines = Counter(edge.line for edge in self.edges)
        unseen = {node.mark for node in self.nodes if node.id in self.hidden}
        claims = {
            (edge.source, edge.target): f"edge/{number}"
            for number, edge in reversed(list(enumerate(self.edges)))
        }
        return {
            "answers": [_answer_record(answer, claims) for answer in self.answers],
            "question": _answer_record(question, claims) if question else None,
            "listings": [{"slug": slug, "file": file} for slug, file in self.listings],
            "marks": [
                {**asdict(mark), "count": marks[mark.key], "shown": mark.key not in unseen}
                for mark in MARKS
            ],
            "lines": [{**asdict(line), "count": lines[line.key]} for line in LINES],
            "nodes": [
                {"id": n.id, "mark": n.mark, "name": n.name, "score": n.score, **n.facts}
                for n in self.nodes
            ],
            "edges": [
                {"line": e.line, "from": e.source, "to": e.target, **e.facts} for e in self.edges
            ],
        }


def _answer_record(answer: Answer, edges: Mapping[tuple[str, str], str]) -> dict[str, object]:
    """The value that the page's script reads; `edges` are ids of claims by their ends."""
    return {
        "key": answer.key,
        "name": answer.name,
        "about": list(map(str, answer.about)),
        "rows": [_row_record(row, edges) for row in answer.rows],
    }


def _row_record(row: AnswerRow, edges: Mapping[tuple[str, str], str]) -> dict[str, object]:
    record: dict[str, object] = {"nodes": list(map(str, row.nodes)), "cells": list(row.cells)}
    if row.claim and (edge := edges.get((str(row.claim[0]), str(row.claim[1])))):
        record["edge"] = edge
    return record


def _without_references(graph: KnowledgeGraph) -> KnowledgeGraph:
    """Without papers that nothing but reference lists name: they would drown all others."""
    cited = {one.target for one in graph.claims if one.relation is Relation.CITES}
    named = {paper for one in graph.entities.values() for paper in one.introduced_by}
    lost = {one for one in cited - named if not graph.papers[one].in_corpus}
    return subgraph(graph, {*graph.papers, *graph.entities} - lost) if lost else graph


def _degrees(edges: tuple[PictureEdge, ...]) -> dict[str, float]:
    """Tasks are measured by themselves: one of every other paper would dwarf the methods."""
    shown = {line.key for line in LINES if line.shown} - {Relation.ADDRESSES}
    degree = Counter(end for e in edges if e.line in shown for end in (e.source, e.target))
    tasks = Counter(e.target for e in edges if e.line == Relation.ADDRESSES)
    return {**_shares(degree), **_shares(tasks)}


def _shares(degree: Counter[str]) -> dict[str, float]:
    most = max(degree.values(), default=1)
    return {node: (count / most) ** 0.5 for node, count in degree.items()}


def _filled(**facts: object) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value}


def _paper_facts(paper: Paper, pages: list[str], graph: KnowledgeGraph) -> dict[str, object]:
    return _filled(
        listings=[slug for slug in paper.listings if slug in graph.listings],
        venue=paper.venue,
        abstract=paper.abstract,
        authors=paper.authors,
        issued=paper.issued,
        arxiv=paper.arxiv_id,
        doi=paper.doi,
        url=paper.url,
        pages=pages,
    )


def _pages(graph: KnowledgeGraph) -> dict[EntityId, list[str]]:
    pages: defaultdict[EntityId, list[str]] = defaultdict(list)
    for claim in graph.claims:
        if claim.target.kind is Kind.PAGE:
            pages[claim.paper].append(_url(graph.entities.get(claim.target), claim.target))
    return pages


def _url(page: Entity | None, page_id: EntityId) -> str:
    return page.url if page is not None and page.url else page_id.slug


def _claim_edges(graph: KnowledgeGraph) -> Iterator[PictureEdge]:
    for claim in graph.claims:
        if claim.target.kind is not Kind.PAGE:
            yield PictureEdge(
                line=claim.relation,
                source=str(claim.paper),
                target=str(claim.target),
                facts=_claim_facts(claim, graph.papers[claim.paper]),
            )


def _claim_facts(claim: Claim, paper: Paper) -> dict[str, object]:
    place = _place(claim.quote, paper) if claim.quote else None
    return _filled(
        confidence=claim.confidence,
        rule=claim.rule,
        place=place,
        quote="" if place else claim.quote,
        field=claim.field,
        listing=claim.listing,
        mentions=[(m.part, *m.span) for m in claim.mentions],
    )


def _place(quote: str, paper: Paper) -> _Place | None:
    for part in Part:
        start = paper.text(part).find(quote)
        if start >= 0:
            return (part, start, start + len(quote))
    return None


def _lexicon_edges(graph: KnowledgeGraph) -> Iterator[PictureEdge]:
    """Introductions that no paper here claims, and entities that are kinds of others."""
    claimed = {(c.paper, c.target) for c in graph.claims if c.relation is Relation.INTRODUCES}
    for entity in graph.entities.values():
        for paper in entity.introduced_by:
            if paper in graph.papers and (paper, entity.id) not in claimed:
                yield PictureEdge(
                    line=Relation.INTRODUCES, source=str(paper), target=str(entity.id)
                )
        if entity.broader in graph.entities:
            yield PictureEdge(line=BROADER, source=str(entity.id), target=str(entity.broader))


def _derived_edges(graph: KnowledgeGraph) -> Iterator[PictureEdge]:
    """One edge a pair of papers or methods, with everything that it follows from."""
    via: defaultdict[tuple[str, EntityId, EntityId], list[str]] = defaultdict(list)
    for edge in graph.paper_edges:
        if edge.builds_on:
            via[BUILDS_ON, edge.citing, edge.cited].append(str(edge.via))
    for tie in graph.method_edges:
        via[BASED_ON, tie.method, tie.base].append(str(tie.paper))
    for (line, source, target), reasons in sorted(via.items()):
        yield PictureEdge(
            line=line, source=str(source), target=str(target), facts={"via": sorted(set(reasons))}
        )
