from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import run


def test_the_path_is_listed_oldest_first(family_exports: Path) -> None:
    result = run("mainpath", "--graph", family_exports, "--format", "json")

    rows = json.loads(result.stdout)
    assert [row["id"] for row in rows] == [
        ["paper/bert-pre-training"],
        ["paper/lora-low-rank-adaptation"],
        ["paper/qlora-quantized-lora"],
        ["paper/quantized-training-at-scale"],
        ["paper/faster-quantized-training"],
    ]
    assert [row["builds_on"] for row in rows] == [[], ["1"], ["2"], ["3"], ["4"]]
    assert rows[2]["via"] == ["LoRA"]
    assert "GLUE: A Benchmark" not in result.stdout
    assert result.stderr == "4 ways in the network\n"


@pytest.mark.parametrize("about", ["LoRA-XS", "Many adapters"])
def test_about_leads_through_it(about: str, family_exports: Path) -> None:
    result = run("mainpath", "--about", about, "--graph", family_exports)

    assert result.stdout.splitlines()[-1].split()[:4] == ["4", "2024", "Many", "adapters"]


def test_methods_have_a_path_too(family_exports: Path) -> None:
    result = run(
        "mainpath", "--projection", "methods", "--graph", family_exports, "--format", "json"
    )

    rows = json.loads(result.stdout)
    assert [row["label"] for row in rows] == [["adapter"], ["LoRA"], ["QLoRA"]]
    assert [row["via"] for row in rows] == [
        [],
        ["LoRA: Low-Rank Adaptation"],
        ["QLoRA: Quantized LoRA"],
    ]


def test_nothing_to_find_is_one_sentence(dated_exports: Path) -> None:
    result = run("mainpath", "--graph", dated_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: the main path: expected papers that build on each other, found none\n"
    )
