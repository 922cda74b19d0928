"""What is left of a graph once it is triples, without making any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, TypeAlias, TypeVar

from msgspec import structs

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Count, Entity, EntityId, Kind, Level, Match, Paper, Value
from papergraph.rdf.evidence_reading import bare_claim

__all__ = ["Evidence", "kept"]

#: How much evidence is written: all of it, without mentions, or none.
Evidence: TypeAlias = Literal["full", "claims", "none"]

_Node = TypeVar("_Node", Paper, Entity)
_Value = TypeVar("_Value", str, EntityId, Count, Value, Match)

_LEVELLED = frozenset({Kind.METHOD, Kind.DATASET})


def kept(graph: KnowledgeGraph, evidence: Evidence = "full") -> KnowledgeGraph:
    """What reading gives back of the triples that are written of a graph.

    Triples have no order, so that values which stand in none are sorted. What a source's fields
    say has become claims. A page that no claim names is gone.
    """
    claims = [_claim(claim, evidence) for claim in graph.claims]
    entities = [_entity(one) for one in graph.entities.values() if one.id.kind is not Kind.PAGE]
    papers = {one: _paper(paper, evidence) for one, paper in graph.papers.items()}
    suggestions = set(graph.suggestions) if evidence != "none" else set()
    return KnowledgeGraph(
        papers=_in_order(papers),
        entities=_in_order({one.id: one for one in [*entities, *_pages(claims)]}),
        claims=tuple(sorted(claims, key=lambda claim: claim.sort_key)),
        listings={one.slug: one for one in sorted(graph.listings.values())},
        evaluations=tuple(sorted(set(graph.evaluations))),
        suggestions=tuple(sorted(suggestions, key=lambda one: one.sort_key)),
        scores=tuple(sorted(set(graph.scores))),
    )


def _in_order(found: Mapping[EntityId, _Node]) -> dict[EntityId, _Node]:
    return {one: found[one] for one in sorted(found)}


def _paper(paper: Paper, evidence: Evidence) -> Paper:
    told = evidence != "none"
    return _with(
        paper,
        listings=_sorted(paper.listings),
        identifiers=_sorted(paper.identifiers),
        categories=_sorted(paper.categories),
        counts=_sorted(paper.counts),
        others=_sorted(paper.others) if told else (),
        matches=_sorted(paper.matches) if told else (),
        statements=(),
        references=(),
        results=(),
        line=0,
    )


def _with(paper: Paper, **fields: Any) -> Paper:  # noqa: ANN401 - any field's
    changed = any(getattr(paper, name) != value for name, value in fields.items())
    return structs.replace(paper, **fields) if changed else paper


def _entity(entity: Entity) -> Entity:
    return replace(
        entity,
        aliases=_sorted(entity.aliases),
        level=entity.level if entity.id.kind in _LEVELLED else Level.NAMED,
        introduced_by=_sorted(entity.introduced_by),
    )


def _pages(claims: Iterable[Claim]) -> list[Entity]:
    """A page is nothing but its URL."""
    pages = {claim.target for claim in claims if claim.target.kind is Kind.PAGE}
    return [Entity(id=page, label=page.slug, url=page.slug) for page in pages]


def _claim(claim: Claim, evidence: Evidence) -> Claim:
    if evidence == "none":
        return bare_claim(claim.paper, claim.relation, claim.target)
    if evidence == "claims":
        return replace(claim, mentions=())
    if len(claim.mentions) < 2:  # most claims have one
        return claim
    mentions = tuple(sorted(set(claim.mentions), key=lambda mention: mention.sort_key))
    return claim if mentions == claim.mentions else replace(claim, mentions=mentions)


def _sorted(values: tuple[_Value, ...]) -> tuple[_Value, ...]:
    return tuple(sorted(set(values))) if len(values) > 1 else values
