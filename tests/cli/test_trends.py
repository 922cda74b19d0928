from __future__ import annotations

import csv
import json
from pathlib import Path

from command_line import run


def test_without_a_name_bursts_are_listed(dated_exports: Path) -> None:
    result = run("trends", "--graph", dated_exports, "--format", "csv")

    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [(row["method"], row["from"], row["to"]) for row in rows] == [
        ("Rising", "2024-05", "2024-06"),
        ("Rising 2", "2024-05", "2024-06"),
    ]
    assert result.stderr == "2 listed papers without a date with a month left out\n"


def test_with_a_name_its_papers_are_counted_and_the_last_are_shown(dated_exports: Path) -> None:
    result = run("trends", "rising", "--graph", dated_exports, "--limit", "8")

    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["period", "papers", "of", "share", "burst"]
    assert lines[2] == ["2024-05", "8", "20", "0.4", "yes"]
    assert lines[4] == ["2024-07", "1", "20", "0.05"]
    assert lines[-1][0] == "2024-12"


def test_a_steady_method_has_no_burst(dated_exports: Path) -> None:
    result = run("trends", "steady", "--show", "bursts", "--graph", dated_exports)

    assert result.exit_code == 0
    assert result.stdout.count("\n") == 2
    assert result.stderr.startswith("no bursts\n")


def test_pairs_are_shown_over_time(dated_exports: Path) -> None:
    asked = ["trends", "family", "--show", "pairs", "--format", "json"]

    rising, version = json.loads(run(*asked, "--graph", dated_exports).stdout)

    assert {rising["with"], version["with"]} == {"Rising", "Rising 2"}
    assert rising["when"][:2] == ["2024-01: 1", "2024-02: 1"]


def test_a_graph_without_dates_is_one_sentence_but_has_pairs(sample_exports: Path) -> None:
    bursts = run("trends", "--graph", sample_exports)
    pairs = run("trends", "LoRA", "--show", "pairs", "--graph", sample_exports)

    assert (bursts.exit_code, bursts.stdout) == (1, "")
    assert bursts.stderr == (
        "Error: bursts: expected listed papers with a date, found none among the 71 of the graph\n"
    )
    assert (pairs.exit_code, pairs.stderr) == (0, "")
    assert "LLaMA" in pairs.stdout


def test_counts_need_a_name(dated_exports: Path) -> None:
    assert run("trends", "--show", "counts", "--graph", dated_exports).exit_code == 2
