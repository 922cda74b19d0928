from __future__ import annotations

from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.model import Paper
from papergraph.sources import ListedPapers, read_listing

PAGES = Path(__file__).parents[1] / "pages"


def test_the_papers_of_a_folder_can_be_gone_through_again() -> None:
    papers = ListedPapers([PAGES])

    first = list(papers)

    assert len(first) > 50
    assert list(papers) == first
    assert first[0] == next(found for found in read_listing(sorted(PAGES.glob("*.txt"))[0]))
    assert papers.faults == ()


def test_a_fault_is_kept_once_however_often_it_is_met(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    papers = ListedPapers([str(tmp_path), PAGES])

    assert not papers.faults
    for _ in range(3):
        assert all(isinstance(paper, Paper) for paper in papers)

    assert [Path(fault.file).name for fault in papers.faults] == ["empty.txt"]


def test_an_input_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found nothing of that name"):
        ListedPapers([tmp_path / "nowhere"])
