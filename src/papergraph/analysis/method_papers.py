"""Which papers work on which method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, EntityId, Kind, Level, Relation

__all__ = ["WORKS_ON", "broader_of", "is_named", "papers_by_method"]

#: The claims that make a paper one on the method, as in the query ``rise``.
WORKS_ON = BUILDS_ON | {Relation.INTRODUCES}


def papers_by_method(
    graph: KnowledgeGraph, *, versions: bool = True
) -> Mapping[EntityId, frozenset[EntityId]]:
    """The papers that introduce, extend, analyze or use each method, by method in id order.

    Args:
        graph: where to look.
        versions: whether a paper on a version counts for the method too: QLoRA for LoRA.

    Returns:
        Only methods with such a paper.
    """
    found: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in graph.claims:
        if claim.relation in WORKS_ON and claim.target.kind is Kind.METHOD:
            found[claim.target].add(claim.paper)
            if versions:
                for broader in broader_of(graph, claim.target):
                    found[broader].add(claim.paper)
    return {method: frozenset(papers) for method, papers in sorted(found.items())}


def broader_of(graph: KnowledgeGraph, entity: EntityId) -> Iterator[EntityId]:
    """What an entity is a version of, what that is a version of, and so on; each once."""
    seen = {entity}
    broader = graph.entities[entity].broader
    while broader is not None and broader in graph.entities and broader not in seen:
        yield broader
        seen.add(broader)
        broader = graph.entities[broader].broader


def is_named(graph: KnowledgeGraph, entity: EntityId) -> bool:
    """Whether a method or dataset is one published thing rather than a family or a field."""
    return graph.entities[entity].level is Level.NAMED
