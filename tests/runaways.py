"""Queries that no machine answers in the time of a test."""

from __future__ import annotations

__all__ = ["COUNTING", "SORTING", "WRITING"]

_EVERYTHING = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(8))

#: Takes time alone.
COUNTING = f"SELECT (COUNT(*) AS ?count) {{ {_EVERYTHING} }}"
#: Takes memory: it keeps every row.
SORTING = f"SELECT * {{ {_EVERYTHING} }} ORDER BY ?o1 ?o2"
#: Writes one row after the other.
WRITING = f"SELECT * {{ {_EVERYTHING} }}"
