"""Whole pages: our own samples, and two real ones where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papergraph.model import Listing, Paper
from papergraph.sources import Fault, listing_paths, read_listing

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared"
OURS = sorted((TESTS / "pages").glob("*.txt"))
REAL = sorted((SHARED / "pages").glob("*.txt"))


def _annotated_titles(page: Path, folder: Path) -> list[str]:
    lines = (folder / f"{page.stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["title"] for line in lines]


def _assert_reads_as_annotated(page: Path, folder: Path) -> None:
    found = list(read_listing(page))

    papers = [item for item in found if isinstance(item, Paper)]
    assert [paper.title for paper in papers] == _annotated_titles(page, folder)
    assert not [item for item in found if isinstance(item, Fault)]
    lines = page.read_text(encoding="utf-8").split("\n")
    assert all(lines[paper.line - 1].strip() == paper.title for paper in papers)


def test_there_are_sample_pages() -> None:
    assert OURS


@pytest.mark.parametrize("page", OURS, ids=lambda page: page.stem)
def test_every_paper_of_our_pages_is_read(page: Path) -> None:
    _assert_reads_as_annotated(page, TESTS / "pages" / "gold")


@pytest.mark.skipif(not REAL, reason="the real pages are not at hand")
@pytest.mark.parametrize("page", REAL, ids=lambda page: page.stem)
def test_every_paper_of_the_real_pages_is_read(page: Path) -> None:
    _assert_reads_as_annotated(page, SHARED / "eval" / "gold")


@pytest.mark.skipif(not REAL, reason="the real pages are not at hand")
def test_the_real_pages_hold_115_papers_each_with_an_abstract() -> None:
    found = [item for page in REAL for item in read_listing(page)]

    papers = [item for item in found if isinstance(item, Paper)]
    assert len(papers) == 115
    assert all(len(paper.abstract) > 1000 for paper in papers)
    dates = [item.printed_date for item in found if isinstance(item, Listing)]
    assert dates == ["Aug 1", "Mar 11"]


@pytest.mark.skipif(
    not (SHARED / "data" / "hf-daily-api.json").exists(), reason="the real answer is not at hand"
)
def test_a_real_answer_of_the_api_is_read() -> None:
    paper, listing = read_listing(SHARED / "data" / "hf-daily-api.json")

    assert isinstance(paper, Paper)
    assert (paper.arxiv_id, paper.issued) == ("2410.17243", "2024-10-22")
    assert paper.authors[0] == "Zesen Cheng"
    assert len(paper.authors) == 9
    assert "\n" not in paper.title
    assert isinstance(listing, Listing)
    assert listing.printed_date == "2024-10-25"


def test_annotations_beside_pages_are_not_listed() -> None:
    assert listing_paths([TESTS / "pages"]) == OURS
