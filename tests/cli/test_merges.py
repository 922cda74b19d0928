"""``papergraph merges``: rows for a file of decisions, commented out, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from builders import entity, graph_of, paper, paper_id
from command_line import run
from papergraph.api import PaperGraph
from papergraph.graph.decisions import NO_DECISIONS, Decision, read_decisions
from papergraph.model import EntityId, Paper, Suggestion, Value, Verdict


def in_order(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(found, key=lambda one: one.sort_key))


HEAD = "verdict\tfirst\tsecond\tconfidence\treason\tfirst label\tsecond label"
LORA, QLORA, ADAM = (EntityId.parse(f"method/{name}") for name in ("lora", "qlora", "adam"))
GLUE, PTB = (EntityId.parse(f"dataset/{name}") for name in ("glue", "ptb"))
ENTITIES = [
    entity("method/lora", "LoRA"),
    entity("method/qlora", "QLoRA"),
    entity("dataset/glue", "GLUE"),
    entity("dataset/ptb", "PTB"),
]
FIRST = paper("LoRA:  A\tStudy", arxiv_id="2106.09685", doi="10.1/a")
SECOND = paper("LoRA: A Stud y")


def _written(folder: Path, papers: list[Paper], *found: Suggestion) -> Path:
    graph = replace(graph_of(papers, ENTITIES), suggestions=in_order(found))
    PaperGraph(
        graph.papers, graph.entities, graph.claims, graph.listings, suggestions=graph.suggestions
    ).write(folder)
    return folder


def _same(first: EntityId, second: EntityId, confidence: float = 0.6) -> Suggestion:
    return Suggestion(Verdict.SAME, first, second, confidence, "a reason\nof two lines")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(
        tmp_path_factory.mktemp("merges") / "exports",
        [FIRST, SECOND],
        _same(LORA, QLORA, 0.7),
        _same(GLUE, PTB, 0.4),
        _same(paper_id(SECOND), paper_id(FIRST), 0.9),
        Suggestion(Verdict.DIFFERENT, LORA, paper_id(FIRST), 0.5, "'x' introduces it too"),
    )


def _rows(*options: Path | str) -> list[list[str]]:
    result = run("merges", *options)
    assert result.exit_code == 0
    head, *rows = result.stdout.splitlines()
    assert head == HEAD
    assert all(row.startswith("# ") for row in rows)
    return [row.removeprefix("# ").split("\t") for row in rows]


def test_rows_name_both_ends_with_confidence_reason_and_labels(exports: Path) -> None:
    result = run("merges", "--graph", exports)

    assert (result.exit_code, result.stderr) == (0, "4 suggestions\n")
    assert result.stdout.splitlines() == [
        HEAD,
        "# same\tdataset/glue\tdataset/ptb\t0.40\ta reason of two lines\tGLUE\tPTB",
        "# same\tmethod/lora\tmethod/qlora\t0.70\ta reason of two lines\tLoRA\tQLoRA",
        "# different\tmethod/lora\tarxiv:2106.09685\t0.50\t'x' introduces it too\tLoRA"
        "\tLoRA: A Study",
        "# same\tLoRA: A Stud y\tarxiv:2106.09685\t0.90\ta reason of two lines\tLoRA: A Stud y"
        "\tLoRA: A Study",
    ]


@pytest.mark.parametrize(("kind", "count"), [("paper", 1), ("method", 2), ("dataset", 1)])
def test_one_kind_alone(exports: Path, kind: str, count: int) -> None:
    assert len(_rows("--graph", exports, "--kind", kind)) == count


@pytest.mark.parametrize(("least", "count"), [("0", 4), ("0.5", 3), ("0.9", 1), ("1", 0)])
def test_what_is_less_sure_is_left_out(exports: Path, least: str, count: int) -> None:
    assert len(_rows("--graph", exports, "--min-confidence", least)) == count


def test_what_is_printed_decides_nothing_until_the_sign_is_taken_away(
    exports: Path, tmp_path: Path
) -> None:
    printed = run("merges", "--graph", exports).stdout
    path = tmp_path / "merges.tsv"

    path.write_text(printed, encoding="utf-8")
    assert read_decisions(path) == NO_DECISIONS

    path.write_text(printed.replace("# ", ""), encoding="utf-8")
    found = read_decisions(path)
    assert found.papers == (Decision(Verdict.SAME, "LoRA: A Stud y", "arxiv:2106.09685", 5),)
    assert found.same_entities == ((GLUE, PTB), (LORA, QLORA))
    assert found.homonyms == ((LORA, "arxiv:2106.09685"),)


def test_the_other_verdict_is_read_for_every_row(exports: Path, tmp_path: Path) -> None:
    other = {"same": "different", "different": "same"}
    rows = [[other[row[0]], *row[1:]] for row in _rows("--graph", exports)]
    path = tmp_path / "merges.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")

    found = read_decisions(path)

    assert found.distinct == ((GLUE, PTB), (LORA, QLORA))
    assert found.shared == ((LORA, "arxiv:2106.09685"),)
    assert [one.verdict for one in found.papers] == [Verdict.DIFFERENT]


@pytest.mark.parametrize(
    ("papers", "names"),
    [
        (
            [paper("One", arxiv_id="1", doi="10.1/a"), paper("Two", arxiv_id="1", doi="10.1/b")],
            ["doi:10.1/a", "doi:10.1/b"],
        ),
        (
            [paper("One", identifiers=("s2:1",)), paper("Two", identifiers=("s2:1",))],
            ["One", "Two"],
        ),
        (
            [paper("LoRA!", listings=("p1",)), paper("LoRA –", listings=("p2",))],
            ["LoRA! @ p1", "LoRA – @ p2"],
        ),
    ],
    ids=["an identifier of both", "no other identifier", "one title"],
)
def test_a_row_names_a_paper_by_what_it_alone_has(
    tmp_path: Path, papers: list[Paper], names: list[str]
) -> None:
    ids = [EntityId(LORA.kind.PAPER, name) for name in ("a", "b")]
    graph = replace(
        graph_of([], ENTITIES),
        papers=dict(zip(ids, papers, strict=True)),
        listings=graph_of(papers).listings,
        suggestions=(_same(ids[0], ids[1]),),
    )
    PaperGraph(
        graph.papers, graph.entities, (), graph.listings, suggestions=graph.suggestions
    ).write(tmp_path)

    ((_, *found, _, _, _, _),) = _rows("--graph", tmp_path)

    assert found == names


def test_a_listing_that_has_another_title_is_not_named(tmp_path: Path) -> None:
    found = [
        paper("LoRA", listings=("p1", "p2"), others=(Value("title", "Low-Rank", "p1"),)),
        paper("LoRA again"),
    ]
    folder = _written(tmp_path / "exports", found, _same(paper_id(found[0]), paper_id(found[1])))

    assert _rows("--graph", folder)[0][1:3] == ["LoRA", "LoRA again"]


def test_nothing_to_decide_is_a_head_alone(family_exports: Path) -> None:
    result = run("merges", "--graph", family_exports, "--kind", "dataset")

    assert (result.exit_code, result.stdout) == (0, f"{HEAD}\n")
    assert result.stderr == "0 suggestions\n"


def test_no_graph_is_one_sentence(tmp_path: Path) -> None:
    result = run("merges", "--graph", tmp_path)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path}: expected a folder made by")


@pytest.mark.parametrize("option", [("--kind", "task"), ("--min-confidence", "2")])
def test_what_cannot_be_asked_is_a_usage_error(exports: Path, option: tuple[str, str]) -> None:
    assert run("merges", "--graph", exports, *option).exit_code == 2
