"""Titles that differ by a misprint or a subtitle, among millions of them.

Sorted neighbourhoods (Hernández and Stolfo, "The merge/purge problem for large databases",
SIGMOD 1995): titles are sorted in several ways, and only those that stand near each other in
one of them are compared. A misprint at the end leaves a title where it was in the first order,
one at the beginning in the second, and a word more or less in the third.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

__all__ = ["A_SUBTITLE", "FEW_LETTERS", "NearTitles", "near_titles", "version_words"]

#: Why two titles may be one.
FEW_LETTERS, A_SUBTITLE = "a few letters", "a subtitle more"

#: Titles on each side in an order that one is compared with.
_WINDOW = 4
#: Letters in common, in percent, from which two titles may be one.
_LEAST_ALIKE = 92.0
#: Letters of a title to which another may only add a subtitle.
_LEAST_PREFIX = 20
_SHORTEST = 8
_CHUNK = 1 << 17
_WORD = re.compile(r"\w+")
_SUBTITLE = re.compile(r"[:?!.;(—–]| -+ ")
# What tells one of a series from the next: "Llama 2", "3D", "Part II", "revisited", "ViT-L".
_VERSION_WORD = re.compile(
    r"\w*\d\w*|i{1,3}|iv|vi{0,3}|ix|x|part|one|two|three|four|five|first|second|third"
    r"|revisited|reloaded|extended|continued|corrected|erratum|corrigendum|comment|reply|response"
    r"|withdrawn|retraction|retracted|no|not|non|without|[b-hj-z]|x{1,2}[ls]"
)


class NearTitles(NamedTuple):
    """Two titles that may be one.

    Attributes:
        first: index of the one that comes first.
        second: index of the other.
        alike: letters in common, 0 to 1.
        reason: `FEW_LETTERS` or `A_SUBTITLE`.
    """

    first: int
    second: int
    alike: float
    reason: str


def near_titles(titles: Sequence[str]) -> list[NearTitles]:
    """Pairs of titles that nearly agree, each once, in order; equal ones are none.

    Titles with other digits, or other words that count a series, never agree.

    Args:
        titles: plain, without LaTeX.

    >>> near_titles(["A Survey of Adapters", "A Survey on Adapters", "A Survey of Adapters 2"])
    [NearTitles(first=0, second=1, alike=0.95, reason='a few letters')]
    """
    lowered = [" ".join(_words(title)) for title in titles]
    orders: tuple[Callable[[int], str], ...] = (
        lambda n: lowered[n],
        lambda n: lowered[n][::-1],
        lambda n: " ".join(sorted(lowered[n].split(), key=_longest_first)),
    )
    some = [n for n, title in enumerate(lowered) if len(title) >= _SHORTEST]
    found: dict[tuple[int, int], NearTitles] = {}
    for order in orders:
        for one in _near_in_order(sorted(some, key=order), lowered, titles):
            found.setdefault((one.first, one.second), one)
    return [found[pair] for pair in sorted(found)]


def version_words(title: str) -> tuple[str, ...]:
    """What tells a title from others of its series, sorted.

    >>> version_words("Llama 2: a 3D Part II")
    ('2', '3d', 'ii', 'part')
    """
    return tuple(sorted(word for word in _words(title) if _VERSION_WORD.fullmatch(word)))


def _words(title: str) -> list[str]:
    """The words of a title; "S²FT" is "s2ft"."""
    plain = title if title.isascii() else unicodedata.normalize("NFKC", title)
    return _WORD.findall(plain.lower())


def _longest_first(word: str) -> tuple[int, str]:
    return (-len(word), word)


def _near_in_order(
    order: Sequence[int], lowered: Sequence[str], titles: Sequence[str]
) -> Iterator[NearTitles]:
    for shift in range(1, _WINDOW + 1):
        for start in range(0, len(order) - shift, _CHUNK):
            stop = min(start + _CHUNK, len(order) - shift)
            firsts = [lowered[n] for n in order[start:stop]]
            seconds = [lowered[n] for n in order[start + shift : stop + shift]]
            alike = process.cpdist(firsts, seconds, scorer=fuzz.ratio, dtype=np.float32)
            prefixed = [
                b.startswith(a) or a.startswith(b) for a, b in zip(firsts, seconds, strict=True)
            ]
            for place in np.flatnonzero((alike >= _LEAST_ALIKE) | np.array(prefixed)).tolist():
                pair = sorted((order[start + place], order[start + shift + place]))
                one = _judged(pair[0], pair[1], float(alike[place]), lowered, titles)
                if one:
                    yield one


def _judged(
    first: int, second: int, alike: float, lowered: Sequence[str], titles: Sequence[str]
) -> NearTitles | None:
    a, b = lowered[first], lowered[second]
    if a == b or version_words(a) != version_words(b):
        return None
    alike = round(alike / 100, 2)
    if 100 * alike >= _LEAST_ALIKE:
        return NearTitles(first, second, alike, FEW_LETTERS)
    short, long = (a, first), (b, second)
    if len(a) > len(b):
        short, long = long, short
    if len(short[0]) >= _LEAST_PREFIX and _head(titles[long[1]]) == short[0]:
        return NearTitles(first, second, alike, A_SUBTITLE)
    return None


def _head(title: str) -> str:
    """What stands before a title's subtitle, as it is compared."""
    return " ".join(_words(_SUBTITLE.split(title, maxsplit=1)[0]))
