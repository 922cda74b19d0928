from __future__ import annotations

import json
from pathlib import Path

from command_line import run


def test_papers_are_listed_with_what_is_shared(family_exports: Path) -> None:
    result = run("similar", "LoRA", "--graph", family_exports, "--format", "json")

    rows = json.loads(result.stdout)
    assert [row["id"] for row in rows][2:] == ["paper/prefix-tuning-again"]
    assert {row["id"] for row in rows[:2]} == {
        "paper/qlora-quantized-lora",
        "paper/what-lora-forgets",
    }
    assert all(row["shared"] == ["LoRA"] for row in rows)
    assert rows[0]["score"] > rows[2]["score"]


def test_all_relations_may_count_alike(family_exports: Path) -> None:
    result = run("similar", "LoRA", "--equal", "--graph", family_exports, "--format", "json")

    assert len({row["score"] for row in json.loads(result.stdout)}) == 1


def test_a_paper_like_none_is_told(family_exports: Path) -> None:
    result = run("similar", "BERT", "--graph", family_exports)

    assert result.exit_code == 0
    assert result.stdout.count("\n") == 2
    assert result.stderr == "no paper shares anything with 'BERT: Pre-training'\n"


def test_an_unknown_paper_is_told(family_exports: Path) -> None:
    result = run("similar", "What LoRA forgot", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean What LoRA forgets" in result.stderr
