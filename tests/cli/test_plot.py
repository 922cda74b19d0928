from __future__ import annotations

from pathlib import Path

import pytest

from command_line import run

KINDS = [
    pytest.param(["timeline", "Rising", "Steady"], id="timeline"),
    pytest.param(["genealogy", "Rising"], id="genealogy"),
    pytest.param(["centrality", "method", "--by", "degree"], id="centrality"),
    pytest.param(["heatmap"], id="heatmap"),
]


@pytest.mark.parametrize("arguments", KINDS)
@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG\r\n")])
def test_every_plot_is_written_as_its_suffix_says(
    arguments: list[str], name: str, start: bytes, dated_exports: Path, tmp_path: Path
) -> None:
    output = tmp_path / "plots" / name

    result = run("plot", *arguments, "--graph", dated_exports, "--output", output)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"wrote {output}\n"
    assert output.read_bytes().startswith(start)
    assert [path.name for path in output.parent.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a.pdf", "svg", "a"])
def test_another_suffix_is_a_mistake_of_use(name: str, dated_exports: Path, tmp_path: Path) -> None:
    result = run("plot", "heatmap", "--graph", dated_exports, "--output", tmp_path / name)

    assert result.exit_code == 2
    assert "expected a file that ends in .svg or .png" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_option_without_use_is_a_mistake_of_use(dated_exports: Path, tmp_path: Path) -> None:
    output: list[Path | str] = ["--graph", dated_exports, "--output", tmp_path / "a.svg"]

    assert run("plot", "timeline", *"abcdefg", *output).exit_code == 2
    assert run("plot", "centrality", "method", "--projection", "papers", *output).exit_code == 2
    assert run("plot", "centrality", "methods", *output).exit_code == 2


def test_what_cannot_be_drawn_is_one_sentence(sample_exports: Path, tmp_path: Path) -> None:
    output: list[Path | str] = ["--graph", sample_exports, "--output", tmp_path / "a.svg"]

    undated = run("plot", "timeline", "LoRA", *output)
    unknown = run("plot", "genealogy", "LoRRA", *output)

    assert (undated.exit_code, unknown.exit_code) == (1, 1)
    assert "expected listed papers with a date" in undated.stderr
    assert "did you mean LoRA" in unknown.stderr
    assert not list(tmp_path.iterdir())
