"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["replacing", "replacing_all", "write_files", "write_whole", "zipped"]


def write_whole(path: Path, content: str | bytes) -> None:
    """Put `content` at `path`; where that fails, what stood there still stands.

    Text is written as UTF-8, its line ends as they are. See `replacing_all`.
    """
    write_files(path.parent, {path.name: content})


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a folder by their names; where one cannot be written, none is replaced.

    Other files in the folder stay. See `replacing_all`.
    """
    with _made(folder), replacing_all([folder / name for name in files]) as opened:
        for file, content in zip(opened, files.values(), strict=True):
            file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which then stands at `path`; see `replacing_all`."""
    with replacing_all([path]) as (file,):
        yield file


@contextmanager
def replacing_all(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Files to write, which then stand at `paths`; on an error what stood there still does.

    Missing folders are made, and on an error they are gone again. Of a link, what it leads to
    is replaced. What is no regular file, such as a pipe or a device, is written into.

    Raises:
        OSError: one of them is a folder, or cannot be made.
    """
    targets = [_replaced(path) for path in paths]
    siblings = {one: _sibling(one) for one in targets if one is not None}
    with ExitStack() as folders:
        for target in siblings:
            folders.enter_context(_made(target.parent))
        try:
            with _named(paths), ExitStack() as files:
                yield [
                    files.enter_context((siblings[target] if target else path).open("wb"))
                    for target, path in zip(targets, paths, strict=True)
                ]
            for target, sibling in siblings.items():
                sibling.replace(target)
        finally:
            for sibling in siblings.values():
                sibling.unlink(missing_ok=True)


def _replaced(path: Path) -> Path | None:
    """The file whose place is taken, or ``None`` where `path` itself is written into."""
    file = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return file
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # What /dev/stdout leads to may be open and have no name.
    return file if stat.S_ISREG(mode) and file.exists() else None


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder that is there; on an error those that were made for it and are empty are gone."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        raise


@contextmanager
def _named(paths: Sequence[Path]) -> Iterator[None]:
    """Says where it was that a file could not be written to: the system does not."""
    try:
        yield
    except OSError as error:
        # One without a number is another's, and that nobody reads a pipe is no fault.
        if error.errno and error.filename is None and not isinstance(error, BrokenPipeError):
            error.filename = str(paths[0] if len(paths) == 1 else paths[0].parent)
        raise


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
