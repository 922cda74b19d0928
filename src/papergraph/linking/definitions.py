"""Names that a bracket spells out: "the Adaptive Kernel (AdaKern) module"."""

from __future__ import annotations

import re

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.candidates import NameFilter
from papergraph.linking.cues import BACKGROUND, NAMING, PROPOSING, PROPOSING_GAP, PROPOSING_PASSIVE
from papergraph.linking.nouns import OTHER_NOUN, last_noun_kind
from papergraph.linking.passage import Passage
from papergraph.linking.proposals import Sighting
from papergraph.model import Kind, Part

__all__ = ["in_pair"]

_PAIR_BEFORE = re.compile(
    r"(?:^|\b(?:the|an?|our|new|novel|this|is|are|called|named|termed|dubbed|namely|proposed"
    r"|and|first|\d\)|\(i+\))\s|[\w-]+-[\w-]+\s)[\"'“‘*`]*$",
    re.IGNORECASE,
)


_WORD_BREAK = re.compile(r"[\s-]")


def in_pair(passage: Passage, pair: Abbreviation, names: NameFilter) -> Sighting | None:
    """What an abbreviation says that the paper introduces; ``None`` where it is somebody else's."""
    short = pair.short.of(passage.text)
    long = pair.long.of(passage.text)
    if not names.plausible(short) or names.lexicon.knows(long):
        return None
    if OTHER_NOUN.fullmatch(long.rpartition(" ")[2]):
        return None
    first, second = sorted(pair)
    sentence = passage.sentence(first.start)
    before = passage.text[sentence.start : first.start]
    after = passage.text[second.end + 1 : sentence.end]
    own = passage.triggers.own
    ours = (
        passage.part is Part.ABSTRACT
        and bool(own)
        and own[0] <= passage.sentence_index(first.start)
    )
    proposing = passage.sentence_index(first.start) in passage.triggers.proposing
    rule, confidence = _rule(before, after, long, ours=ours, proposing=proposing)
    if not rule:
        return None
    kind = last_noun_kind(after.lstrip(" )")) or last_noun_kind(long) or Kind.METHOD
    span = passage.plain.printed(*pair.short)
    return Sighting(short, passage.part, span, kind, rule, confidence)


def _rule(before: str, after: str, long: str, *, ours: bool, proposing: bool) -> tuple[str, float]:
    """The rule that makes a spelled-out name the paper's own, and its confidence."""
    cue = _last_match(PROPOSING, before) if proposing else None
    if cue and PROPOSING_GAP.fullmatch(before[cue.end() :]):
        return "pair: we propose Long Form (LF)", 0.9
    if NAMING.search(before):
        return "pair: called Long Form (LF)", 0.85
    if PROPOSING_PASSIVE.match(after):
        return "pair: Long Form (LF) is proposed", 0.8 if ours else 0.4
    capitalized = sum(word[:1].isupper() for word in _WORD_BREAK.split(long)) > 1
    if capitalized and _PAIR_BEFORE.search(before) and not BACKGROUND.match(before):
        return "pair: the Long Form (LF)", 0.55 if ours else 0.3
    return "", 0.0


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda found: found.start(), default=None)
