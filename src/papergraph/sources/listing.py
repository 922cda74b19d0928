"""One file, read: its papers, its faults, and what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from msgspec import structs

from papergraph.errors import InputError
from papergraph.model import Listing, Paper
from papergraph.sources.columns import NO_COLUMNS
from papergraph.sources.compression import SUFFIXES, decompressed
from papergraph.sources.content import HEAD_SIZE, unreadable
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.formats import detect_format, format_fault, parser_of
from papergraph.sources.line_ends import ends_lines_in_cr, with_line_feeds
from papergraph.sources.standard_input import stored_path
from papergraph.text.normalize import slug

__all__ = ["Found", "read_listing"]

#: What reading a file yields.
Found: TypeAlias = Paper | Fault | Listing

_CHUNK = 1 << 20
_HASH_DIGITS = 8


def read_listing(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
) -> Iterator[Found]:
    """Yield the papers and faults of a file in file order, and last its one `Listing`.

    The file is read twice, as a stream each time: for its hash, which every paper's
    `listings` needs, and for its papers. What is in it raises nothing, whatever its bytes.

    Args:
        path: the file, compressed or not; ``-`` is standard input.
        format: a name in `parsers`; without one, the content says.
        columns: of tables: the column that holds a field, by the field's name.

    Raises:
        InputError: it is no file, or cannot be opened.
        UnknownNameError: no parser has that name.
    """
    if format is not None:
        parser_of(format, columns)
    stored = stored_path(path)
    head, sha256 = _head_and_hash(stored)
    name = format or detect_format(head, columns) or ""
    listing = Listing(
        slug="-".join(filter(None, (slug(_stem(stored)), sha256[:_HASH_DIGITS]))),
        file=stored.name.encode("utf-8", errors="replace").decode("utf-8"),
        format=name,
        sha256=sha256,
    )
    return _found(path, listing, head, columns)


def _stem(path: Path) -> str:
    """The name without its suffix, and without that of a compression."""
    return Path(path.stem).stem if path.suffix.lower() in SUFFIXES else path.stem


def _head_and_hash(path: Path) -> tuple[bytes, str]:
    """The first bytes of what is in the file, and the hash of the file as it is."""
    digest = hashlib.sha256()
    if path.is_dir():
        raise InputError(path, 0, "a file", "a folder")
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
            stream.seek(0)
            head = decompressed(stream).read(HEAD_SIZE)
    except OSError as error:
        raise InputError(path, 0, "a file that can be read", _reason(error)) from error
    return head, digest.hexdigest()


def _found(
    path: Path, listing: Listing, head: bytes, columns: Mapping[str, str]
) -> Iterator[Found]:
    fault = _fault_of_all(path, listing, head, columns)
    if fault:
        yield fault.at(path)
        yield listing
        return
    silent = True
    listings = (listing.slug,)
    with stored_path(path).open("rb") as file:
        stream = decompressed(file)
        lines = with_line_feeds(stream) if ends_lines_in_cr(head) else stream
        for item in parser_of(listing.format, columns)(lines):
            if isinstance(item, Paper):
                silent = False
                yield structs.replace(item, listings=listings)
            elif isinstance(item, Fault):
                silent = False
                if not (stream.fault and item.kind is FaultKind.TRUNCATED):  # told below
                    yield item.at(path)
            else:
                listing = replace(listing, printed_date=item.date)
        if stream.fault:
            silent = False
            yield stream.fault.at(path)
    if silent:
        yield _nothing(listing.format).at(path)
    yield listing


def _fault_of_all(
    path: Path, listing: Listing, head: bytes, columns: Mapping[str, str]
) -> Fault | None:
    """Why a file cannot be read at all: what it is, or that its beginning is damaged."""
    fault = unreadable(head)
    if fault is None and not listing.format:
        fault = format_fault(head, path.suffix, columns)
    if fault is None:
        return None
    with stored_path(path).open("rb") as file:
        stream = decompressed(file)
        stream.read(HEAD_SIZE)
        return stream.fault or fault


def _nothing(name: str) -> Fault:
    found = f"no paper in it (read as {name})"
    return Fault(line=0, expected="a listing of papers", found=found, kind=FaultKind.EMPTY)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
