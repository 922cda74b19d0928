"""What a question takes: the command, the store in this process, and plain rdflib.

::

    python tests/benchmarks/querying.py exports --method LoRA --rdflib small-exports
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from pyoxigraph import Store

from papergraph.query import NamedQuery, ask_sparql, named_query
from papergraph.query.run import resolve_arguments
from papergraph.rdf import load_store

QUERIES = ("building-on", "building-on-transitive")
_RUNS = 7


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--method", "methods", multiple=True, default=["LoRA", "Transformer"])
@click.option(
    "--rdflib",
    "small",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a graph for rdflib; by default FOLDER, which may take an hour.",
)
def main(folder: Path, methods: Sequence[str], small: Path | None) -> None:
    """Time the queries that follow a method on the graph in FOLDER, side by side."""
    with tempfile.TemporaryDirectory() as bytecode:
        # As of an installed package, whatever this shell says of bytecode.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        _measure(folder, methods, small or folder)


def _measure(folder: Path, methods: Sequence[str], small: Path) -> None:
    bare = _least([sys.executable, "-c", "pass"])
    libraries = _least([sys.executable, "-c", "import pyoxigraph, click"])
    print(f"interpreter alone                         {bare:8.3f} s")
    print(f"interpreter, pyoxigraph and click         {libraries:8.3f} s")
    print(f"papergraph query --help                   {_least(_command('--help')):8.3f} s")
    print()
    _show("command", folder, methods, libraries)
    print()
    _rdflib(small, methods)


def _show(title: str, folder: Path, methods: Sequence[str], libraries: float) -> None:
    print(f"{title} on {folder}: least and median of {_RUNS} runs, s; share of libraries alone")
    for name in QUERIES:
        for method in methods:
            times = _times(_command(name, "--method", method, "--graph", str(folder)))
            store = load_store(folder)
            query = named_query(name)
            text = query.filled(resolve_arguments(store, query, {"method": method}))
            rows = len(ask_sparql(store, text))
            inside = min(_timed(partial(ask_sparql, load_store(folder), text)) for _ in range(3))
            print(
                f"{name:24} {method:14} {rows:6} rows  command {min(times):6.3f} "
                f"{statistics.median(times):6.3f}  {min(times) / libraries:5.1f}x  "
                f"store alone {inside:6.3f}"
            )


def _rdflib(folder: Path, methods: Sequence[str]) -> None:
    from rdflib import Graph

    graph = Graph()
    start = time.perf_counter()
    for name in ("graph.ttl", "evidence.ttl"):
        graph.parse(folder / name)
    parsing = time.perf_counter() - start
    print(f"rdflib on {folder}: {len(graph):,} triples parsed in {parsing:.1f} s, then, s")
    store = load_store(folder)
    for name in QUERIES:
        for method in methods:
            print(_beside(store, graph, named_query(name), method))


def _beside(store: Store, graph: object, query: NamedQuery, method: str) -> str:
    text = query.filled(resolve_arguments(store, query, {"method": method}))
    ours = min(_timed(lambda: ask_sparql(store, text)) for _ in range(3))
    theirs = _timed(lambda: list(graph.query(text)))  # type: ignore[attr-defined]
    rows = len(ask_sparql(store, text))
    return (
        f"{query.name:24} {method:14} {rows:6} rows  rdflib {theirs:8.3f}  store {ours:6.3f}  "
        f"{theirs / ours:6.0f}x"
    )


def _command(*arguments: str) -> list[str]:
    program = "from papergraph.cli.main import main; main()"
    return [sys.executable, "-c", program, "query", *arguments]


def _least(command: Sequence[str]) -> float:
    return min(_times(command))


def _times(command: Sequence[str]) -> list[float]:
    def run() -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    run()  # and read what the others then find in memory
    return [_timed(run) for _ in range(_RUNS)]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
