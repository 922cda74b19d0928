"""The papers of many files, without keeping them in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from papergraph.model import Paper
from papergraph.sources.fault import Fault
from papergraph.sources.folders import listing_paths
from papergraph.sources.listing import read_listing

__all__ = ["ListedPapers"]


class ListedPapers:
    """Papers of files and folders, read anew each time that they are gone through.

    Attributes:
        faults: what could not be read so far, each once, in input order.
    """

    def __init__(self, inputs: Iterable[str | Path]) -> None:
        """Find the files; see `listing_paths`, also for what it raises."""
        self._paths = listing_paths([Path(one) for one in inputs])
        self._faults: dict[Fault, None] = {}

    def __iter__(self) -> Iterator[Paper]:
        """Papers in input order."""
        for path in self._paths:
            for found in read_listing(path):
                if isinstance(found, Paper):
                    yield found
                elif isinstance(found, Fault):
                    self._faults[found] = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """See the class."""
        return tuple(self._faults)
