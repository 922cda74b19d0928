"""Names of people as reference managers write them, in the order in which they are spoken."""

from __future__ import annotations

import re

__all__ = ["first_last"]

_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|ph\.?d|m\.?d|ii|iii|iv|v)\.?", re.IGNORECASE)


def first_last(name: str) -> str:
    """The name without commas: "Last, First", "von Last, Jr, First" and "Last, First, Jr".

    BibTeX has the suffix in the second place, RIS in the third: it is known by what it is.

    >>> first_last("van Beethoven, Ludwig"), first_last("King, Jr., Martin Luther")
    ('Ludwig van Beethoven', 'Martin Luther King Jr.')
    >>> first_last("King, Martin Luther, Jr."), first_last("Edward  Hu")
    ('Martin Luther King Jr.', 'Edward Hu')
    """
    if "," not in name:
        return " ".join(name.split())
    parts = [part for one in name.split(",") if (part := " ".join(one.split()))]
    if len(parts) == 2 and not _SUFFIX.fullmatch(parts[1]):
        last, first = parts
        return f"{first} {last}"
    if len(parts) == 3:
        last, middle, end = parts
        first, suffix = (middle, end) if _SUFFIX.fullmatch(end) else (end, middle)
        return f"{first} {last} {suffix}"
    return " ".join(parts)
