from __future__ import annotations

import csv
import json
from pathlib import Path

from command_line import run


def test_communities_are_listed_with_what_is_typical_of_them(dated_exports: Path) -> None:
    result = run("communities", "--graph", dated_exports)

    head, rule, first, *rest = result.stdout.splitlines()
    assert result.exit_code == 0
    assert head.split() == ["community", "size", "typical"]
    assert set(rule) == {"-", " "}
    assert first == "1          37    Steady (37)"
    assert [line.split()[1] for line in rest] == ["21", "8"]
    assert result.stderr.startswith("3 communities, modularity 0.")
    assert result.stderr.endswith("; 177 nodes without a tie\n")


def test_csv_names_them_and_json_keeps_numbers(dated_exports: Path) -> None:
    found = ["communities", "--graph", str(dated_exports), "--limit", "1"]

    rows = list(csv.DictReader(run(*found, "--format", "csv").stdout.splitlines()))
    (one,) = json.loads(run(*found, "--format", "json").stdout)

    assert rows == [{"community": "1", "size": "37", "name": "Steady", "typical": "Steady (37)"}]
    assert one == {"community": 1, "size": 37, "name": "Steady", "typical": ["Steady (37)"]}


def test_members_are_listed_of_as_many_communities_as_asked_for(dated_exports: Path) -> None:
    result = run("communities", "--members", "--limit", "1", "--graph", dated_exports)

    lines = result.stdout.splitlines()
    assert len(lines) == 2 + 37
    assert {line.split()[1] for line in lines[2:]} == {"Steady"}


def test_a_network_without_ties_is_one_sentence_and_exit_1(dated_exports: Path) -> None:
    result = run("communities", "--projection", "methods", "--graph", dated_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: communities: expected ties in the network 'methods', found none\n"
    )
