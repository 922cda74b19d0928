"""The graph as a plain value: papers, entities, claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from papergraph.graph.derive import MethodEdge, PaperEdge, method_edges, paper_edges
from papergraph.model import (
    Claim,
    Entity,
    EntityId,
    Evaluation,
    Kind,
    Level,
    Listing,
    Paper,
    Score,
    Suggestion,
)

if TYPE_CHECKING:
    from papergraph.graph.places import Places

__all__ = ["KnowledgeGraph"]


@dataclass(frozen=True, eq=True)
class KnowledgeGraph:
    """Papers, what they are linked to, and every claim that links them.

    RDF, networkx and HTML are views of it. Equal graphs have equal content in equal order.

    Attributes:
        papers: by id, in id order; also papers known only by name (``in_corpus`` false).
        entities: methods, datasets, tasks, repositories and pages by id, in id order.
        claims: sorted by `Claim.sort_key`.
        listings: by slug, in slug order.
        evaluations: rows of leaderboards that sources state, sorted.
        suggestions: what may be one thing or two, for a user to decide.
        scores: how central nodes are, sorted; none unless they are written back.
    """

    papers: Mapping[EntityId, Paper] = field(default_factory=dict)
    entities: Mapping[EntityId, Entity] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    listings: Mapping[str, Listing] = field(default_factory=dict)
    evaluations: tuple[Evaluation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    scores: tuple[Score, ...] = ()

    def label(self, node: EntityId) -> str:
        """The title of a paper, the preferred name of anything else; ``KeyError`` for no node."""
        return self.papers[node].title if node.kind is Kind.PAPER else self.entities[node].label

    def is_generic(self, node: EntityId) -> bool:
        """Whether it is a family or a field; a paper and what is no node are not."""
        return node in self.entities and self.entities[node].level is Level.GENERIC

    @cached_property
    def paper_edges(self) -> tuple[PaperEdge, ...]:
        """Paper-to-paper edges, derived from who introduced what; sorted."""
        return paper_edges(self.entities, self.claims)

    @cached_property
    def places(self) -> Places:
        """Claims as columns of numbers."""
        from papergraph.graph.places import Places  # numpy, which few commands need

        return Places(self.papers, self.entities, self.claims)

    @cached_property
    def method_edges(self) -> tuple[MethodEdge, ...]:
        """Method-to-method edges: which method is based on which; sorted."""
        return method_edges(self.claims)
