"""Forms under which a name is looked for: its parts together and apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from papergraph.linking.passage import fold

__all__ = ["plain_spellings", "spellings"]

_VERSION_STARTS = re.compile(r"(?<=[a-z])(?=v?\d)")
# Printed as one word and as two: "autoencoder", "pre-training".
_COMPOUND = re.compile(
    r"(?<=auto)(?=encoder)|(?<=\bpre)(?=train)|(?<=\bfine)(?=tun)"
    r"|(?<=\bmulti)(?=modal|task|layer|head|scale|view|agent)"
)
_FIRST_PARTS = frozenset({"auto", "pre", "fine", "multi"})
#: Of a name of more parts than this only a few are looked for as one.
_MOST_JOINED_PARTS = 4
_MOST_DOUBTS = 2
#: Words of a name such as "ResNet-50".
_NAME_AND_NUMBER = 2


def spellings(name: str) -> set[str]:
    """Folded forms under which `name` is looked for, its parts together and apart.

    >>> sorted(spellings("Llama-2-7B"))[:3]
    ['llama 2 7b', 'llama 27b', 'llama2 7b']
    """
    folded = fold(name)
    apart = _COMPOUND.sub(" ", folded)
    if folded.isalpha() and apart == folded:  # most names
        return {folded}
    words = _VERSION_STARTS.sub(" ", folded).split()
    if apart != folded:
        return _joined_forms(words) | _joined_forms(_VERSION_STARTS.sub(" ", apart).split())
    return _joined_forms(words) | {" ".join(folded.split())} - {""}


def plain_spellings(name: str) -> set[str]:
    """The forms of a name that has to be printed as it is: its parts all apart, or together."""
    words = fold(name).split()
    return {" ".join(words), "".join(words)} - {""}


def _joined_forms(words: Sequence[str]) -> set[str]:
    forms = {" ".join(words), "".join(words)} - {""}
    if len(words) == _NAME_AND_NUMBER and words[1].isdigit():
        forms |= {f"{words[0]}s {words[1]}", f"{words[0]}s{words[1]}"}  # "ResNets20"
    joined = words[:1]
    for word, joints in zip(words[1:], _joints(words), strict=True):
        joined = [f"{form}{joint}{word}" for form in joined for joint in joints]
    forms.update(joined)
    return forms


def _joints(words: Sequence[str]) -> list[tuple[str, ...]]:
    """What may stand before each word but the first."""
    pairs = list(pairwise(words))
    if len(words) <= _MOST_JOINED_PARTS:
        return [("", " ")] * len(pairs)
    doubted = [_may_be_one(before, word) for before, word in pairs]
    return [
        ("", " ") if doubt and sum(doubted[:index]) < _MOST_DOUBTS else (" ",)
        for index, doubt in enumerate(doubted)
    ]


def _may_be_one(before: str, word: str) -> bool:
    """Whether two words of a long name may be one: a word and its number, a compound."""
    return before in _FIRST_PARTS or (before.isalpha() and word[:1].isdigit())
