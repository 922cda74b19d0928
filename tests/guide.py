"""A page of Markdown, and its examples run as a reader would run them, from top to bottom."""

from __future__ import annotations

import csv
import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from command_line import run
from papergraph.rdf.vocabulary import BASE

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
    names: dict[str, object] = {}
    for example in examples(page):
        yield example, _wrong(example, names)


def _wrong(example: Example, names: dict[str, object]) -> str:
    if example.file:
        Path(example.file).write_text(example.text, encoding="utf-8")
        return ""
    match example.language:
        case "console":
            return _wrong_session(example.text)
        case "sh":
            return "".join(_wrong_command(line) for line in example.text.splitlines())
        case "python":
            return _wrong_snippet(example.text, names)
        case _:
            return f"a block of {example.language} without the name of a file"


def _wrong_command(line: str) -> str:
    command, _, output = line.partition(" > ")
    program, *arguments = shlex.split(command)
    if program != "papergraph":
        return f"no command of ours: {line}"
    done = run(*arguments)
    if output:
        Path(output).write_text(done.stdout, encoding="utf-8")
    return "" if done.exit_code == 0 else f"{line}: {done.output}"


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
