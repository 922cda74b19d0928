"""What the README shows is what the program does."""

from __future__ import annotations

import inspect
import re
import shutil
from importlib import import_module
from pathlib import Path

import click
import pytest

import papergraph
from command_line import run
from guide import is_cut_from, run_examples
from papergraph.cli.main import COMMANDS
from papergraph.errors import PapergraphError
from papergraph.export import FORMATS
from papergraph.sources import parsers

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = re.findall(r"<!-- ci: (\w+) -->\n```sh\n([^\n]+)\n```\n", README)
GUIDES = sorted((ROOT / "src/papergraph/docs").glob("*.md"))
PAGES = [ROOT / "README.md", *GUIDES]
LINK = re.compile(r"\]\((?!http)([^)#]+)(?:#([^)]+))?\)")


@pytest.fixture
def _reader(sample_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who has sample pages, and a graph to change: of all, while some are built anew."""
    (tmp_path / "tests" / "pages").mkdir(parents=True)
    for name in ("2024-adapters.txt", "diffusion-and-vision.txt"):
        (tmp_path / "tests" / "pages" / name).symlink_to(ROOT / "tests" / "pages" / name)
    shutil.copytree(sample_exports, tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    # pyshacl takes seconds for two pages; of all of them it is not asked.
    monkeypatch.setattr("papergraph.cli.validation._SMALL", 0)


def test_two_lines_of_shell_set_up_and_run_everything() -> None:
    assert [name for name, _ in SETUP] == ["main", "test"]
    assert all(line.startswith("python3 -m venv .venv && ") for _, line in SETUP)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_with_what_it_does(name: str) -> None:
    command: click.Command = getattr(import_module(f"papergraph.cli.{name}"), name)
    first = inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ")

    assert re.search(rf"^\| `papergraph {name} .*` \| {re.escape(first)} \|$", README, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(parsers))
def test_every_format_stands_in_the_guide_to_building(name: str) -> None:
    assert f"\n| `{name}` | " in (ROOT / "src/papergraph/docs/build.md").read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_stands_in_its_guide(name: str) -> None:
    guide = (ROOT / "src/papergraph/docs/exports.md").read_text("utf-8")

    assert re.search(rf"^\| .*`{name}`.* \| ", guide, re.MULTILINE)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_the_readme_leads_to_every_guide(path: Path) -> None:
    assert f"({path.relative_to(ROOT).as_posix()})" in README


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_somewhere(path: Path) -> None:
    for target, _ in LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.usefixtures("_reader")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_example_runs_and_shows_what_is_printed(path: Path) -> None:
    done = list(run_examples(path.read_text("utf-8")))

    assert done
    assert [wrong for _, wrong in done if wrong] == []


def test_the_shown_session_is_held_to_what_is_printed() -> None:
    row = ["QLoRA: Efficient", "extends", "We extend LoRA."]

    assert is_cut_from("QLoRA: Eff…  extends  We extend LoRA.", row)
    assert not is_cut_from("QLoRA: Eff…  uses  We extend LoRA.", row)


@pytest.mark.usefixtures("_reader")
@pytest.mark.parametrize(
    "wrong",
    [
        "```console\n$ papergraph query building-on --method LoRA\nno such row\n```",
        "```sh\npapergraph query building-on --method LORRA --graph exports\n```",
        "```sh\nrm exports\n```",
        "```python\n>>> 1 + 1\n3\n\n```",
        "```python\nno_session = 1\n```",
        "```tsv\nname\n```",
    ],
)
def test_a_wrong_example_is_seen(wrong: str) -> None:
    ((_, found),) = run_examples(wrong + "\n")

    assert found


@pytest.mark.parametrize("name", papergraph.__all__)
def test_every_public_name_exists_and_says_what_it_is(name: str) -> None:
    found = getattr(papergraph, name)

    documented = inspect.getdoc(found) or ""
    assert documented.strip()
    # A dataclass without words of its own is given its signature.
    assert not documented.startswith(f"{name}(")


def test_public_names_are_sorted_and_no_other_name_is_answered() -> None:
    assert list(papergraph.__all__) == sorted(papergraph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = papergraph.nothing


def test_every_public_method_of_a_graph_says_what_it_gives() -> None:
    methods = inspect.getmembers(papergraph.PaperGraph, inspect.isfunction)
    public = [method for name, method in methods if not name.startswith("_")]

    assert len(public) > 10
    assert all(inspect.getdoc(method) for method in public)


def test_every_public_error_is_one_of_ours() -> None:
    errors = [name for name in papergraph.__all__ if name.endswith("Error")]

    assert all(issubclass(getattr(papergraph, name), PapergraphError) for name in errors)


def test_the_changelog_tells_of_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = run("--version").stdout.split()[-1]

    assert re.search(rf"^## \[?{re.escape(version)}\b", changelog, re.MULTILINE)
