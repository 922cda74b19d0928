"""How long it takes to find titles that nearly agree among a million, and in how much memory.

    python tests/benchmarks/titles.py ../shared/data/arxiv-40k.jsonl.gz --titles 1000000

See README.md in this folder for what the numbers mean.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import time
from pathlib import Path

from papergraph.graph.near_titles import near_titles

#: Kilobytes on Linux, bytes on macOS.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
#: One title in so many gets a misprint.
_ONE_IN = 1000


def main() -> None:
    """Make the titles, find what is near, and print how many misprints were found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="JSON lines with titles; .gz")
    parser.add_argument("--titles", type=int, default=1_000_000)
    arguments = parser.parse_args()
    chance = random.Random(3)
    titles = _titles(arguments.path, arguments.titles, chance)
    misprinted = list(range(0, len(titles), _ONE_IN))
    together = [*titles, *(_misprint(titles[n], chance) for n in misprinted)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6
    started = time.perf_counter()
    found = near_titles(together)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e6
    pairs = {(one.first, one.second) for one in found}
    wanted = {(n, len(titles) + place) for place, n in enumerate(misprinted)}
    print(f"{len(together):,} titles: {seconds:,.0f} s, {len(together) / seconds:,.0f} a second")
    print(f"memory {peak:,.0f} MB ({before:,.0f} MB before)")
    print(f"{len(pairs):,} pairs; of {len(wanted):,} misprints {len(pairs & wanted):,} found")


def _titles(path: Path, count: int, chance: random.Random) -> list[str]:
    """Real titles, and more of them with words of others put in their place."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        real = [" ".join(json.loads(line)["title"].split()) for line in lines]
    titles = list(dict.fromkeys(real))
    words = [word for title in titles for word in title.split()]
    while len(titles) < count:
        changed = chance.choice(real).split()
        for place in range(0, len(changed), 2):
            changed[place] = chance.choice(words)
        titles.append(" ".join(changed))
    return titles[:count]


def _misprint(title: str, chance: random.Random) -> str:
    """Two neighbours among the letters change places."""
    places = [n for n in range(len(title) - 1) if title[n : n + 2].isalpha()]
    if not places:
        return title
    place = chance.choice(places)
    return title[:place] + title[place + 1] + title[place] + title[place + 2 :]


if __name__ == "__main__":
    main()
