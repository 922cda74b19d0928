"""2,000 real papers, each as three sources would print it: which records become one paper.

The changes are those that sources make: case, LaTeX, a version after the identifier, a missing
identifier or abstract, a misprint. Half of the papers are those whose titles are most alike.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, pairwise
from math import comb
from pathlib import Path
from typing import Any

import pytest

from papergraph.graph.identity import identify_papers
from papergraph.model import Paper
from papergraph.sources import Fault, read_listing

DATA = Path(__file__).parents[2].resolve().parent / "shared" / "data" / "arxiv-40k.jsonl.gz"
_PAPERS = 2000
_SHARED_START = 14
_LATEX = {
    "é": r"\'e",
    "ö": r"\"o",
    "ü": r"\"u",
    "ä": r"\"a",
    "á": r"\'a",
    "–": "--",
    "β": r"$\beta$",
}

Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    if not DATA.is_file():
        pytest.skip("the abstracts stand beside a checkout, not in it")
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        found = [row for row in map(json.loads, lines) if row["title"].strip() and row["abstract"]]
    # Some papers stand in the file twice.
    unique = {" ".join(row["title"].lower().split()): row for row in found}
    by_title = sorted(unique.values(), key=lambda row: row["title"].lower())
    alike = [
        one
        for pair in pairwise(by_title)
        if pair[0]["title"].lower()[:_SHARED_START] == pair[1]["title"].lower()[:_SHARED_START]
        for one in pair
    ]
    chosen = {row["id"]: row for row in islice(alike, 0, _PAPERS)}
    rest = random.Random(1).sample(by_title, _PAPERS * 2)
    chosen = dict(islice(chosen.items(), _PAPERS // 2)) | {row["id"]: row for row in rest}
    return list(islice(chosen.values(), _PAPERS))


def _changed_case(title: str, chance: random.Random) -> str:
    return chance.choice([title, title, title.lower(), title.upper(), title.capitalize()])


def _misprinted(title: str, chance: random.Random) -> str:
    """Two letters change places, as typing does it; digits stay."""
    places = [n for n in range(len(title) - 1) if title[n : n + 2].isalpha()]
    if not places or chance.random() > 0.05:
        return title
    place = chance.choice(places)
    return title[:place] + title[place + 1] + title[place] + title[place + 2 :]


def _in_latex(title: str, chance: random.Random) -> str:
    for plain, latex in _LATEX.items():
        title = title.replace(plain, latex)
    return "{" + title + "}" if chance.random() < 0.3 else title


def _snapshot(row: Row, chance: random.Random) -> str:
    record = dict(row)
    record["id"] = f"{row['id']}v{chance.randint(1, 9)}" if chance.random() < 0.3 else row["id"]
    return json.dumps({"license": None, "update_date": "2024-01-01", **record}) + "\n"


def _openalex(row: Row, chance: random.Random, number: int) -> str:
    words: dict[str, list[int]] = {}
    for place, word in enumerate(row["abstract"].split()):
        words.setdefault(word, []).append(place)
    title = _misprinted(_changed_case(" ".join(row["title"].split()), chance), chance)
    has_id = chance.random() < 0.7
    where = {"landing_page_url": f"https://arxiv.org/abs/{row['id']}"}
    authors = [{"author": {"display_name": name}} for name in _authors(row)]
    work = {
        "id": f"https://openalex.org/W{number + 1}",
        "display_name": title,
        "title": title,
        "abstract_inverted_index": words if chance.random() < 0.8 else None,
        "authorships": authors,
        "locations": [where] if has_id else [],
        "referenced_works": [],
    }
    return json.dumps(work) + "\n"


def _bibtex(row: Row, chance: random.Random, number: int) -> str:
    title = _in_latex(_misprinted(" ".join(row["title"].split()), chance), chance)
    fields = {"title": title, "author": " and ".join(_authors(row))}
    if chance.random() < 0.6:
        fields |= {"eprint": f"{row['id']}v2", "archivePrefix": "arXiv"}
    if chance.random() < 0.8:
        fields["abstract"] = " ".join(row["abstract"].split())
    body = "".join(f"  {name} = {{{_paired(value)}}},\n" for name, value in fields.items())
    return f"@article{{key{number},\n{body}}}\n\n"


def _paired(text: str) -> str:
    """Without braces where they do not pair, which BibTeX could not print."""
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    return text.replace("{", "").replace("}", "") if depth else text


def _authors(row: Row) -> list[str]:
    return [
        name.strip() for name in row["authors"].replace(" and ", ", ").split(",") if name.strip()
    ]


def _read(path: Path) -> Iterator[Paper]:
    for found in read_listing(path):
        assert not isinstance(found, Fault), str(found)
        if isinstance(found, Paper):
            yield found


def _write(path: Path, rows: list[Row], record: Callable[[Row, int], str]) -> list[Paper]:
    path.write_text("".join(record(row, number) for number, row in enumerate(rows)), "utf-8")
    papers = list(_read(path))
    assert len(papers) == len(rows)
    return papers


def test_records_of_three_sources_become_one_paper_and_no_two_papers_become_one(
    rows: list[Row], tmp_path: Path
) -> None:
    chance = random.Random(7)
    sources = (
        _write(tmp_path / "a.json", rows, lambda row, _: _snapshot(row, chance)),
        _write(tmp_path / "b.json", rows, lambda row, n: _openalex(row, chance, n)),
        _write(tmp_path / "c.bib", rows, lambda row, n: _bibtex(row, chance, n)),
    )
    # A listing of its own for every record tells where it went.
    records = [
        _under(paper, f"{source}/{number}")
        for source, papers in enumerate(sources)
        for number, paper in enumerate(papers)
    ]

    papers = identify_papers(records).papers

    joined = right = 0
    for paper in papers.values():
        numbers = Counter(listing.partition("/")[2] for listing in paper.listings)
        joined += comb(sum(numbers.values()), 2)
        right += sum(comb(count, 2) for count in numbers.values())
    wanted = len(rows) * comb(len(sources), 2)
    precision, recall = right / joined, right / wanted
    assert precision >= 0.999, f"pairwise precision {precision:.4f}"
    assert recall >= 0.99, f"pairwise recall {recall:.4f}"


def _under(paper: Paper, listing: str) -> Paper:
    from msgspec import structs

    return structs.replace(paper, listings=(listing,))
