"""Folders: which of their files are listings."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.sources import listing_paths

DAILY = '[{"paper": {"id": "2410.17243", "title": "A"}}]'


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def names(root: Path, *inputs: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in listing_paths(inputs or [root])]


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


def test_what_is_no_listing_is_passed_over(tmp_path: Path) -> None:
    files = {
        "page.txt": "Mamba",
        "README.md": "# Pages\n\nDaily Papers\n",
        "LICENSE": "Free\n\nYou may do as you like. We do not mind.",
        "gold/page.jsonl": '{"n": 0, "title": "Mamba", "methods": []}',
        "empty.json": "",
        ".hidden.txt": "Mamba",
        ".git/page.txt": "Mamba",
    }

    assert names(folder(tmp_path, files)) == ["page.txt"]


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
