"""A year of papers by hand: a method that bursts, one that does not, and bystanders."""

from __future__ import annotations

from builders import claim, entity, graph_of, paper
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Level

__all__ = ["dated_papers"]

#: Of twenty papers each month, so many are on the method that bursts in May and June.
_RISING = (1, 1, 1, 1, 8, 9, 1, 1, 1, 1, 1, 1)
_STEADY = 3


def dated_papers() -> KnowledgeGraph:
    """Twenty papers a month of 2024, two without a date, one known by name only."""
    papers = [paper("Undated"), paper("By its year", issued="2024")]
    papers.append(paper("Unlisted", issued="2024-05", listings=()))
    claims = [
        claim("Undated", "uses", "method/rising"),
        claim("By its year", "uses", "method/steady"),
        claim("Unlisted", "uses", "method/rising"),
    ]
    for month, rising in enumerate(_RISING, start=1):
        for number in range(20):
            title = f"Paper {month:02d} {number:02d}"
            papers.append(paper(title, issued=f"2024-{month:02d}-11"))
            if number < rising:
                target = "method/rising-2" if number % 2 else "method/rising"
                claims.append(claim(title, "extends", target))
                claims.append(claim(title, "uses", "method/family"))
                claims.append(claim(title, "evaluatesOn", "dataset/bench"))
            elif number >= 20 - _STEADY:
                claims.append(claim(title, "uses", "method/steady"))
            else:
                claims.append(claim(title, "comparesWith", "method/rising"))
    entities = [
        entity("method/rising", "Rising"),
        entity("method/rising-2", "Rising 2", broader=entity("method/rising", "").id),
        entity("method/steady", "Steady"),
        entity("method/family", "family", level=Level.GENERIC),
        entity("dataset/bench", "Bench"),
    ]
    return graph_of(papers, entities, claims)
