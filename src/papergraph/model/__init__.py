"""What the domain is made of: frozen values, no I/O."""

from papergraph.model.claim import Claim, Mention
from papergraph.model.entity import Entity, Introduction, Level
from papergraph.model.ids import EntityId, Kind, Part, Span
from papergraph.model.paper import Listing, Paper
from papergraph.model.relation import BUILDS_ON, METHOD_RELATIONS, Relation

__all__ = [
    "BUILDS_ON",
    "METHOD_RELATIONS",
    "Claim",
    "Entity",
    "EntityId",
    "Introduction",
    "Kind",
    "Level",
    "Listing",
    "Mention",
    "Paper",
    "Part",
    "Relation",
    "Span",
]
