from __future__ import annotations

import csv
from pathlib import Path

from command_line import run


def test_what_others_build_on_is_listed_first(family_exports: Path) -> None:
    result = run("reading", "QTrain", "--graph", family_exports, "--format", "csv")

    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["place"], row["steps"], row["gives"]) for row in rows] == [
        ("1", "-3", "BERT"),
        ("2", "-2", "LoRA"),
        ("3", "-1", "QLoRA"),
        ("4", "0", "QTrain"),
        ("5", "1", ""),
    ]
    assert result.stderr == ""


def test_a_paper_may_be_asked_for_and_the_rest_is_counted(family_exports: Path) -> None:
    result = run("reading", "Many adapters", "--limit", "2", "--graph", family_exports)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith("Many adapters")
    assert result.stderr == "2 further papers of the lineage\n"


def test_an_unknown_name_is_told_methods_like_it(family_exports: Path) -> None:
    result = run("reading", "QTrian", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert "unknown method 'QTrian'; did you mean QTrain" in result.stderr
