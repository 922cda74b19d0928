"""Processes of this machine, as its /proc tells of them."""

from __future__ import annotations

from pathlib import Path

__all__ = ["HAS_PROC", "children_of", "is_running"]

#: Whether the system tells.
HAS_PROC = Path("/proc/self/stat").is_file()


def is_running(process_id: int) -> bool:
    """Whether it runs; one that has ended and only waits to be counted does not."""
    return _state_and_parent(process_id)[0] not in {"", "Z", "X"}


def children_of(process_id: int) -> set[int]:
    """The processes that it started and that run."""
    found = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return {each for each in found if _state_and_parent(each)[1] == process_id and is_running(each)}


def _state_and_parent(process_id: int) -> tuple[str, int]:
    try:
        told = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    except OSError:
        return "", 0
    state, parent = told.rpartition(")")[2].split()[:2]
    return state, int(parent)
