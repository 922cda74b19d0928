"""Which files of the given files and folders are listings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from papergraph.errors import InputError
from papergraph.sources.compression import SUFFIXES, decompressed
from papergraph.sources.content import HEAD_SIZE
from papergraph.sources.formats import detect_format
from papergraph.sources.standard_input import STANDARD_INPUT

__all__ = ["listing_paths"]

# A saved page is read or reported. Of data files a folder may hold many that are no
# listings: those are read if recognised, else passed over. Anything else is passed over.
_PAGES = frozenset({".txt", ".text", ".htm", ".html"})
_DATA = frozenset(
    {
        *(".json", ".jsonl", ".ndjson", ".xml", ".atom", ".bib", ".bibtex", ".ris"),
        *(".csv", ".tsv", ".tab"),
    }
)


def listing_paths(inputs: Iterable[Path]) -> list[Path]:
    """The files to read for `inputs`, each once, in the order given.

    A file that is named is always taken: if no parser knows it, reading it says so. A folder
    gives its files in every depth, sorted by their path inside it, without hidden files and
    folders: saved pages (``.txt``, ``.html``) whatever is in them, and data files
    (``.json``, ``.xml``, ``.bib``, ``.csv`` ...) and compressed files whose content is a known
    format. Others, a README or annotations, are passed over in silence.

    Raises:
        InputError: an input does not exist, or a file of a folder cannot be opened.
    """
    paths: dict[Path, None] = {}
    for path in inputs:
        if path.is_dir():
            paths.update(dict.fromkeys(_in_folder(path)))
        elif path.exists() or path == STANDARD_INPUT:
            paths[path] = None
        else:
            raise InputError(path, 0, "a file or a folder", "nothing of that name")
    return list(paths)


def _in_folder(folder: Path) -> Iterator[Path]:
    files = [path for path in _walk(folder) if _is_listing(path)]
    return iter(sorted(files, key=lambda path: path.relative_to(folder).parts))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(root, name) for name in files if not name.startswith("."))


def _is_listing(path: Path) -> bool:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    is_compressed = bool(suffixes) and suffixes[-1] in SUFFIXES
    suffix = "".join(suffixes[:-1] if is_compressed else suffixes[-1:])
    if not path.is_file() or not (is_compressed or suffix in _PAGES | _DATA):
        return False
    if suffix in _PAGES:
        return True
    try:
        with path.open("rb") as stream:
            return detect_format(decompressed(stream).read(HEAD_SIZE)) is not None
    except OSError as error:
        raise InputError(path, 0, "a file that can be read", str(error.strerror)) from error
