"""A paper made ready for both passes, so that neither reads its texts again."""

from __future__ import annotations

from dataclasses import dataclass

from papergraph.linking.abbreviations import Abbreviation, find_abbreviations
from papergraph.linking.passage import Passage
from papergraph.model import Paper, Part
from papergraph.text.span import Span
from papergraph.text.urls import PrintedUrl, find_urls

__all__ = ["PreparedPaper", "prepare"]


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """What linking needs of a paper.

    Attributes:
        paper: as its source gave it.
        passages: the title, then the abstract where there is one.
        pairs: for each passage the abbreviations that it defines.
        urls: for each passage the URLs that it prints, their spans in the printed text.
        free: for each passage the spans of these in its plain text, which hold no names.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    pairs: tuple[tuple[Abbreviation, ...], ...]
    urls: tuple[tuple[PrintedUrl, ...], ...]
    free: tuple[tuple[Span, ...], ...]


def prepare(paper: Paper) -> PreparedPaper:
    """Find sentences, words with a capital, abbreviations and URLs: about 10 kB a paper."""
    title = Passage.of(paper, Part.TITLE)
    texts = (title, Passage.of(paper, Part.ABSTRACT)) if paper.abstract else (title,)
    pairs = tuple(tuple(find_abbreviations(text.text)) for text in texts)
    urls = tuple(tuple(find_urls(text.printed)) for text in texts)
    free = tuple(
        tuple(text.plain.shown(url.span) for url in found)
        for text, found in zip(texts, urls, strict=True)
    )
    return PreparedPaper(paper, texts, pairs, urls, free)
