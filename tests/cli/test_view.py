from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run


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

    assert "Many adapters" in pages[0]
    assert "Many adapters" in pages[1]
    assert '"id":"task/serving"' in pages[0]
    assert '"shown":false' not in pages[0].split('"lines":')[1].split('"marks":')[1]
    assert '"id":"task/' not in pages[1]


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
