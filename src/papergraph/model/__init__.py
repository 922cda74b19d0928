"""What the domain is made of: frozen values, no I/O."""

from typing import TYPE_CHECKING

from papergraph.late_names import late_names

if TYPE_CHECKING:
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

# A command imports what it needs of them: together they take longer than most commands run.
__getattr__, __dir__ = late_names(
    __name__,
    {
        "papergraph.model.claim": ["Claim", "Mention"],
        "papergraph.model.entity": ["Entity", "Introduction", "Level"],
        "papergraph.model.evaluation": ["Evaluation"],
        "papergraph.model.ids": ["EntityId", "Kind", "Part", "Span"],
        "papergraph.model.paper": [
            "Count",
            "Listing",
            "Match",
            "Paper",
            "Reference",
            "Result",
            "Statement",
            "Value",
        ],
        "papergraph.model.relation": ["BUILDS_ON", "METHOD_RELATIONS", "Relation"],
        "papergraph.model.score": ["Score"],
        "papergraph.model.suggestion": ["Suggestion", "Verdict"],
    },
)
