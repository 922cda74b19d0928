from __future__ import annotations

import pkgutil
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

import papergraph.cli
from command_line import run
from papergraph.cli.main import COMMANDS, main

HELPERS = {
    *("additions", "centrality_options", "faults", "inputs", "main", "options", "phrases"),
    *("progress", "tables", "validation"),
}


def test_help_lists_every_command_with_what_it_does() -> None:
    result = run("--help")

    assert result.exit_code == 0
    _, _, listed = result.stdout.partition("Commands:\n")
    said = [f"{name} {COMMANDS[name]}" for name in sorted(COMMANDS)]
    assert " ".join(listed.split()) == " ".join(said)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_of_a_command_what_its_own_help_says_first(name: str) -> None:
    command = main.get_command(click.Context(main), name)

    assert command is not None
    assert command.get_short_help_str(limit=200) == COMMANDS[name]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")

    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Example: papergraph {command} " in " ".join(result.stdout.split())


def test_every_module_of_a_command_is_a_command() -> None:
    modules = {found.name for found in pkgutil.iter_modules(papergraph.cli.__path__)}

    assert modules - HELPERS == set(COMMANDS)


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("papergraph, version ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild", "tests/pages"],
        ["build"],
        ["build", "tests/pages", "--evidence", "some"],
        ["export", "docx"],
        ["query"],
        ["query", "building-on", "--limit", "0"],
        ["why", "QLoRA"],
        ["view"],
    ],
    ids=[
        *("unknown command", "no input", "unknown evidence", "unknown format"),
        *("no query", "no rows", "no entity", "no view"),
    ],
)
def test_a_mistake_of_use_is_exit_2_and_tells_the_usage(arguments: list[str]) -> None:
    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Usage: papergraph")


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "building-on", "--method", "LoRA"],
        ["why", "QLoRA", "LoRA"],
        ["rank", "method"],
        ["view", "building-on", "--method", "LoRA"],
        ["export", "ttl"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_without_a_graph_is_one_sentence_and_exit_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    result = run(*arguments, "--graph", "empty")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: empty: expected a folder made by 'papergraph build', found no graph.ttl in it\n"
    )
    assert not list(tmp_path.iterdir())


def test_a_reader_that_stops_early_is_no_error(sample_exports: Path) -> None:
    program = f"{sys.executable} -m papergraph.cli.main"
    piped = f"{program} export nt --graph {sample_exports} | head -n 1"

    result = subprocess.run(piped, shell=True, capture_output=True, text=True, check=True)

    assert len(result.stdout.splitlines()) == 1
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["query", "building-on", "--method", "LoRA"], ["why", "QLoRA", "LoRA"], ["export", "nt"]],
    ids=lambda arguments: arguments[0],
)
def test_a_damaged_store_is_one_sentence_and_exit_1(
    family_exports: Path, tmp_path: Path, arguments: list[str]
) -> None:
    shutil.copytree(family_exports, tmp_path / "exports")
    for table in (tmp_path / "exports" / "store").glob("*.sst"):
        table.write_bytes(bytes(table.stat().st_size))

    result = run(*arguments, "--graph", tmp_path / "exports")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: the store is damaged, build the graph anew: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_behind_standard_output_is_one_sentence(family_exports: Path) -> None:
    program = f"{sys.executable} -m papergraph.cli.main"

    result = subprocess.run(
        f"{program} export nt --graph {family_exports} > /dev/full",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, result.stderr) == (1, "Error: No space left on device\n")


def test_a_command_that_is_done_leaves_signals_as_they_were(family_exports: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)

    run("query", "code", "--graph", family_exports)

    assert signal.getsignal(signal.SIGTERM) == before
