"""What the README shows is what the program does."""

from __future__ import annotations

import csv
import doctest
import inspect
import re
import shlex
from importlib import import_module
from pathlib import Path

import click
import pytest

import papergraph
from command_line import run
from papergraph.cli.main import COMMANDS
from papergraph.errors import PapergraphError
from papergraph.query import NamedQuery, named_queries
from papergraph.rdf.vocabulary import BASE
from papergraph.sources import parsers

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = re.findall(r"<!-- ci: (\w+) -->\n```sh\n([^\n]+)\n```\n", README)
SESSIONS = re.findall(r"```console\n\$ ([^\n]+)\n(.*?)```\n", README, re.DOTALL)
SNIPPETS = re.findall(r"```python\n(.*?)```\n", README, re.DOTALL)


@pytest.fixture
def _beside_exports(sample_exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample_exports.parent)


def test_two_lines_of_shell_set_up_and_run_everything() -> None:
    assert [name for name, _ in SETUP] == ["main", "test"]
    assert all(line.startswith("python3 -m venv .venv && ") for _, line in SETUP)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_with_what_it_does(name: str) -> None:
    command: click.Command = getattr(import_module(f"papergraph.cli.{name}"), name)
    first = inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ")

    assert re.search(rf"^\| `papergraph {name} .*` \| {re.escape(first)} \|$", README, re.MULTILINE)


@pytest.mark.parametrize("query", named_queries().values(), ids=lambda query: query.name)
def test_every_query_stands_in_the_readme_with_its_summary(query: NamedQuery) -> None:
    takes = "".join(
        f" --{each.name}" if each.required else f" [--{each.name}]" for each in query.parameters
    )

    assert f"| `{query.name}{takes}` | {query.summary} |\n" in README


def test_the_readme_names_no_query_that_does_not_exist() -> None:
    _, _, table = README.partition("### Named queries\n")
    listed = re.findall(r"^\| `([\w-]+)", table.partition("\n## ")[0], re.MULTILINE)

    assert listed == list(named_queries())


@pytest.mark.parametrize("name", sorted(parsers))
def test_every_format_stands_in_the_readme(name: str) -> None:
    assert f"\n| `{name}` | " in README


def test_there_are_sessions_and_snippets() -> None:
    assert len(SESSIONS) >= 2
    assert SNIPPETS


@pytest.mark.usefixtures("_beside_exports")
@pytest.mark.parametrize("snippet", SNIPPETS, ids=[f"{n}" for n in range(1, len(SNIPPETS) + 1)])
def test_the_python_of_the_readme_runs_as_shown(snippet: str) -> None:
    test = doctest.DocTestParser().get_doctest(snippet, {}, "README.md", "README.md", 0)
    told: list[str] = []

    failed, tried = doctest.DocTestRunner().run(test, out=told.append)

    assert tried
    assert not failed, "".join(told)


@pytest.mark.usefixtures("_beside_exports")
@pytest.mark.parametrize(
    ("command", "shown"), SESSIONS, ids=[command.split()[1] for command, _ in SESSIONS]
)
def test_the_sessions_of_the_readme_show_what_is_printed(command: str, shown: str) -> None:
    arguments = shlex.split(command)[1:]
    if arguments[0] == "query":
        printed = csv.reader(run(*arguments, "--format", "csv").stdout.splitlines())
        rows = [[" ".join(cell.removeprefix(BASE).split()) for cell in row] for row in printed]
    else:
        rows = [_cells(line) for line in run(*arguments).stdout.splitlines()]

    for line in shown.splitlines():
        if line.strip("-… "):
            assert any(_is_cut_from(line, row) for row in rows), line


def _is_cut_from(line: str, row: list[str]) -> bool:
    """Whether each cell of a shown line, whole or cut by an ellipsis, is one of the row's."""
    return all(
        any(
            cell.startswith(shown.removesuffix("…")) if shown.endswith("…") else cell == shown
            for cell in row
        )
        for shown in _cells(line)
    )


def _cells(line: str) -> list[str]:
    return re.split(r"\s{2,}", line.strip())


def test_the_shown_session_is_held_to_what_is_printed() -> None:
    row = ["QLoRA: Efficient", "extends", "We extend LoRA."]

    assert _is_cut_from("QLoRA: Eff…  extends  We extend LoRA.", row)
    assert not _is_cut_from("QLoRA: Eff…  uses  We extend LoRA.", row)


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
