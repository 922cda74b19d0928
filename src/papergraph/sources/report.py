"""What of an input can be read: counts of papers and faults, a file each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from papergraph.model import Listing, Paper
from papergraph.sources.columns import NO_COLUMNS
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.folders import LeftOut, listing_files
from papergraph.sources.listing import read_listing

__all__ = ["FileReport", "Report", "check_inputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What one file holds.

    Attributes:
        file: the file as it was named.
        format: the format it was read as, or "" where no parser knows it.
        papers: how many.
        without_abstract: how many of these have an empty abstract.
        faults: in file order.
    """

    file: str
    format: str
    papers: int
    without_abstract: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What every file holds, in the order of reading.

    Attributes:
        files: those that were read.
        left_out: those of folders that were not.
    """

    files: tuple[FileReport, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def papers(self) -> int:
        """How many papers in all; one that two files list counts twice."""
        return sum(file.papers for file in self.files)

    @property
    def faults(self) -> int:
        """How many faults in all."""
        return sum(len(file.faults) for file in self.files)

    @property
    def by_kind(self) -> Mapping[FaultKind, int]:
        """How many faults of each kind that occurs, in the order of the kinds."""
        counts = Counter(fault.kind for file in self.files for fault in file.faults)
        return {kind: counts[kind] for kind in FaultKind if kind in counts}


def check_inputs(
    inputs: Iterable[Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Report:
    """Read files and folders and keep only the counts and the faults.

    Raises:
        InputError: as `listing_files` and `read_listing` do.
        UnknownNameError: no parser has that name.
    """
    found = listing_files(inputs, format=format, columns=columns)
    return Report(tuple(_check(path, format, columns) for path in found.paths), found.left_out)


def _check(path: Path, name: str | None, columns: Mapping[str, str]) -> FileReport:
    papers = without_abstract = 0
    read_as = ""
    faults: list[Fault] = []
    for item in read_listing(path, format=name, columns=columns):
        if isinstance(item, Paper):
            papers += 1
            without_abstract += not item.abstract.strip()
        elif isinstance(item, Listing):
            read_as = item.format
        else:
            faults.append(item)
    return FileReport(
        file=str(path),
        format=read_as,
        papers=papers,
        without_abstract=without_abstract,
        faults=tuple(faults),
    )
