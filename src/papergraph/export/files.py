"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: str | bytes) -> None:
    """Put `content` at `path`; where that fails, what stood there still stands.

    Text is written as UTF-8, its line ends as they are. Missing folders are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # A sibling, so that taking its name is one step; by process, so that two do not meet.
    sibling = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        sibling.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        sibling.replace(path)
    finally:
        sibling.unlink(missing_ok=True)
