from __future__ import annotations

import csv
import json
from pathlib import Path

from command_line import run


def test_the_family_tree_is_drawn(family_exports: Path) -> None:
    result = run("lineage", "lora", "--graph", family_exports)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "LoRA, 2021\n"
        "├── is based on\n"
        "│   └── adapter\n"
        "└── is the base of\n"
        "    ├── LoRA-XS (version)\n"
        "    └── QLoRA\n"
    )


def test_what_does_not_fit_is_counted(family_exports: Path) -> None:
    result = run("lineage", "LoRA", "--limit", "1", "--graph", family_exports)

    assert result.stdout.endswith("    ├── QLoRA\n    └── and 1 more\n")
    assert "LoRA-XS" not in result.stdout


def test_rows_and_json_say_the_same(family_exports: Path) -> None:
    found = ["lineage", "LoRA", "--graph", str(family_exports)]

    rows = list(csv.DictReader(run(*found, "--format", "csv").stdout.splitlines()))
    tree = json.loads(run(*found, "--format", "json").stdout)

    assert [(row["direction"], row["steps"], row["id"], row["from"]) for row in rows] == [
        ("ancestor", "1", "method/adapter", "method/lora"),
        ("descendant", "1", "method/lora-xs", "method/lora"),
        ("descendant", "1", "method/qlora", "method/lora"),
    ]
    assert [one["id"] for one in tree["descendants"]] == ["method/lora-xs", "method/qlora"]
    assert tree["descendants"][1]["via"] == ["paper/qlora-quantized-lora"]


def test_a_method_without_relatives_is_told(family_exports: Path) -> None:
    result = run("lineage", "QTrain", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (0, "QTrain\n")
    assert "nothing is known of what QTrain descends from or led to" in result.stderr


def test_an_unknown_name_is_told_its_neighbour(family_exports: Path) -> None:
    result = run("lineage", "QLORRA", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "did you mean QLoRA" in result.stderr
