"""Printed forms that could be names, wherever a paper has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergraph.lexicon import Lexicon
from papergraph.linking.candidates import NameFilter, name_runs
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import shaped_words
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = ["name_forms"]

#: Words of the longest form.
_MOST_WORDS = 6
_INNER = re.compile(r"\s(?:of|for|in|with|on|to|via|the|by|and)\s(?:the\s)?")
# "LivDet-Iris 2017", "KITTI 2015".
_YEAR = re.compile(r"\s(?:19|20)\d\d\b")
_QUALIFIER = re.compile(r"(?:-[a-z]{3,})+$")
_TITLE_HEAD_ENDS = re.compile(
    r"\s(?:for|via|with|using|by|in|on|from|under|through|to|towards?)\s|:\s|\s[-–—]+\s", re.I
)


def name_forms(passage: Passage, names: NameFilter) -> list[Span]:
    """Spans in text order, each once; they may lie in one another.

    Words with the shape of a name, words with capitals that stand together and the parts of
    such runs, and what a title starts with.
    """
    text = passage.text
    found = set()
    for span in _spans(passage, names.lexicon):
        name = text[span.start : span.end]
        if name and names.plausible_in_title(name) and name.count(" ") < _MOST_WORDS:
            found.add(span)
    return sorted(found)


def _spans(passage: Passage, lexicon: Lexicon) -> Iterator[Span]:
    text = passage.text
    for word in shaped_words(passage.words):
        joined = _QUALIFIER.search(text, word.start, word.end)
        yield Span(word.start, joined.start()) if joined else word
        if year := _YEAR.match(text, word.end):
            yield Span(word.start, year.end())
    for start, run in name_runs(passage):
        if " " in run.of(text):
            pieces = list(_pieces(text, run))
            # "QLoRA to ResNet" is no name, "Attention with Bounds" can be one.
            if not any(lexicon.knows(piece.of(text)) for piece in pieces):
                yield run
            yield from pieces
        elif run.start > start or passage.part is Part.TITLE or _is_shaped(run.of(text)):
            yield run
    if passage.part is Part.TITLE:
        head = _TITLE_HEAD_ENDS.search(text)
        yield Span(0, head.start() if head else len(text))


def _pieces(text: str, run: Span) -> Iterator[Span]:
    """The parts of a run between its small words: of "ResNet on ImageNet" both names."""
    place = run.start
    for inner in _INNER.finditer(text, run.start, run.end):
        yield Span(place, inner.start())
        place = inner.end()
    if place > run.start:
        yield Span(place, run.end)


def _is_shaped(word: str) -> bool:
    return shape_of(word) > Shape.CAPITALIZED
