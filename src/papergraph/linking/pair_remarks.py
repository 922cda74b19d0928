"""Remarks on two names that a paper gives to its own work: what tells one thing from two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from papergraph.linking.abbreviations import SMALL_WORDS, abbreviates, is_spelled_by
from papergraph.linking.nominations import occurrences
from papergraph.linking.nouns import kind_of_noun, noun_class
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind
from papergraph.text.normalize import letters_and_digits
from papergraph.text.span import Span

__all__ = ["Own", "pair_remarks"]

_SHARES = (0.25, 0.5, 0.67, 0.8, 0.99)
_GAPS = (2, 10, 25, 60, 120)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"v?\d[\d.]*[bmk]?", re.I)
#: What stands between two names, the first that fits.
_BETWEEN = (
    ("bracket", re.compile(r"\s*\($")),
    ("that is", re.compile(r",? ?(?:i\.e\.|namely|that is|aka|a\.k\.a\.)")),
    ("named", re.compile(r".*\b(?:call|nam|term|dub|denot|coin|abbreviat|refer)\w*\b[^.;]*$")),
    ("a", re.compile(r",? ?an? ")),
    ("the", re.compile(r", the ")),
    ("colon", re.compile(r": ")),
    ("dash", re.compile(r":? ?-+ ?")),
    ("and", re.compile(r".*\b(?:and|or|with)\b")),
    ("is a", re.compile(r" (?:is|are) an? ")),
)


class Own(NamedTuple):
    """What is told of something that a paper proposes.

    Attributes:
        kind: method or dataset.
        names: all forms, the label first.
        places: of all forms, by the index of the passage.
        stems: beginnings of their words.
    """

    kind: Kind
    names: tuple[str, ...]
    places: tuple[tuple[Span, ...], ...]
    stems: frozenset[str]

    @classmethod
    def of(cls, kind: Kind, names: tuple[str, ...], passages: Sequence[Passage]) -> Own:
        """Look for all names in the texts of their paper."""
        places = tuple(
            tuple(sorted({one for name in names for one in occurrences(name, passage.text)}))
            for passage in passages
        )
        words = (word.lower() for name in names for word in _WORD.findall(name))
        return cls(kind, names, places, frozenset(map(_stem, filter(_is_content, words))))


def pair_remarks(one: Own, other: Own, apart: int, passages: Sequence[Passage]) -> Iterator[str]:
    """Remarks on two names of one paper, the one that it has first before the other.

    Args:
        one: of the names.
        other: the second.
        apart: how many names later the second follows.
        passages: the texts of the paper.
    """
    yield "any"
    yield f"kinds: {'same' if one.kind is other.kind else 'differ'}"
    yield f"apart: {min(apart, 4)}"
    yield from _looks(one.names, other.names)
    yield from _spelling(one.names, other.names)
    yield from _containment(one.names, other.names)
    shared = len(one.stems & other.stems) / max(1, min(len(one.stems), len(other.stems)))
    yield f"stems: {_bucket(shared, (0, *_SHARES[1:]))}"
    yield from _standing(one, other, passages)


def _looks(names: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    shapes = sorted(max(map(shape_of, some)) for some in (names, others))
    words = sorted(min(some[0].count(" ") + 1, 4) for some in (names, others))
    yield f"shapes: {shapes[0].name.lower()} {shapes[1].name.lower()}"
    yield f"words: {words[0]} {words[1]}"


def _spelling(names: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """How well a form of one spells a short form of the other."""
    best: tuple[float, tuple[str, ...]] | None = None
    for shorts, longs in ((names, others), (others, names)):
        spelled_out = any(" " in name for name in shorts)
        for short, long in product(shorts, longs):
            is_long = " " in long or long.count("-") > 1
            if not is_long or " " in short or shape_of(short) < Shape.ACRONYM:
                continue
            score, remarks = _spelling_of(short, long, spelled_out)
            if best is None or score > best[0]:
                best = score, remarks
    yield from best[1] if best else ("spelled: none",)


def _spelling_of(short: str, long: str, spelled_out: bool) -> tuple[float, tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(long)]
    head, _, noun = long.rpartition(" ")
    if is_spelled_by(short, long):
        how, score = "wholly", 4.0
    elif abbreviates(short, long):
        how, score = "by letters", 3.0
    elif head and kind_of_noun(noun.lower()) and abbreviates(short, head):
        how, score = "but for the noun", 2.5
    else:
        how, score = "not", 0.0
    letters = letters_and_digits(short.lower())
    common = LCSseq.similarity(letters, "".join(word[0] for word in words))
    of_words, of_letters = common / len(words), common / max(1, sum(map(str.isupper, short)))
    starts = "first letter" if letters[:1] == words[0][0] else "other letter"
    else_ = "spelled out" if spelled_out else "not spelled out"
    return score + of_words * of_letters, (
        f"spelled: {how}",
        f"spelled: {how}, {else_}",
        f"spelled: {how}, {_bucket(of_words, _SHARES)}",
        f"initials: {starts}, {_bucket(of_words, _SHARES)}, {_bucket(of_letters, _SHARES[1:])}",
        f"initials: {starts}, {else_}",
    )


def _containment(names: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """What a form has more than one of the other name that it contains."""
    found: tuple[str, str] | None = None
    for name, other in product(names, others):
        part, whole = sorted((name, other), key=len)
        inside = part.lower() in whole.lower() and len(part) < len(whole)
        if inside and (found is None or len(part) > len(found[0])):
            found = part, whole
    if found is None:
        yield "contained: no"
        return
    part, whole = found
    place = whole.lower().find(part.lower())
    before, after = whole[:place], whole[place + len(part) :]
    if (before and before[-1].isalpha() and not part[0].isupper()) or (
        after and after[0].isalpha() and not after[0].isupper()
    ):
        where = "within a word"
    elif before and after:
        where = "in the middle"
    else:
        sign = after[:1] or before[-1:]
        joint = "blank" if sign == " " else "dash" if sign == "-" else "none"
        where = f"{'start' if after else 'end'}, {joint}"
    rest = _rest_class((before + after).strip(" -"))
    yield f"contained: {where}"
    yield f"contained: {where}, {rest}"
    yield f"rest: {rest}"
    yield f"contained is: {shape_of(part).name.lower()}, {'words' if ' ' in part else 'word'}"


def _rest_class(rest: str) -> str:
    """What the rest of a name is."""
    if not rest:
        return "sign"
    if _NUMBER.fullmatch(rest):
        return "number"
    if any(map(str.isdigit, rest)):
        return "with digits"
    if len(rest) == 1:
        return "letter"
    if " " in rest:
        return "words"
    if (noun := noun_class(rest.lower())) != "none":
        return f"noun: {noun}"
    return "upper" if rest.isupper() else shape_of(rest).name.lower()


def _standing(one: Own, other: Own, passages: Sequence[Passage]) -> Iterator[str]:
    """Where both stand, and what stands between the nearest two places."""
    longer = len(one.names[0]) > len(other.names[0])
    for passage, first, second in zip(passages, one.places, other.places, strict=True):
        part = passage.part.value
        yield f"{part} has: {bool(first) + bool(second)}"
        if first and second:
            gap, between = min(_gap(passage.text, a, b) for a, b in product(first, second))
            kind = _between_class(gap, between)
            yield f"{part} between: {kind}"
            yield f"{part} between: {kind}, {_bucket(gap, _GAPS)}"
            if kind not in ("far", "sentence", "within"):
                yield f"{part} commas: {min(between.count(','), 2)}"
        elif first or second:
            yield f"{part} only: {'longer' if bool(first) == longer else 'shorter'}"
    times = sorted(min(len(some.places[-1]), 3) for some in (one, other))
    yield f"times: {times[0]} {times[1]}"
    starts = passages[-1].starts
    mine, theirs = (
        {bisect_right(starts, span.start) for span in some.places[-1]} for some in (one, other)
    )
    yield f"sentences: {min(len(mine & theirs), 3)}"


def _gap(text: str, one: Span, other: Span) -> tuple[int, str]:
    """Letters between two places, and these; -1 where one is in the other."""
    first, second = sorted((one, other))
    gap = second.start - first.end
    return (gap, text[first.end : second.start]) if gap >= 0 else (-1, "")


def _between_class(gap: int, between: str) -> str:
    if gap < 0:
        return "within"
    if ". " in between:
        return "sentence"
    if gap > _GAPS[-1]:
        return "far"
    return next((name for name, pattern in _BETWEEN if pattern.match(between)), "other")


def _bucket(value: float, bounds: Sequence[float]) -> str:
    return next((f"to {bound:g}" for bound in bounds if value <= bound), "more")


def _is_content(word: str) -> bool:
    return word not in SMALL_WORDS


def _stem(word: str) -> str:
    return word[:5] if len(word) > 5 else word.rstrip("s") or word
