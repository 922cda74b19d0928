"""From files to the graph that users hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from papergraph.export.files import write_whole
from papergraph.graph.build import Progress, build_graph, silent
from papergraph.graph.decisions import NO_DECISIONS, Decisions
from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.model import Listing, Paper, Score
from papergraph.paper_graph import PaperGraph, asking
from papergraph.sources import NO_COLUMNS, Fault, ListedPapers, listing_paths, read_listing

if TYPE_CHECKING:
    from papergraph.analysis.unexplained import UnexplainedName

__all__ = [
    "PaperGraph",
    "build",
    "build_papers",
    "build_with_faults",
    "load",
    "unexplained_with_faults",
    "write_scores",
]


def build(
    inputs: Iterable[str | Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
    lexicon: Lexicon | None = None,
    decisions: Decisions = NO_DECISIONS,
    progress: Progress | None = None,
) -> PaperGraph:
    """Read files or folders of any known format and link what they list.

    What cannot be read is left out; `build_with_faults` tells of it.

    Args:
        inputs: files, and folders that are read recursively.
        format: name of the parser to use; by default the content of each file decides.
        columns: of tables (CSV, JSON lines): the column of a field, by the field's name.
        lexicon: the names to look for, such as `read_lexicon` gives; by default the curated ones.
        decisions: what is one thing or two, such as `read_decisions` gives.
        progress: told (stage, done, total) as the work goes on.

    Raises:
        InputError: an input does not exist or cannot be opened.
    """
    return build_with_faults(
        inputs,
        format=format,
        columns=columns,
        lexicon=lexicon,
        decisions=decisions,
        progress=progress,
    )[0]


def build_with_faults(
    inputs: Iterable[str | Path],
    *,
    format: str | None = None,  # noqa: A002 - the word users know
    columns: Mapping[str, str] = NO_COLUMNS,
    lexicon: Lexicon | None = None,
    decisions: Decisions = NO_DECISIONS,
    progress: Progress | None = None,
) -> tuple[PaperGraph, list[Fault]]:
    """As `build`, with every block that could not be read, in input order."""
    faults: list[Fault] = []
    papers: list[Paper] = []
    listings: list[Listing] = []
    for found in _read(inputs, format, columns):
        if isinstance(found, Paper):
            papers.append(found)
        elif isinstance(found, Listing):
            listings.append(found)
        else:
            faults.append(found)
    return _linked(papers, listings, lexicon, decisions, progress), faults


def _read(
    inputs: Iterable[str | Path], name: str | None, columns: Mapping[str, str]
) -> Iterator[Paper | Fault | Listing]:
    for path in listing_paths([Path(one) for one in inputs]):
        yield from read_listing(path, format=name, columns=columns)


def build_papers(
    papers: Iterable[Paper],
    *,
    lexicon: Lexicon | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> PaperGraph:
    """Link papers that are in memory; they are given one listing named "memory"."""
    listing = Listing(slug="memory", file="memory", format="memory", sha256="")
    records = [
        paper if paper.listings else structs.replace(paper, listings=("memory",))
        for paper in papers
    ]
    return _linked(records, [listing], lexicon, decisions, None)


def _linked(
    papers: Iterable[Paper],
    listings: Iterable[Listing],
    lexicon: Lexicon | None,
    decisions: Decisions,
    progress: Progress | None,
) -> PaperGraph:
    names = curated_lexicon() if lexicon is None else lexicon
    graph = build_graph(papers, listings, names, decisions=decisions, progress=progress or silent)
    return asking(graph)


def unexplained_with_faults(
    inputs: Iterable[str | Path],
    *,
    lexicon: Lexicon | None = None,
    min_papers: int = 1,
    progress: Progress | None = None,
) -> tuple[list[UnexplainedName], list[Fault]]:
    """Names that linking leaves unexplained in files or folders, and what could not be read.

    See `papergraph.analysis.unexplained.unexplained_names`. The files are read several times
    instead of being kept in memory.

    Raises:
        InputError: an input does not exist or cannot be opened.
    """
    from papergraph.analysis.unexplained import unexplained_names

    papers = ListedPapers(inputs)
    found = unexplained_names(
        papers,
        curated_lexicon() if lexicon is None else lexicon,
        min_papers=min_papers,
        progress=progress or silent,
    )
    return found, list(papers.faults)


def load(folder: str | Path) -> PaperGraph:
    """Read back what `PaperGraph.write` wrote.

    Raises:
        GraphFolderError: the folder holds no graph.
    """
    from papergraph.rdf import load_store, read_graph

    return asking(read_graph(load_store(Path(folder))))


def write_scores(folder: str | Path, measure: str, scope: str, found: Iterable[Score]) -> None:
    """Put scores into graph.ttl and store/ of a folder that `PaperGraph.write` wrote.

    Those of the same measure and scope are replaced; all else stays as it is.

    Raises:
        GraphFolderError: the folder holds no graph.
    """
    from pyoxigraph import DefaultGraph

    from papergraph.rdf import (
        dump_turtle,
        keys_of_names,
        load_store,
        load_turtle,
        read_base,
        read_graph,
        write_store,
    )
    from papergraph.rdf.scores import score_triples, without_scores

    home = Path(folder)
    store = load_store(home)
    base = read_base(store)
    graph = read_graph(store)
    new = list(score_triples(found, graph, base=base))
    facts = without_scores(load_turtle(home / "graph.ttl"), measure, scope)
    write_whole(home / "graph.ttl", dump_turtle([*facts, *new], base=base))
    if (home / "store").is_dir():
        said = store.quads_for_pattern(None, None, None, DefaultGraph())
        kept = without_scores((quad.triple for quad in said), measure, scope)
        del store
        write_store([*kept, *new], home / "store", keys=keys_of_names(graph, base=base))
