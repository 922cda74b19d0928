"""Words with a capital: where names are looked for."""

from __future__ import annotations

import re
from typing import NamedTuple

from papergraph.lexicon import word_class
from papergraph.linking.shapes import Shape, shape_of, spells_out

__all__ = ["CapitalWord", "is_coined", "words_of_chunk"]

# Not inside a word, a path, an address or a command.
_WORD = re.compile(
    r"(?<![\w\\@/.])(?<!\w-)[a-zα-ω0-9_]*+(?:[-'’][a-zα-ω0-9_]++)*+(?:-(?=[A-ZΑ-Ω]))?[A-ZΑ-Ω]\w*"
    r"(?:['’-]\w+)*(?:(?<=\d)\.\d+\w*|(?<=[A-Z])\.[a-z]{2,4}\b|\.(?:jl|js|py|cpp|ai|io)\b)?"
    r"(?:-\w+)*(?:\+{1,2}|\*(?!\*))?"
)
# "LoRA-based"; a dash between words that lost its blanks makes "FrobNet-an".
_QUALIFIER = re.compile(r"(?:-(?:[a-z]{3,}|an?|is|to|in|of|we))+$")
_FUNCTION_WORDS = word_class("function") - word_class("inner")
_COINED = re.compile(r"[A-Z][a-z]+[A-Z]+")
_POSSESSIVE = re.compile(r"['’]s?$")


class CapitalWord(NamedTuple):
    """A word with a capital letter somewhere.

    Attributes:
        start: of the half-open span in the text.
        end: of it.
        word: the text.
        shape: how much it looks like a name.
        bare: length without qualifiers joined to it ("LoRA-based"), where the letters alone
            suggest a name; else 0.
    """

    start: int
    end: int
    word: str
    shape: Shape
    bare: int


def words_of_chunk(chunk: str) -> tuple[CapitalWord, ...]:
    """Words with a capital in a run of characters without blanks, but for words of function.

    Those that are ordinary inside a name are not left out.

    >>> words_of_chunk("(nnU-Net-based)")
    (CapitalWord(start=1, end=14, word='nnU-Net-based', shape=<Shape.MIXED: 4>, bare=7),)
    """
    return tuple(
        _read_word(*match.span(), match.group())
        for match in _WORD.finditer(chunk)
        if (word := match.group()).lower() not in _FUNCTION_WORDS or is_coined(word)
    )


def is_coined(word: str) -> bool:
    """Whether an ordinary word is printed as only a name is: "MoST", "LaST".

    >>> [is_coined(word) for word in ("MoST", "Most", "MOST", "fOr")]
    [True, False, False, False]
    """
    return bool(_COINED.fullmatch(word))


def _read_word(start: int, end: int, printed: str) -> CapitalWord:
    word = printed
    shape = shape_of(word)
    bare = 0
    if shape >= Shape.ACRONYM and len(word) > 1 and not spells_out(word):
        word = _POSSESSIVE.sub("", word)
        joined = _QUALIFIER.search(word)
        bare = joined.start() if joined else len(word)
    return CapitalWord(start, end, printed, shape, bare)
