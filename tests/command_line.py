"""The command line, run in this process as a user would type it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from papergraph.cli.main import main

__all__ = ["run"]


def run(*arguments: Path | str, given: bytes | None = None) -> Result:
    """``run("query", "--list")``; what is not a `PapergraphError` in it is raised.

    Args:
        arguments: as they are typed.
        given: what standard input holds.
    """
    typed = [str(each) for each in arguments]
    return CliRunner().invoke(
        main, typed, prog_name="papergraph", input=given, catch_exceptions=False
    )
