"""Which files of the given files and folders are listings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from papergraph.errors import InputError
from papergraph.sources.columns import NO_COLUMNS
from papergraph.sources.compression import SUFFIXES, decompressed
from papergraph.sources.content import HEAD_SIZE, unreadable
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.formats import detect_format, format_fault
from papergraph.sources.standard_input import STANDARD_INPUT

__all__ = ["Files", "LeftOut", "listing_files", "listing_paths"]

# A saved page is read or reported. Of data files a folder may hold many that are no
# listings: those are read if recognised or broken, else left out. Anything else is left out.
_PAGES = frozenset({".txt", ".text", ".htm", ".html"})
_DATA = frozenset(
    {
        *(".json", ".jsonl", ".ndjson", ".xml", ".atom", ".bib", ".bibtex", ".ris"),
        *(".csv", ".tsv", ".tab"),
    }
)
# What a file of another kind has; one with any other fault is a broken listing.
_OTHERS = frozenset({FaultKind.FORMAT, FaultKind.BINARY})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of a folder that is not read.

    Attributes:
        file: the file, in the folder as it was named.
        reason: what it is instead of a listing.
    """

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: left out: {self.reason}"


@dataclass(frozen=True, slots=True)
class Files:
    """What is read of inputs, and what is not.

    Attributes:
        paths: each once, in the order given.
        left_out: of folders, in the order in which they would have been read.
    """

    paths: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]


def listing_files(
    inputs: Iterable[Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Files:
    """The files to read for `inputs`, and those of folders that are none.

    A file that is named is always taken: if no parser knows it, reading it says so. A folder
    gives its files in every depth, sorted by their path inside it, without hidden files and
    folders, if their names end as those of listings do:

    - saved pages (``.txt``, ``.html``) whatever is in them;
    - data files (``.json``, ``.xml``, ``.bib``, ``.csv`` ...) and compressed files of a known
      format, and those that are broken: empty, cut, no JSON, in another encoding.

    Args:
        inputs: files and folders; ``-`` is standard input.
        format: what every file is read as; then no content is asked.
        columns: of tables, as `read_listing` takes them.

    Raises:
        InputError: an input does not exist, or a file of a folder cannot be opened.
    """
    paths: dict[Path, None] = {}
    left_out: dict[Path, LeftOut] = {}
    for path in inputs:
        if path.is_dir():
            for file in _files(path):
                reason = _reason_against(file, format, columns)
                if reason:
                    left_out[file] = LeftOut(str(file), reason)
                else:
                    paths[file] = None
        elif path.exists() or path == STANDARD_INPUT:
            paths[path] = None
        else:
            raise InputError(path, 0, "a file or a folder", "nothing of that name")
    return Files(tuple(paths), tuple(one for path, one in left_out.items() if path not in paths))


def listing_paths(
    inputs: Iterable[Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
) -> list[Path]:
    """The paths of `listing_files`, which see."""
    return list(listing_files(inputs, format=format, columns=columns).paths)


def _files(folder: Path) -> list[Path]:
    """Those of a folder and of the folders in it, by their path inside it."""
    files: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root, name) for name in names if not name.startswith(".")]
    return sorted(files, key=lambda path: path.relative_to(folder).parts)


def _reason_against(path: Path, name: str | None, columns: Mapping[str, str]) -> str:
    """Why a file of a folder is not read; "" where it is."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    is_compressed = bool(suffixes) and suffixes[-1] in SUFFIXES
    suffix = "".join(suffixes[:-1] if is_compressed else suffixes[-1:])
    if not path.is_file():
        return "no file"
    if not (is_compressed or suffix in _PAGES | _DATA):
        return f"a name that ends in {suffix}" if suffix else "a name without a suffix"
    if suffix in _PAGES or name:
        return ""
    fault = _fault_of(path, columns)
    if fault is None or fault.kind not in _OTHERS:
        return ""
    return f"expected {fault.expected}, found {fault.found}"


def _fault_of(path: Path, columns: Mapping[str, str]) -> Fault | None:
    """Why the beginning of a file is that of no listing."""
    try:
        with path.open("rb") as file:
            stream = decompressed(file)
            head = stream.read(HEAD_SIZE)
    except OSError as error:
        raise InputError(path, 0, "a file that can be read", str(error.strerror)) from error
    fault = stream.fault or unreadable(head)
    if fault or detect_format(head, columns):
        return fault
    return format_fault(head, path.suffix, columns)
