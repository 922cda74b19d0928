"""One file, read: its papers, its faults, and what it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from papergraph.errors import InputError
from papergraph.model import Listing, Paper
from papergraph.sources.content import HEAD_SIZE, unreadable, unrecognised
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.formats import detect_format, parser_of
from papergraph.sources.printed import Printed
from papergraph.text.normalize import slug

__all__ = ["Found", "read_listing"]

#: What reading a file yields.
Found: TypeAlias = Paper | Fault | Listing

_CHUNK = 1 << 20
_HASH_DIGITS = 8


def read_listing(path: Path, *, format: str | None = None) -> Iterator[Found]:  # noqa: A002
    """Yield the papers and faults of a file in file order, and last its one `Listing`.

    The file is read twice, as a stream each time: for its hash, which every paper's
    `listings` needs, and for its papers. What is in it raises nothing, whatever its bytes.

    Args:
        path: the file.
        format: a name in `parsers`; without one, the content says.

    Raises:
        InputError: it is no file, or cannot be opened.
        UnknownNameError: no parser has that name.
    """
    if format is not None:
        parser_of(format)
    head, sha256 = _head_and_hash(path)
    name = format or detect_format(head) or ""
    listing = Listing(
        slug="-".join(filter(None, (slug(path.stem), sha256[:_HASH_DIGITS]))),
        file=path.name.encode("utf-8", errors="replace").decode("utf-8"),
        format=name,
        sha256=sha256,
    )
    return _found(path, listing, head)


def _head_and_hash(path: Path) -> tuple[bytes, str]:
    digest = hashlib.sha256()
    if path.is_dir():
        raise InputError(path, 0, "a file", "a folder")
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_SIZE)
            digest.update(head)
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise InputError(path, 0, "a file that can be read", _reason(error)) from error
    return head, digest.hexdigest()


def _found(path: Path, listing: Listing, head: bytes) -> Iterator[Found]:
    fault = unreadable(head) or (None if listing.format else unrecognised(head, path.suffix))
    if fault:
        yield fault.at(path)
        yield listing
        return
    silent = True
    with path.open("rb") as stream:
        for item in parser_of(listing.format)(stream):
            if isinstance(item, Printed):
                listing = replace(listing, printed_date=item.date)
                continue
            silent = False
            if isinstance(item, Fault):
                yield item.at(path)
            else:
                yield replace(item, listings=(listing.slug,))
    if silent:
        yield _nothing(listing.format).at(path)
    yield listing


def _nothing(name: str) -> Fault:
    found = f"no paper in it (read as {name})"
    return Fault(line=0, expected="a listing of papers", found=found, kind=FaultKind.EMPTY)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
