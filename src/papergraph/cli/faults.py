"""What could not be read, and what was not, told on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from papergraph.cli.phrases import count_of
from papergraph.sources import Fault, FaultKind, LeftOut

__all__ = ["echo_faults", "echo_left_out"]

#: Faults of one kind in one file that are told in full.
_SHOWN = 10
#: Files that are named of those that are left out for one reason.
_NAMED = 50


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


def echo_left_out(files: Iterable[LeftOut]) -> None:
    """A line a file of a folder that is not read; of many for one reason, how many more."""
    seen: Counter[str] = Counter()
    for file in files:
        seen[file.reason] += 1
        if seen[file.reason] <= _NAMED:
            click.echo(click.format_filename(str(file)), err=True)
    for reason, count in seen.items():
        if count > _NAMED:
            click.echo(f"{count_of(count - _NAMED, 'more file')} left out: {reason}", err=True)
