"""Which methods are used together, and when."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from papergraph.analysis.association import lift, log_likelihood
from papergraph.analysis.method_papers import is_named
from papergraph.analysis.periods import calendar_of
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, EntityId, Kind

__all__ = ["Pair", "co_use"]


class Pair(NamedTuple):
    """Two methods that papers extend, analyze or use together.

    Attributes:
        first: the method asked about, or the one whose id is smaller.
        second: the other.
        labels: their names.
        papers: that have both.
        of_first: papers that have the first.
        of_second: papers that have the second.
        lift: how many times as many papers have both as would by chance.
        score: Dunning's log-likelihood ratio: how sure it is that this is no chance.
        by_period: papers that have both, oldest period first; without periods that have none,
            and empty where no paper has a date.
    """

    first: EntityId
    second: EntityId
    labels: tuple[str, str]
    papers: int
    of_first: int
    of_second: int
    lift: float
    score: float
    by_period: Mapping[str, int]

    @property
    def pmi(self) -> float:
        """Pointwise mutual information in bits: above 0 for more often than by chance."""
        return math.log2(self.lift)


def co_use(
    graph: KnowledgeGraph,
    method: EntityId | None = None,
    *,
    step: str | None = None,
    min_papers: int = 2,
) -> list[Pair]:
    """Pairs of named methods that one paper extends, analyzes or uses.

    They are the ties of the projection "methods-by-paper". Chance is that of all listed papers.

    Args:
        graph: whose listed papers.
        method: one of each pair, which may be generic; by default any.
        step: "month" or "year"; see `papergraph.analysis.periods.calendar_of`.
        min_papers: with both.

    Returns:
        Those first that come together more often than by chance, the surest of them first;
        ties by id. See `papergraph.analysis.association.log_likelihood`.

    Raises:
        UnknownNameError: there is no such step.

    References:
        Church and Hanks, "Word Association Norms, Mutual Information, and Lexicography", 1990.
        Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993.
    """
    total = sum(paper.in_corpus for paper in graph.papers.values())
    by_paper = _methods_by_paper(graph, method)
    single = Counter(one for methods in by_paper.values() for one in methods)
    papers: defaultdict[tuple[EntityId, EntityId], list[EntityId]] = defaultdict(list)
    for paper, methods in by_paper.items():
        if method is None:
            pairs = list(combinations(sorted(methods), 2))
        else:
            pairs = [(method, one) for one in methods - {method} if method in methods]
        for pair in pairs:
            papers[pair].append(paper)
    periods = _periods(graph, step)
    found = []
    for (first, second), both in papers.items():
        if len(both) < min_papers:
            continue
        counts = (len(both), single[first], single[second], total)
        dated = Counter(periods[paper] for paper in both if paper in periods)
        found.append(
            Pair(
                first=first,
                second=second,
                labels=(graph.label(first), graph.label(second)),
                papers=len(both),
                of_first=single[first],
                of_second=single[second],
                lift=lift(*counts),
                score=log_likelihood(*counts),
                by_period=dict(sorted(dated.items())),
            )
        )
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _methods_by_paper(
    graph: KnowledgeGraph, method: EntityId | None
) -> Mapping[EntityId, set[EntityId]]:
    found: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in graph.claims:
        target = claim.target
        if claim.relation not in BUILDS_ON or target.kind is not Kind.METHOD:
            continue
        if graph.papers[claim.paper].in_corpus and (target == method or is_named(graph, target)):
            found[claim.paper].add(target)
    return found


def _periods(graph: KnowledgeGraph, step: str | None) -> Mapping[EntityId, str]:
    try:
        return calendar_of(graph, "co-use", step).of
    except MissingDataError:
        return {}
