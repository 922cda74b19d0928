"""How large the page of a graph is, how soon it shows and how smoothly it moves.

    PYTHONPATH=tests python tests/benchmarks/picture.py ../shared/data/arxiv-40k.jsonl.gz

See README.md in this folder for what the numbers mean.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pyvis.network import Network
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.remote_connection import RemoteConnection

from browser import logged, open_page, requested, started
from linking import read_papers
from papergraph.api import PaperGraph, build_papers
from papergraph.export.picture import Picture

#: Papers that are tried first; each further try takes half as many again.
_FIRST_TRY = 1000
#: Seconds after which a page that still moves is given up.
_PATIENCE = 180
#: Seconds for which every node must stay where it is.
_STILL = 1.0
_QUERIES = ("lora", "bert", "a", "net", "diffusion", "learning", "graph", "x", "resnet", "zzzz")

#: Notes when the graph was first drawn and when its physics came to rest. It runs before the
#: page's scripts, so that its frame callback comes before the one that draws.
_WATCH = """
window.seen = {};
const watch = () => {
  if (!window.network?.once) return requestAnimationFrame(watch);
  network.once("afterDrawing", () => { seen.drawn = performance.now(); });
  network.once("stabilized", () => { seen.stabilized = performance.now(); });
};
requestAnimationFrame(watch);
"""

#: Notes the gaps between frames, in milliseconds.
_RECORD = """
window.gaps = [];
window.recording = true;
let last = null;
const step = (now) => {
  if (last !== null) gaps.push(now - last);
  last = now;
  if (recording) requestAnimationFrame(step);
};
requestAnimationFrame(step);
"""
_RECORDED = "window.recording = false; return gaps;"
#: Seconds of each movement, and what the pointer does in one of its steps.
_MOVING = 3.0
_STEP = {"across": 6, "wheel": 40}

_SEARCH = """
const box = document.getElementById("search");
return arguments[0].map((query) => {
  box.value = query;
  const start = performance.now();
  box.dispatchEvent(new Event("input"));
  return performance.now() - start;
});
"""

_PLACES = "return JSON.stringify(network.getPositions())"


class Measured(NamedTuple):
    """One page.

    Attributes:
        megabytes: of the file.
        errors: lines in the console.
        requests: addresses asked for besides the page.
        drawn: seconds from navigation to the first drawing.
        still: seconds from navigation until nothing moves.
        panning: frames a second, the median.
        zooming: the same.
        search: milliseconds, the median.
    """

    megabytes: float
    errors: int
    requests: int
    drawn: float | None = None
    still: float | None = None
    panning: float | None = None
    zooming: float | None = None
    search: float | None = None


def main() -> None:
    """Build the graph, write both pages, measure them and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="JSON lines with title and abstract; may be .gz")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=6000, help="at the least")
    parser.add_argument("--no-pyvis", action="store_true", help="leave the comparison out")
    arguments = parser.parse_args()
    graph, papers = _graph(arguments.path, arguments.nodes, arguments.edges)
    picture = Picture.of(graph)
    print(
        f"{papers:,} papers; of their graph {len(picture.nodes):,} nodes and "
        f"{len(picture.edges):,} edges\n"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, plain = folder / "papergraph.html", folder / "pyvis.html"
        started_at = time.perf_counter()
        ours.write_text(graph.to_html(hidden=()), encoding="utf-8", newline="\n")
        print(f"written in {time.perf_counter() - started_at:.1f} s, places included\n")
        plain.write_text(_plain(picture), encoding="utf-8", newline="\n")
        pages = (
            [("papergraph", ours)]
            if arguments.no_pyvis
            else [("papergraph", ours), ("PyVis", plain)]
        )
        _print([(name, _measure(page, folder)) for name, page in pages])


def _graph(path: Path, nodes: int, edges: int) -> tuple[PaperGraph, int]:
    """The best connected nodes of as many papers as give so many edges between them."""
    count = _FIRST_TRY
    while True:
        papers = list(islice(read_papers(path), count))
        graph = build_papers(papers).part(top=nodes)
        picture = Picture.of(graph)
        enough = len(graph.papers) + len(graph.entities) >= nodes and len(picture.edges) >= edges
        if enough or len(papers) < count:
            return graph, len(papers)
        count += count // 2


def _plain(picture: Picture) -> str:
    """The same nodes and edges as PyVis draws them when it is told nothing else."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in picture.nodes:
        network.add_node(node.id, label=node.name)
    for edge in picture.edges:
        network.add_edge(edge.source, edge.target)
    page: str = network.generate_html()
    return page


def _measure(path: Path, folder: Path) -> Measured:
    """In a browser of its own, where nothing but files can be reached."""
    with started(folder / f"profile-{path.stem}", folder) as browser:
        executor = browser.command_executor
        assert isinstance(executor, RemoteConnection)
        executor.client_config.timeout = 2 * _PATIENCE
        browser.set_script_timeout(_PATIENCE)
        browser.set_page_load_timeout(_PATIENCE)
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["http://*", "https://*"]})
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        megabytes = path.stat().st_size / 1e6
        try:
            open_page(browser, path.as_uri(), is_ours=path.stem == "papergraph")
            still = _still(browser)
        except TimeoutException:
            # A page that computes its places answers nothing until it has them.
            return Measured(megabytes, errors=0, requests=len(_asked(browser)))
        panning, zooming = (_frames(browser, how) for how in ("panning", "zooming"))
        search: list[float] | None = None
        if browser.execute_script("return document.getElementById('search') !== null"):
            search = browser.execute_script(_SEARCH, _QUERIES)
        return Measured(
            megabytes=megabytes,
            drawn=browser.execute_script("return seen.drawn") / 1000,
            still=still,
            panning=panning,
            zooming=zooming,
            search=None if search is None else median(search),
            errors=len(logged(browser, "browser")),
            requests=len(_asked(browser)),
        )


def _asked(browser: webdriver.Chrome) -> list[str]:
    return [url for url in requested(browser) if not url.startswith(("file:", "data:"))]


def _still(browser: webdriver.Chrome) -> float | None:
    """Seconds from navigation until every node stays where it is; ``None`` past the patience."""
    before, since = "", 0.0
    while True:
        places, now, stabilized = browser.execute_script(
            f"return [(() => {{ {_PLACES} }})(), performance.now(), seen.stabilized ?? null]"
        )
        if stabilized is not None:
            return float(stabilized) / 1000
        if places != before:
            before, since = places, now
        elif now - since >= _STILL * 1000:
            return float(since) / 1000
        if now > _PATIENCE * 1000:
            return None
        time.sleep(0.1)


def _frames(browser: webdriver.Chrome, how: str) -> float:
    """Frames a second while the pointer drags the picture to and fro, or its wheel turns so."""
    stage = browser.find_element(By.ID, "mynetwork").rect
    # Where few nodes are: one under the pointer would be dragged alone.
    x, y = stage["x"] + 12, stage["y"] + 12
    mouse = partial(browser.execute_cdp_cmd, "Input.dispatchMouseEvent")
    browser.execute_script(_RECORD)
    if how == "panning":
        mouse({"type": "mousePressed", "x": x, "y": y, "button": "left", "clickCount": 1})
    end, turn = time.monotonic() + _MOVING, 0
    while time.monotonic() < end:
        there = 1 if turn // 20 % 2 == 0 else -1
        if how == "panning":
            x += there * _STEP["across"]
            mouse({"type": "mouseMoved", "x": x, "y": y, "button": "left", "buttons": 1})
        else:
            delta = there * _STEP["wheel"]
            mouse({"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": delta})
        turn += 1
    if how == "panning":
        mouse({"type": "mouseReleased", "x": x, "y": y, "button": "left", "clickCount": 1})
    gaps: list[float] = browser.execute_script(_RECORDED)
    return 1000 / median(gaps)


def _print(columns: list[tuple[str, Measured]]) -> None:
    late = f"not within {_PATIENCE} s"
    rows = [
        ("file", [f"{one.megabytes:.1f} MB" for _, one in columns]),
        ("first drawn after", [_cell(one.drawn, ".1f", "s", late) for _, one in columns]),
        ("still after", [_cell(one.still, ".1f", "s", late) for _, one in columns]),
        ("panning", [_cell(one.panning, ".0f", "frames a second") for _, one in columns]),
        ("zooming", [_cell(one.zooming, ".0f", "frames a second") for _, one in columns]),
        ("a search answers in", [_cell(one.search, ".1f", "ms") for _, one in columns]),
        ("lines in the console", [str(one.errors) for _, one in columns]),
        ("requests", [str(one.requests) for _, one in columns]),
    ]
    print(f"| | {' | '.join(name for name, _ in columns)} |")
    print("|---" * (len(columns) + 1) + "|")
    for name, cells in rows:
        print(f"| {name} | {' | '.join(cells)} |")


def _cell(value: float | None, digits: str, unit: str, missing: str = "none") -> str:
    return missing if value is None else f"{value:{digits}} {unit}"


if __name__ == "__main__":
    main()
