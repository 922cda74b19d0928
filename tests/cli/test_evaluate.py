from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from builders import claim, entity, graph_of, mention, paper
from papergraph.cli.main import main
from papergraph.graph.knowledge import KnowledgeGraph

QLORA = paper("QLoRA", "We extend LoRA.")
CLAIM = claim(QLORA, "uses", "method/lora", "We extend LoRA.", [mention(QLORA, "LoRA")], rule="cue")
GRAPH = graph_of([QLORA], [entity("method/lora", "LoRA")], [CLAIM])

ROW = {
    "title": "QLoRA",
    "introduces": [],
    "methods": [
        {"name": "LoRA", "mentions": ["LoRA"], "relation": "extends", "level": "named"},
        {"name": "Adam", "mentions": ["Adam"], "relation": "uses", "level": "named"},
    ],
    "datasets": [],
    "repositories": [],
}


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def load(path: Path) -> KnowledgeGraph:
        assert path == Path("exports")
        return GRAPH

    monkeypatch.setattr("papergraph.cli.evaluate.load", load)
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROW), encoding="utf-8")
    return path


def test_the_table_shows_each_figure_and_what_was_confused(gold: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports"])

    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert f"{'methods':26} P 1.000  R 0.500  F1 0.667" in lines
    assert f"{'evidence':26} 1 of 1" in lines
    assert "methods: uses for extends: 1" in lines
    assert not any(line.startswith("rule ") for line in lines)


def test_a_graph_without_mentions_is_told(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(GRAPH, claims=(replace(CLAIM, mentions=()),))
    monkeypatch.setattr("papergraph.cli.evaluate.load", lambda _: bare)

    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports"])

    assert result.exit_code == 0
    assert result.stderr == (
        "exports: no mentions, so names are compared by their labels alone;"
        " 'papergraph build --evidence full' keeps them\n"
    )


def test_rules_are_shown_when_asked_for(gold: Path) -> None:
    result = CliRunner().invoke(
        main, ["evaluate", str(gold), "--graph", "exports", "--by-rule", "--min-claims", "1"]
    )

    assert result.stdout.splitlines()[-1] == "rule cue  0 right of 1"


def test_rules_of_few_claims_are_one_line(gold: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports", "--by-rule"])

    lines = result.stdout.splitlines()
    assert lines[-1] == "1 rule of fewer than 5 claims: 0 right of 1"
    assert not any(line.startswith("rule ") for line in lines)


@pytest.mark.parametrize(
    "row", [{**ROW, "title": "Other"}, {**ROW, "title": "Other", "methods": []}]
)
def test_a_figure_over_nothing_is_a_dash(row: dict[str, object], gold: Path) -> None:
    gold.write_text(json.dumps(row), encoding="utf-8")

    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports"])

    lines = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    missed = "R 0.000  F1 0.000" if row["methods"] else "R     –  F1     –"
    assert lines["papers_missing"] == "1"
    assert lines["methods"] == lines["builds_on"] == f"P     –  {missed}"
    assert lines["introduces"] == lines["uses"] == "P     –  R     –  F1     –"
    assert lines["relation_macro_f1"] == lines["relation_accuracy"] == "–"
    assert lines["dataset_relation_accuracy"] == lines["canonical_label"] == "–"
    assert "1.000" not in result.stdout


@pytest.mark.parametrize("content", ["", "\n \n"], ids=["no line", "blank lines"])
def test_a_file_without_a_paper_is_one_sentence_and_exit_1(content: str, gold: Path) -> None:
    gold.write_text(content, encoding="utf-8")

    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {gold}: expected an annotated paper a line, found none\n"


def test_verbose_puts_each_disagreement_on_standard_error(gold: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports", "-v"])

    assert result.stderr == (
        "QLoRA: method missed: Adam (uses)\n"
        "QLoRA: method relation: LoRA (uses for extends)\n"
        "    rule: cue\n"
        "    We extend LoRA.\n"
    )


def test_json_holds_the_figures_unrounded(gold: Path) -> None:
    result = CliRunner().invoke(
        main, ["evaluate", str(gold), "--graph", "exports", "--json", "--by-rule"]
    )

    figures = json.loads(result.stdout)
    assert figures["methods"]["f1"] == 2 / 3
    assert figures["evidence"] == {"good": 1, "total": 1}
    assert figures["rules"] == {"cue": {"fired": 1, "right": 0}}
    assert figures["method_relations"] == [{"expected": "extends", "found": "uses", "count": 1}]


def test_a_broken_line_is_one_sentence_and_exit_1(gold: Path) -> None:
    gold.write_text("{\n", encoding="utf-8")

    result = CliRunner().invoke(main, ["evaluate", str(gold), "--graph", "exports"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {gold}:1: expected a JSON object, found {{\n"
