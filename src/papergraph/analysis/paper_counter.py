"""How many papers have a thing, where a paper may come in several records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Generic, TypeVar

__all__ = ["PaperCounter"]

_Item = TypeVar("_Item")


class PaperCounter(Generic[_Item]):
    """Counts papers by item; what the records of one paper share counts once.

    >>> counter = PaperCounter(repeated={"b"})
    >>> for paper, items in (("a", "x"), ("b", "xy"), ("b", "yz")):
    ...     counter.add(paper, items)
    >>> sorted(counter.papers.items())
    [('x', 2), ('y', 1), ('z', 1)]
    """

    def __init__(self, repeated: Collection[str]) -> None:
        """`repeated` are the papers that come several times: only their items are kept."""
        self.papers: Counter[_Item] = Counter()
        self._repeated = repeated
        self._seen: defaultdict[str, set[_Item]] = defaultdict(set)

    def add(self, paper: str, items: Iterable[_Item]) -> None:
        """Count the items of one record."""
        new = set(items)
        if paper in self._repeated:
            new -= self._seen[paper]
            self._seen[paper] |= new
        self.papers.update(new)
