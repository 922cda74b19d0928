"""Files that are written whole or not at all."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["replacing", "write_files", "write_whole", "zipped"]


def write_whole(path: Path, content: str | bytes) -> None:
    """Put `content` at `path`; where that fails, what stood there still stands.

    Text is written as UTF-8, its line ends as they are. Missing folders are made.
    """
    write_files(path.parent, {path.name: content})


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which then stands at `path`; on an error what stood there still does.

    Missing folders are made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sibling = _sibling(path)
    try:
        with sibling.open("wb") as file:
            yield file
        sibling.replace(path)
    finally:
        sibling.unlink(missing_ok=True)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder by their names; where one cannot be written, none is replaced.

    Other files in the folder stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    siblings = {name: _sibling(folder / name) for name in files}
    try:
        for name, content in files.items():
            written = content.encode("utf-8") if isinstance(content, str) else content
            siblings[name].write_bytes(written)
        for name, sibling in siblings.items():
            sibling.replace(folder / name)
    finally:
        for sibling in siblings.values():
            sibling.unlink(missing_ok=True)


def _sibling(path: Path) -> Path:
    # Beside it, so that taking its name is one step; by process, so that two do not meet.
    return path.with_name(f".{path.name}.{os.getpid()}")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP archive, the same bytes for the same files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as room:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # of 1980: the clock does not show
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            room.writestr(entry, content)
    return archive.getvalue()
