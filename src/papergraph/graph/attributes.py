"""What a network says of its nodes and edges; `papergraph.graph.network` lists all of it."""

from __future__ import annotations

from typing import TypeAlias

from papergraph.model import Claim, Entity, Kind, Paper

__all__ = ["Attributes", "claim_attributes", "entity_attributes", "paper_attributes"]

#: By name; what is unknown is absent.
Attributes: TypeAlias = dict[str, str | int | float | bool]


def paper_attributes(paper: Paper) -> Attributes:
    """Of a paper's node."""
    year = paper.issued[:4]
    return {
        "kind": Kind.PAPER.value,
        "label": paper.title,
        "in_corpus": paper.in_corpus,
        **_known(
            url=paper.url,
            issued=paper.issued,
            year=int(year) if year.isdecimal() else 0,
            authors="; ".join(paper.authors),
            arxiv_id=paper.arxiv_id,
            doi=paper.doi,
        ),
    }


def entity_attributes(entity: Entity) -> Attributes:
    """Of any other node."""
    return {
        "kind": entity.id.kind.value,
        "label": entity.label,
        "level": entity.level.value,
        **_known(
            url=entity.url,
            aliases="; ".join(entity.aliases),
            broader=str(entity.broader or ""),
            introduced_by="; ".join(map(str, entity.introduced_by)),
        ),
    }


def claim_attributes(claim: Claim) -> Attributes:
    """Of a claim's edge."""
    attributes: Attributes = {
        "relation": str(claim.relation),
        "derived": False,
        "confidence": float(claim.confidence),
        "mentions": len(claim.mentions),
    }
    if claim.rule:
        attributes["rule"] = claim.rule
    if claim.quote:
        attributes["quote"] = claim.quote
    return attributes


def _known(**attributes: str | int) -> Attributes:
    return {name: value for name, value in attributes.items() if value}
