"""How far a long command is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

__all__ = ["ShowProgress", "progress_bars"]

#: Told the stage's name, how much is done, and of how much; 0 where that is unknown.
ShowProgress: TypeAlias = Callable[[str, int, int], None]


@contextmanager
def progress_bars(*stages: str) -> Iterator[ShowProgress | None]:
    """A bar a stage where a person watches; nothing where not."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks = {stage: bars.add_task(stage, total=None) for stage in stages}

        def show(stage: str, done: int, total: int) -> None:
            bars.update(tasks[stage], completed=done, total=total or None)

        yield show
