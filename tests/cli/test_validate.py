from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from command_line import run
from papergraph.cli import validation

PAGE = "QLoRA: Efficient Finetuning\n\nWe present QLoRA, which extends LoRA.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize("evidence", ["full", "claims", "none"])
def test_a_build_keeps_to_its_shapes(page: Path, tmp_path: Path, evidence: str) -> None:
    output = tmp_path / "exports"

    result = run("build", page, "--validate", "--evidence", evidence, "--output", output)

    assert result.exit_code == 0, result.stderr


def test_what_breaks_a_shape_is_told_on_standard_error_and_exits_1(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papergraph.rdf.triples.boolean", lambda _: Literal("perhaps"))

    result = run("build", page, "--validate", "--output", tmp_path / "exports")

    assert result.exit_code == 1
    assert '>: expected each pg:inCorpus to be xsd:boolean, found "perhaps"\n' in result.stderr
    assert result.stderr.endswith(f" violations of the shapes in {tmp_path / 'exports'}\n")


def test_violations_beyond_the_first_are_only_counted(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papergraph.rdf.triples.boolean", lambda _: Literal("perhaps"))
    monkeypatch.setattr(validation, "_TOLD", 1)

    result = run("build", page, "--validate", "--output", tmp_path / "exports")

    assert result.stderr.count("perhaps") == 1
    assert "Error: 3 violations" in result.stderr
