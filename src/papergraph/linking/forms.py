"""Printed forms that could be names, wherever a paper has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from papergraph.lexicon import Lexicon, word_class
from papergraph.linking.form_remarks import remarks_on
from papergraph.linking.passage import Passage
from papergraph.linking.runs import capital_runs, pieces, title_head, trimmed
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import CapitalWord, is_coined
from papergraph.model import Level, Part
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["Form", "NameForms", "spelling_key"]

#: Words of the longest form.
_MOST_WORDS = 6
#: Letters of the longest form.
_LONGEST = 90
#: Forms kept in memory.
_MOST_KEPT = 1 << 18
# "KITTI 2015", "SemEval-2025 Task 7", "MTEB v2", "PaddleOCR 3.0"; not a value, "AUC 0.93".
_EDITION = re.compile(
    r" (?:(?:(?:19|20)\d\d )?Task \d{1,2}|(?:19|20)\d\d|v\d{1,2}(?:\.\d{1,2})?|[1-9]\.\d)"
    r"(?![\w%]|\.\w|-?\d)"
)
# "3D Semantic Group Attention", "4D-LRM", "4D3R", "8-Calves", "3D-R1", "1EMD".
_STARTS_AS_NAMES_DO = re.compile(
    r"\dD(?:[- ]?[A-Z][A-Za-z]|\d[A-Z])|\d{1,2}[A-Z]?[a-z]*-[A-Z]\w|\d[A-Z]{3}"
)
# "299kPa", "5GHz": a measure.
_MEASURE = re.compile(r"\d+[kMGTmµnp]?(?:Pa|Hz|eV|Wh?|VA?|Ah|bps|bar|dB\w?)")
_FUNCTION_WORDS = word_class("function")
_QUALIFIERS = word_class("qualifier")
_SYMBOL = "|".join(sorted(word_class("element"), key=lambda symbol: (-len(symbol), symbol)))
_FORMULA = re.compile(rf"(?=.*\d)(?:(?:{_SYMBOL})\d*)+")
_TWO_LETTERS = re.compile("[A-Z][a-z]")
_EDITION_STARTS = frozenset("123456789vT")

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
        prints: whether the lexicon has a name that may be printed so.
        anew: what is a stop word or a family elsewhere can be a name too.
    """

    def __init__(self, lexicon: Lexicon, prints: Callable[[str], bool], *, anew: bool) -> None:
        super().__init__()
        self._lexicon, self._prints, self._is_anew = lexicon, prints, anew

    def __missing__(self, name: str) -> Form | None:
        if len(self) > _MOST_KEPT:
            self.clear()
        form = self[name] = self._read(name)
        return form

    def _read(self, name: str) -> Form | None:
        lower = name.lower()
        if not 1 < len(name) <= _LONGEST or lower == name.upper():
            return None
        if lower in _FUNCTION_WORDS and not self._may_be_coined(name):
            return None
        shape = shape_of(name)
        first = name[0]
        if name.count(" ") >= _MOST_WORDS or (first.isdigit() and not _may_start(name, shape)):
            return None
        if not self._is_anew and (_is_formula(name) or not self._may_name(name)):
            return None
        return Form(name, spelling_key(name), self._is_known(name, shape), shape)

    def _may_be_coined(self, name: str) -> bool:
        """Whether a word of function is a name here: "History Aggregator for State (HAS)"."""
        return is_coined(name) or (self._is_anew and name.isupper() and len(name) > 2)

    def _is_known(self, name: str, shape: Shape) -> bool:
        if not self._lexicon.knows(name) or self._lexicon.is_vague(name):
            return False
        return shape < Shape.ACRONYM or self._prints(name)

    def _may_name(self, name: str) -> bool:
        """Whether a form is neither a stop word nor a family."""
        lexicon = self._lexicon
        return not lexicon.stop_category(name) and all(
            lexicon.known[one].entity.level is not Level.GENERIC for one in lexicon.ids(name)
        )


class NameForms:
    """Finds forms that could be names; remembers what they are, for names recur."""

    def __init__(
        self,
        lexicon: Lexicon,
        ordinary: Container[str] = frozenset(),
        prints: Callable[[str], bool] | None = None,
    ) -> None:
        """Remember what the lexicon has.

        Args:
            lexicon: what is known.
            ordinary: words in small letters that many texts have.
            prints: whether the lexicon has a name that may be printed so; by default any of a key.
        """
        self.lexicon, self.ordinary = lexicon, ordinary
        prints = prints or lexicon.knows
        self._forms = _Forms(lexicon, prints, anew=False)
        self._anew = _Forms(lexicon, prints, anew=True)

    def form(self, name: str) -> Form | None:
        """What a printed form is; ``None`` where it cannot be a name.

        Stop words, families, numbers, measures and chemical formulas are none.

        >>> forms = NameForms(Lexicon())
        >>> [forms.form(name) is not None for name in ("PiSSA", "2024", "We", "MoSe2", "5GHz")]
        [True, False, False, False, False]
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
        return remarks_on(name, self.lexicon)

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
        found = _shaped(text, words)
        for first, last in capital_runs(text, words):
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
        start, end = trimmed(text, first.start, last.end, starts_sentence)
        if text.find(" ", start, end) < 0:
            return [(start, end)] if start < end and not first.bare else []
        parts = pieces(text, start, end)
        for from_, to in parts:
            # "QLoRA to ResNet" is no name, "Attention with Bounds" can be one.
            if self._is_known(text[from_:to]):
                return parts
        return [(start, end), *parts]

    def _is_known(self, name: str) -> bool:
        form = self.form(name)
        return form.known if form else self.lexicon.knows(name)


def _shaped(text: str, words: Iterable[CapitalWord]) -> list[tuple[int, int]]:
    """Words with the shape of a name: without what is joined to them, with it, with an edition."""
    found: list[tuple[int, int]] = []
    for start, end, word, _, bare in words:
        if bare:
            found.append((start, start + bare))
            if bare < len(word) and _is_whole(word):
                found.append((start, end))
            if text[end + 1 : end + 2] in _EDITION_STARTS and (one := _EDITION.match(text, end)):
                found.append((start, one.end()))
    return found


def _is_whole(word: str) -> bool:
    """Whether small letters behind a hyphen are part of a name: "DLM-sum", not "LoRA-based"."""
    last = word.rpartition("-")[2]
    return last.islower() and last not in _QUALIFIERS and last not in _FUNCTION_WORDS


def _may_start(name: str, shape: Shape) -> bool:
    """Whether what starts with a digit can be a name."""
    if _MEASURE.fullmatch(name):
        return False
    return shape >= Shape.MIXED or bool(_STARTS_AS_NAMES_DO.match(name))


def _is_formula(name: str) -> bool:
    """Whether a name is a chemical formula: element symbols with numbers, as "MoSe2"."""
    if name.isalpha() or not name.isalnum():  # most names
        return False
    return bool(_FORMULA.fullmatch(name)) and bool(_TWO_LETTERS.search(name))
