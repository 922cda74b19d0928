"""Ordinary words that show where an acronym's letters come from: "MEMory-augmented JAilbreak"."""

from __future__ import annotations

from collections.abc import Container, Iterable

from papergraph.text.normalize import letters_and_digits

__all__ = ["spelled_words"]

#: Letters of the shortest word: "MoE" is short for more than one.
_SHORTEST = 5


def spelled_words(names: Iterable[str], ordinary: Container[str]) -> set[str]:
    """Those of a paper's names that only spell out a part of another one.

    Args:
        names: all of the paper.
        ordinary: words in small letters.

    >>> sorted(spelled_words(["MemJack", "MEMory", "JAilbreak"], {"memory", "jailbreak"}))
    ['JAilbreak', 'MEMory']
    """
    single = [name for name in names if " " not in name]
    some = [name for name in single if _stands_out(name) and name.lower() in ordinary]
    if not some:  # nearly all papers
        return set()
    letters = {letters_and_digits(name.lower()) for name in single}
    return {name for name in some if _is_part(name, letters)}


def _stands_out(name: str) -> bool:
    """Whether a word has capitals within it, and small letters too."""
    is_word = len(name) >= _SHORTEST and name.isalpha()
    return is_word and not name[1:].islower() and not name.isupper()


def _is_part(name: str, letters: Iterable[str]) -> bool:
    """Whether a name's capitals stand together in another name, which has more than these."""
    capitals = "".join(filter(str.isupper, name)).lower()
    return any(capitals in other and other not in (capitals, name.lower()) for other in letters)
