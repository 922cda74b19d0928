"""Edges that follow from claims: which paper builds on which, which method on which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from papergraph.model import BUILDS_ON, Claim, Entity, EntityId, Kind, Part, Relation

__all__ = ["Citation", "MethodEdge", "PaperEdge", "method_edges", "paper_edges"]


class Citation(StrEnum):
    """Why one paper would cite another; the values are CiTO's property names."""

    EXTENDS = "extends"
    USES_METHOD_IN = "usesMethodIn"
    DISCUSSES = "discusses"
    USES_DATA_FROM = "usesDataFrom"


#: A claim of this relation becomes this citation of the paper that introduced its target.
_CITATION = {
    Relation.EXTENDS: Citation.EXTENDS,
    Relation.USES: Citation.USES_METHOD_IN,
    Relation.ANALYZES: Citation.DISCUSSES,
    Relation.EVALUATES_ON: Citation.USES_DATA_FROM,
}


class PaperEdge(NamedTuple):
    """`citing` relates to `cited` because of what it says of `via`.

    Attributes:
        citing: the paper that makes the claim.
        cited: a paper that introduces `via`.
        citation: the CiTO property.
        via: the method or dataset.
        builds_on: whether `citing` builds on `cited`.
    """

    citing: EntityId
    cited: EntityId
    citation: Citation
    via: EntityId
    builds_on: bool


class MethodEdge(NamedTuple):
    """`method` is based on `base`: the paper named after it says that it extends `base`."""

    method: EntityId
    base: EntityId
    paper: EntityId


def paper_edges(
    entities: Mapping[EntityId, Entity], claims: Iterable[Claim]
) -> tuple[PaperEdge, ...]:
    """Edges from each paper to the papers that introduced what it extends, uses or studies.

    A paper never cites itself; comparing and mentioning derive nothing.
    """
    edges = {
        PaperEdge(
            claim.paper,
            cited,
            _CITATION[claim.relation],
            claim.target,
            claim.relation in BUILDS_ON,
        )
        for claim in claims
        if claim.relation in _CITATION
        for cited in entities[claim.target].introduced_by
        if cited != claim.paper
    }
    return tuple(sorted(edges))


def method_edges(claims: Iterable[Claim]) -> tuple[MethodEdge, ...]:
    """Edges from the method that a paper's title names as its own to the named ones it extends."""
    by_paper: defaultdict[EntityId, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.target.kind is Kind.METHOD:
            by_paper[claim.paper].append(claim)
    edges = {
        MethodEdge(own.target, base.target, paper)
        for paper, found in by_paper.items()
        for own in found
        if own.relation is Relation.INTRODUCES and _named_in_title(own)
        for base in found
        if base.relation is Relation.EXTENDS and base.target != own.target
    }
    return tuple(sorted(edges))


def _named_in_title(claim: Claim) -> bool:
    return any(mention.part is Part.TITLE for mention in claim.mentions)
