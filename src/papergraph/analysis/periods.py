"""The listed papers by the year or month of their first version."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from papergraph.errors import MissingDataError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import known_name
from papergraph.model import EntityId

__all__ = ["STEPS", "Calendar", "calendar_of", "date_of", "periods_between"]

#: What time may be counted by.
STEPS = ("month", "year")

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_LENGTH = {"month": len("2024-05"), "year": len("2024")}

#: Years between the oldest and the newest twentieth from which on years tell enough.
_MANY_YEARS = 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """When listed papers came out.

    Attributes:
        step: "month" or "year".
        of: the period of each dated paper, in id order; "2024-05" or "2024".
        totals: papers a period, oldest first; without periods that have none.
        undated: how many listed papers have no date, or none so fine; they are left out.
    """

    step: str
    of: Mapping[EntityId, str]
    totals: Mapping[str, int]
    undated: int

    def counts(self, papers: Collection[EntityId]) -> Mapping[str, int]:
        """How many of `papers` each period of `totals` has."""
        found = Counter(self.of[paper] for paper in papers if paper in self.of)
        return {period: found[period] for period in self.totals}


def calendar_of(graph: KnowledgeGraph, what: str, step: str | None = None) -> Calendar:
    """The listed papers by period; those known by name only do not count.

    Args:
        graph: whose papers.
        what: what it is asked for, as the error calls it ("bursts").
        step: "month" or "year". By default months, unless most dates are years alone or the
            papers, without the oldest and the newest twentieth, span six years or more.

    Raises:
        UnknownNameError: there is no such step.
        MissingDataError: no listed paper has such a date.
    """
    listed = sorted(node for node, paper in graph.papers.items() if paper.in_corpus)
    dates = {node: date for node in listed if (date := date_of(graph, node))}
    chosen = _telling(sorted(dates.values())) if step is None else known_name("step", step, STEPS)
    size = _LENGTH[chosen]
    of = {node: date[:size] for node, date in dates.items() if len(date) >= size}
    if not of:
        needed = "a month" if dates else "a date"
        raise MissingDataError(
            what, f"listed papers with {needed}", f"none among the {len(listed)} of the graph"
        )
    totals = dict(sorted(Counter(of.values()).items()))
    return Calendar(chosen, of, totals, len(listed) - len(of))


def date_of(graph: KnowledgeGraph, paper: EntityId) -> str:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; "" where the paper has none or another form."""
    issued = graph.papers[paper].issued
    return issued if _DATE.fullmatch(issued) else ""


def periods_between(first: str, last: str) -> Iterator[str]:
    """Every year or month from `first` to `last`, both among them.

    >>> list(periods_between("2023-11", "2024-02"))
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    if "-" not in first:
        yield from map("{:04d}".format, range(int(first), int(last) + 1))
        return
    start, end = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    for month in range(start, end + 1):
        yield f"{month // 12:04d}-{month % 12 + 1:02d}"


def _telling(dates: list[str]) -> str:
    if not dates or sum(len(date) > _LENGTH["year"] for date in dates) * 2 < len(dates):
        return "year"
    cut = len(dates) // 20
    oldest, newest = dates[cut], dates[-1 - cut]
    return "year" if int(newest[:4]) - int(oldest[:4]) >= _MANY_YEARS else "month"
