"""Python's collector of reference cycles, out of the way of work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collect_rarely", "paused_collection"]

#: New values between two collections of the young, and collections of one age between two of
#: the next. Python's own 700 values and 10 collections cost a tenth of the time of a build.
_RARELY = (50_000, 20, 100)


def collect_rarely() -> None:
    """Let the collector of this process come less often: most values here are in no cycle."""
    gc.set_threshold(*_RARELY)


@contextmanager
def paused_collection() -> Iterator[None]:
    """Without the collector: millions of values and no cycle are made here.

    It would go through all of them again and again, for a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
