"""Names that no lexicon has: told by shape, by the nouns around them, by their company."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.candidates import NameFilter
from papergraph.linking.nouns import OTHER_NOUN, kind_of_noun, last_noun_kind
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import shaped_words
from papergraph.model import Kind
from papergraph.text.span import Span

__all__ = ["Unlisted", "find_unlisted"]


class Unlisted(NamedTuple):
    """A name that the lexicon does not have.

    Attributes:
        span: in the passage's text.
        kind: method or dataset.
        confidence: that it names one, 0 to 1.
    """

    span: Span
    kind: Kind
    confidence: float


#: Below this a form is not taken for a name.
_THRESHOLD = 0.5
#: What the shape alone says, before the context is asked.
_BASE = {Shape.MIXED: 0.45, Shape.VERSIONED: 0.3, Shape.ACRONYM: 0.25}
_NOUN = 0.3
_COMPANY = 0.3
_CUE = 0.2
_REPEATED = 0.1
_SPELLED_OUT = {True: 0.25, False: -0.3}
_OTHER = -0.5

_BEFORE_METHOD = re.compile(
    r"\b(?:such as|like|including|e\.g\.,?|outperform\w*|surpass(?:es|ed|ing)?|than|unlike"
    r"|compared (?:to|with)|based on|build(?:s|ing)? (?:up)?on|using|via|called|named|with|against"
    r"|over|from|(?:the|our) (?:popular|recent|proposed|original|state-of-the-art))"
    r"\s(?:the\s)?[\"'“‘]*$",
    re.IGNORECASE,
)
_BEFORE_DATASET = re.compile(
    r"(?:\b(?:datasets?|benchmarks?|corpora|corpus|suites?)\b[^.;]{0,25}?"
    r"(?:such as|like|including|:|\(|,|e\.g\.,?|\si\.e\.,?)?\s*(?:the\s)?"
    r"|\b(?:experiments?|results?|evaluat\w+|tested?|performance|accuracy|validated?|trained|art"
    r"|FID|mIoU|AP)"
    r"\s(?:\w+\s){0,3}?(?:on|across)\s(?:the\s)?(?:\w+\s){0,2}?)[\"'“‘]*$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"[\"'”’]*(?:\s\([^)]*\))?\s(?P<first>[a-z][\w-]*)(?:\s(?P<second>[a-z][\w-]*))?"
)
_JOINED = re.compile(r"-(?:based|style|like|inspired|type)\b")
_QUALIFIER = re.compile(r"(?:-[a-z]{3,})+$")
#: Characters before a name that its cue and the noun before it may take up.
_TAIL = 70
_LISTED = re.compile(r"\s*(?:,\s*and|,\s*or|,|/|and|or|&|as well as)\s*(?:the\s)?")
_LISTED_BEFORE = re.compile(rf"(?:{_LISTED.pattern})$")
#: Characters that a list may print between two of its names.
_LIST_REACH = 16


def find_unlisted(
    passage: Passage,
    free: Sequence[Span],
    known: Sequence[tuple[Span, Kind]],
    pairs: Sequence[Abbreviation],
    names: NameFilter,
) -> Iterator[Unlisted]:
    """Names outside the `known` spans, in text order.

    Args:
        passage: the text.
        free: spans that may hold none (URLs).
        known: spans of names already linked, with their kind, in text order.
        pairs: abbreviations that the text defines.
        names: what can be a name at all.
    """
    text = passage.text
    taken = sorted([*free, *(span for span, _ in known)])
    spans = [span for span in _whole_names(passage) if not _overlaps(span, taken)]
    if not spans:
        return
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.of(text)] = counts.get(span.of(text), 0) + 1
    shorts = {pair.short.of(text).removesuffix("s"): pair.long.of(text) for pair in pairs}
    ends = {span.end: kind for span, kind in known}
    starts = {span.start: kind for span, kind in known}
    for span in spans:
        name = span.of(text)
        if not names.plausible(name) or shape_of(name) not in _BASE:
            continue
        kind, score = _score(passage, span, shorts, _company(text, span, ends, starts))
        score += _REPEATED * (counts[name] > 1)
        if score >= _THRESHOLD:
            found = Unlisted(span, kind, round(min(score, 0.9), 2))
            ends[span.end] = kind
            yield found


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span meets one of several that are sorted and do not meet each other."""
    place = bisect_left(taken, (span.end,))
    return place > 0 and taken[place - 1][1] > span.start


def _whole_names(passage: Passage) -> Iterator[Span]:
    """Shaped words without a qualifier that is joined to them ("PiSSA" of "PiSSA-based")."""
    for span in shaped_words(passage.words):
        word = span.of(passage.text)
        joined = _QUALIFIER.search(word) if "-" in word else None
        yield Span(span.start, span.start + joined.start()) if joined else span


def _company(
    text: str, span: Span, ends: Mapping[int, Kind], starts: Mapping[int, Kind]
) -> Kind | None:
    """The kind of a known name that stands beside this one in a list."""
    before = _LISTED_BEFORE.search(text, max(0, span.start - _LIST_REACH), span.start)
    if before and (kind := ends.get(before.start())):
        return kind
    after = _LISTED.match(text, span.end)
    return starts.get(after.end()) if after else None


def _score(
    passage: Passage, span: Span, shorts: Mapping[str, str], company: Kind | None
) -> tuple[Kind, float]:
    """How sure the name is one, and of what kind."""
    sentence = passage.sentence(span.start)
    before = passage.text[sentence.start : span.start]
    after = passage.text[span.end : sentence.end]
    name = span.of(passage.text)
    score = _BASE[shape_of(name)]
    kind, nouns = _by_nouns(before, after)
    score += nouns
    if company:
        kind, score = kind or company, score + _COMPANY
    tail = before[-_TAIL:]
    if kind is None and _BEFORE_DATASET.search(tail):
        kind, score = Kind.DATASET, score + _CUE
    if _BEFORE_METHOD.search(tail) or _JOINED.match(after):
        score += _CUE
    if long := shorts.get(name.removesuffix("s")):
        head = long.rpartition(" ")[2]
        capitalized = sum(word[:1].isupper() for word in re.split(r"[\s-]", long)) > 1
        score += _OTHER if OTHER_NOUN.fullmatch(head) else _SPELLED_OUT[capitalized]
        kind = kind or last_noun_kind(long)
    return kind or Kind.METHOD, score


def _by_nouns(before: str, after: str) -> tuple[Kind | None, float]:
    """What the nouns right after a name, or right before it, make of it."""
    if nouns := _NOUN_AFTER.match(after):
        for word in (nouns["first"], nouns["second"]):
            if word and (kind := kind_of_noun(word)):
                return kind, _NOUN
            if word and OTHER_NOUN.fullmatch(word):
                return None, _OTHER
    words = re.findall(r"[\w-]+", before[-30:])
    if words and (kind := kind_of_noun(words[-1])) and before.endswith(" "):
        return kind, _NOUN
    return None, 0.0
