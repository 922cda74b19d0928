from __future__ import annotations

from pathlib import Path

import pytest

from builders import claim, entity, graph_of, paper
from command_line import run
from papergraph.api import PaperGraph, build_papers
from papergraph.model import Paper

LORA = "LoRA: Low-Rank Adaptation"


def test_the_claim_is_shown_with_its_rule_and_sentence(family_exports: Path) -> None:
    result = run("why", "What LoRA forgets", "LoRA", "--graph", family_exports)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "What LoRA forgets\n"
        "  analyzes LoRA  (confidence 0.9, rule 'test rule')\n"
        '  "We study LoRA."\n'
    )


def test_a_mention_is_marked_in_its_sentence(family_exports: Path) -> None:
    result = run("why", LORA, "LoRA", "--graph", family_exports)

    assert result.stdout.splitlines()[2:] == [
        '  "We propose [LoRA]."',
        "  named at title 0-4 'LoRA', abstract 11-15 'LoRA'",
    ]


def test_a_claim_from_a_field_names_the_field(family_exports: Path) -> None:
    result = run("why", LORA, "microsoft/LoRA", "--graph", family_exports)

    assert "field githubRepo of page-00000000" in result.stdout
    assert '"' not in result.stdout


def test_a_task_has_its_sentence_too(family_exports: Path) -> None:
    result = run("why", "A survey of tuning", "tuning", "--graph", family_exports)

    assert result.stdout.splitlines()[1:] == [
        "  addresses model tuning  (confidence 0.9, rule 'test rule')",
        '  "A survey of [tuning]"',
        "  named at title 12-18 'tuning'",
    ]


def test_what_the_paper_speaks_of_comes_before_another_of_that_name(tmp_path: Path) -> None:
    titles = ("Faster pruning", "Pruning")
    graph = graph_of(
        [paper(title) for title in titles],
        [entity("method/pruning", "pruning"), entity("task/pruning", "pruning")],
        [
            claim(titles[0], "uses", "method/pruning"),
            claim(titles[1], "addresses", "task/pruning"),
        ],
    )
    PaperGraph(graph.papers, graph.entities, graph.claims, graph.listings).write(tmp_path)

    said = [run("why", title, "pruning", "--graph", tmp_path).stdout for title in titles]

    assert [text.splitlines()[1].split()[0] for text in said] == ["uses", "addresses"]


@pytest.mark.parametrize(
    "name", [LORA, "LoRA", "lora", "2106.09685"], ids=["title", "method", "any case", "arXiv id"]
)
def test_a_paper_goes_by_any_of_its_names(family_exports: Path, name: str) -> None:
    asked = run("why", LORA, "GLUE", "--graph", family_exports)

    assert asked.exit_code == 0
    assert run("why", name, "GLUE", "--graph", family_exports).stdout == asked.stdout


def test_saying_nothing_is_said_on_standard_error(family_exports: Path) -> None:
    result = run("why", "Prefix tuning again", "GLUE", "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "'Prefix tuning again' says nothing of GLUE\n"


@pytest.mark.parametrize(
    ("paper", "entity", "sentence"),
    [
        ("QLoRAA", "LoRA", "unknown paper 'QLoRAA'"),
        ("QLoRA", "LoRRA", "unknown entity 'LoRRA'; did you mean LoRA"),
    ],
    ids=["paper", "entity"],
)
def test_an_unknown_name_is_one_sentence_and_exit_1(
    family_exports: Path, paper: str, entity: str, sentence: str
) -> None:
    result = run("why", paper, entity, "--graph", family_exports)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {sentence}")
    assert result.stderr.count("\n") == 1


def test_every_mention_in_the_sentence_is_marked(tmp_path: Path) -> None:
    abstract = "Tuning is dear. We extend LoRA, and LoRA it stays."
    graph: PaperGraph = build_papers([Paper(title="Cheaper tuning", abstract=abstract)])
    graph.write(tmp_path)

    result = run("why", "Cheaper tuning", "LoRA", "--graph", tmp_path)

    assert '  "We extend [LoRA], and [LoRA] it stays."' in result.stdout.splitlines()


def test_what_only_the_lexicon_knows_is_said_to_be_from_there(tmp_path: Path) -> None:
    abstract = "We extend LoRA."
    build_papers([Paper(title="Cheaper tuning", abstract=abstract)]).write(tmp_path)
    title = "LoRA: Low-Rank Adaptation of Large Language Models"

    result = run("why", title, "LoRA", "--graph", tmp_path)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{title}\n  introduces LoRA  (the lexicon says so, no text)\n"


def test_a_graph_without_evidence_has_no_figures(tmp_path: Path) -> None:
    abstract = "We extend LoRA."
    graph: PaperGraph = build_papers([Paper(title="Cheaper tuning", abstract=abstract)])
    graph.write(tmp_path, evidence="none")

    result = run("why", "Cheaper tuning", "LoRA", "--graph", tmp_path)

    assert result.stdout == (
        "Cheaper tuning\n  extends LoRA  (the graph was built without evidence)\n"
    )


@pytest.mark.parametrize(
    "names",
    [
        ("paper/lora-low-rank-adaptation", "repository/github.com/microsoft/lora"),
        ("LoRA", "https://github.com/microsoft/LoRA"),
        ("https://w3id.org/papergraph/paper/lora-low-rank-adaptation", "microsoft/lora"),
    ],
)
def test_what_is_printed_of_nodes_is_taken_for_them(
    family_exports: Path, names: tuple[str, str]
) -> None:
    asked = run("why", LORA, "microsoft/LoRA", "--graph", family_exports)

    assert asked.exit_code == 0
    assert run("why", *names, "--graph", family_exports).stdout == asked.stdout
