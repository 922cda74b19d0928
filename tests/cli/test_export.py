from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run
from lora_family import lora_family
from papergraph.api import load
from papergraph.export import EXPORTERS, FORMATS, PLACED, RDF, TABLES, zipped


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_the_format_goes_to_standard_output(family_exports: Path, name: str) -> None:
    result = run("export", name, "--graph", family_exports)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == load(family_exports).dump(name)
    assert (result.stdout == EXPORTERS[name](lora_family())) == (name not in PLACED)


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_file_gets_the_same_bytes(family_exports: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "new" / f"graph.{name}"

    result = run("export", name, "--graph", family_exports, "--output", path)

    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == load(family_exports).dump(name).encode("utf-8")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_go_into_a_folder_beside_what_is_there(
    family_exports: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    result = run("export", name, "--graph", family_exports, "--output", tmp_path)

    assert (result.exit_code, result.output) == (0, "")
    expected = TABLES[name](lora_family())
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", *expected}
    assert {one: (tmp_path / one).read_bytes() for one in expected} == expected


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_go_into_one_archive(family_exports: Path, tmp_path: Path, name: str) -> None:
    run("export", name, "--graph", family_exports, "--output", tmp_path / "tables.zip")
    printed = run("export", name, "--graph", family_exports)

    archive = zipped(TABLES[name](lora_family()))
    assert (tmp_path / "tables.zip").read_bytes() == printed.stdout_bytes == archive


def test_a_graph_does_not_replace_a_folder(family_exports: Path, tmp_path: Path) -> None:
    result = run("export", "nt", "--graph", family_exports, "--output", tmp_path)

    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_format() -> None:
    printed = run("export", "--help").stdout

    assert all(name in printed for name in FORMATS)


def test_an_output_that_cannot_be_made_is_one_sentence(family_exports: Path) -> None:
    path = family_exports / "graph.ttl" / "graph.nt"

    result = run("export", "nt", "--graph", family_exports, "--output", path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", sorted({*FORMATS} - {*RDF}))
def test_a_base_of_what_has_no_iris_is_a_mistake_of_use(family_exports: Path, name: str) -> None:
    result = run("export", name, "--graph", family_exports, "--base", "https://example.org/")

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{name} has no IRIs" in result.stderr


def test_a_link_stays_one(family_exports: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.nt").symlink_to("elsewhere.nt")

    result = run("export", "nt", "--graph", family_exports, "--output", tmp_path / "graph.nt")

    assert result.exit_code == 0
    assert (tmp_path / "graph.nt").is_symlink()
    assert (tmp_path / "elsewhere.nt").stat().st_size > 1000
