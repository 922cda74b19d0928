"""The ``papergraph`` command: a table of commands, each in a module of its own."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, NoReturn

import click

from papergraph.errors import PapergraphError
from papergraph.garbage_collection import collect_rarely

__all__ = ["COMMANDS", "main"]

#: Commands by name, with the first sentence of their help; each is the object of that name in
#: the module or folder of that name.
COMMANDS = {
    "build": "Link the papers that each INPUT lists and write the graph.",
    "check": "Say how many papers each INPUT holds, and what in it cannot be read.",
    "communities": "Part papers or methods into communities, each named by its most typical "
    "methods.",
    "evaluate": "Compare a graph with the annotated pages GOLD: precision, recall and F1.",
    "export": "Write the graph as FORMAT.",
    "lexicon": "Find names that the lexicon lacks, and turn others' lists into files of names.",
    "lineage": "Draw the family tree of the method NAME: what it is based on, and what is based on "
    "it.",
    "mainpath": "Show the path from old to new work that most ways of building on each other run "
    "along.",
    "merges": "List what may be one under two names, or two under one, with reasons; the surest "
    "first.",
    "plot": "Draw a timeline, a family tree, centrality or methods by datasets, as SVG or PNG.",
    "query": "Ask the graph the query NAME; --list shows which there are and what they take.",
    "rank": "List the most central papers, methods or other nodes of KIND, best first.",
    "reading": "List what to read first for the method or paper NAME: what others build on comes "
    "first.",
    "serve": "Serve the graph in DIR as a read-only SPARQL endpoint, with a page that asks.",
    "similar": "List the papers most like PAPER by what both have claims on, and what that is.",
    "trends": "Show methods over time: bursts of interest, counts of papers, and pairs used "
    "together.",
    "view": "Draw what the query NAME answers, with what stands around it; or a part of the graph.",
    "why": "Show what PAPER says of ENTITY: the claim, its sentence, its rule and confidence.",
}


class _Commands(click.Group):
    """Imports a command when it is asked for, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, or ``None`` where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"papergraph.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands without importing them, which takes seconds."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run a command; what the user can mend is one sentence and exit code 1."""
        collect_rarely()
        try:
            with _ended_in_order():
                return super().invoke(ctx)
        except PapergraphError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # a reader that stopped early, which click ends quietly
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            where = "" if error.filename is None else f"{error.filename}: "
            raise click.ClickException(f"{where}{reason}") from error


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: what it has begun to write is taken away."""
    if current_thread() is not main_thread():  # another one has no say in signals
        yield
        return
    former = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former or signal.SIG_DFL)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="papergraph")
def main() -> None:
    """Turn listings of papers into a knowledge graph, and ask it questions.

    Every edge says how a paper relates to a method or dataset, and shows the sentence that
    says so.
    """


if __name__ == "__main__":
    main()
