"""Part of a graph: chosen nodes, and what stands around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Entity, EntityId, Kind, Level

__all__ = ["best_connected", "neighbourhood", "subgraph", "within_steps"]


def subgraph(graph: KnowledgeGraph, nodes: Collection[EntityId]) -> KnowledgeGraph:
    """The chosen nodes and every claim between two of them; ids that are no nodes are ignored."""
    chosen = set(nodes)
    papers = {key: paper for key, paper in graph.papers.items() if key in chosen}
    entities = {key: _within(one, chosen) for key, one in graph.entities.items() if key in chosen}
    claims = tuple(
        claim for claim in graph.claims if claim.paper in papers and claim.target in chosen
    )
    named = {slug for paper in papers.values() for slug in paper.listings}
    listings = {key: one for key, one in graph.listings.items() if key in named}
    evaluations = tuple(
        one
        for one in graph.evaluations
        if one.paper in papers and one.task in entities and one.dataset in entities
    )
    proposed = tuple(
        one for one in graph.suggestions if one.first in chosen and one.second in chosen
    )
    scores = tuple(one for one in graph.scores if one.about in chosen)
    return KnowledgeGraph(papers, entities, claims, listings, evaluations, proposed, scores)


def _within(entity: Entity, chosen: Collection[EntityId]) -> Entity:
    """The entity without ties to what is left out."""
    return Entity(
        id=entity.id,
        label=entity.label,
        aliases=entity.aliases,
        level=entity.level,
        broader=entity.broader if entity.broader in chosen else None,
        introduced_by=tuple(one for one in entity.introduced_by if one in chosen),
        url=entity.url,
    )


def within_steps(
    graph: KnowledgeGraph, node: EntityId, steps: int, kinds: Collection[Kind] = tuple(Kind)
) -> set[EntityId]:
    """A node and everything of these kinds that lies so many claims away at the most."""
    around: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in graph.claims:
        around[claim.paper].add(claim.target)
        around[claim.target].add(claim.paper)
    for edge in graph.paper_edges:
        around[edge.citing].add(edge.cited)
        around[edge.cited].add(edge.citing)
    found, rim = {node}, {node}
    for _ in range(steps):
        rim = {one for end in rim for one in around[end] if one.kind in kinds} - found
        found |= rim
    return found


def best_connected(
    graph: KnowledgeGraph,
    count: int,
    kinds: Collection[Kind] = tuple(Kind),
    *,
    first: Collection[EntityId] = (),
) -> set[EntityId]:
    """The nodes of these kinds with most claims, ties by id; those of `first` before all others."""
    claims = Counter(end for claim in graph.claims for end in (claim.paper, claim.target))
    nodes = [
        node for node in (*graph.papers, *graph.entities) if node.kind in kinds or node in first
    ]
    return set(sorted(nodes, key=lambda node: (node not in first, -claims[node], node))[:count])


def neighbourhood(
    graph: KnowledgeGraph, nodes: Collection[EntityId], *, limit: int = 200
) -> set[EntityId]:
    """The nodes and those one step away, generic methods and tasks left out.

    Args:
        graph: where to look.
        nodes: the middle of the picture; all of them stay.
        limit: how many neighbours at most: those with the most ties to `nodes` first,
            ties by id.
    """
    middle = set(nodes)
    ties: dict[EntityId, int] = {}
    for claim in graph.claims:
        for one, other in ((claim.paper, claim.target), (claim.target, claim.paper)):
            if one in middle and other not in middle:
                ties[other] = ties.get(other, 0) + 1
    for edge in graph.paper_edges:
        for one, other in ((edge.citing, edge.cited), (edge.cited, edge.citing)):
            if one in middle and other not in middle:
                ties[other] = ties.get(other, 0) + 1
    named = (
        node
        for node in ties
        if node.kind is not Kind.TASK
        and (node not in graph.entities or graph.entities[node].level is Level.NAMED)
    )
    nearest = sorted(named, key=lambda node: (-ties[node], node))
    return middle | set(nearest[:limit])
