"""What could not be read, told on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from papergraph.cli.phrases import count_of
from papergraph.sources import Fault, FaultKind

__all__ = ["echo_faults"]

#: Faults of one kind in one file that are told in full.
_SHOWN = 10


def echo_faults(faults: Iterable[Fault]) -> None:
    """A line a fault; of many of one kind in one file the first ones, and how many more."""
    seen: Counter[tuple[str, FaultKind]] = Counter()
    for fault in faults:
        seen[fault.file, fault.kind] += 1
        if seen[fault.file, fault.kind] <= _SHOWN:
            click.echo(str(fault), err=True)
    for (file, kind), count in seen.items():
        if count > _SHOWN:
            more = count_of(count - _SHOWN, "more fault")
            click.echo(f"{click.format_filename(file)}: {more} of kind '{kind}'", err=True)
