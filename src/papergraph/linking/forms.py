"""Printed forms that could be names, wherever a paper has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from papergraph.lexicon import Lexicon, word_class
from papergraph.linking.nouns import noun_class
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of, spells_out
from papergraph.linking.words import CapitalWord
from papergraph.model import Level, Part
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["Form", "NameForms", "spelling_key", "title_head"]

#: Words of the longest form.
_MOST_WORDS = 6
#: Letters of the longest form.
_LONGEST = 90
#: Forms kept in memory.
_MOST_KEPT = 1 << 18
#: Letters at the end of a name that tell its kind: Net, Bench, QA.
_ENDING = 4
_INNER_WORDS = frozenset({"of", "for", "in", "with", "on", "to", "via", "the", "by"})
# The only white space of a passage is the blank: that all begin with it makes them quick.
_INNER = re.compile(" (?:of|for|in|with|on|to|via|the|by|and) (?:the )?")
# "LivDet-Iris 2017", "KITTI 2015".
_YEAR = re.compile(r" (?:19|20)\d\d\b")
_TITLE_HEAD_ENDS = re.compile(
    "[ :](?:(?<= )(?:for|via|with|using|by|in|on|from|under|through|to|towards?) "
    "|(?<=:) |(?<= )[-–—]+ )",
    re.I,
)
_EDGE_SMALL = _INNER_WORDS | {"and"}
_STARTS_WITH_AMOUNT = re.compile(r"\d[\w.]*(?:-[a-z]+)?$")
_FUNCTION_WORDS = word_class("function")
_SYMBOL = "|".join(sorted(word_class("element"), key=lambda symbol: (-len(symbol), symbol)))
_FORMULA = re.compile(rf"(?=.*\d)(?:(?:{_SYMBOL})\d*)+")
_TWO_LETTERS = re.compile("[A-Z][a-z]")
_NO_DIGIT = re.compile(r"\D*")
_QUOTES = "\"'“‘”’`*"
_BEFORE_YEAR = (" 1", " 2")

# A paper has dozens: half the time of calling the class.
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


def spelling_key(name: str) -> str:
    """One key for the spellings of a name in a paper, singular and plural."""
    key = name_key(name)
    plural = name[-1:] == "s" and (name[-2:-1].isupper() or len(key) > 8)
    return key.removesuffix("s") if plural else key


@dataclass(frozen=True, slots=True)
class Form:
    """What a printed form tells of itself, wherever it stands.

    Attributes:
        name: as printed.
        key: of all its spellings.
        known: the lexicon has it, as a name that means little else.
        shape: of its most telling word.
    """

    name: str
    key: str
    known: bool
    shape: Shape


class _Forms(dict[str, Form | None]):
    """Forms by their name, read when first asked for: names recur.

    Args:
        lexicon: what is known.
        anew: what is a stop word or a family elsewhere can be a name too.
    """

    def __init__(self, lexicon: Lexicon, *, anew: bool) -> None:
        super().__init__()
        self._lexicon, self._is_anew = lexicon, anew

    def __missing__(self, name: str) -> Form | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        form = self[name] = self._read(name)
        return form

    def _read(self, name: str) -> Form | None:
        lower = name.lower()
        if not 1 < len(name) <= _LONGEST or lower in _FUNCTION_WORDS or lower == name.upper():
            return None
        shape = shape_of(name)
        first = name[0]
        if name.count(" ") >= _MOST_WORDS or (first.isdigit() and shape < Shape.MIXED):
            return None
        if _is_formula(name) or not (self._is_anew or self._may_name(name)):
            return None
        known = self._lexicon.knows(name) and not self._lexicon.is_vague(name)
        return Form(name, spelling_key(name), known, shape)

    def _may_name(self, name: str) -> bool:
        """Whether a form is neither a stop word nor a family."""
        lexicon = self._lexicon
        return not lexicon.stop_category(name) and all(
            lexicon.known[one].entity.level is not Level.GENERIC for one in lexicon.ids(name)
        )


class NameForms:
    """Finds forms that could be names; remembers what they are, for names recur."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._forms = _Forms(lexicon, anew=False)
        self._anew = _Forms(lexicon, anew=True)

    def form(self, name: str) -> Form | None:
        """What a printed form is; ``None`` where it cannot be a name.

        Stop words, families, numbers and chemical formulas are none.

        >>> forms = NameForms(Lexicon())
        >>> [forms.form(name) is not None for name in ("PiSSA", "2024", "We", "MoSe2")]
        [True, False, False, False]
        """
        return self._forms[name]

    def anew(self, name: str) -> Form | None:
        """What a form is where the paper itself says what it stands for, whatever it is elsewhere.

        >>> forms = NameForms(Lexicon(stops={"gap": "task"}))
        >>> forms.form("GAP"), forms.anew("GAP").name
        (None, 'GAP')
        """
        return self._anew[name]

    def features(self, name: str) -> Iterator[str]:
        """Remarks on a form that hold wherever it stands, for a linear model."""
        return _features(name, self.lexicon)

    def of(self, passage: Passage) -> list[tuple[Span, Form]]:
        """Forms of a passage in text order, each place once; they may lie in one another.

        Words with the shape of a name, words with capitals that stand together and the parts
        of such runs, and what a title starts with.
        """
        text, form_of = passage.text, self.form
        return [
            (_span((start, end)), form)
            for start, end in sorted({*self._spans(passage)})
            if (form := form_of(text[start:end]))
        ]

    def _spans(self, passage: Passage) -> list[tuple[int, int]]:
        """Where forms may stand, in no order, some twice."""
        text, words = passage.text, passage.words
        starts = () if passage.part is Part.TITLE else passage.starts
        found: list[tuple[int, int]] = []
        for start, end, _, _, bare in words:
            if bare:
                found.append((start, start + bare))
                if text[end : end + 2] in _BEFORE_YEAR and (year := _YEAR.match(text, end)):
                    found.append((start, year.end()))
        for first, last in _runs(text, words):
            if first is not last:
                found += self._spans_of_run(text, first, last, first.start in starts)
            elif not first.bare and first.start not in starts:
                found.append((first.start, first.end))
        if passage.part is Part.TITLE:
            found.append(title_head(text))
        return found

    def _spans_of_run(
        self, text: str, first: CapitalWord, last: CapitalWord, starts_sentence: bool
    ) -> list[tuple[int, int]]:
        start, end = _trimmed(text, first.start, last.end, starts_sentence)
        if text.find(" ", start, end) < 0:
            return [(start, end)] if start < end and not first.bare else []
        pieces = _pieces(text, start, end)
        for from_, to in pieces:
            # "QLoRA to ResNet" is no name, "Attention with Bounds" can be one.
            if self._is_known(text[from_:to]):
                return pieces
        return [(start, end), *pieces]

    def _is_known(self, name: str) -> bool:
        form = self.form(name)
        return form.known if form else self.lexicon.knows(name)


def title_head(text: str) -> tuple[int, int]:
    """What a title starts with, up to its first colon or preposition; without quotes."""
    head = _TITLE_HEAD_ENDS.search(text)
    end = head.start() if head else len(text)
    start = end - len(text[:end].lstrip(_QUOTES))
    return start, start + len(text[start:end].rstrip(_QUOTES))


def _runs(text: str, words: Sequence[CapitalWord]) -> Iterator[tuple[CapitalWord, CapitalWord]]:
    """Words with capitals that stand together, small words only between them: first and last."""
    if not words:
        return
    first = last = words[0]
    for word in words[1:]:
        gap = word.start - last.end
        if gap == 1:
            joins = text[last.end] == " "
        elif gap > 6:
            joins = False
        else:
            between = text[last.end : word.start]
            # "OPT and BLOOM" are two names, "Modeling and Decision System" can be one.
            joins = (
                (
                    max(last.shape, word.shape) < Shape.ACRONYM
                    if between == " and "
                    else between[0] == between[-1:] == " "
                    and between.strip().lower() in _INNER_WORDS
                )
                if gap > 0
                else False
            )
        if not joins:
            yield first, last
            first = word
        last = word
    yield first, last


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a run between its small words: of "ResNet on ImageNet" both names."""
    found: list[tuple[int, int]] = []
    place = start
    for inner in _INNER.finditer(text, start, end):
        found.append((place, inner.start()))
        place = inner.end()
    if place > start:
        found.append((place, end))
    return found


def _trimmed(text: str, start: int, end: int, starts_sentence: bool) -> tuple[int, int]:
    """Without function words at its edges, and without a plain word that starts the sentence."""
    sentence = start
    while start < end:
        blank = text.find(" ", start, end)
        word = text[start : blank if blank >= 0 else end]
        if word.lower().strip("'’") not in _FUNCTION_WORDS and not (
            blank >= 0
            and (
                (starts_sentence and start == sentence and _is_plain(word))
                or (word[:1].isdigit() and _STARTS_WITH_AMOUNT.match(word))
            )
        ):
            break
        start = blank + 1 if blank >= 0 else end
    while (blank := text.rfind(" ", start, end)) >= 0 and text[blank + 1 : end] in _EDGE_SMALL:
        end = blank
    while start < end and text[end - 1] in "-'’.":
        end -= 1
    return start, end


def _is_plain(word: str) -> bool:
    return word.lower().endswith("ing") and "-" not in word and shape_of(word) <= Shape.CAPITALIZED


def _is_formula(name: str) -> bool:
    """Whether a name is a chemical formula: element symbols with numbers, as "MoSe2"."""
    if name.isalpha() or not name.isalnum():  # most names
        return False
    return bool(_FORMULA.fullmatch(name)) and bool(_TWO_LETTERS.search(name))


def _features(name: str, lexicon: Lexicon) -> Iterator[str]:
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
