"""Papers that speak of the same things."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple, TypeAlias

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import known_name, relations_named
from papergraph.model import EntityId, Relation

__all__ = ["LIKENESSES", "Shared", "Similar", "similar_papers"]

#: What the paper says of things by weight of what it says, and how many papers speak of each.
_Weights: TypeAlias = Mapping[EntityId, float]
_Likeness: TypeAlias = Callable[[_Weights, _Weights, Mapping[EntityId, int]], float]

#: Citations are a question of their own, mentions are background.
_COUNTED = frozenset(Relation) - {Relation.CITES, Relation.MENTIONS}

#: How much a relation says of what a paper is about.
_SAYS = {
    Relation.INTRODUCES: 1.0,
    Relation.EXTENDS: 1.0,
    Relation.ANALYZES: 1.0,
    Relation.HAS_REPOSITORY: 1.0,
    Relation.HAS_PROJECT_PAGE: 1.0,
    Relation.USES: 0.5,
    Relation.EVALUATES_ON: 0.5,
    Relation.ADDRESSES: 0.5,
    Relation.CITES: 0.5,
    Relation.COMPARES_WITH: 0.25,
    Relation.MENTIONS: 0.1,
}


class Shared(NamedTuple):
    """A thing that two papers speak of.

    Attributes:
        id: of the method, dataset, task ...
        label: its name.
        how: the relation of the paper that was asked about.
        how_other: that of the similar one.
    """

    id: EntityId
    label: str
    how: Relation
    how_other: Relation


class Similar(NamedTuple):
    """A paper and why it is like another one.

    Attributes:
        id: of the paper.
        label: its title.
        score: more is more alike; of Jaccard 0 to 1.
        shared: what both speak of; what the fewest papers speak of first, ties by id.
    """

    id: EntityId
    label: str
    score: float
    shared: tuple[Shared, ...]


def similar_papers(
    graph: KnowledgeGraph,
    paper: EntityId,
    likeness: str = "adamic-adar",
    *,
    relations: Collection[str | Relation] | None = None,
    weighed: bool = True,
    limit: int | None = None,
) -> list[Similar]:
    """Papers that have claims on the same methods, datasets, tasks or code as a paper.

    - "adamic-adar": over all they share, 1 by the logarithm of how many papers speak of it: a
      rare method counts more than a common task.
    - "jaccard": what they share over what either speaks of, 0 to 1: long lists do not win.

    Only papers that share something are looked at.

    Args:
        graph: where to look.
        paper: the paper.
        likeness: one of `LIKENESSES`.
        relations: of the claims that count, one or several; by default all but citations and
            mentions.
        weighed: whether relations count by how much they say of what a paper is about: to
            introduce, extend or analyze 1, to use, address or be evaluated on 0.5, to compare
            0.25, to mention 0.1. What both say counts by the lesser of the two weights, in
            Jaccard over the greater. Otherwise each counts 1.
        limit: papers at the most; by default all.

    Returns:
        Most alike first, ties by id.

    Raises:
        UnknownNameError: there is no such likeness or relation.

    References:
        Jaccard, "The Distribution of the Flora in the Alpine Zone", 1912.
        Adamic and Adar, "Friends and neighbors on the Web", 2003.
    """
    measure = LIKENESSES[known_name("likeness", likeness, LIKENESSES)]
    chosen = _COUNTED if relations is None else relations_named(relations)
    speaks: defaultdict[EntityId, dict[EntityId, Relation]] = defaultdict(dict)
    spoken_of_by: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
    for claim in graph.claims:
        if claim.relation in chosen:
            speaks[claim.paper][claim.target] = claim.relation
            spoken_of_by[claim.target].append(claim.paper)
    counts = {target: len(papers) for target, papers in spoken_of_by.items()}
    own = speaks[paper]
    others = {one for target in own for one in spoken_of_by[target]} - {paper}
    mine = _weights(own, weighed)
    scores = {one: measure(mine, _weights(speaks[one], weighed), counts) for one in others}
    nearest = sorted(others, key=lambda one: (-scores[one], one))[:limit]
    return [
        Similar(one, graph.label(one), scores[one], _shared(graph, own, speaks[one], counts))
        for one in nearest
    ]


def _shared(
    graph: KnowledgeGraph,
    own: Mapping[EntityId, Relation],
    other: Mapping[EntityId, Relation],
    counts: Mapping[EntityId, int],
) -> tuple[Shared, ...]:
    both = sorted(own.keys() & other.keys(), key=lambda one: (counts[one], one))
    return tuple(Shared(one, graph.label(one), own[one], other[one]) for one in both)


def _weights(speaks: Mapping[EntityId, Relation], weighed: bool) -> _Weights:
    return {target: _SAYS[how] if weighed else 1.0 for target, how in speaks.items()}


def _adamic_adar(one: _Weights, other: _Weights, counts: Mapping[EntityId, int]) -> float:
    shared = one.keys() & other.keys()
    return math.fsum(min(one[each], other[each]) / math.log(counts[each]) for each in shared)


def _jaccard(one: _Weights, other: _Weights, _: Mapping[EntityId, int]) -> float:
    either = one.keys() | other.keys()
    shared = math.fsum(min(one[each], other[each]) for each in one.keys() & other.keys())
    return shared / math.fsum(max(one.get(each, 0), other.get(each, 0)) for each in either)


#: Every likeness, by the name that users give.
LIKENESSES: Mapping[str, _Likeness] = {"adamic-adar": _adamic_adar, "jaccard": _jaccard}
