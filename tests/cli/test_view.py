from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from command_line import run
from page_data import page_data
from papergraph.api import PaperGraph


def test_the_page_shows_the_answer_and_its_surroundings(
    family_exports: Path, tmp_path: Path
) -> None:
    path = tmp_path / "lora.html"

    result = run(
        *("view", "building-on", "--method", "LoRA", "--graph", family_exports, "--output", path)
    )

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"wrote {path}\n")
    page = path.read_text(encoding="utf-8")
    assert "papergraph: building-on LoRA" in page
    assert "QLoRA: Quantized LoRA" in page
    assert "Faster quantized training" not in page
    assert [each.name for each in tmp_path.iterdir()] == ["lora.html"]


def test_the_page_shows_the_tasks_of_an_answer_and_no_others(
    family_exports: Path, tmp_path: Path
) -> None:
    pages = []
    for query, name in (("papers-by-task", "task"), ("building-on", "method")):
        value = {"task": "adapter serving", "method": "LoRA-XS"}[name]
        path = tmp_path / f"{query}.html"
        run("view", query, f"--{name}", value, "--graph", family_exports, "--output", path)
        pages.append(path.read_text(encoding="utf-8"))

    first, second = map(page_data, pages)
    ids = [{node["id"] for node in data["nodes"]} for data in (first, second)]
    assert "paper/many-adapters" in ids[0] & ids[1]
    assert "task/serving" in ids[0]
    assert all(mark["shown"] for mark in first["marks"])
    assert not [one for one in ids[1] if one.startswith("task/")]


def test_no_answer_writes_nothing(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.html"

    result = run(
        *("view", "code-by-method", "--method", "prefix tuning"),
        *("--graph", family_exports, "--output", path),
    )

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no answer to code-by-method; nothing written\n"
    assert not path.exists()


def test_an_unknown_method_writes_nothing(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.html"

    result = run(
        *("view", "building-on", "--method", "LORRA", "--graph", family_exports, "--output", path)
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: unknown method 'LORRA'; did you mean LoRA?\n"
    assert not path.exists()


def test_the_page_is_opened_only_when_asked_for(
    family_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    view = ("view", "code", "--graph", family_exports, "--output", tmp_path / "code.html")

    run(*view)
    assert opened == []

    run(*view, "--open")
    assert opened == [(tmp_path / "code.html").as_uri()]


def drawn(path: Path) -> set[str]:
    return {node["id"] for node in page_data(path.read_text(encoding="utf-8"))["nodes"]}


def titled(path: Path) -> str:
    found = re.search("<title>(.*?)</title>", path.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def test_a_page_is_drawn_around_a_name(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    view = ("view", "--focus", "adapter serving", "--graph", family_exports, "--output", path)

    assert run(*view, "--depth", "1").exit_code == 0
    assert drawn(path) == {"task/serving", "paper/many-adapters"}
    assert titled(path) == "papergraph: adapter serving"
    run(*view)
    assert {"task/serving", "paper/many-adapters", "method/lora-xs"} <= drawn(path)
    assert "paper/a-survey-of-tuning" not in drawn(path)


def test_a_page_of_some_kinds_and_so_many_nodes(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.html"
    view = ("view", "--graph", family_exports, "--output", path)

    run(*view, "--kinds", "method, dataset")
    assert {node.partition("/")[0] for node in drawn(path)} == {"method", "dataset"}
    run(*view, "--top", "3")
    assert titled(path) == "papergraph: graph"
    assert len(drawn(path)) == 3
    assert "method/lora" in drawn(path)
    run(*view, "--focus", "LoRA", "--depth", "1", "--kinds", "paper", "--top", "2")
    assert len(drawn(path)) == 2
    assert "method/lora" in drawn(path)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(
            ("code", "--focus", "LoRA"), 2, "NAME and --focus exclude each other", id="both"
        ),
        pytest.param(
            ("--top", "3", "--method", "LoRA"),
            2,
            "--method is of a query; give its NAME",
            id="no query",
        ),
        pytest.param((), 2, "say what to draw", id="nothing said"),
        pytest.param(("--focus", "LORRA"), 1, "did you mean LoRA, ", id="unknown name"),
        pytest.param(("--kinds", "papers"), 1, "did you mean paper or page?", id="unknown kind"),
        pytest.param(("--focus", "LoRA", "--depth", "0"), 2, "--depth", id="no steps"),
        pytest.param(("--top", "0"), 2, "--top", id="no nodes"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(
    family_exports: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    path = tmp_path / "none.html"

    result = run("view", *arguments, "--graph", family_exports, "--output", path)

    assert result.exit_code == code
    assert message in result.stderr
    assert not path.exists()


def test_kinds_that_the_graph_lacks_write_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    PaperGraph().write(folder)

    result = run(
        *("view", "--kinds", "task", "--graph", folder, "--output", tmp_path / "none.html")
    )

    assert result.stderr == "nothing of these kinds; nothing written\n"
    assert not (tmp_path / "none.html").exists()


def test_nodes_are_sized_by_scores_that_rank_wrote(family_exports: Path, tmp_path: Path) -> None:
    folder, plain, sized = tmp_path / "graph", tmp_path / "plain.html", tmp_path / "sized.html"
    shutil.copytree(family_exports, folder)
    drawn = ("view", "--kinds", "paper,method", "--graph", folder)
    rank = ("rank", "method", "--by", "in-degree", "--write", "--graph", folder)

    assert run(*rank).exit_code == 0
    assert run(*drawn, "--output", plain).exit_code == 0
    assert run(*drawn, "--size-by", "in-degree", "--output", sized).exit_code == 0

    by_claims, by_score = (
        {node["id"]: node["score"] for node in page_data(page.read_text("utf-8"))["nodes"]}
        for page in (plain, sized)
    )
    assert by_score["method/lora"] == max(by_score.values())
    papers = {size for node, size in by_score.items() if node.startswith("paper/")}
    assert papers == {min(by_score.values())}  # they have no score
    assert len({size for node, size in by_claims.items() if node.startswith("paper/")}) > 1


def test_scores_that_nobody_wrote_size_nothing(family_exports: Path, tmp_path: Path) -> None:
    path = tmp_path / "sized.html"

    result = run(
        *("view", "--top", "9", "--size-by", "pagerank"),
        *("--graph", family_exports, "--output", path),
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert "unknown score 'pagerank'" in result.stderr
    assert not path.exists()
