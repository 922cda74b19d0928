"""How long a large graph takes to build, load, hand on and measure, and in how much memory.

    python tests/benchmarks/graphs.py papers.jsonl.gz
    python tests/benchmarks/graphs.py --graph exports

See README.md in this folder for what the numbers mean.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

import networkx as nx
import rustworkx as rx

from papergraph.analysis.centrality import centrality
from papergraph.api import load
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.network import to_networkx
from papergraph.model import BUILDS_ON, EntityId, Relation
from papergraph.rdf import load_store, read_graph

#: Kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
#: How often what is quick is done; the quickest time counts.
_TIMES = 5

_WIDTH = 46

_RESTS_ON = frozenset({*BUILDS_ON, Relation.INTRODUCES, Relation.EVALUATES_ON})

_Found = TypeVar("_Found")

#: What both libraries are told, and what the package tells rustworkx.
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-12, 200


class Measured(NamedTuple):
    """One row: time that passed, time of the processor, and the peak memory of the process."""

    what: str
    seconds: float
    busy: float
    megabytes: float

    def __str__(self) -> str:
        times = f"{self.seconds:>8,.2f} s {self.busy:>8,.2f} s"
        return f"{self.what:<{_WIDTH}}{times}{self.megabytes:>7,.0f} MB"


def main() -> None:
    """Build the graph unless there is one, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path, nargs="?", help="what `papergraph build` reads")
    parser.add_argument("--graph", type=Path, help="a folder that it wrote")
    parser.add_argument("--triples", action="store_true", help="also load without the snapshot")
    arguments = parser.parse_args()
    if (arguments.papers is None) == (arguments.graph is None):
        parser.error("give papers, or --graph")
    with tempfile.TemporaryDirectory() as room:
        folder = arguments.graph or Path(room) / "graph"
        print(f"{'':<{_WIDTH}}{'passed':>8}   {'busy':>8}   {'memory':>7}")
        if arguments.papers is not None:
            print(_command("build", arguments.papers, "--output", folder), flush=True)
        for row in _rows(folder, Path(room) / "copy", triples=arguments.triples):
            print(row, flush=True)


def _rows(folder: Path, copy: Path, *, triples: bool) -> Iterator[Measured | str]:
    yield _apart(_load, folder)
    if triples:
        yield _apart(_load_triples, folder)
    yield _apart(_networkx, folder)
    yield from _pageranks(load(folder))
    shutil.copytree(folder, copy, copy_function=os.link)
    yield _command("rank", "paper", "--graph", folder)
    yield _command("rank", "paper", "--write", "--graph", copy)
    yield _command("why", "QLoRA", "LoRA", "--graph", folder)
    yield _command("merges", "--graph", folder)
    view = ("view", "building-on", "--method", "LoRA")
    yield _command(*view, "--graph", folder, "--output", copy / "view.html")


def _command(*arguments: str | Path) -> Measured:
    """A command from its start to its end."""
    words = [sys.executable, "-m", "papergraph.cli.main", *map(str, arguments)]
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise RuntimeError(f"papergraph {' '.join(words[3:])}: {told.decode()}")
    name = " ".join(one for one in words[3:] if one not in {"--graph", "--output"})
    for path in arguments:
        name = name.replace(f" {path}", "") if isinstance(path, Path) else name
    busy = usage.ru_utime + usage.ru_stime
    return Measured(f"papergraph {name}", seconds, busy, usage.ru_maxrss * _MAXRSS_UNIT / 1e6)


def _apart(work: Callable[[Path], tuple[str, float, float]], folder: Path) -> Measured:
    """In a process that does nothing else."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_measured, work, folder).result()


def _measured(work: Callable[[Path], tuple[str, float, float]], folder: Path) -> Measured:
    name, started, busy = work(folder)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6
    return Measured(name, seconds, busy, peak)


def _load(folder: Path) -> tuple[str, float, float]:
    clocks = time.perf_counter(), time.process_time()
    load(folder)
    return "load", *clocks


def _load_triples(folder: Path) -> tuple[str, float, float]:
    clocks = time.perf_counter(), time.process_time()
    read_graph(load_store(folder))
    return "load, from the triples", *clocks


def _networkx(folder: Path) -> tuple[str, float, float]:
    graph = load(folder)
    clocks = time.perf_counter(), time.process_time()
    network = graph.to_networkx()
    size = f"{network.number_of_nodes():,} nodes, {network.number_of_edges():,} edges"
    return f"to_networkx, {size}", *clocks


def _pageranks(graph: KnowledgeGraph) -> Iterator[str]:
    """The same scores by each, from the same nodes and edges."""
    nodes, edges = _nodes(graph), _edges(graph)
    # A copy knows nothing that another measure has left: its claims are numbered anew.
    first, _ = _best(lambda: centrality(replace(graph), "pagerank", kind="paper"))
    ours, ranked = _best(lambda: centrality(graph, "pagerank", kind="paper"))
    bare, by_rustworkx = _best(lambda: _by_rustworkx(nodes, edges))
    other, by_networkx = _best(lambda: _by_networkx(nodes, edges))
    whole, from_graph = _best(lambda: _by_networkx_from(graph), times=1)
    for others in (by_rustworkx, by_networkx, from_graph):
        worst = max(abs(others[str(node)] - score) for node, _, score in ranked)
        if worst > _TOLERANCE * len(nodes):
            raise RuntimeError(f"scores differ by {worst}")
    yield _row(f"pagerank, {len(nodes):,} nodes, {len(edges):,} edges, first", first)
    yield _row("  and again", ours)
    yield _row("  by rustworkx, from names", bare)
    yield _row("  by networkx, from names", other)
    yield _row("  by networkx, from the graph", whole)
    yield f"  first: {first / bare:.2f} of rustworkx's time, again: {ours / bare:.2f}"
    yield f"  networkx: {other / ours:.1f} times as long, from the graph {whole / ours:.1f} times"


def _row(what: str, busy: float) -> str:
    return f"{what:<{_WIDTH}}{'':>11}{busy:>8,.3f} s"


def _best(work: Callable[[], _Found], times: int = _TIMES) -> tuple[float, _Found]:
    """The least time of the processor, and what was found; without the collector, as timeit."""
    seconds = []
    gc.disable()
    for _ in range(times):
        started = time.process_time()
        found = work()
        seconds.append(time.process_time() - started)
    gc.enable()
    return min(seconds), found


def _nodes(graph: KnowledgeGraph) -> list[str]:
    return list(map(str, sorted([*graph.papers, *graph.entities])))


def _edges(graph: KnowledgeGraph) -> list[tuple[str, str]]:
    """What a paper rests on, and the papers that it builds on, each pair once."""
    pairs: set[tuple[EntityId, EntityId]] = {
        (claim.paper, claim.target) for claim in graph.claims if claim.relation in _RESTS_ON
    }
    pairs |= {(edge.citing, edge.cited) for edge in graph.paper_edges if edge.builds_on}
    return [(str(source), str(target)) for source, target in sorted(pairs)]


def _by_rustworkx(nodes: list[str], edges: list[tuple[str, str]]) -> dict[str, float]:
    network: rx.PyDiGraph[str, None] = rx.PyDiGraph()
    at = dict(zip(nodes, network.add_nodes_from(nodes), strict=True))
    network.add_edges_from_no_data([(at[source], at[target]) for source, target in edges])
    found = rx.pagerank(network, alpha=_DAMPING, tol=_TOLERANCE, max_iter=_ROUNDS)
    return {node: found[place] for node, place in at.items()}


def _by_networkx(nodes: list[str], edges: list[tuple[str, str]]) -> dict[str, float]:
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(nodes)
    network.add_edges_from(edges)
    return nx.pagerank(network, alpha=_DAMPING, tol=_TOLERANCE, max_iter=_ROUNDS)


def _by_networkx_from(graph: KnowledgeGraph) -> dict[str, float]:
    """What somebody does who holds the same graph."""
    network = nx.DiGraph(to_networkx(graph, relations=_RESTS_ON))
    builds_on = (edge for edge in graph.paper_edges if edge.builds_on)
    network.add_edges_from((str(edge.citing), str(edge.cited)) for edge in builds_on)
    return nx.pagerank(network, alpha=_DAMPING, tol=_TOLERANCE, max_iter=_ROUNDS)


if __name__ == "__main__":
    main()
