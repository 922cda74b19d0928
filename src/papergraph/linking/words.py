"""Words with a capital: where names are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.text.span import Span

__all__ = ["CapitalWord", "capital_words", "shaped_words"]

_CAPITAL = re.compile("[A-ZΑ-Ω]")
# Not inside a word, a path, an address or a command.
_WORD = re.compile(
    r"(?<![\w\\@/.])(?<!\w-)[a-zα-ω0-9_]*+(?:[-'’][a-zα-ω0-9_]++)*+(?:-(?=[A-ZΑ-Ω]))?[A-ZΑ-Ω]\w*"
    r"(?:['’-]\w+)*(?:(?<=\d)\.\d+\w*|(?<=[A-Z])\.[a-z]{2,4}\b)?(?:-\w+)*[+*]*"
)


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
    """Words with a capital, in text order. The only white space in `text` is the blank.

    >>> [(w.word, w.shape.name) for w in capital_words("we train nnU-Net with Adam-based steps")]
    [('nnU-Net', 'MIXED'), ('Adam-based', 'CAPITALIZED')]
    """
    found: list[CapitalWord] = []
    end = 0
    for capital in _CAPITAL.finditer(text):
        at = capital.start()
        if at < end:
            continue
        start = text.rfind(" ", end, at) + 1 or end
        end = text.find(" ", at)
        if end < 0:
            end = len(text)
        for from_, to, word, shape in _words_of(text[start:end]):
            found.append(CapitalWord(start + from_, start + to, word, shape))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _words_of(chunk: str) -> tuple[CapitalWord, ...]:
    """The words of a run of non-blank characters: most runs recur, in a text or in the next."""
    return tuple(
        CapitalWord(*match.span(), match.group(), shape_of(match.group()))
        for match in _WORD.finditer(chunk)
    )


def shaped_words(words: Iterable[CapitalWord]) -> Iterator[Span]:
    """Spans of the words whose letters alone suggest a name.

    >>> text = "We test PiSSA, LLaMA2-7B, ADAptive and Adam."
    >>> [span.of(text) for span in shaped_words(capital_words(text))]
    ['PiSSA', 'LLaMA2-7B']
    """
    for word in words:
        if word.shape >= Shape.ACRONYM and len(word.word) > 1 and not spells_out(word.word):
            yield Span(word.start, word.end)
