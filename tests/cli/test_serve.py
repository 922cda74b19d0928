"""The command line of ``papergraph serve``; tests/endpoint has the server."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import run


def test_a_folder_without_a_graph_is_one_sentence(tmp_path: Path) -> None:
    result = run("serve", tmp_path, "--port", "0")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {tmp_path}: expected a folder made by 'papergraph build', "
        "found no graph.ttl in it\n"
    )


def test_a_port_that_is_taken_is_one_sentence(family_exports: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", family_exports, "--port", str(port))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: cannot serve on 127.0.0.1:{port}: Address already in use\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "0.0.0.0"], "with --host 0.0.0.0, say by --allow-host how others call it"),
        (["--host", "::"], "with --host ::, say by --allow-host how others call it"),
        (["--allow-origin", "example.org"], "expected an origin, as https://example.org, found"),
        (["--allow-origin", "https://a.org/page"], "expected an origin, as https://example.org"),
        (["--timeout", "0"], "'--timeout': 0.0 is not in the range"),
        (["--workers", "0"], "'--workers': 0 is not in the range"),
    ],
)
def test_wrong_usage_starts_nothing(
    family_exports: Path, options: list[str], sentence: str
) -> None:
    result = run("serve", family_exports, "--port", "0", *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_a_missing_library_is_told_with_what_brings_it(family_exports: Path, library: str) -> None:
    script = (
        f"import sys; sys.modules[{library!r}] = None\nfrom papergraph.cli.main import main; main()"
    )
    command = [sys.executable, "-c", script, "serve", str(family_exports), "--port", "0"]

    done = subprocess.run(command, capture_output=True, check=False, text=True)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: serving a graph needs {library}, which is not installed: "
        "pip install 'papergraph[serve]'\n"
    )
