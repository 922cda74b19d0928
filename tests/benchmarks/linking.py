"""How fast names are found and linked, and how much memory a graph takes.

    python tests/benchmarks/linking.py ../shared/data/arxiv-40k.jsonl.gz --limit 5000

See README.md in this folder for what the numbers mean.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from papergraph.api import build_papers
from papergraph.garbage_collection import paused_collection
from papergraph.graph.grounding import ground
from papergraph.graph.identity import identify_papers
from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.linking import Discovered, Discoverer, Linker, Reader
from papergraph.linking.matcher import NameMatcher
from papergraph.linking.passage import fold
from papergraph.model import EntityId, Paper

#: Papers that are read together, as in a build.
_BATCH = 1024
#: Kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Measured(NamedTuple):
    """One row of the table.

    Attributes:
        what: what was done to every paper.
        seconds: wall time of one process, without reading the file.
        found: mentions or names, to tell that work was done.
    """

    what: str
    seconds: float
    found: int


def main() -> None:
    """Measure and print; with ``--memory-only`` just build, and print the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="JSON lines with title and abstract; may be .gz")
    parser.add_argument("--limit", type=int, help="read no more papers than this")
    parser.add_argument("--no-spacy", action="store_true", help="leave the comparison out")
    parser.add_argument("--memory-only", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.memory_only:
        print(json.dumps(memory(list(islice(read_papers(arguments.path), arguments.limit)))))
        return
    # First: on Linux a process starts with the peak of the one that started it.
    built = memory_of_a_build(sys.argv[1:])
    papers = list(islice(read_papers(arguments.path), arguments.limit))
    rows = [*linking_rows(papers), names_row(papers)]
    if not arguments.no_spacy:
        rows.append(spacy_row(papers))
    print_table(rows, len(papers))
    print_memory(built)


def read_papers(path: Path) -> Iterator[Paper]:
    """Papers of a file of JSON lines; rows without a title are left out."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if (row.get("title") or "").strip():
                yield Paper(title=row["title"], abstract=row.get("abstract") or "")


def linking_rows(papers: Sequence[Paper]) -> Iterator[Measured]:
    """Both passes over all papers, as a build runs them, one after the other."""
    known = identify_papers(papers).papers
    ids = list(known)
    batches = [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
    with paused_collection():
        started = time.perf_counter()
        reader = Reader(curated_lexicon())
        discoverer = Discoverer(reader)
        yield Measured("start", time.perf_counter() - started, len(reader.lexicon.terms))

        started = time.perf_counter()
        ready = [reader.read([known[key] for key in keys]) for keys in batches]
        yield Measured("read", time.perf_counter() - started, len(ids))

        started = time.perf_counter()
        found: dict[EntityId, Discovered] = {}
        for keys, batch in zip(batches, ready, strict=True):
            found.update(zip(keys, discoverer.discover(batch), strict=True))
        seconds = time.perf_counter() - started
        yield Measured("discover", seconds, sum(len(one.own) for one in found.values()))

        started = time.perf_counter()
        grounded = ground(known, found, reader.lexicon)
        linker = Linker(reader, grounded.lexicon)
        yield Measured("ground", time.perf_counter() - started, len(grounded.lexicon.terms))

        started = time.perf_counter()
        mentions = 0
        for keys, batch in zip(batches, ready, strict=True):
            for linked in linker.link(keys, batch, grounded.own, grounded.others):
                mentions += sum(len(claim.mentions) for claim in linked.claims)
        yield Measured("link", time.perf_counter() - started, mentions)


def names_row(papers: Sequence[Paper]) -> Measured:
    """Only what spaCy does too: find the curated names, any case and dash."""
    matcher = NameMatcher(curated_lexicon().terms)
    texts = [text.replace("\n", " ") for text in _texts(papers)]

    def find() -> int:
        found = 0
        for start in range(0, len(texts), _BATCH):
            some = [(text, f" {fold(text)} ") for text in texts[start : start + _BATCH]]
            found += sum(len(matches.names) for matches in matcher.find_all(some))
        return found

    return _timed("curated names, papergraph", find)


def spacy_row(papers: Sequence[Paper]) -> Measured:
    """The same names by spaCy's PhraseMatcher over a blank English pipeline."""
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("NAME", list(language.pipe(_names(curated_lexicon()))))
    texts = _texts(papers)

    def find() -> int:
        return sum(len(matcher(document)) for document in language.pipe(texts))

    return _timed("curated names, spaCy", find)


def _names(lexicon: Lexicon) -> list[str]:
    return sorted({term.name for term in lexicon.terms})


def _texts(papers: Sequence[Paper]) -> list[str]:
    return [f"{paper.title}\n{paper.abstract}" for paper in papers]


def _timed(what: str, work: Callable[[], int]) -> Measured:
    started = time.perf_counter()
    found = work()
    return Measured(what, time.perf_counter() - started, found)


def memory(papers: Sequence[Paper]) -> dict[str, float]:
    """Peak memory in MB, before and after the graph is built; it is still in memory."""
    before = _peak()
    graph = build_papers(papers)
    return {
        "papers": len(papers),
        "before": before,
        "after": _peak(),
        "entities": len(graph.entities),
        "claims": len(graph.claims),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6


def print_table(rows: Sequence[Measured], papers: int) -> None:
    """One line a measurement, and one for the whole of linking."""
    linking = [row for row in rows if not row.what.startswith("curated")]
    total = sum(row.seconds for row in linking)
    print(f"{'':28}{'seconds':>10}{'papers/s':>12}{'found':>12}")
    for row in [*linking, Measured("linking, all of it", total, linking[-1].found)]:
        print(_line(row, papers))
    for row in rows:
        if row.what.startswith("curated"):
            print(_line(row, papers))


def _line(row: Measured, papers: int) -> str:
    return f"{row.what:28}{row.seconds:10.2f}{papers / row.seconds:12,.0f}{row.found:12,}"


def memory_of_a_build(arguments: Sequence[str]) -> dict[str, float]:
    """What `memory` measures in a process of its own, so that nothing else counts."""
    command = [sys.executable, __file__, *arguments, "--memory-only"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def print_memory(found: Mapping[str, float]) -> None:
    """One sentence on what `memory` measured."""
    print(
        f"\nbuild_papers: {found['papers']:,} papers, {found['entities']:,} entities, "
        f"{found['claims']:,} claims; peak memory {found['after']:,.0f} MB "
        f"({found['before']:,.0f} MB before)"
    )


if __name__ == "__main__":
    main()
