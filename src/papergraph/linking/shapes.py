"""What a name looks like: PiSSA, FADC, GPT-4o, Terminator."""

from __future__ import annotations

import re
import string
from enum import IntEnum
from functools import lru_cache

__all__ = ["Shape", "shape_of", "spells_out"]


class Shape(IntEnum):
    """How much a printed form looks like a name, least first."""

    #: lower case, or a capital only where a sentence starts.
    PLAIN = 0
    #: One capital at the front: Terminator, Adam.
    CAPITALIZED = 1
    #: Capitals only, digits and dashes allowed: FADC, GR-KAN.
    ACRONYM = 2
    #: Letters with a number: Mamba-2, Qwen2.5, S4.
    VERSIONED = 3
    #: A capital after a small letter: PiSSA, sharpDARTS, nnU-Net.
    MIXED = 4


_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-rt-z]|[A-Z]{2}s[a-z]")
# "ADAptive" and "LEss" only show where an acronym's letters come from.
_SPELLING_OUT = re.compile(
    r"[A-Z]{2,}(?:[a-z]*(?:ive|ing|tion|sion|ment|ness|ity|ear|ess|ous|ble|al|ary|ate|ed|ly|ical|ent"
    r"|ant|ance|ence|ure|ore|ork|ion))"
)
# "Max-W" and "T-Few", but not "B-spline".
_LONE_CAPITAL = re.compile(r"[A-Z][a-z]+-[A-Z]$|^[A-Z]-[A-Z][a-z]+$")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s$")
_ALL_CAPITALS = re.compile(r"[A-Z0-9+*.-]*[A-Z][A-Z0-9+*.-]*")
_LETTERS_AND_DIGITS = re.compile(r"(?=.*[A-Za-z])(?=.*\d)")
# Words of one make have one shape; "s" stands for itself, for it makes plurals.
_MAKE = str.maketrans(
    {
        **dict.fromkeys(string.ascii_uppercase, "A"),
        **dict.fromkeys(string.ascii_lowercase.replace("s", ""), "a"),
        **dict.fromkeys(string.digits, "0"),
    }
)


@lru_cache(maxsize=1 << 16)
def shape_of(name: str) -> Shape:
    """The shape of a printed name; that of its most telling word where it has several.

    >>> [shape_of(n).name for n in ("PiSSA", "GPT-4o", "FADCs", "Terminator", "kernel")]
    ['MIXED', 'VERSIONED', 'ACRONYM', 'CAPITALIZED', 'PLAIN']
    """
    if name.isalpha() and name[1:].islower():  # most words, at a third of the cost
        return Shape.CAPITALIZED if name[0].isupper() else Shape.PLAIN
    make = name.translate(_MAKE)
    if " " in make:
        return max(map(_word_shape, make.split()), default=Shape.PLAIN)
    return _word_shape(make)


@lru_cache(maxsize=1 << 14)
def _word_shape(word: str) -> Shape:
    """The shape of a word, given its make."""
    word = _PLURAL.sub("", word)
    if any(_INNER_CAPITAL.search(part) for part in word.split("-")):
        return Shape.MIXED
    if any(char.isupper() for char in word) and _LETTERS_AND_DIGITS.match(word):
        return Shape.VERSIONED
    if sum(char.isupper() for char in word) > 1 and _ALL_CAPITALS.fullmatch(word):
        return Shape.ACRONYM
    if "-" in word and word != word.lower():
        # Nobody spells an ordinary word so.
        if _LONE_CAPITAL.search(word):
            return Shape.ACRONYM
        parts = [_word_shape(part) for part in word.split("-") if part]
        return max(parts, default=Shape.PLAIN)
    return Shape.CAPITALIZED if word[:1].isupper() else Shape.PLAIN


@lru_cache(maxsize=1 << 16)
def spells_out(name: str) -> bool:
    """Whether a form is an ordinary word with an acronym's letters in capitals.

    >>> [spells_out(form) for form in ("ADAptive", "LINear", "GANs", "BERTopic")]
    [True, True, False, False]
    """
    return any(_SPELLING_OUT.fullmatch(word) for word in name.split())
