"""Stretches of a sentence that could be a name, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papergraph.lexicon import Lexicon
from papergraph.linking.cues import OWN_PARTS, PROPOSING
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.linking.words import CapitalWord
from papergraph.model import Level
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["OURS", "Candidate", "candidates", "plausible"]

_INNER_WORDS = frozenset({"of", "for", "in", "with", "on", "to", "via", "the", "by"})
#: Capitalised words that start sentences or clauses, never names.
_FUNCTION_WORDS = frozenset(
    "we our ours us this these that those the a an in on at to by for from with without via as of "
    "it its it's they their there here i you such however moreover furthermore additionally also "
    "thus hence therefore then finally specifically notably importantly meanwhile instead unlike "
    "although while though when where whereas given since because if but and or not no nor yet so "
    "both each every all any some many most more few several one two three four five first second "
    "third next last another other which what who how why whether can could may might will would "
    "should do does did is are was were be been being has have had recent recently existing "
    "previous prior current traditional conventional modern standard state-of-the-art extensive "
    "comprehensive experiments experimental empirically theoretically results evaluations based "
    "building inspired motivated using code data project despite beyond through during under over "
    "between among across after before within upon only even our's besides overall further "
    "crucially critically compared evaluated trained tested applied combined empirical extending "
    "leveraging learning training towards toward key new novel same different various large small "
    "deep neural high low much very just let note table figure section appendix theorem lemma "
    "accordingly consequently alternatively similarly conversely surprisingly interestingly "
    "remarkably unfortunately fortunately currently typically generally usually often sometimes "
    "today nowadays yes ai ml".split()
)
_EDGE_SMALL = re.compile(r"\s(?:of|for|and|in|with|on|to|via|the|by)$")
# "the NAME-based network": the name only qualifies what follows.
_JOINED_ON = re.compile(r"-[a-z]|[-/][A-Za-z0-9]|['’]s\b")
_ENDS_JOINED = re.compile(r"[\w)]-[a-z]{3,}$")
_STARTS_WITH_AMOUNT = re.compile(r"\d[\w.]*(?:-[a-z]+)?$")
#: A paper speaks of itself.
OURS = re.compile(r"\b(?=[WwOoTt])(?:[Ww]e|[Oo]ur|[Tt]his (?:paper|work|article|study|thesis|report))\b")
_CLAUSE_START = re.compile(r"(?:^|[.;:,]\s|\b(?:that|and|but|while|where|which|The|the|,)\s)[\"'“‘*`]*$")
_CLOSED = re.compile(r"[\"'”’*`]*(?:\s*\([^()]*\))?(?:[,.;:)]|\s(?:--|—|–)|$|\s(?:that|which|to|for|with|in|on|by|as|and|where|based|is)\b)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name in an abstract.

    Attributes:
        name: the text of it.
        span: of it in the passage's text.
        shape: of its most telling word.
        sentence: the whole sentence.
        before: the sentence up to the name.
        after: the sentence after it.
        since_cue: what stands between the last "we propose" and the name; ``None`` without one.
        starts_clause: nothing but an article stands between it and the start of its clause.
        apposed: punctuation or a small word closes it.
        qualifies_noun: it is only a part of a compound, as in "NAME-based".
    own_part: the paper has begun to speak of its own work by then.
    own_list: it has announced parts of its work ("three techniques:") by then.
    """

    name: str
    span: Span
    shape: Shape
    sentence: str
    before: str
    after: str
    since_cue: str | None
    starts_clause: bool
    apposed: bool
    qualifies_noun: bool
    own_part: bool
    own_list: bool


def candidates(passage: Passage, lexicon: Lexicon) -> Iterator[Candidate]:
    """Candidates in text order: not known yet, and not words that only start a sentence."""
    text = passage.text
    own_part = own_list = False
    words = iter((*passage.words, None))
    word = next(words)
    for start, end in passage.sentences:
        own_part = own_part or bool(OURS.search(text, start, end))
        if own_part and not own_list:
            own_list = bool(OWN_PARTS.search(text, start, end))
        inside = []
        while word is not None and word.start < end:
            inside.append(word)
            word = next(words)
        proposing = [m.end() for m in PROPOSING.finditer(text, start, end)] if inside else []
        for run in _runs(text, inside):
            span = _trimmed(text, run, start)
            name = span.of(text)
            if not name or not plausible(name, lexicon):
                continue
            before, after = text[start : span.start], text[span.end : end]
            cue = max((at for at in proposing if at <= span.start), default=None)
            yield Candidate(
                name,
                span,
                shape_of(name),
                text[start:end],
                before,
                after,
                None if cue is None else text[cue : span.start],
                bool(_CLAUSE_START.search(before[-12:])),
                bool(_CLOSED.match(after)),
                bool(_JOINED_ON.match(after) or _ENDS_JOINED.search(name)),
                own_part,
                own_list,
            )


def _runs(text: str, words: Sequence[CapitalWord]) -> Iterator[Span]:
    """Capital words that stand together, small words only between them."""
    first: CapitalWord | None = None
    last: CapitalWord | None = None
    for word in words:
        if first and last and _joins(text[last.end : word.start], last, word):
            last = word
            continue
        if first and last:
            yield Span(first.start, last.end)
        first = last = word
    if first and last:
        yield Span(first.start, last.end)


def _joins(between: str, left: CapitalWord, right: CapitalWord) -> bool:
    if between == " ":
        return True
    # "OPT and BLOOM" are two names, "Modeling and Decision System" can be one.
    if between == " and ":
        return max(left.shape, right.shape) < Shape.ACRONYM
    return between.strip() in _INNER_WORDS and between[0] == between[-1] == " "


def _trimmed(text: str, span: Span, sentence_start: int) -> Span:
    """Without function words at its edges, and without a plain word that starts the sentence."""
    start, end = span
    while start < end:
        word = text[start:end].split(" ", 1)[0]
        plain_start = start == sentence_start and " " in text[start:end] and _is_plain(word)
        dropped = word.lower().strip("'’") in _FUNCTION_WORDS or plain_start
        if not dropped and not (" " in text[start:end] and _STARTS_WITH_AMOUNT.match(word)):
            break
        start = min(end, start + len(word) + 1)
    while small := _EDGE_SMALL.search(text[start:end]):
        end = start + small.start()
    while start < end and text[end - 1] in "-'’.":
        end -= 1
    return Span(start, end)


def _is_plain(word: str) -> bool:
    return shape_of(word) <= Shape.CAPITALIZED and "-" not in word and word.lower().endswith("ing")


def plausible(name: str, lexicon: Lexicon, *, in_title: bool = False) -> bool:
    """Whether a printed form can be a name at all: no stop word, no generic family, no number.

    >>> from papergraph.lexicon import Lexicon
    >>> [plausible(name, Lexicon()) for name in ("PiSSA", "2024", "We")]
    [True, False, False]
    """
    if len(name) < 2 or len(name) > 90 or not any(char.isalpha() for char in name):
        return False
    if name.lower() in _FUNCTION_WORDS or name[0].isdigit() and shape_of(name) < Shape.MIXED:
        return False
    if lexicon.stop_category(name):
        return False
    if not in_title and (shape_of(name) is Shape.PLAIN or spells_out(name)):
        return False
    return not _is_generic(name, lexicon)


def _is_generic(name: str, lexicon: Lexicon) -> bool:
    key = name_key(name)
    ids = lexicon.by_key.get(key) or lexicon.by_key.get(key.removesuffix("s"), ())
    return any(lexicon.known[one].entity.level is Level.GENERIC for one in ids)
