"""Standard input: read once, and then as often as a file."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papergraph.cli.main import main
from papergraph.model import Listing, Paper
from papergraph.sources import check_inputs, listing_paths, read_listing
from papergraph.sources.standard_input import STANDARD_INPUT, _stored, stored_path

PAGE = b"Daily Papers\n\nMamba\n\nWe scan sequences. It is fast.\n"


@pytest.fixture(autouse=True)
def _another_program() -> Iterator[None]:
    _stored.cache_clear()
    yield
    _stored.cache_clear()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def typed(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))

    return typed


def run(data: bytes, *arguments: Path | str) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=data)


def files(folder: Path) -> dict[str, bytes]:
    """What is written in a folder, without the store that a build fills."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_dash_is_read_as_a_file(typed: Callable[[bytes], None]) -> None:
    typed(PAGE)

    paper, listing = read_listing(STANDARD_INPUT)

    assert isinstance(paper, Paper)
    assert isinstance(listing, Listing)
    assert (paper.title, paper.line, listing.file) == ("Mamba", 3, "stdin")
    assert listing.slug == f"stdin-{listing.sha256[:8]}"


def test_what_was_read_can_be_read_again(typed: Callable[[bytes], None]) -> None:
    typed(PAGE)

    assert list(read_listing(STANDARD_INPUT)) == list(read_listing(STANDARD_INPUT))
    assert sys.stdin.buffer.read() == b""


def test_compressed_input_is_read_as_a_compressed_file(typed: Callable[[bytes], None]) -> None:
    typed(gzip.compress(PAGE))

    assert check_inputs([STANDARD_INPUT]).papers == 1


def test_faults_are_in_the_dash(typed: Callable[[bytes], None]) -> None:
    typed(b"")

    ((file,),) = [check_inputs([STANDARD_INPUT]).files]

    assert [str(fault) for fault in file.faults] == [
        "-: expected a listing of papers, found an empty file"
    ]


def test_the_dash_is_taken_once_and_needs_no_file() -> None:
    assert listing_paths([STANDARD_INPUT, STANDARD_INPUT]) == [STANDARD_INPUT]


def test_any_other_path_is_itself(tmp_path: Path) -> None:
    assert stored_path(tmp_path / "-") == tmp_path / "-"


def test_check_reads_it() -> None:
    result = run(PAGE, "check", "-")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "-: hf-text, 1 paper, 0 faults"


def test_check_reads_it_as_the_format_that_is_given() -> None:
    assert run(b"Name\nMamba\n", "check", "-", "--format", "csv", "--map", "title=Name").stdout == (
        "-: csv, 1 paper (1 without an abstract), 0 faults\n1 file, 1 paper, 0 faults\n"
    )


def test_check_reads_it_beside_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)

    assert "2 files, 2 papers" in run(PAGE, "check", "-", tmp_path).stdout


def test_build_reads_it_as_it_reads_a_file(tmp_path: Path) -> None:
    (tmp_path / "stdin").write_bytes(PAGE)

    assert run(PAGE, "build", "-", "--output", tmp_path / "a").exit_code == 0
    assert run(b"", "build", tmp_path / "stdin", "--output", tmp_path / "b").exit_code == 0

    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_program_leaves_no_copy_and_no_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c"]
    code = (
        "from pathlib import Path; from papergraph.sources.standard_input import stored_path;"
        "print(stored_path(Path('-')).read_text())"
    )

    done = subprocess.run(
        [*command, code],
        input="Mamba",
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )

    assert (done.stdout, done.stderr) == ("Mamba\n", "")
    assert list(tmp_path.iterdir()) == []
