"""Words with a capital: where names are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.text.span import Span

__all__ = ["CapitalWord", "capital_words", "shaped_words"]

# Not inside a word, a path, an address or a command. The possessive quantifier keeps this
# linear: most words have no capital.
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
    """Words with a capital, in text order.

    >>> [(w.word, w.shape.name) for w in capital_words("we train nnU-Net with Adam-based steps")]
    [('nnU-Net', 'MIXED'), ('Adam-based', 'CAPITALIZED')]
    """
    return tuple(
        CapitalWord(match.start(), match.end(), word, shape_of(word))
        for match in _WORD.finditer(text)
        for word in (match.group(),)
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
