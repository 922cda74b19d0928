"""Words with a capital: where names are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.text.span import Span

__all__ = ["CapitalWord", "capital_words", "shaped_words"]

_CAPITAL = re.compile("[A-ZΑ-Ω]")
_WORD = re.compile(
    r"\w+(?:['’-]\w+)*(?:(?<=\d)\.\d+\w*|(?<=[A-Z])\.[a-z]{2,4}\b)?(?:-\w+)*[+*]*"
)
_INSIDE = frozenset("-'’_")
#: A word after one of these is part of a path, an address or a command.
_JOINED_BEFORE = frozenset("\\@/.")


class CapitalWord(NamedTuple):
    """A word with a capital letter somewhere.

    Attributes:
        start: of the half-open span in the text.
        end: of it.
        word: the text.
        shape: how much it looks like a name.
    """

    start: int
    end: int
    word: str
    shape: Shape


def capital_words(text: str) -> tuple[CapitalWord, ...]:
    """Words with a capital, in text order.

    >>> [(w.word, w.shape.name) for w in capital_words("we train nnU-Net with Adam-based steps")]
    [('nnU-Net', 'MIXED'), ('Adam-based', 'CAPITALIZED')]
    """
    found = []
    end = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start < end:
            continue
        while start > end and (text[start - 1].isalnum() or text[start - 1] in _INSIDE):
            start -= 1
        while text[start] in _INSIDE:
            start += 1
        match = _WORD.match(text, start)
        if match is None or match.end() <= capital.start():
            continue
        end = match.end()
        if start == 0 or text[start - 1] not in _JOINED_BEFORE:
            word = match.group()
            found.append(CapitalWord(start, end, word, shape_of(word)))
    return tuple(found)


def shaped_words(words: Iterable[CapitalWord]) -> Iterator[Span]:
    """Spans of the words whose letters alone suggest a name.

    >>> text = "We test PiSSA, LLaMA2-7B, ADAptive and Adam."
    >>> [span.of(text) for span in shaped_words(capital_words(text))]
    ['PiSSA', 'LLaMA2-7B']
    """
    for word in words:
        if word.shape >= Shape.ACRONYM and len(word.word) > 1 and not spells_out(word.word):
            yield Span(word.start, word.end)
