"""What may be given alone or as one of several."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

__all__ = ["several_inputs", "several_names"]


def several_names(names: Collection[str] | None) -> Collection[str] | None:
    """The names; of a text alone itself, not its letters.

    >>> several_names("extends"), several_names({"extends"})
    (['extends'], {'extends'})
    """
    return [names] if isinstance(names, str) else names


def several_inputs(inputs: str | Path | Iterable[str | Path]) -> Iterable[str | Path]:
    """The files and folders; of one alone itself, not the letters of its path."""
    return [inputs] if isinstance(inputs, str | Path) else inputs
