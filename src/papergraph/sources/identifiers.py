"""Identifiers and dates as sources write them, in the one form that papers keep."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["arxiv_id", "iso_day"]

_ARXIV = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)?"
    r"(?:(?P<new>\d{4}\.\d{4,5})|(?P<archive>[a-z-]+)(?:\.[a-z]{2})?/(?P<number>\d{7}))"
    r"(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?![\d])", re.ASCII)


def arxiv_id(text: str) -> str:
    """The arXiv id in `text` without version, prefix and subject class; "" where it is none.

    >>> arxiv_id("2410.17243v2"), arxiv_id("math.GT/0309136"), arxiv_id("W2741809807")
    ('2410.17243', 'math/0309136', '')
    """
    match = _ARXIV.fullmatch(text.strip())
    if not match:
        return ""
    return match["new"] or f"{match['archive'].lower()}/{match['number']}"


def iso_day(text: str) -> str:
    """The day that a timestamp begins with, or "" where it is no day.

    >>> iso_day("2024-10-22T17:59:30.000Z"), iso_day("2024-13-40")
    ('2024-10-22', '')
    """
    match = _DAY.match(text.strip())
    if not match:
        return ""
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return ""
