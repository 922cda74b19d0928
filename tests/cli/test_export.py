from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run
from lora_family import lora_family
from papergraph.export import EXPORTERS


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_the_format_goes_to_standard_output(family_exports: Path, name: str) -> None:
    result = run("export", name, "--graph", family_exports)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == EXPORTERS[name](lora_family())


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_a_file_gets_the_same_bytes(family_exports: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "new" / f"graph.{name}"

    result = run("export", name, "--graph", family_exports, "--output", path)

    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == EXPORTERS[name](lora_family()).encode("utf-8")


def test_an_output_that_cannot_be_made_is_one_sentence(family_exports: Path) -> None:
    path = family_exports / "graph.ttl" / "graph.nt"

    result = run("export", "nt", "--graph", family_exports, "--output", path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
