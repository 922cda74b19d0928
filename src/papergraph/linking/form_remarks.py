"""Remarks on a printed form that hold wherever it stands, for a linear model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from papergraph.lexicon import Lexicon
from papergraph.linking.nouns import noun_class
from papergraph.linking.shapes import shape_of, spells_out
from papergraph.model import Level

__all__ = ["remarks_on"]

#: Letters at the end of a name that tell its kind: Net, Bench, QA.
_ENDING = 4
_NO_DIGIT = re.compile(r"\D*")


def remarks_on(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Remarks on a name that hold wherever it stands."""
    words = name.split()
    shape = shape_of(name).name.lower()
    yield f"shape: {shape}"
    yield f"words: {min(len(words), 5)}"
    yield f"length: {min(len(name), 24) // 3}"
    yield f"shape and length: {shape} {min(len(name), 24) // 3}"
    last = words[-1]
    yield f"ends: {last[-_ENDING:].lower()}"
    yield f"ends: {last[-3:].lower()}"
    yield f"ends: {last[-2:].lower()}"
    yield f"starts: {name[:3].lower()}"
    yield f"pattern: {_pattern(name)}"
    if len(words) > 1 or "-" in last:
        yield from _features_of_several(name, words, lexicon)
    if spells_out(name):
        yield "spells out a word"
    if not _NO_DIGIT.fullmatch(name):
        yield "has: digit"
    if "-" in name:
        yield "has: dash"
    if ids := lexicon.ids(name):
        named = any(lexicon.known[one].entity.level is Level.NAMED for one in ids)
        kind = "vague" if lexicon.is_vague(name) else "known" if named else "family"
        yield f"lexicon: {kind}"
    elif category := lexicon.stop_category(name):
        yield f"stop word: {category}"


@lru_cache(maxsize=1 << 14)
def _pattern(name: str) -> str:
    """The make of a name, runs of one make as one sign: "Aa-0" for Adam-2."""
    signs = [
        "A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else c for c in name
    ]
    return "".join(
        sign for place, sign in enumerate(signs) if place == 0 or signs[place - 1] != sign
    )


def _features_of_several(name: str, words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Remarks on a name of several words, or of one with hyphens."""
    parts = name.replace("-", " ").split(" ")
    noun = parts[-1].lower()
    yield f"last word: {noun}"
    yield f"noun: {noun_class(noun)}"
    yield f"first word: {words[0].lower()}"
    for part in parts[1:-1]:
        yield f"inner word: {part.lower()}"
    if len(parts) > 1:
        yield f"last words: {parts[-2].lower()} {noun}"
    capitals = sum(word[:1].isupper() for word in words)
    yield "capitals: all" if capitals == len(words) else f"capitals: {min(capitals, 3)}"
    if lexicon.knows(parts[0]):
        yield "lexicon: first word known"
    if lexicon.knows(parts[-1]):
        yield "lexicon: last word known"
