"""Answers to questions, as what they name and what they rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, Claim, EntityId, Kind, Level

__all__ = ["Answer", "AnswerRow", "answers_on_methods"]

#: Methods of which a page answers what builds on them.
_MOST_METHODS = 50


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer.

    Attributes:
        nodes: what it names, in its order.
        cells: what else it says: name and text of each column.
        claim: the claim that it rests on, as paper and target, or ``None``.
    """

    nodes: tuple[EntityId, ...]
    cells: tuple[tuple[str, str], ...] = ()
    claim: tuple[EntityId, EntityId] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer.

    Attributes:
        key: that an address knows it by.
        name: the question in words.
        about: what was asked about.
        rows: in the answer's order.
    """

    key: str
    name: str
    about: tuple[EntityId, ...]
    rows: tuple[AnswerRow, ...]


def answers_on_methods(graph: KnowledgeGraph) -> tuple[Answer, ...]:
    """The papers that build on each of the named methods that most papers build on, surest first.

    As `PaperGraph.building_on`: versions of a method count as it does, and the paper that
    introduced it is out.
    """
    found: defaultdict[EntityId, list[Claim]] = defaultdict(list)
    for claim in graph.claims:
        if claim.relation in BUILDS_ON and claim.target.kind is Kind.METHOD:
            for method in _with_broader(claim.target, graph):
                node = graph.entities[method]
                if node.level is Level.NAMED and claim.paper not in node.introduced_by:
                    found[method].append(claim)
    most = sorted(found, key=lambda method: (-len(found[method]), method))[:_MOST_METHODS]
    return tuple(_answer(method, found[method], graph) for method in most)


def _with_broader(method: EntityId, graph: KnowledgeGraph) -> list[EntityId]:
    """A method and everything that it is a version of, in the graph."""
    found: list[EntityId] = []
    here: EntityId | None = method
    while here is not None and here in graph.entities and here not in found:
        found.append(here)
        here = graph.entities[here].broader
    return found


def _answer(method: EntityId, claims: list[Claim], graph: KnowledgeGraph) -> Answer:
    ordered = sorted(claims, key=lambda claim: (-claim.confidence, claim.sort_key))
    rows = tuple(AnswerRow((one.paper,), claim=(one.paper, one.target)) for one in ordered)
    name = f"Papers building on {graph.label(method)}"
    return Answer(str(method), name, (method,), rows)
