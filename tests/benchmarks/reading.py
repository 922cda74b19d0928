"""How fast files of every format are read, beside the bare parser of each, and in how much memory.

    python tests/benchmarks/reading.py ../shared/data/arxiv-40k.jsonl.gz --records 100000

See README.md in this folder for what the numbers mean.
"""

from __future__ import annotations

import argparse
import csv
import gc
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from itertools import cycle, islice
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from reshaping import FORMATS, write_records

from papergraph.model import Paper
from papergraph.sources import Fault, read_listing

#: Kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
#: Passes of each reader; the quickest counts, for others use the machine too.
_PASSES = 3


def main() -> None:
    """Measure and print; with ``--measure`` just one file, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="JSON lines with the snapshot's fields; .gz")
    parser.add_argument("--records", type=int, default=100_000, help="records a file")
    parser.add_argument("--only", choices=sorted(FORMATS), action="append", help="this format")
    parser.add_argument("--measure", choices=sorted(FORMATS), help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        with arguments.write.open("w", encoding="utf-8") as file:
            rows = islice(_rows(arguments.path), arguments.records)
            write_records(rows, arguments.write.suffix.removeprefix("."), file)
        return
    if arguments.measure:
        print(json.dumps(measured(arguments.path, arguments.measure)))
        return
    print("| Format | MB | records | faults | records/s | of bare parser | peak MB |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only or FORMATS:
            path = Path(folder, f"records.{name}")
            # A process starts with the peak of the one that started it: this one stays small.
            _run(arguments.path, "--records", str(arguments.records), "--write", str(path))
            found = json.loads(_run(path, "--measure", name))
            print(_row(name, found, path.stat().st_size), flush=True)
            path.unlink()


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Rows over and over again, each round under other ids and titles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["title"].strip()]
    for number, row in enumerate(cycle(rows)):
        round_ = number // len(rows)
        yield {**row, "title": f"{row['title']} {round_}"} if round_ else row


def _run(path: Path, *arguments: str) -> bytes:
    """What this script prints in a process of its own."""
    command = [sys.executable, __file__, str(path), *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def measured(path: Path, name: str) -> dict[str, float]:
    """Records, faults and seconds of our reader, its peak memory, and seconds of the bare one."""
    papers = faults = 0
    ours = []
    for _ in range(_PASSES):
        papers = faults = 0
        started = time.perf_counter()
        for found in read_listing(path, format=name):
            papers += isinstance(found, Paper)
            faults += isinstance(found, Fault)
        ours.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6
    bare = []
    for _ in range(_PASSES):
        gc.collect()
        started = time.perf_counter()
        with path.open("rb") as stream:
            BARE[name](stream)
        bare.append(time.perf_counter() - started)
    return {"papers": papers, "faults": faults, "ours": min(ours), "peak": peak, "bare": min(bare)}


def _orjson_lines(stream: BinaryIO) -> None:
    for line in stream:
        orjson.loads(line)


def _orjson(stream: BinaryIO) -> None:
    orjson.loads(stream.read())


def _lxml(stream: BinaryIO) -> None:
    from lxml import etree

    for _, element in etree.iterparse(stream, tag=("{*}entry", "{*}record"), huge_tree=True):
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _bibtexparser(stream: BinaryIO) -> None:
    from bibtexparser.entrypoint import parse_string

    parse_string(stream.read().decode())


def _rispy(stream: BinaryIO) -> None:
    import rispy

    rispy.loads(stream.read().decode())


def _csv_reader(stream: BinaryIO) -> None:
    for _ in csv.reader(TextIOWrapper(stream, "utf-8", newline="")):
        pass


def _text_lines(stream: BinaryIO) -> None:
    for line in stream:
        line.decode()


#: What a format is read with where nothing is made of it.
BARE: Mapping[str, Callable[[BinaryIO], None]] = {
    **dict.fromkeys(("arxiv-atom", "arxiv-oai"), _lxml),
    **dict.fromkeys(("arxiv-snapshot", "jsonl", "openalex", "semantic-scholar"), _orjson_lines),
    **dict.fromkeys(("pwc-papers", "pwc-links", "pwc-evaluations"), _orjson),
    **dict.fromkeys(("csl-json", "hf-daily-json"), _orjson),
    "bibtex": _bibtexparser,
    "csv": _csv_reader,
    "hf-text": _text_lines,
    "ris": _rispy,
}


def _row(name: str, found: Mapping[str, float], size: int) -> str:
    rate = found["papers"] / found["ours"]
    share = found["bare"] / found["ours"]
    return (
        f"| {name} | {size / 1e6:,.0f} | {found['papers']:,} | {found['faults']:,} "
        f"| {rate:,.0f} | {share:.2f} | {found['peak']:,.0f} |"
    )


if __name__ == "__main__":
    main()
