"""A page of Markdown, and its examples run as a reader would run them, from top to bottom."""

from __future__ import annotations

import csv
import doctest
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from command_line import run
from papergraph.rdf.vocabulary import BASE
from served import serving

__all__ = ["Example", "examples", "is_cut_from", "run_examples"]

_FENCE = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """A fenced block.

    Attributes:
        language: ``console`` (a command and what it prints), ``sh`` (commands), ``python``
            (a session), ``sparql`` (a query of ``exports/``), or that of a file.
        file: the name under which commands find it, or "".
        text: what stands in it.
    """

    language: str
    file: str
    text: str


def examples(page: str) -> list[Example]:
    """Every fenced block of a page, but those marked as the set-up that CI runs."""
    shown = re.sub(r"<!-- ci: \w+ -->\n```sh\n.*?\n```\n", "", page, flags=re.DOTALL)
    return [Example(*found) for found in _FENCE.findall(shown)]


def run_examples(page: str) -> Iterator[tuple[Example, str]]:
    """Run each example in the current folder; what went wrong with it, or ""."""
    with ExitStack() as running:
        reader = _Reader({}, running)
        for example in examples(page):
            yield example, _wrong(example, reader)


class _Reader:
    """What a reader has by now.

    Attributes:
        names: of Python.
        running: a server that was started, until the page ends.
        address: its own, for a port that a page names may be taken.
    """

    def __init__(self, names: dict[str, object], running: ExitStack) -> None:
        self.names = names
        self.running = running
        self.address = ""

    def serve(self, folder: str) -> None:
        self.address = self.running.enter_context(serving(Path(folder))).url


def _wrong(example: Example, reader: _Reader) -> str:
    if example.file:
        Path(example.file).write_text(example.text, encoding="utf-8")
        return ""
    match example.language:
        case "console":
            return _wrong_session(example.text)
        case "sh":
            return "".join(_wrong_command(line, reader) for line in example.text.splitlines())
        case "python":
            return _wrong_snippet(example.text, reader.names)
        case _:
            return f"a block of {example.language} without the name of a file"


def _wrong_command(line: str, reader: _Reader) -> str:
    command, _, output = line.partition(" > ")
    program, *arguments = shlex.split(command)
    if program == "curl":
        return _wrong_request(arguments, reader.address)
    if program == "papergraph" and arguments[0] == "serve":
        reader.serve(*arguments[1:])
        return ""
    if program != "papergraph":
        return f"no command of ours: {line}"
    done = run(*arguments)
    if output:
        Path(output).write_text(done.stdout, encoding="utf-8")
    return "" if done.exit_code == 0 else f"{line}: {done.output}"


def _wrong_request(arguments: list[str], address: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("needs curl on the path")
    asked = [one.replace("http://127.0.0.1:8080/", address) for one in arguments]
    done = subprocess.run(["curl", "-sSf", *asked], capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else "" if done.stdout else f"no answer: {arguments}"


def _wrong_snippet(text: str, names: dict[str, object]) -> str:
    test = doctest.DocTestParser().get_doctest(text, names, "page", "page", 0)
    told: list[str] = []
    failed, tried = doctest.DocTestRunner().run(test, out=told.append, clear_globs=False)
    names.update(test.globs)
    return "".join(told) if failed else "" if tried else f"no session: {text}"


def _wrong_session(text: str) -> str:
    """What is shown and not printed; cells may be cut, and rows and columns left out."""
    command, _, shown = text.removeprefix("$ ").partition("\n")
    arguments = shlex.split(command)[1:]
    if arguments[0] == "query":
        done = run(*arguments, "--format", "csv")
        rows = [
            [" ".join(cell.removeprefix(BASE).split()) for cell in row]
            for row in csv.reader(done.stdout.splitlines())
        ]
    else:
        done = run(*arguments)
        rows = [_cells(line) for line in done.output.splitlines()]
    lines = [line for line in shown.splitlines() if line.strip("-… ")]
    missing = [line for line in lines if not any(is_cut_from(line, row) for row in rows)]
    return f"{command} does not print {missing}, but {done.output}" if missing else ""


def is_cut_from(line: str, row: list[str]) -> bool:
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
