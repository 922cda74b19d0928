"""Stretches of a sentence that could be a name, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papergraph.lexicon import Lexicon, word_class
from papergraph.linking.cues import PROPOSING
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.linking.words import CapitalWord
from papergraph.model import Level
from papergraph.text.span import Span

__all__ = ["Candidate", "NameFilter", "candidates", "name_runs"]

_INNER_WORDS = frozenset({"of", "for", "in", "with", "on", "to", "via", "the", "by"})
#: Capitalised words that start sentences or clauses, never names.
_FUNCTION_WORDS = word_class("function")
_EDGE_SMALL = re.compile(r"\s(?:of|for|and|in|with|on|to|via|the|by)$")
# "the NAME-based network": the name only qualifies what follows.
_JOINED_ON = re.compile(r"-[a-z]|[-/][A-Za-z0-9]|['’]s\b")
#: Characters before a name in which the start of its clause is looked for.
_CLAUSE_REACH = 12
_SYMBOL = "|".join(sorted(word_class("element"), key=lambda symbol: (-len(symbol), symbol)))
_FORMULA = re.compile(rf"(?=.*\d)(?:(?:{_SYMBOL})\d*)+")
_TWO_LETTERS = re.compile("[A-Z][a-z]")
_ENDS_JOINED = re.compile(r"[\w)]-[a-z]{3,}$")
_STARTS_WITH_AMOUNT = re.compile(r"\d[\w.]*(?:-[a-z]+)?$")
_CLAUSE_START = re.compile(
    r"(?:^|[.;:,]\s|\b(?:that|and|but|while|where|which|The|the|,)\s)[\"'“‘*`]*$"
)
_CLOSED = re.compile(
    r"[\"'”’*`]*(?:\s*\([^()]*\))?(?:[,.;:)]|\s(?:--|—|–)|$|\s(?:that|which|to|for|with|in|on|by|as|and|where|based|is)\b)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name in an abstract.

    Attributes:
        name: the text of it.
        span: of it in the passage's text.
        shape: of its most telling word.
        before: the sentence up to the name.
        after: the sentence after it.
        since_cue: what stands between the last "we propose" and the name; ``None`` without one.
        own_part: the paper has begun to speak of its own work by then.
    """

    name: str
    span: Span
    shape: Shape
    before: str
    after: str
    since_cue: str | None
    own_part: bool

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.name}{self.after}"

    @property
    def starts_clause(self) -> bool:
        """Nothing but an article stands between the name and the start of its clause."""
        return bool(_CLAUSE_START.search(self.before[-_CLAUSE_REACH:]))

    @property
    def apposed(self) -> bool:
        """Punctuation or a small word closes the name."""
        return bool(_CLOSED.match(self.after))

    @property
    def qualifies_noun(self) -> bool:
        """The name is only a part of a compound, as in "NAME-based"."""
        return bool(_JOINED_ON.match(self.after) or _ENDS_JOINED.search(self.name))


def candidates(passage: Passage, names: NameFilter) -> Iterator[Candidate]:
    """Candidates in text order: not known yet, and not words that only start a sentence."""
    text = passage.text
    triggers = passage.triggers
    own_from = triggers.own[0] if triggers.own else len(passage.sentences)
    for index, (start, end), words in _by_sentence(passage):
        may_propose = index in triggers.proposing
        proposing = [m.end() for m in PROPOSING.finditer(text, start, end)] if may_propose else []
        hinted = may_propose or index in triggers.naming
        for run in _runs(text, words):
            if not hinted and not _starts_clause(text, run.start, start):
                continue
            span = _trimmed(text, run, start)
            name = text[span.start : span.end]
            if not name or not names.plausible(name):
                continue
            cue = max((at for at in proposing if at <= span.start), default=None)
            yield Candidate(
                name,
                span,
                shape_of(name),
                text[start : span.start],
                text[span.end : end],
                None if cue is None else text[cue : span.start],
                own_from <= index,
            )


def name_runs(passage: Passage) -> Iterator[tuple[int, Span]]:
    """Words with capitals that stand together, each run with the start of its sentence."""
    for _, (start, _), words in _by_sentence(passage):
        for run in _runs(passage.text, words):
            span = _trimmed(passage.text, run, start)
            if span.start < span.end:
                yield start, span


def _by_sentence(passage: Passage) -> Iterator[tuple[int, Span, Sequence[CapitalWord]]]:
    """Sentences that have words with a capital, each by its index, with these words."""
    words = passage.words
    place = 0
    for index, sentence in enumerate(passage.sentences):
        first = place
        while place < len(words) and words[place].start < sentence.end:
            place += 1
        if first < place:
            yield index, sentence, words[first:place]


def _starts_clause(text: str, position: int, sentence_start: int) -> bool:
    """Whether a name here can be a subject: nothing but a small word since the last pause."""
    before = text[max(sentence_start, position - _CLAUSE_REACH) : position]
    return not before or bool(_CLAUSE_START.search(before))


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
    printed = text[start:end]
    if " " not in printed and printed[-1] not in "-'’.":
        return Span(end, end) if printed.lower() in _FUNCTION_WORDS else span
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


def _is_formula(name: str) -> bool:
    """Whether a name is a chemical formula: element symbols with numbers, as "MoSe2"."""
    return bool(_FORMULA.fullmatch(name)) and bool(_TWO_LETTERS.search(name))


class NameFilter:
    """Tells what can be a name; remembers its answers, for names recur."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._answers: dict[str, bool] = {}
        self._in_title: dict[str, bool] = {}

    def plausible(self, name: str) -> bool:
        """Whether a printed form can be a name: shaped, and neither stop word nor family.

        >>> names = NameFilter(Lexicon())
        >>> [names.plausible(name) for name in ("PiSSA", "2024", "We", "MoSe2")]
        [True, False, False, False]
        """
        answer = self._answers.get(name)
        if answer is None:
            shaped = shape_of(name) is not Shape.PLAIN and not spells_out(name)
            answer = self._answers[name] = shaped and self.plausible_in_title(name)
        return answer

    def plausible_in_title(self, name: str) -> bool:
        """The same where a name may be in lower case throughout."""
        answer = self._in_title.get(name)
        if answer is None:
            answer = self._in_title[name] = self._may_name(name)
        return answer

    def _may_name(self, name: str) -> bool:
        if len(name) < 2 or len(name) > 90 or not any(char.isalpha() for char in name):
            return False
        if name.lower() in _FUNCTION_WORDS or (name[0].isdigit() and shape_of(name) < Shape.MIXED):
            return False
        if self.lexicon.stop_category(name) or _is_formula(name):
            return False
        return not self._is_generic(name)

    def _is_generic(self, name: str) -> bool:
        known = self.lexicon.known
        return any(known[one].entity.level is Level.GENERIC for one in self.lexicon.ids(name))
