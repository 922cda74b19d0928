"""How far long work is, told to whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "silent"]

#: Told the stage's name, how much is done, and of how much; 0 where that is unknown.
Progress: TypeAlias = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """No progress."""
