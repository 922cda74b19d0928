"""Blocks of records under one key, of which only those that may be one paper are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

__all__ = ["MOST_OF_ONE_KEY", "Block"]

#: What more papers have proves nothing alone: the title "Editorial", a made-up DOI.
MOST_OF_ONE_KEY = 20


class Block:
    """The papers under one key so far, a record each.

    Attributes:
        homes: the clusters that their records are in, or were in before they were joined.
    """

    def __init__(self) -> None:
        self.homes: set[int] = set()
        self._records: list[int] = []
        self._by_detail: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, record: int, details: Iterable[str]) -> None:
        """Take a record for that of another paper."""
        for detail in details:
            self._by_detail[detail].append(len(self._records))
        self._records.append(record)

    def near(self, details: Iterable[str]) -> list[int]:
        """Those that a record with some details may be joined with, in the order added.

        >>> block = Block()
        >>> for record in range(30):
        ...     block.add(record, {f"ends {record % 10}"})
        >>> block.near({"ends 7", "begins 7"})
        [7, 17, 27]
        """
        if len(self._records) <= MOST_OF_ONE_KEY:
            return self._records
        alike = {place for detail in details for place in self._by_detail.get(detail, ())}
        return [self._records[place] for place in sorted(alike)]
