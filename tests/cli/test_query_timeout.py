"""``papergraph query --timeout``: the same answers, or a sentence in time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from command_line import run
from processes import HAS_PROC, children_of
from runaways import COUNTING


@pytest.mark.parametrize(
    "question",
    [
        ["building-on", "--method", "LoRA"],
        ["code-by-method", "--method", "prefix tuning"],
        ["building-on", "--method", "LORRA"],
        ["building-on"],
    ],
    ids=["answer", "no answer", "unknown name", "missing value"],
)
def test_what_comes_in_time_is_as_without(family_exports: Path, question: list[str]) -> None:
    asked: list[Path | str] = ["query", *question, "--graph", family_exports, "--format", "csv"]

    without, within = run(*asked), run(*asked, "--timeout", "60")

    assert within.exit_code == without.exit_code
    assert (within.stdout, within.stderr) == (without.stdout, without.stderr)


@pytest.mark.parametrize(
    "sparql",
    ["CONSTRUCT WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }", "SELECT ?x {"],
    ids=["triples", "truth", "wrong"],
)
def test_any_sparql_is_asked_as_without(family_exports: Path, tmp_path: Path, sparql: str) -> None:
    path = tmp_path / "any.rq"
    path.write_text(sparql, encoding="utf-8")
    asked = ("query", "--file", path, "--graph", family_exports, "--format", "json")

    without, within = run(*asked), run(*asked, "--timeout", "60")

    assert (within.exit_code, within.stdout) == (without.exit_code, without.stdout)
    assert within.stderr == without.stderr


def test_a_query_that_takes_longer_is_one_sentence_and_exit_1(
    family_exports: Path, tmp_path: Path
) -> None:
    path = tmp_path / "runaway.rq"
    path.write_text(COUNTING, encoding="utf-8")

    before = children_of(os.getpid()) if HAS_PROC else set()

    result = run("query", "--file", path, "--graph", family_exports, "--timeout", "0.5")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: no answer within 0.5 seconds: ask for less, or allow more time\n"
    )
    if HAS_PROC:
        assert children_of(os.getpid()) == before


def test_no_time_is_wrong_usage(family_exports: Path) -> None:
    result = run("query", "code", "--graph", family_exports, "--timeout", "0")

    assert (result.exit_code, result.stdout) == (2, "")
