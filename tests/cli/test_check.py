"""``papergraph check`` and the report that it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from papergraph.cli.main import main
from papergraph.sources import FaultKind, check_inputs

GOOD = "Daily Papers\n\nMamba\n\nWe scan sequences. It is fast.\n\nAdam\n"
BAD = "We scan sequences, and this is fast. It is also cheap, as we show.\n\nAdam\n\nWe do.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["check", *(str(argument) for argument in arguments)])


def test_faults_are_counted_by_kind_and_file(pages: Path) -> None:
    report = check_inputs([pages])

    assert [(file.format, file.papers, len(file.faults)) for file in report.files] == [
        ("hf-text", 1, 1),
        ("", 0, 1),
        ("hf-text", 2, 0),
    ]
    assert (report.papers, report.faults) == (3, 2)
    assert report.by_kind == {FaultKind.EMPTY: 1, FaultKind.TITLE: 1}


def test_counts_go_to_output_and_faults_to_error(pages: Path) -> None:
    result = run(pages)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{pages}/bad.txt: hf-text, 1 paper, 1 fault",
        f"{pages}/empty.txt: unknown format, 0 papers, 1 fault",
        f"{pages}/good.txt: hf-text, 2 papers (1 without an abstract), 0 faults",
        "3 files, 3 papers, 2 faults (empty 1, title 1)",
    ]
    assert result.stderr.splitlines() == [
        f"{pages}/bad.txt:1: expected a title above the abstract, found '{BAD[:60]}'",
        f"{pages}/empty.txt: expected a listing of papers, found an empty file",
    ]


def test_files_of_a_folder_that_are_left_out_are_named_and_no_faults(pages: Path) -> None:
    (pages / "README.md").write_text("# Pages", encoding="utf-8")
    (pages / "notes.json").write_text('{"n": 1}', encoding="utf-8")
    (pages / "empty.txt").unlink()
    (pages / "bad.txt").unlink()

    result = run("--strict", pages)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "1 file, 2 left out, 2 papers, 0 faults"
    assert result.stderr.splitlines() == [
        f"{pages}/README.md: left out: a name that ends in .md",
        f"{pages}/notes.json: left out: expected a listing of papers, found JSON without known"
        " fields of a paper",
    ]


def test_of_many_files_left_out_for_one_reason_the_first_are_named(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.pdf").write_bytes(b"%PDF-1.5")
    (tmp_path / "z.md").write_text("# Pages", encoding="utf-8")

    *named, other, more = run(tmp_path).stderr.splitlines()

    assert named == [
        f"{tmp_path}/{number:02}.pdf: left out: a name that ends in .pdf" for number in range(50)
    ]
    assert other.startswith(f"{tmp_path}/z.md")
    assert more == "10 more files left out: a name that ends in .pdf"


def test_named_columns_are_for_tables_alone(tmp_path: Path) -> None:
    files = {
        "r.bib": "@misc{a, title={Mamba}}",
        "s.jsonl": '{"paperId": "' + 40 * "a" + '", "title": "Mamba"}\n',
        "t.csv": "Paper,Text\nMamba,We scan.\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")

    in_folder = run("--map", "title=Paper", tmp_path)
    named = run("--map", "title=Paper", *(tmp_path / name for name in files))

    assert [line.partition(": ")[2] for line in named.stdout.splitlines()[:3]] == [
        "bibtex, 1 paper (1 without an abstract), 0 faults",
        "semantic-scholar, 1 paper (1 without an abstract), 0 faults",
        "csv, 1 paper (1 without an abstract), 0 faults",
    ]
    assert in_folder.stdout == named.stdout


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["good.txt"], 0),
        (["good.txt", "bad.txt"], 0),
        (["--strict", "good.txt"], 0),
        (["--strict", "good.txt", "bad.txt"], 1),
        (["empty.txt"], 1),
        (["missing.txt"], 1),
        (["--format", "hf-daily-json", "good.txt"], 1),
        (["--format", "txt", "good.txt"], 2),
        ([], 2),
    ],
    ids=[
        *("good", "faults", "strict-good", "strict-faults", "nothing", "missing", "wrong-format"),
        *("unknown-format", "no-input"),
    ],
)
def test_the_exit_code_says_whether_the_input_was_right(
    pages: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], exit_code: int
) -> None:
    monkeypatch.chdir(pages)

    result = run(*arguments)

    assert result.exit_code == exit_code
    assert "Traceback" not in result.output
