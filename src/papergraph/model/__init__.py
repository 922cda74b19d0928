"""What the domain is made of: frozen values, no I/O."""

from papergraph.model.claim import Claim, Mention
from papergraph.model.entity import Entity, Introduction, Level
from papergraph.model.evaluation import Evaluation
from papergraph.model.ids import EntityId, Kind, Part, Span
from papergraph.model.paper import (
    Count,
    Listing,
    Match,
    Paper,
    Reference,
    Result,
    Statement,
    Value,
)
from papergraph.model.relation import BUILDS_ON, METHOD_RELATIONS, Relation
from papergraph.model.score import Score
from papergraph.model.suggestion import Suggestion, Verdict

__all__ = [
    "BUILDS_ON",
    "METHOD_RELATIONS",
    "Claim",
    "Count",
    "Entity",
    "EntityId",
    "Evaluation",
    "Introduction",
    "Kind",
    "Level",
    "Listing",
    "Match",
    "Mention",
    "Paper",
    "Part",
    "Reference",
    "Relation",
    "Result",
    "Score",
    "Span",
    "Statement",
    "Suggestion",
    "Value",
    "Verdict",
]
