"""Names that no list can make safe to look for in a text."""

from __future__ import annotations

import re
from collections.abc import Container
from enum import StrEnum

from papergraph.lexicon.wordings import word_class
from papergraph.text.normalize import slug

__all__ = ["Refusal", "refusal"]

#: Letters and digits that a name has at least.
_SHORTEST = 3
#: Characters and words that a printed name has at most.
_LONGEST = 90
_MOST_WORDS = 8
#: More words than this are a name, however plain they are.
_MOST_PLAIN_WORDS = 2
#: Classes of words.tsv whose words make no name together.
_PLAIN_CLASSES = ("function", "common", "model", "filler", "qualifier")
# "BSD (test)", "MNIST - 2x", "Cars, 10 labels", and whole sentences.
_REMARK = re.compile(r"[()\[\]{}<>=%|,;:→]|\s[-–—]\s|\.$")
_PARTS = re.compile(r"[\s_-]+")
# With other capitals a word is a name, and a short one in capitals an acronym: "FIRE" is no fire.
_WORD = re.compile(r"[A-Z]?[a-z]+(?:-[A-Z]?[a-z]+)*|[A-Z]{5,}")
_FIGURE = re.compile(r"\d+[A-Z]?")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)


class Refusal(StrEnum):
    """Why a name is not taken over."""

    LETTERLESS = "without a Latin letter"
    SHORT = "of fewer than three letters"
    ARTICLE = "with an article before them"
    PLAIN = "of ordinary words"
    REMARK = "with a remark"
    #: A variant of what has no other name left.
    NAMELESS = "without the name that they vary"


def refusal(name: str, ordinary: Container[str] = frozenset()) -> Refusal | None:
    """Why `name` would be found where it is not meant, or never; ``None`` where nothing is wrong.

    Args:
        name: as a list has it.
        ordinary: words in small letters that many texts have, beside those of the lexicon.

    >>> for name in ("PiSSA", "2048", "AE", "attention", "Cars (test)"):
    ...     print(name, "-", refusal(name))
    PiSSA - None
    2048 - without a Latin letter
    AE - of fewer than three letters
    attention - of ordinary words
    Cars (test) - with a remark
    >>> refusal("Hate Speech", {"hate", "speech"})
    <Refusal.PLAIN: 'of ordinary words'>
    """
    if not any(char.isalpha() for char in name) or not slug(name):
        return Refusal.LETTERLESS
    if sum(char.isalnum() for char in name) < _SHORTEST:
        return Refusal.SHORT
    if len(name) > _LONGEST or len(name.split()) > _MOST_WORDS or _REMARK.search(name):
        return Refusal.REMARK
    if _is_plain(name) or _is_ordinary(name, ordinary):
        return Refusal.PLAIN
    return Refusal.ARTICLE if _ARTICLE.match(name) else None


def _is_plain(name: str) -> bool:
    """Whether it is a word in small letters, or made of words that many abstracts have."""
    words = [word for word in _PARTS.split(name) if word]
    if " " not in name and all(word.isalpha() and word.islower() for word in words):
        return True
    if len(words) > _MOST_PLAIN_WORDS:
        return False
    return all(any(word.lower() in word_class(one) for one in _PLAIN_CLASSES) for word in words)


def _is_ordinary(name: str, ordinary: Container[str]) -> bool:
    """Whether it is a word or two of ordinary text, figures not counted: a title has them so."""
    words = [word for word in re.split(r"[\s_]+", name) if not _FIGURE.fullmatch(word)]
    return len(words) <= _MOST_PLAIN_WORDS and all(
        _WORD.fullmatch(word)
        and (word.lower() in ordinary or all(part in ordinary for part in word.lower().split("-")))
        for word in words
    )
