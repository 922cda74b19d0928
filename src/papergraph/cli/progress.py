"""How far a long command is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from papergraph.graph.progress import Progress, silent

__all__ = ["progress_bars"]


@contextmanager
def progress_bars(*stages: str) -> Iterator[Progress]:
    """A bar a stage where a person watches; nothing where not."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {stage: bars.add_task(stage, total=None) for stage in stages}

        def show(stage: str, done: int, total: int) -> None:
            bars.update(tasks[stage], completed=done, total=total or None)

        yield show
