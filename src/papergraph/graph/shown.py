"""What is shown of several records of one paper, and what others are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from papergraph.graph.title_match import identity_key
from papergraph.model import Paper

__all__ = ["best_first", "earliest_date", "first_authors"]


def best_first(records: Sequence[Paper]) -> tuple[Paper, ...]:
    """The record with the longest abstract, then those of its title, then all others.

    Of equals the first comes first.
    """
    base = max(records, key=lambda record: len(record.abstract))
    title = identity_key(base.title)
    rest = [one for one in records if one is not base]
    return (base, *sorted(rest, key=lambda one: identity_key(one.title) != title))


def first_authors(records: Sequence[Paper]) -> tuple[str, ...]:
    """The authors of the first record that has some."""
    return next((one.authors for one in records if one.authors), ())


def earliest_date(records: Sequence[Paper]) -> str:
    """The earliest; "2021-06-17" rather than "2021", which says less of the same year.

    >>> records = [Paper(title="LoRA", issued=day) for day in ("2022-01", "2021", "2021-06-17")]
    >>> earliest_date(records), earliest_date(records[:2])
    ('2021-06-17', '2021')
    """
    # "~" sorts behind every digit, so that a bare year stands behind its days.
    dates = (one.issued for one in records if one.issued)
    return min(dates, key=lambda date: f"{date}~", default="")
