"""Known names in a text: an Aho-Corasick automaton over folded forms, then checks by shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import BytesAhoCorasick, Implementation

from papergraph.garbage_collection import paused_collection
from papergraph.lexicon import Folding, Term, word_class
from papergraph.linking.passage import fold
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.spellings import plain_spellings, spellings
from papergraph.model import Kind

__all__ = [
    "SHORT_NAME",
    "Matches",
    "NameMatch",
    "NameMatcher",
    "fits_case",
    "is_qualified",
    "joined_matches",
    "stands_alone",
]

_JOINERS = re.compile(r"[^\w+*]|_")
#: Names of at most this many letters and digits need their printed case.
SHORT_NAME = 4
#: Printed forms that a matcher remembers at the most.
_MOST_SURFACES = 1 << 16
# After a hyphen these words qualify a name ("LoRA-based"); others make it another name.
_QUALIFIERS = word_class("qualifier")
# "ImageNet-A" ends in a letter of its own; "on ImageNet a" is not it.
_LONE_LETTER = re.compile(r"[\s-][A-Za-z]$")
_NEXT_WORD = re.compile(r"-([^\W_]+)")
_PREVIOUS_WORD = re.compile(r"([^\W_]+)-$")
#: What makes another thing of what follows: "non-convex optimization".
_OPPOSING = frozenset({"anti", "de", "non", "pseudo", "quasi", "self", "semi", "un"})
#: Letters before a hyphen that are looked at.
_LONGEST_WORD = 30
#: Beside a name these join it to nothing.
_CLEAR = frozenset({"", " ", ",", "(", ")", ";", ":"})
_VERSION = re.compile(r"\.\d|[-/]?\d|\s?v\d", re.IGNORECASE)


class NameMatch(NamedTuple):
    """A known name at a place of a text; several terms where the form is ambiguous.

    Attributes:
        start: of the half-open span in the text.
        end: of it, the plural s included.
        terms: names that the printed form can be, best first.
    """

    start: int
    end: int
    terms: tuple[Term, ...]


class _Form(NamedTuple):
    """A term with what its checks need, made once."""

    term: Term
    letters: str
    lone_letter: bool
    several_words: bool


@lru_cache(maxsize=1 << 16)
def _spelled(term: Term) -> tuple[_Form, frozenset[str]]:
    """A term with the forms that it is looked for under; remembered from build to build."""
    form = _Form(
        term,
        _letters(term.name),
        bool(_LONE_LETTER.search(term.name)),
        _has_several_words(term.name),
    )
    exact = term.folding is not Folding.SHAPE
    return form, frozenset(plain_spellings(term.name) if exact else spellings(term.name))


class Matches(NamedTuple):
    """Names in one text, in text order, none inside another of its own kind.

    Attributes:
        names: of methods and datasets.
        tasks: of tasks; a method may go by the name of a task.
    """

    names: list[NameMatch]
    tasks: list[NameMatch]


_Fitting: TypeAlias = tuple[tuple[Term, ...], tuple[Term, ...]]
_ByForm: TypeAlias = dict[str, tuple[list[_Form], list[_Form]]]


class NameMatcher:
    """Finds the names of a lexicon. Build once, then read only."""

    def __init__(self, terms: Iterable[Term], tasks: Iterable[Term] = ()) -> None:
        self._terms, self._tasks = tuple(terms), tuple(tasks)
        with paused_collection():
            by_form = _by_form(self._terms, self._tasks)
        # Blanks on both sides: only whole words match, and each also in the plural.
        lines = "\n".join([f" {form} \n {form}s " for form in by_form])
        patterns = dict.fromkeys(_one_byte_each(lines).split(b"\n") if by_form else ())
        self._automaton = BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)
        self._fitting = _FittingTerms(by_form)

    def __reduce__(self) -> tuple[type[NameMatcher], tuple[tuple[Term, ...], tuple[Term, ...]]]:
        # The automaton cannot be pickled; to another process its terms go.
        return NameMatcher, (self._terms, self._tasks)

    def find(self, text: str) -> list[NameMatch]:
        """Names of methods and datasets in one text; see `find_all`."""
        return self.find_all([(text, f" {fold(text)} ")])[0].names

    def find_all(self, texts: Sequence[tuple[str, str]]) -> list[Matches]:
        """Names in each of several texts: the leftmost, then the longest, wins.

        Args:
            texts: each as a reader sees it, and as ``" " + fold(text) + " "``.
        """
        found = [Matches([], []) for _ in texts]
        ends = list(accumulate(len(folded) for _, folded in texts))
        printed = f" {'  '.join([text for text, _ in texts])} "
        number, begin, over = -1, 0, 0
        names_end = tasks_end = 0
        for start, negative_end, (names, tasks) in self._fitting_spans(
            printed, "".join([folded for _, folded in texts])
        ):
            while start >= over:
                number += 1
                begin, over = over, ends[number]
            end = -negative_end
            # Most stand between blanks: to see that here saves a call.
            if (
                printed[end] not in _CLEAR or printed[start - 1] not in _CLEAR
            ) and not stands_alone(printed, start, end):
                continue
            shift = begin + 1
            if names and printed[start - 1] == "-" and _splits_compound(printed, start, end):
                names = ()
            if names and start >= names_end:
                found[number].names.append(NameMatch(start - shift, end - shift, names))
                names_end = end
            if tasks and start >= tasks_end:
                found[number].tasks.append(NameMatch(start - shift, end - shift, tasks))
                tasks_end = end
        return found

    def prints(self, surface: str) -> bool:
        """Whether a form is a method's or a dataset's name as it may be printed."""
        found = self._fitting[surface]
        return bool(found and found[0]) or bool(self.hyphenated(surface))

    def hyphenated(self, surface: str) -> tuple[Term, ...]:
        """Terms that a word prints with a hyphen of its own: "Open-VLA" for OpenVLA.

        Only in the same case, and not behind a lone letter: "O-LoRA" is another than OLoRA.
        Where all parts may be ordinary words ("Cross-Task"), of datasets alone, which then need
        their context.
        """
        if surface[1:2] == "-" or "-" not in surface:
            return ()
        found = self._by_letters.get(_letters(surface), ())
        if found and shape_of(surface) < Shape.ACRONYM:
            return tuple(
                replace(term, folding=Folding.CONTEXT)
                for term in found
                if term.entity.kind is Kind.DATASET
            )
        return found

    @cached_property
    def _by_letters(self) -> Mapping[str, tuple[Term, ...]]:
        """Terms of one word that may be printed otherwise, by their letters and digits."""
        found: dict[str, list[Term]] = {}
        for term in self._terms:
            if term.folding is Folding.SHAPE and term.name.isalnum():
                found.setdefault(term.name, []).append(term)
        return {name: tuple(some) for name, some in found.items()}

    def _fitting_spans(self, printed: str, folded: str) -> list[tuple[int, int, _Fitting]]:
        """Where names are printed as they may be, the longest first of a start: start, -end."""
        fitting = self._fitting
        spans = [
            (start + 1, 1 - end, terms)
            for _, start, end in self._whole_words(folded)
            if (terms := fitting[printed[start + 1 : end - 1]])
        ]
        spans.sort()
        return spans

    def _whole_words(self, folded: str) -> list[tuple[int, int, int]]:
        """Whole words that spell a name: its number, start and end with the blanks around it."""
        hits: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            _one_byte_each(folded), overlapping=True
        )
        return hits


def _by_form(terms: Iterable[Term], tasks: Iterable[Term]) -> _ByForm:
    """Terms, and apart from them tasks, under every form that they are looked for under."""
    by_form: _ByForm = {}
    for group, some in enumerate((terms, tasks)):
        for term in some:
            form, spelled = _spelled(term)
            for spelling in spelled:
                found = by_form.get(spelling)
                if found is None:
                    found = by_form[spelling] = ([], [])
                found[group].append(form)
    return by_form


def _one_byte_each(folded: str) -> bytes:
    """For search by bytes, whose places are those of the characters.

    What is beyond Latin-1 becomes "?", which no folded text has; `_FittingTerms` looks at the
    letters themselves.
    """
    return folded.encode("latin-1", "replace")


class _FittingTerms(dict[str, _Fitting | tuple[()]]):
    """Terms that a printed form can be, methods and datasets and then tasks; () for none.

    Made when first asked for, for names recur.
    """

    def __init__(self, by_form: _ByForm) -> None:
        super().__init__()
        self._by_form = by_form

    def __missing__(self, surface: str) -> _Fitting | tuple[()]:
        if len(self) >= _MOST_SURFACES:
            self.clear()
        folded = fold(surface)
        letters = _letters(surface)
        names: tuple[Term, ...] = ()
        tasks: tuple[Term, ...] = ()
        for spelled in (folded[:-1] if folded.endswith("s") else "", folded):
            forms = self._by_form.get(spelled)
            if forms:
                names = names or _fitting_of(forms[0], surface, letters)
                tasks = tasks or _fitting_of(forms[1], surface, letters)
        found = self[surface] = (names, tasks) if names or tasks else ()
        return found


def _fitting_of(forms: Iterable[_Form], surface: str, letters: str) -> tuple[Term, ...]:
    found = [_term_printed(form, surface, letters) for form in forms]
    return tuple([term for term in found if term])


def _term_printed(form: _Form, surface: str, letters: str) -> Term | None:
    """The term that a printed form is; a dataset's in other capitals, where it needs its context.

    "The SISFall dataset" is SisFall.
    """
    term = form.term
    if _fits(form, surface, letters):
        return term
    is_word = " " not in surface and not letters.islower() and not letters.istitle()
    if term.folding is Folding.EXACT and term.entity.kind is Kind.DATASET and is_word:
        return replace(term, folding=Folding.CONTEXT)
    return None


def _letters(name: str) -> str:
    return name if name.isalnum() else _JOINERS.sub("", name)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is not a part of a longer one that is joined to it.

    >>> stands_alone("a LoRA-based", 2, 6), stands_alone("the LoRA-GA", 4, 8)
    (True, False)
    """
    following, before = text[end : end + 1], text[start - 1 : start] if start else ""
    if following in _CLEAR and before in _CLEAR:
        return True
    if end < len(text) and text[end] in "-./":
        if _VERSION.match(text, end) and text[end - 1].isalnum():
            return text[end] == "/"
        joined = _NEXT_WORD.match(text, end)
        if joined and not _qualifies(joined[1]):
            return False
    if start and text[start - 1] == "-":
        joined = _PREVIOUS_WORD.search(text, max(0, start - _LONGEST_WORD), start)
        if joined and (not joined[1].islower() or joined[1] in _OPPOSING):
            return False
    return not (start and text[start - 1] in "@\\/" and not text[start - 2 : start - 1].isalnum())


def _splits_compound(text: str, start: int, end: int) -> bool:
    """Whether words in small letters behind a hyphen start with the rest of another word.

    An "audio-visual autoregressive model" is no visual autoregressive model.
    """
    return text[start].islower() and " " in text[start:end]


def is_qualified(name: str) -> bool:
    """Whether a name ends in a word that only qualifies with it: "LoRA-Based", "CLS-aware".

    >>> [is_qualified(name) for name in ("LoRA-Based", "LoRA-GA", "U-Net")]
    [True, False, False]
    """
    _, joined, last = name.rpartition("-")
    return bool(joined) and _qualifies(last)


def _qualifies(word: str) -> bool:
    return word.lower() in _QUALIFIERS or (word.islower() and len(word) > 2)


def _fits(form: _Form, surface: str, letters: str) -> bool:
    """Whether the case of a printed form is one that the term allows."""
    if form.lone_letter and not letters.removesuffix("s").endswith(form.letters[-1]):
        return False
    if letters == form.letters or letters.removesuffix("s") == form.letters:
        return True
    if form.term.folding is not Folding.SHAPE:
        return False
    if form.several_words:
        return " " in surface or "-" in surface or any(char.isupper() for char in surface)
    return _case_fits(form.letters, letters)


def fits_case(name: str, surface: str) -> bool:
    """Whether a one-word name may be printed so, as far as capitals go.

    >>> [fits_case("LoRA", form) for form in ("LoRAs", "LORA", "LoRa", "lora")]
    [True, True, False, False]
    """
    return _case_fits(_letters(name), _letters(surface))


def _case_fits(plain: str, core: str) -> bool:
    if plain.islower() or core in (plain, plain + "s"):
        return True
    singular = core if len(core) == len(plain) else core.removesuffix("s")
    if plain.isalpha() and plain.isupper() and singular.istitle():
        return False  # "Dense Attention" is no DENSE
    if len(plain) <= SHORT_NAME:
        return singular.isupper() and not plain.istitle()
    return any(char.isupper() or char.isdigit() for char in singular)


def _has_several_words(name: str) -> bool:
    words = name.replace("-", " ").split()
    return sum([len(word) > 2 and word.isalpha() for word in words]) > 1


def joined_matches(first: Iterable[NameMatch], second: Iterable[NameMatch]) -> list[NameMatch]:
    """Matches of two matchers in text order; one span is one match with the terms of both."""
    found: dict[tuple[int, int], NameMatch] = {match[:2]: match for match in first}
    for match in second:
        known = found.get(match[:2])
        terms = (*known.terms, *match.terms) if known else match.terms
        found[match[:2]] = NameMatch(match.start, match.end, terms)
    return [found[span] for span in sorted(found)]
