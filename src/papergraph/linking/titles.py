"""Names that a title puts first: "NAME: what it is"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.candidates import NameFilter
from papergraph.linking.nouns import last_noun_kind
from papergraph.linking.passage import Passage, fold
from papergraph.linking.proposals import Sighting
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind, Part
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["in_title"]

_TITLE_COLON = re.compile(r"\s*(?::|\s--|\s—|\s–)\s+")
_TITLE_STUDY = re.compile(
    r"\b(?:survey|review|study|analysis|revisit|rethink|understand|perspective|tutorial|report|guide"
    r"|case study|overview|roadmap|position)\w*\b",
    re.IGNORECASE,
)
_QUESTION_OR_PHRASE = re.compile(
    r"^(?:on|how|why|what|when|do|does|is|are|can|towards?|from|beyond|learning|understanding|an?"
    r"|rethinking|revisiting|exploring|improving|scaling|training|making)\b",
    re.IGNORECASE,
)
_VERB_PHRASE = re.compile(r"[A-Z][a-z]+ing\s")
_TITLE_NOUNS = frozenset({"optimizer", "framework", "dataset", "benchmark", "algorithm", "library"})
_BENCHMARKING = re.compile(r"benchmarking\b", re.IGNORECASE)
_QUOTES = "\"'“‘”’`*"
#: A title's head of more words than this is a sentence, not a name.
_MOST_WORDS = 7


def in_title(
    texts: Sequence[Passage],
    pairs: Sequence[tuple[Passage, Abbreviation]],
    names: NameFilter,
) -> Iterator[Sighting]:
    """The name before a title's colon, where it can be one; at most one sighting.

    Args:
        texts: the title, then the abstract where there is one.
        pairs: abbreviations that they define.
        names: what can be a name.
    """
    title = texts[0]
    colon = _TITLE_COLON.search(title.text)
    if not colon:
        return
    head = _head(title.text, colon.start())
    name = head.of(title.text)
    if not name or len(name.split()) > _MOST_WORDS or not names.plausible_in_title(name):
        return
    rest = title.text[colon.end() :]
    taken_up = _taken_up(name, texts[1:], pairs)
    confidence = _title_confidence(name, rest, taken_up)
    # The noun tells, as in "A Benchmark for ..."; "Benchmarking ..." has none.
    other = Kind.DATASET if _BENCHMARKING.match(rest) else Kind.METHOD
    kind = last_noun_kind(rest) or other
    span = title.plain.printed(*head)
    yield Sighting(name, Part.TITLE, span, kind, "title: NAME first", confidence)


def _head(title: str, end: int) -> Span:
    """What stands before the colon, without quotes and without a noun such as "Optimizer"."""
    start = end - len(title[:end].lstrip(_QUOTES))
    name = title[start:end].rstrip(_QUOTES)
    first, _, noun = name.rpartition(" ")
    if noun.lower() in _TITLE_NOUNS and first and " " not in first:
        name = first
    return Span(start, start + len(name))


def _title_confidence(name: str, rest: str, taken_up: bool) -> float:
    shape = shape_of(name)
    words = name.split()
    if _QUESTION_OR_PHRASE.match(name) or _VERB_PHRASE.match(name) or name.endswith("?"):
        return 0.6 if taken_up and len(words) == 1 and shape >= Shape.ACRONYM else 0.0
    if len(words) == 1:
        sure = 0.9 if shape >= Shape.ACRONYM else 0.6 if taken_up else 0.45
        return sure - (0.3 if _TITLE_STUDY.search(rest) and not taken_up else 0.0)
    if any(shape_of(word) >= Shape.VERSIONED for word in words) and len(words) <= 4:
        return 0.7 if taken_up else 0.5
    return 0.6 if taken_up else 0.0


def _taken_up(
    name: str, texts: Sequence[Passage], pairs: Sequence[tuple[Passage, Abbreviation]]
) -> bool:
    """Whether the abstract repeats a title's name, or spells it out."""
    key = name_key(name)
    for passage, pair in pairs:
        if key in (name_key(pair.long.of(passage.text)), name_key(pair.short.of(passage.text))):
            return True
    folded = f" {' '.join(fold(name).split())} "
    return any(
        folded in f" {fold(text.text)} "
        and (name in text.text or name.replace("-", " ") in text.text.replace("-", " "))
        for text in texts
    )
