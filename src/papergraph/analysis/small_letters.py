"""Names that are printed in small letters as well: ordinary words and phrases."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

__all__ = ["SmallLetters"]


class SmallLetters:
    """Finds names where a text prints them without a capital. Build once, then read only."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names)
        self._automaton = AhoCorasick([_singular(name.lower()) for name in self._names])

    def find(self, text: str) -> set[str]:
        r"""The names that `text` has in small letters, in the singular or in the plural.

        >>> found = SmallLetters(["Recall", "Light Detection", "Adam"])
        >>> sorted(found.find("Adamant recall by light\ndetections, with Adam."))
        ['Light Detection', 'Recall']
        """
        text = f" {' '.join(text.split())}  "
        found = set()
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            end += text[end] == "s"
            if not text[start - 1].isalnum() and not text[end].isalnum():
                found.add(self._names[index])
        return found


def _singular(word: str) -> str:
    return word[:-1] if word[-2:-1].isalpha() and word.endswith("s") else word
