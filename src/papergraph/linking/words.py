"""Words with a capital: where names are looked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.text.span import Span

__all__ = ["CapitalWord", "capital_words", "shaped_words"]

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


# A text has dozens: half the time of calling the class.
_word: Callable[[tuple[int, int, str, Shape]], CapitalWord] = partial(tuple.__new__, CapitalWord)


def capital_words(text: str) -> tuple[CapitalWord, ...]:
    """Words with a capital, in text order. The only white space in `text` is the blank.

    >>> [(w.word, w.shape.name) for w in capital_words("we train nnU-Net with Adam-based steps")]
    [('nnU-Net', 'MIXED'), ('Adam-based', 'CAPITALIZED')]
    """
    found: list[CapitalWord] = []
    start = 0
    for chunk in text.split(" "):
        if not chunk.islower():
            for from_, to, word, shape in _words_of(chunk):
                found.append(_word((start + from_, start + to, word, shape)))
        start += len(chunk) + 1
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
