from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from signal import SIGTERM
from typing import IO, TYPE_CHECKING, Any

import pytest

from command_line import run

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PAGE = "Daily Papers\n\nQLoRA: Efficient Finetuning\n\nWe present QLoRA, which extends LoRA.\n"
OTHER = "Daily Papers\n\nRoBERTa: More Steps\n\nWe train BERT with Adam and test on GLUE.\n"
BROKEN = "We scan sequences, and this is fast. It is also cheap, as we show.\n\nAdam\n\nWe do.\n"
FILES = ["evidence.ttl", "graph.html", "graph.ttl", "store"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A page that shares nothing with `page`."""
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.txt"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_leaves_four_files_and_nothing_else(sample_exports: Path) -> None:
    assert _names(sample_exports) == FILES
    assert all((sample_exports / name).stat().st_size > 0 for name in FILES)


def test_the_report_counts_and_goes_to_standard_output(page: Path, tmp_path: Path) -> None:
    result = run("build", page, "--output", tmp_path / "new" / "exports")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["papers", "entities", "relations", "derived"]
    assert lines[0].split(maxsplit=1)[1].startswith("1 listed, ")
    assert result.stderr.splitlines() == [
        f"wrote {tmp_path}/new/exports/graph.ttl, evidence.ttl, graph.html, store/"
    ]


def test_a_fault_is_told_on_standard_error_and_costs_only_itself(
    page: Path, broken: Path, tmp_path: Path
) -> None:
    result = run("build", page, broken, "--output", tmp_path / "exports")

    assert result.exit_code == 0
    assert f"{broken}:1: expected a title above the abstract" in result.stderr
    assert result.stdout.splitlines()[0].endswith(", 1 fault (title 1)")
    titles = run("query", "--file", _titles(tmp_path), "--graph", tmp_path / "exports")
    assert {"Adam", "QLoRA: Efficient Finetuning"} <= set(titles.stdout.splitlines())


def _titles(folder: Path) -> Path:
    path = folder / "titles.rq"
    path.write_text("SELECT ?t { ?p <http://purl.org/dc/terms/title> ?t }", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "options", "sentence"),
    [
        (b"", [], "no paper could be read; nothing written"),
        (b"\x00\x01\x02", [], "no paper could be read; nothing written"),
        (BROKEN.encode(), ["--strict"], "1 fault; nothing written"),
        (PAGE.encode(), ["--format", "hf-daily-json"], "no paper could be read; nothing written"),
    ],
    ids=["empty", "no text", "strict", "another format"],
)
def test_what_cannot_be_read_is_exit_1_and_writes_nothing(
    tmp_path: Path, content: bytes, options: list[str], sentence: str
) -> None:
    (tmp_path / "page.txt").write_bytes(content)

    result = run("build", tmp_path / "page.txt", *options, "--output", tmp_path / "exports")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == f"Error: {sentence}"
    assert _names(tmp_path) == ["page.txt"]


def test_an_input_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    result = run("build", tmp_path / "nowhere", "--output", tmp_path / "exports")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {tmp_path}/nowhere: expected a file or a folder, found nothing of that name\n"
    )
    assert not list(tmp_path.iterdir())


def test_an_output_that_cannot_be_made_is_one_sentence(page: Path) -> None:
    result = run("build", page, "--output", page / "exports")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {page / 'exports'}: Not a directory\n"


def test_a_second_build_replaces_the_first(page: Path, other: Path, tmp_path: Path) -> None:
    folder, alone = tmp_path / "exports", tmp_path / "alone"
    run("build", other, "--output", folder)
    run("build", page, "--output", alone)

    run("build", page, "--output", folder)

    assert _names(folder) == FILES
    for name in ("graph.ttl", "evidence.ttl", "graph.html"):
        assert (folder / name).read_bytes() == (alone / name).read_bytes()
    found = run("query", "building-on", "--method", "LoRA", "--graph", folder, "--format", "csv")
    assert len(found.stdout.splitlines()) == 2


@pytest.mark.parametrize("evidence", ["claims", "none"])
def test_a_build_with_less_evidence_leaves_none_of_the_old(
    page: Path, tmp_path: Path, evidence: str
) -> None:
    folder = tmp_path / "exports"
    run("build", page, "--output", folder)
    full = (folder / "evidence.ttl").read_text(encoding="utf-8")

    run("build", page, "--output", folder, "--evidence", evidence)

    assert "nif:Phrase" in full
    if evidence == "none":
        assert not (folder / "evidence.ttl").exists()
    else:
        text = (folder / "evidence.ttl").read_text(encoding="utf-8")
        assert "We present QLoRA, which extends LoRA." in text
        assert "nif:Phrase" not in text


def test_an_interrupted_write_leaves_the_old_file_and_no_half_one(
    page: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    run("build", other, "--output", folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    write = Path.write_bytes

    def stop_half_way(path: Path, content: bytes) -> int:
        write(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", stop_half_way)
    result = run("build", page, "--output", folder)

    assert result.exit_code == 1
    assert result.stderr.endswith(": No space left on device\n")
    assert _names(folder) == FILES
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


class _FullDisk(io.FileIO):
    """A file that takes the half of what is written to it."""

    def write(self, data: ReadableBuffer) -> int:
        content = bytes(data)
        super().write(content[: len(content) // 2])
        raise OSError(28, "No space left on device", str(self.name))


@pytest.mark.parametrize("file", ["graph.ttl", "evidence.ttl", "graph.html"])
def test_a_full_disk_leaves_all_old_files(
    file: str, page: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    run("build", other, "--output", folder)
    before = {path.name: path.read_bytes() for path in folder.glob("*.*")}
    opened = Path.open

    def open_full(path: Path, *given: str, **named: str) -> IO[Any]:
        is_full = file in path.name and given == ("wb",)
        return _FullDisk(path, "w") if is_full else opened(path, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_full)
    result = run("build", page, "--output", folder)

    assert result.exit_code == 1
    assert result.stderr.endswith(": No space left on device\n")
    assert _names(folder) == FILES
    assert {path.name: path.read_bytes() for path in folder.glob("*.*")} == before


def test_files_of_a_folder_that_are_left_out_are_named_and_strict_does_not_mind(
    tmp_path: Path,
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.csv").write_text("Paper,Text\nMamba,We extend LoRA.\n", encoding="utf-8")
    (pages / "README.md").write_text("# Pages", encoding="utf-8")
    given = ("--map", "title=Paper", "--strict", "--output", tmp_path / "exports")

    result = run("build", pages, *given)

    assert result.exit_code == 0
    assert f"{pages}/README.md: left out: a name that ends in .md" in result.stderr.splitlines()
    assert result.stdout.startswith("papers        1 listed")


def test_a_full_disk_is_one_sentence_and_leaves_no_folder(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "IO error: While appending to file: x/000014.sst: No space left on device"

    def full(*_: object) -> None:
        raise OSError(said)

    monkeypatch.setattr("papergraph.rdf.store_writing.StoreWriter.finish", full)
    result = run("build", page, "--output", tmp_path / "new" / "exports")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {tmp_path}/new/exports/store: No space left on device\n"
    assert _names(tmp_path) == ["page.txt"]


def test_a_folder_in_the_place_of_a_file_is_one_sentence_and_replaces_nothing(
    page: Path, other: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    run("build", other, "--output", folder)
    (folder / "graph.html").unlink()
    (folder / "graph.html").mkdir()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    result = run("build", page, "--output", folder)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {folder}/graph.html: Is a directory\n"
    assert _names(folder) == FILES
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_build_that_is_ended_leaves_nothing_behind(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    os.mkfifo(folder / "graph.html")  # nobody reads it: the build waits there
    command = [sys.executable, "-m", "papergraph.cli.main", "build", str(page)]
    with subprocess.Popen(
        [*command, "--output", str(folder)], stderr=subprocess.PIPE, text=True
    ) as build:
        while build.poll() is None and len(_names(folder)) < 3:
            time.sleep(0.05)
        begun = _names(folder)
        build.send_signal(SIGTERM)
        _, told = build.communicate(timeout=60)

    assert begun == [f".evidence.ttl.{build.pid}", f".graph.ttl.{build.pid}", "graph.html"]
    assert (build.returncode, told.strip()) == (1, "Aborted!")
    assert _names(folder) == ["graph.html"]


def test_ctrl_c_leaves_nothing_behind(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "exports"
    begun: list[str] = []

    def stop(*_: object) -> None:
        begun.extend(_names(folder))
        raise KeyboardInterrupt

    monkeypatch.setattr("papergraph.rdf.store_writing.StoreWriter.finish", stop)
    result = run("build", page, "--output", folder)

    assert {f".{name}.{os.getpid()}" for name in FILES[:3]} <= set(begun)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, "Aborted!")
    assert not folder.exists()


def test_another_base_is_kept_by_what_is_exported(page: Path, tmp_path: Path) -> None:
    folder, base = tmp_path / "exports", "https://example.org/graph/"

    assert run("build", page, "--output", folder, "--base", base).exit_code == 0

    lora, usual = f"<{base}method/lora>", "<https://w3id.org/papergraph/method/lora>"
    exported = run("export", "nt", "--graph", folder).stdout
    again = run("export", "nt", "--graph", folder, "--base", "https://w3id.org/papergraph/").stdout
    assert (lora in exported, usual in exported) == (True, False)
    assert (lora in again, usual in again) == (False, True)
    for name in ("LoRA", "method/lora", f"{base}method/lora"):
        found = run("query", "building-on", "--method", name, "--graph", folder, "--format", "csv")
        assert f"{base}paper/qlora-efficient-finetuning," in found.stdout
    why = run("why", "QLoRA", "method/lora", "--graph", folder)
    assert "extends LoRA" in why.stdout


@pytest.mark.parametrize("base", ["example.org/", "https://example.org/graph", "http://a b/"])
def test_a_base_that_is_none_is_a_mistake_of_use(page: Path, tmp_path: Path, base: str) -> None:
    result = run("build", page, "--output", tmp_path / "exports", "--base", base)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Invalid value for '--base'" in result.stderr
    assert _names(tmp_path) == ["page.txt"]
