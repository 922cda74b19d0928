"""Folders: which of their files are listings."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.sources import listing_files, listing_paths

DAILY = '[{"paper": {"id": "2410.17243", "title": "A"}}]'


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def names(root: Path, *inputs: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in listing_paths(inputs or [root])]


def left_out(root: Path) -> dict[str, str]:
    return {
        Path(one.file).relative_to(root).as_posix(): one.reason
        for one in listing_files([root]).left_out
    }


def test_a_folder_gives_its_pages_and_known_data_by_path(tmp_path: Path) -> None:
    files = {
        "b.txt": "",
        "a/z.json": DAILY,
        "a/b.JSONL": DAILY,
        "a.txt": "Mamba",
        "saved.html": "<html>",
    }

    assert names(folder(tmp_path, files)) == [
        "a/b.JSONL",
        "a/z.json",
        "a.txt",
        "b.txt",
        "saved.html",
    ]


def test_what_is_no_listing_is_left_out_with_its_reason(tmp_path: Path) -> None:
    files = {
        "page.txt": "Mamba",
        "README.md": "# Pages\n\nDaily Papers\n",
        "LICENSE": "Free\n\nYou may do as you like. We do not mind.",
        "gold/page.jsonl": '{"n": 0, "title": "Mamba", "methods": []}',
        "image.csv": "\x89PNG\r\n",
        "names.tsv": "name\tage\nAnn\t30\n",
        "refs.bib.bak": "@misc{a, title={Mamba}}",
        ".hidden.txt": "Mamba",
        ".git/page.txt": "Mamba",
    }
    root = folder(tmp_path, files)
    (root / "image.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / "nowhere.txt").symlink_to(root / "missing.txt")

    assert names(root) == ["page.txt"]
    assert left_out(root) == {
        "LICENSE": "a name without a suffix",
        "README.md": "a name that ends in .md",
        "gold/page.jsonl": (
            "expected a listing of papers, found JSON without known fields of a paper"
        ),
        "image.csv": "expected a listing of papers, found binary data (PNG image)",
        "names.tsv": (
            "expected a listing of papers, found text without a title and its abstract: "
            "'name\\tage\\nAnn\\t30'"
        ),
        "nowhere.txt": "no file",
        "refs.bib.bak": "a name that ends in .bak",
    }


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf16.csv", "title,abstract\nMamba,We scan.\n".encode("utf-16")),
        ("utf16.bib", "@misc{a, title={Mamba}}".encode("utf-16-le")),
        ("cut.json", b'[{"id": "2106.1"'),
        ("broken.jsonl", b'{"title": oops}\n{"title": oops}\n'),
        ("empty.bib", b""),
        ("blank.ris", b" \n"),
        ("cut.json.gz", gzip.compress(DAILY.encode(), mtime=0)[:30]),
    ],
)
def test_a_broken_listing_is_read_and_so_reported(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)

    assert names(tmp_path) == [name]
    assert left_out(tmp_path) == {}


TABLES = {
    "a.csv": "Paper,Text\nMamba,We scan.\n",
    "b.jsonl": '{"Paper": "Mamba", "Text": "We scan."}\n',
    "c.bib": "@misc{a, title={Mamba}}",
    "d.csv": "Name,Age\nAnn,30\n",
    "e.csv": "title,abstract\nMamba,We scan.\n",
    "f.json": '{"name": "snail"}',
}


def test_a_folder_gives_tables_with_the_columns_that_are_named(tmp_path: Path) -> None:
    root = folder(tmp_path, TABLES)

    found = listing_files([root], columns={"title": "Paper"})
    plain = listing_files([root])

    assert [path.name for path in found.paths] == ["a.csv", "b.jsonl", "c.bib", "e.csv"]
    assert [str(one).removeprefix(f"{root}/") for one in found.left_out] == [
        "d.csv: left out: expected a column 'Paper', found columns Name, Age",
        "f.json: left out: expected a column 'Paper', found columns name",
    ]
    assert [path.name for path in plain.paths] == ["c.bib", "e.csv"]


def test_of_a_format_that_is_given_no_content_is_asked(tmp_path: Path) -> None:
    root = folder(tmp_path, {**TABLES, "README.md": "# Tables"})

    found = listing_files([root], format="csv")

    assert [path.name for path in found.paths] == list(TABLES)
    assert [one.reason for one in found.left_out] == ["a name that ends in .md"]


def test_a_file_that_is_named_is_not_left_out(tmp_path: Path) -> None:
    root = folder(tmp_path, {"README.md": "# Pages", "LICENSE": "Free"})

    found = listing_files([root, root / "README.md"])

    assert [path.name for path in found.paths] == ["README.md"]
    assert [Path(one.file).name for one in found.left_out] == ["LICENSE"]


def test_a_named_file_is_taken_whatever_it_is(tmp_path: Path) -> None:
    root = folder(tmp_path, {"README.md": "# Pages", ".hidden.txt": "Mamba"})

    inputs = [root / "README.md", root / ".hidden.txt"]

    assert listing_paths(inputs) == inputs


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    root = folder(tmp_path, {"a.txt": "Mamba", "b.txt": "Adam"})

    assert names(root, root / "b.txt", root) == ["b.txt", "a.txt"]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert listing_paths([tmp_path]) == []


def test_a_missing_input_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing of that name"):
        listing_paths([tmp_path / "missing"])
