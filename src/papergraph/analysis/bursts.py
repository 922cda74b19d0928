"""When papers suddenly turn to a method."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from papergraph.analysis.method_papers import is_named, papers_by_method
from papergraph.analysis.periods import Calendar, calendar_of
from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId

__all__ = ["Burst", "bursts", "bursts_of"]

#: With fewer periods nothing can rise and fall.
_FEWEST_PERIODS = 3

#: A share of papers that is never reached, so that its logarithm exists.
_ALMOST_ALL = 0.9999


class Burst(NamedTuple):
    """A stretch of time in which more papers than usual were on a method.

    Attributes:
        id: of the method.
        label: its name.
        start: the first period, "2024-05" or "2024".
        end: the last one.
        papers: on the method, in this time.
        share: of all papers of this time, 0 to 1.
        usual: share of all papers of all time.
        weight: how much better the burst explains the counts than the usual share does, in
            nats; more is surer.
    """

    id: EntityId
    label: str
    start: str
    end: str
    papers: int
    share: float
    usual: float
    weight: float


def bursts(
    graph: KnowledgeGraph,
    method: EntityId | None = None,
    *,
    step: str | None = None,
    scaling: float = 2.0,
    gamma: float = 1.0,
    min_papers: int = 3,
    generic: bool = False,
) -> list[Burst]:
    """Times in which more of the papers than usual introduce, extend, analyze or use a method.

    Versions of a method count as it does. Papers of each period are one batch, and of each
    batch it matters which share is on the method: so a month with many papers makes no burst,
    and one with few hardly any. Periods without a paper are skipped. A listed paper without a
    date is left out; `papergraph.analysis.periods.calendar_of` counts them.

    Args:
        graph: whose listed papers.
        method: by default every method.
        step: "month" or "year"; see `papergraph.analysis.periods.calendar_of`.
        scaling: how many times the usual share a burst has, above 1.
        gamma: how hard it is to enter one, 0 or more; times the logarithm of the periods.
        min_papers: on the method within the burst.
        generic: whether families and fields are looked at too; a given method always is.

    Returns:
        Weightiest first, ties by method and time.

    Raises:
        UnknownNameError: there is no such step.
        MissingDataError: listed papers are of fewer than three periods.
        ValueError: `scaling` or `gamma` is out of range.

    References:
        Kleinberg, "Bursty and Hierarchical Structure in Streams", 2002: the automaton of two
        states over batches of relevant documents.
    """
    if scaling <= 1 or gamma < 0:
        raise ValueError(f"scaling is above 1 and gamma 0 or more; got {scaling} and {gamma}")
    calendar = calendar_of(graph, "bursts", step)
    if len(calendar.totals) < _FEWEST_PERIODS:
        raise MissingDataError(
            "bursts",
            f"papers of {_FEWEST_PERIODS} {calendar.step}s or more",
            " and ".join(calendar.totals),
        )
    found = [
        burst
        for node, papers in papers_by_method(graph).items()
        if len(papers) >= min_papers
        and (generic or is_named(graph, node) if method is None else node == method)
        for burst in _found(graph, node, papers, calendar, (scaling, gamma))
        if burst.papers >= min_papers
    ]
    return sorted(found, key=lambda burst: (-burst.weight, burst))


def _found(
    graph: KnowledgeGraph,
    method: EntityId,
    papers: frozenset[EntityId],
    calendar: Calendar,
    settings: tuple[float, float],
) -> Iterator[Burst]:
    totals = calendar.totals
    counts = list(calendar.counts(papers).values())
    periods, everything = list(totals), list(totals.values())
    for first, last, weight in bursts_of(counts, everything, *settings):
        within = slice(first, last + 1)
        yield Burst(
            id=method,
            label=graph.label(method),
            start=periods[first],
            end=periods[last],
            papers=sum(counts[within]),
            share=sum(counts[within]) / sum(everything[within]),
            usual=sum(counts) / sum(everything),
            weight=weight,
        )


def bursts_of(
    counts: Sequence[int], totals: Sequence[int], scaling: float = 2.0, gamma: float = 1.0
) -> list[tuple[int, int, float]]:
    """Where a series of counts bursts.

    Args:
        counts: of each batch, how many documents are relevant.
        totals: of each batch, how many there are, 1 or more.
        scaling: as of `bursts`.
        gamma: as of `bursts`.

    Returns:
        Place of the first batch, of the last, and the weight, of each burst in order.

    >>> bursts_of([1, 1, 30, 25, 1, 1], [100] * 6)[0][:2]
    (2, 3)
    """
    usual = sum(counts) / sum(totals)
    raised = min(usual * scaling, _ALMOST_ALL)
    if not 0 < usual < raised:
        return []
    # The number of ways to choose the relevant ones is the same in both states: left out.
    gains = [
        count * math.log(raised / usual)
        + (total - count) * (math.log1p(-raised) - math.log1p(-usual))
        for count, total in zip(counts, totals, strict=True)
    ]
    states = _best_states(gains, gamma * math.log(len(gains)))
    found = []
    for raised_up, run in groupby(range(len(gains)), key=lambda at: states[at]):
        places = list(run)
        if raised_up:
            found.append((places[0], places[-1], math.fsum(gains[at] for at in places)))
    return found


def _best_states(gains: Sequence[float], entering: float) -> list[bool]:
    """Whether each batch is in the raised state, on the cheapest way through all of them.

    A batch in the raised state costs less by its gain; to enter costs, to leave does not.
    Of two equal ways, the one that is raised less is taken.
    """
    low, high = 0.0, math.inf
    came_up: list[tuple[bool, bool]] = []
    for gain in gains:
        from_low = low + entering <= high, high < low
        low, high = min(low, high), min(low + entering, high) - gain
        came_up.append(from_low)
    state = high < low
    states = []
    for entered, left in reversed(came_up):
        states.append(state)
        state = not entered if state else left
    return states[::-1]
