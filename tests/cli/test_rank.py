from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from builders import claim, entity, graph_of, paper
from papergraph.analysis.centrality import MEASURES
from papergraph.api import PaperGraph
from papergraph.cli.main import main
from papergraph.errors import GraphFolderError
from papergraph.model import Level

FAMILY = graph_of(
    [paper("A"), paper("B, continued")],
    [
        entity("method/adapter", "adapter", level=Level.GENERIC),
        entity("method/lora", "LoRA"),
        entity("method/x", "X\nY"),
        entity("task/tuning", "tuning"),
    ],
    [
        claim("A", "extends", "method/lora"),
        claim("A", "addresses", "task/tuning"),
        claim("B, continued", "uses", "method/adapter"),
        claim("B, continued", "uses", "method/lora"),
    ],
)


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(path: Path) -> PaperGraph:
        if path.name == "nowhere":
            raise GraphFolderError(path, "graph.ttl")
        return PaperGraph(FAMILY.papers, FAMILY.entities, FAMILY.claims, FAMILY.listings)

    monkeypatch.setattr("papergraph.cli.rank.load", load)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["method"], "1  2  LoRA\n2  0  X Y\n", id="table"),
        pytest.param(["method", "--limit", "1"], "1  2  LoRA\n", id="limit"),
        pytest.param(
            ["method", "--relation", "uses"], "1  1  LoRA\n2  0  X Y\n", id="one relation"
        ),
        pytest.param(
            ["paper", "--format", "csv"],
            'id,label,score\npaper/b-continued,"B, continued",2.0\npaper/a,A,1.0\n',
            id="csv",
        ),
        pytest.param(["task"], "1  1  tuning\n", id="tasks"),
        pytest.param(["dataset"], "", id="nothing of the kind"),
    ],
)
def test_the_ranking_goes_to_standard_output(arguments: list[str], expected: str) -> None:
    result = CliRunner().invoke(main, ["rank", *arguments, "--by", "degree", "--graph", "exports"])

    assert (result.exit_code, result.stdout, result.stderr) == (0, expected, "")


def test_json_is_a_list_best_first() -> None:
    result = CliRunner().invoke(main, ["rank", "method", "--graph", "exports", "--format", "json"])

    assert [each["id"] for each in json.loads(result.stdout)] == ["method/lora", "method/x"]


def test_a_folder_without_a_graph_is_one_sentence_and_exit_1() -> None:
    result = CliRunner().invoke(main, ["rank", "method", "--graph", "nowhere"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert "expected a folder made by 'papergraph build'" in result.stderr


def test_generic_methods_are_listed_only_when_asked_for() -> None:
    ranking = ["rank", "method", "--by", "degree", "--graph", "exports"]

    result = CliRunner().invoke(main, [*ranking, "--generic"])

    assert result.stdout == "1  2  LoRA\n2  1  adapter\n3  0  X Y\n"
    assert "adapter" not in CliRunner().invoke(main, ranking).stdout


def test_generic_methods_take_their_share_of_the_score_all_the_same() -> None:
    ranking = ["rank", "method", "--graph", "exports", "--format", "csv"]

    listed = CliRunner().invoke(main, ranking).stdout.splitlines()
    everything = CliRunner().invoke(main, [*ranking, "--generic"]).stdout.splitlines()

    assert listed == [line for line in everything if not line.startswith("method/adapter,")]
    assert len(listed) < len(everything)


def test_an_unknown_kind_is_a_mistake_of_use() -> None:
    assert CliRunner().invoke(main, ["rank", "methods", "--graph", "exports"]).exit_code == 2


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_lists_every_method(measure: str) -> None:
    result = CliRunner().invoke(main, ["rank", "method", "--by", measure, "--generic"])

    assert (result.exit_code, result.stdout.count("\n")) == (0, 3)


def test_a_projection_and_a_weight_are_measured() -> None:
    ranking = ["rank", "paper", "--by", "degree", "--projection", "papers-by-method"]

    plain = CliRunner().invoke(main, ranking)
    weighed = CliRunner().invoke(main, [*ranking, "--weight", "confidence"])

    assert plain.stdout == "1  1  A\n2  1  B, continued\n"
    assert weighed.stdout == "1  0.81  A\n2  0.81  B, continued\n"


def test_about_a_name_lists_what_is_near_it() -> None:
    result = CliRunner().invoke(main, ["rank", "paper", "--about", "adapter", "--limit", "1"])

    assert result.stdout.endswith("  B, continued\n")
    assert "did you mean" in CliRunner().invoke(main, ["rank", "paper", "--about", "LoRR"]).stderr


@pytest.mark.parametrize(
    "options",
    [
        ["method", "--samples", "5"],
        ["method", "--projection", "papers"],
        ["method", "--by", "core", "--weight", "recency"],
        ["method", "--by", "degree", "--about", "LoRA"],
    ],
)
def test_an_option_without_use_is_a_mistake_of_use(options: list[str]) -> None:
    assert CliRunner().invoke(main, ["rank", *options]).exit_code == 2
