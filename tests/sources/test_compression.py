"""Compressed files: their kinds, their parts, and what is left of damaged ones."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import json
import lzma
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Listing, Paper
from papergraph.sources import Fault, FaultKind, listing_paths, read_listing
from papergraph.sources.compression import decompressed
from papergraph.sources.listing import Found

KINDS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}
PAPERS = 3000
each_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def lines(start: int, end: int) -> bytes:
    """Papers that no compression makes much smaller."""
    draw = random.Random(start)
    rows = ({"title": f"P{n}", "abstract": draw.randbytes(40).hex()} for n in range(start, end))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def read(folder: Path, name: str, data: bytes) -> list[Found]:
    path = folder / name
    path.write_bytes(data)
    return list(read_listing(path))


def titles(found: list[Found]) -> list[str]:
    return [one.title for one in found if isinstance(one, Paper)]


def faults(found: list[Found]) -> list[Fault]:
    return [one for one in found if isinstance(one, Fault)]


def names(count: int) -> list[str]:
    return [f"P{n}" for n in range(count)]


@each_kind
@given(data=st.binary(max_size=300))
def test_what_was_compressed_comes_out(kind: str, data: bytes) -> None:
    stream = decompressed(BytesIO(KINDS[kind](data)))

    assert stream.read() == data
    assert stream.fault is None


@given(data=st.binary(max_size=300))
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    for kind in KINDS.values():
        decompressed(BytesIO(kind(b"")[:6] + data)).read()


@each_kind
def test_parts_one_behind_the_other_are_one_file(tmp_path: Path, kind: str) -> None:
    data = b"".join(KINDS[kind](lines(n, n + 2)) for n in range(0, 6, 2))

    found = read(tmp_path, f"a.jsonl.{kind}", data)

    assert titles(found) == names(6)
    assert faults(found) == []


def test_skippable_frames_are_no_content(tmp_path: Path) -> None:
    skipped = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"

    found = read(tmp_path, "a.zst", skipped + zstandard.compress(lines(0, 2)))

    assert titles(found) == names(2)


@each_kind
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a", "a.gz", "a.zst", "a.xz"])
def test_the_content_decides_not_the_name(tmp_path: Path, kind: str, name: str) -> None:
    assert titles(read(tmp_path, name, KINDS[kind](lines(0, 2)))) == names(2)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.bz2", "a.jsonl.zst"])
def test_a_plain_file_may_be_called_compressed(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, lines(0, 2))

    assert titles(found) == names(2)
    assert faults(found) == []


def test_text_may_begin_as_bzip2_does(tmp_path: Path) -> None:
    found = read(tmp_path, "a.txt", b"BZhang: A Model\n\nWe scan sequences. It is fast.\n")

    assert titles(found) == ["BZhang: A Model"]


@each_kind
@pytest.mark.parametrize("share", [0.5, 0.99])
def test_of_cut_data_the_papers_before_the_cut_are_kept(
    tmp_path: Path, kind: str, share: float
) -> None:
    # One stretch of bzip2 is all or nothing: smaller ones are put one behind the other.
    parts = [KINDS[kind](lines(n, n + 100)) for n in range(0, PAPERS, 100)]
    data = b"".join(parts) if kind == "bz2" else KINDS[kind](lines(0, PAPERS))

    found = read(tmp_path, f"a.jsonl.{kind}", data[: int(share * len(data))])

    kept = titles(found)
    assert kept == names(len(kept))
    assert len(kept) > (share - 0.4) * PAPERS
    assert [fault.kind for fault in faults(found)] == [FaultKind.TRUNCATED]


@pytest.mark.parametrize("kind", ["bz2", "gz", "xz"])
def test_damage_is_one_fault_and_spares_the_parts_before(tmp_path: Path, kind: str) -> None:
    first, second = KINDS[kind](lines(0, 50)), bytearray(KINDS[kind](lines(50, 100)))
    second[len(second) // 2 :] = bytes(len(second) - len(second) // 2)

    found = read(tmp_path, f"a.jsonl.{kind}", first + second)

    assert titles(found)[:49] == names(49)
    assert [fault.kind for fault in faults(found)].count(FaultKind.TRUNCATED) == 1


@each_kind
@pytest.mark.parametrize("size", [12, 20])
def test_a_file_cut_at_its_beginning_is_called_cut(tmp_path: Path, kind: str, size: int) -> None:
    found = read(tmp_path, f"a.{kind}", KINDS[kind](lines(0, 50))[:size])

    (fault,) = faults(found)
    assert fault.kind is FaultKind.TRUNCATED
    assert "data that is cut or damaged" in fault.found


@given(share=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_wherever_zstandard_is_cut_it_says_so(share: float) -> None:
    data = zstandard.compress(lines(0, 20))

    stream = decompressed(BytesIO(data[: max(10, int(share * len(data)))]))

    assert lines(0, 20).startswith(stream.read())
    assert stream.fault


@pytest.mark.parametrize("inner", sorted(KINDS))
@pytest.mark.parametrize("outer", sorted(KINDS))
def test_compressed_within_compressed_is_binary(tmp_path: Path, inner: str, outer: str) -> None:
    (fault,) = faults(read(tmp_path, "a.gz", KINDS[outer](KINDS[inner](lines(0, 2)))))

    assert fault.kind is FaultKind.BINARY
    assert fault.found.endswith("within a compressed file)")


@each_kind
def test_a_listing_is_hashed_as_stored_and_named_without_both_suffixes(
    tmp_path: Path, kind: str
) -> None:
    data = KINDS[kind](lines(0, 2))

    *_, listing = read(tmp_path, f"My Papers.jsonl.{kind}", data)

    assert isinstance(listing, Listing)
    assert listing.sha256 == hashlib.sha256(data).hexdigest()
    assert listing.slug == f"my-papers-{listing.sha256[:8]}"
    assert listing.file == f"My Papers.jsonl.{kind}"
    assert listing.format == "jsonl"


@each_kind
def test_a_folder_gives_compressed_listings_and_damaged_ones_and_no_other_archives(
    tmp_path: Path, kind: str
) -> None:
    (tmp_path / f"a.{kind}").write_bytes(KINDS[kind](lines(0, 2)))
    (tmp_path / f"b.{kind}").write_bytes(KINDS[kind](b'{"n": 1}'))
    (tmp_path / f"c.{kind}").write_bytes(KINDS[kind](lines(0, 2))[:20])
    (tmp_path / f"d.{kind}").write_bytes(KINDS[kind](b"PK\x03\x04"))

    names = [path.name for path in listing_paths([tmp_path])]
    assert names == [f"a.{kind}", f"c.{kind}"]
