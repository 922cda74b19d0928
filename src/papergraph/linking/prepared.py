"""A paper made ready for both passes, so that neither reads its texts again."""

from __future__ import annotations

from dataclasses import dataclass

from papergraph.linking.abbreviations import Abbreviation, find_abbreviations
from papergraph.linking.passage import Passage
from papergraph.model import Paper, Part

__all__ = ["PreparedPaper", "prepare"]


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """What linking needs of a paper.

    Attributes:
        paper: as its source gave it.
        passages: the title, then the abstract where there is one.
        pairs: for each passage the abbreviations that it defines.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    pairs: tuple[tuple[Abbreviation, ...], ...]


def prepare(paper: Paper) -> PreparedPaper:
    """Find sentences, words with a capital, and abbreviations: about 10 kB a paper."""
    title = Passage.of(paper, Part.TITLE)
    texts = (title, Passage.of(paper, Part.ABSTRACT)) if paper.abstract else (title,)
    return PreparedPaper(paper, texts, tuple(tuple(find_abbreviations(t.text)) for t in texts))
