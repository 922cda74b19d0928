"""What comes through standard input, as a file that can be read more than once."""

from __future__ import annotations

import atexit
import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["STANDARD_INPUT", "stored_path"]

#: The path that stands for standard input.
STANDARD_INPUT = Path("-")

_NAME = "stdin"


def stored_path(path: Path) -> Path:
    """The file of a path: itself, or what standard input held, which is read once."""
    return _stored() if path == STANDARD_INPUT else path


@cache
def _stored() -> Path:
    folder = TemporaryDirectory(prefix="papergraph-")
    atexit.register(folder.cleanup)
    path = Path(folder.name, _NAME)
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path
