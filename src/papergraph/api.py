"""From files to the graph that users hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from papergraph.export.files import replacing
from papergraph.given_paper import given_paper
from papergraph.graph.build import build_graph
from papergraph.graph.decisions import NO_DECISIONS, Decisions
from papergraph.graph.progress import Progress, silent
from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.model import Listing, Paper, Score
from papergraph.paper_graph import PaperGraph, asking, stored
from papergraph.sources import NO_COLUMNS, Fault, ListedPapers, listing_paths, read_listing

if TYPE_CHECKING:
    from papergraph.analysis.unexplained import UnexplainedName

__all__ = [
    "PaperGraph",
    "base_of",
    "build",
    "build_papers",
    "build_with_faults",
    "load",
    "unexplained_with_faults",
    "write_scores",
]


def build(
    inputs: str | Path | Iterable[str | Path],
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
        inputs: files, and folders that are read recursively; or one of them.
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
    inputs: str | Path | Iterable[str | Path],
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
    inputs: str | Path | Iterable[str | Path], name: str | None, columns: Mapping[str, str]
) -> Iterator[Paper | Fault | Listing]:
    for path in listing_paths(_paths(inputs), format=name, columns=columns):
        yield from read_listing(path, format=name, columns=columns)


def _paths(inputs: str | Path | Iterable[str | Path]) -> list[Path]:
    """The files and folders; of one alone itself, not the letters of its path."""
    return [Path(one) for one in ([inputs] if isinstance(inputs, str | Path) else inputs)]


def build_papers(
    papers: Iterable[Paper],
    *,
    lexicon: Lexicon | None = None,
    decisions: Decisions = NO_DECISIONS,
) -> PaperGraph:
    """Link papers that are in memory; they are given one listing named "memory".

    Identifiers may be written as URLs, those of arXiv with a version.

    Raises:
        ValueError: an identifier or a date of a paper is none, or a text no Unicode.
    """
    listing = Listing(slug="memory", file="memory", format="memory", sha256="")
    records = [
        paper if paper.listings else structs.replace(paper, listings=("memory",))
        for paper in map(given_paper, papers)
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
    inputs: str | Path | Iterable[str | Path],
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

    papers = ListedPapers(_paths(inputs))
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
        DamagedStoreError: its store cannot be read.
        GraphFolderError: the folder holds no graph.
    """
    from papergraph.rdf import steadily

    return steadily(Path(folder), _load)


def _load(home: Path) -> PaperGraph:
    from papergraph.rdf import BASE, is_store, load_graph, open_store, read_base

    graph = load_graph(home)
    if not is_store(home / "store"):
        return asking(graph)
    store = open_store(home / "store")
    return stored(graph, store) if read_base(store) == BASE else asking(graph)


def base_of(folder: str | Path) -> str:
    """Where the IRIs of a graph start that `PaperGraph.write` wrote.

    Raises as `load` does.
    """
    from papergraph.rdf import load_store, read_base

    return read_base(load_store(Path(folder)))


def write_scores(folder: str | Path, measure: str, scope: str, found: Iterable[Score]) -> None:
    """Put scores into graph.ttl and store/ of a folder that `PaperGraph.write` wrote.

    Those of the same measure and scope are replaced; all else stays as it is.

    Raises:
        GraphFolderError: the folder holds no graph.
    """
    from papergraph.rdf import changed_store, is_store, load_graph, load_store, read_base
    from papergraph.rdf.rescoring import rescore, rescored_turtle
    from papergraph.rdf.scores import score_triples

    home, scores = Path(folder), tuple(found)
    base, graph = read_base(load_store(home)), load_graph(home)
    others = [one for one in graph.scores if (one.measure, one.scope) != (measure, scope)]
    rescored = replace(graph, scores=tuple(sorted({*others, *scores})))
    new = list(score_triples(scores, graph, base=base))
    with ExitStack() as files:
        file = files.enter_context(replacing(home / "graph.ttl"))
        if is_store(home / "store"):
            store = files.enter_context(changed_store(home / "store", rescored))
            rescore(store, new, measure, scope)
            del store
        for part in rescored_turtle(home / "graph.ttl", new, measure, scope, base=base):
            file.write(part)
