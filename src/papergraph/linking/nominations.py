"""Everything in a paper that could be a name that no lexicon has, under all its spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from papergraph.linking.abbreviations import SMALL_WORDS, Abbreviation, is_spelled_by
from papergraph.linking.forms import Form, NameForms, spelling_key
from papergraph.linking.nouns import kind_of_noun, last_noun_kind, noun_class
from papergraph.linking.passage import Passage
from papergraph.linking.phrases import Phrase
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import is_misprint, sorted_letters
from papergraph.linking.runs import title_head
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.spelled_words import spelled_words
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = ["Nomination", "nominate", "occurrences", "times_printed"]

#: Before a name that a paper proposes, and characters in which that is looked for.
_PROPOSED_STEMS = (
    *("propos", "introduc", "present", "develop", "design", "call", "nam", "dub", "term", "our"),
    *("build", "releas", "creat"),
)
_PROPOSED = re.compile(
    rf"\b(?:{'|'.join(_PROPOSED_STEMS)})\w*[ ,:]+(?:[\w-]+,? ){{0,5}}[\"'“‘*(]*$"
)
_PROPOSED_REACH = 60
# Whatever else these stand for: "We propose SDG, a framework", "we present FLAIR (Fast ...)", and
# what stands behind words that say what it is, as in "we propose a solution, POS, which ...".
_PROPOSES = re.compile(
    r"\b(?:propos|introduc|present|develop|releas)(?:e|es|ed|ing)? (?:(?:an?|the) [\w -]{3,40}, )?$"
)
_DEFINES = re.compile(r", (?:an?|the|which) | \(")
#: More places of a name are not counted.
_MOST_TIMES = 4
_TIMES = [f"times: {times}" for times in range(_MOST_TIMES + 1)]


@dataclass(slots=True)
class Nomination:
    """Forms that a paper uses for one thing, if they name a thing at all.

    Attributes:
        forms: by name.
        places: index of a passage of the paper and span in its text.
        long_forms: what an abbreviation among `forms` stands for.
        remarks: on the paper's use of the name.
        wholes: where a long form and its abbreviation stand together, the bracket included.
    """

    forms: dict[str, Form] = field(default_factory=dict)
    places: set[tuple[int, Span]] = field(default_factory=set)
    long_forms: list[str] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    wholes: list[tuple[int, Span]] = field(default_factory=list)

    def add(self, form: Form, index: int, span: Span) -> None:
        """Take in one place of a form."""
        self.forms[form.name] = form
        self.places.add((index, span))

    def join(self, index: int, whole: Span) -> None:
        """Take all places within a stretch of text for one: that of a long form and its short."""
        inside = {
            (other, span)
            for other, span in self.places
            if other == index and whole.start <= span.start and span.end <= whole.end
        }
        self.places -= inside
        self.places.add((index, whole))

    def remarks_on_use(self) -> set[str]:
        """Remarks on how the paper uses the forms."""
        return {*self.frequent_remarks(), *self.remarks}

    def only_describes(self) -> bool:
        """Whether all that there is are words in small letters behind an article, once.

        "We add a hierarchical aggregation module" names nothing.
        """
        return (
            "phrase: a" in self.remarks
            and len(self.places) == 1
            and not self.long_forms
            and all(name.islower() for name in self.forms)
        )

    def frequent_remarks(self) -> tuple[str, ...]:
        """Those of which every nomination has some: how often and where it stands."""
        starts = {(index, start) for index, (start, _) in self.places}
        parts = {index for index, _ in starts}
        times = _TIMES[min(len(starts), _MOST_TIMES)]
        where = "in: both" if len(parts) > 1 else "in: title" if 0 in parts else "in: text"
        if len(self.forms) > 1:
            return "any", times, where, "several forms"
        return "any", times, where


def nominate(
    paper: PreparedPaper, names: NameForms, phrases: Sequence[Sequence[Phrase]]
) -> list[Nomination]:
    """Nominations in order of first appearance.

    What the lexicon knows is only nominated where the paper may give the name anew: before a
    title's colon, after words that propose, and as the short form of what is not known.

    Args:
        paper: that has them.
        names: tells what is a name.
        phrases: for each passage what it may propose in small letters.
    """
    groups = _Groups(paper, names)
    groups.add_head()
    groups.add_defined()
    groups.add_forms()
    groups.add_pairs()
    groups.add_phrases(phrases)
    lowered = [passage.text.lower() for passage in paper.passages]
    abstract = lowered[-1] if len(lowered) > 1 else ""
    head = _naming_head(paper.passages[0].text)
    found = [one for one in _with_long_forms(groups.found) if _is_likely(one, abstract, head)]
    found = _without_spelled_words(found, names)
    for one in found:
        _place(one, paper, lowered)
        for index, whole in one.wholes:
            one.join(index, whole)
    return found


def _without_spelled_words(found: list[Nomination], names: NameForms) -> list[Nomination]:
    """Nominations without words that only show where the letters of another name come from."""
    some = [name for one in found for name in one.forms]
    spelled = {
        name for name in spelled_words(some, names.ordinary) if not names.lexicon.knows(name)
    }
    return [one for one in found if not spelled.issuperset(one.forms)] if spelled else found


def _naming_head(title: str) -> tuple[int, int] | None:
    """What a title starts with, where that may be a name: "Zebra Herding for Meadows"."""
    start, end = title_head(title)
    return (start, end) if end == len(title) or title.startswith(" for ", end) else None


def _is_likely(one: Nomination, abstract: str, head: tuple[int, int] | None) -> bool:
    """Whether the abstract has it, it heads the title, or it is shaped: else 1 in 100 is."""
    if one.remarks:
        return True
    for index, span in one.places:  # a paper has several: generators take three times as long
        if index or span == head:
            return True
    for name, form in one.forms.items():
        if name.lower() in abstract if " " in name else form.shape >= Shape.ACRONYM:
            return True
    return False


def _given_anew(passage: Passage, span: Span) -> bool:
    """Whether a paper may give a known name to its own work at a place."""
    text = passage.text
    if passage.part is Part.TITLE:
        return span.start < 2 and text[span.end : span.end + 1] == ":"
    before = text[max(0, span.start - _PROPOSED_REACH) : span.start].lower()
    for stem in _PROPOSED_STEMS:  # most names fail here, at a tenth of the cost
        if stem in before:
            return bool(_PROPOSED.search(before))
    return False


class _Groups:
    """Nominations of one paper under one key for all spellings, long forms and misprints."""

    def __init__(self, paper: PreparedPaper, names: NameForms) -> None:
        self._paper, self._names = paper, names
        self.found: dict[str, Nomination] = {}
        self._by_letters: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._long_forms: dict[str, list[str]] = {}
        self._forms: list[list[tuple[Span, Form]]] = []
        for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
            for pair in pairs:
                long, key = pair.long.of(passage.text), spelling_key(pair.short.of(passage.text))
                self._same.setdefault(spelling_key(long), key)
                self._long_forms.setdefault(key, []).append(long)
            forms = names.of(passage)
            self._forms.append(forms)
            if pairs:
                self._same.update(self._longer_forms(passage.text, pairs, forms))

    def found_under(self, key: str) -> Nomination | None:
        """The nomination of a key, or of one that it is a misprint of, if there is one."""
        key = self._same.get(key, key)
        if found := self.found.get(key):
            return found
        known = self._by_letters.get(sorted_letters(key))
        return self.found[known] if known is not None and is_misprint(key, known) else None

    def new(self, key: str) -> Nomination:
        """A nomination under a key that has none."""
        key = self._same.get(key, key)
        self._by_letters[sorted_letters(key)] = key
        found = self.found[key] = Nomination(long_forms=self._long_forms.get(key, []))
        return found

    def add_head(self) -> None:
        """Nominate what stands before a title's colon, be it a stop word elsewhere."""
        title = self._paper.passages[0].text
        start, end = title_head(title)
        name = title[start:end]
        if title[end : end + 1] == ":" and shape_of(name) >= Shape.ACRONYM and " " not in name:
            form = None if self._names.form(name) else self._names.anew(name)
            if form:
                one = self.new(form.key)
                one.add(form, 0, Span(start, end))
                one.remarks.update(_title_remarks(title, Span(start, end), form))

    def add_defined(self) -> None:
        """Nominate a stop word where a sentence proposes it and says what it is."""
        names = self._names
        for index, passage in enumerate(self._paper.passages):
            text = passage.text
            for start, _, word, _, bare in passage.words:
                name = word[:bare]
                if not bare or names.form(name) or not names.lexicon.stop_category(name):
                    continue
                before = text[max(0, start - _PROPOSED_REACH) : start]
                if not (_PROPOSES.search(before) and _DEFINES.match(text, start + bare)):
                    continue
                if form := names.anew(name):
                    one = self.found_under(form.key) or self.new(form.key)
                    one.add(form, index, Span(start, start + bare))

    def add_phrases(self, phrases: Sequence[Sequence[Phrase]]) -> None:
        """Nominate what the paper proposes in small letters."""
        for index, (passage, some) in enumerate(zip(self._paper.passages, phrases, strict=True)):
            for span, determiner, noun in some:
                form = self._names.form(span.of(passage.text))
                if form is None or form.known:
                    continue
                one = self.found_under(form.key) or self.new(form.key)
                one.add(form, index, span)
                one.remarks.add(f"phrase: {determiner}")
                one.remarks.add(f"phrase and noun: {determiner} {noun or 'none'}")

    def add_forms(self) -> None:
        """Nominate what looks like a name."""
        paper = self._paper
        for index, passage in enumerate(paper.passages):
            longs, free = [pair.long for pair in paper.pairs[index]], paper.free[index]
            for span, form in self._forms[index]:
                if (longs and _is_part(span, longs)) or (free and _meets(span, free)):
                    continue
                one = self.found_under(form.key)
                if one is None:
                    if form.known and not _given_anew(passage, span):
                        continue
                    one = self.new(form.key)
                one.add(form, index, span)
                if index == 0 and span.start < 2:
                    one.remarks.update(_title_remarks(passage.text, span, form))

    def _longer_forms(
        self, text: str, pairs: Iterable[Abbreviation], forms: Iterable[tuple[Span, Form]]
    ) -> Iterator[tuple[str, str]]:
        """Keys of what goes on before a long form: "Training-free Low-Rank Pruning (LoP)".

        Each with that of the short form, unless the lexicon knows it without what goes before.
        """
        lexicon = self._names.lexicon
        unknown = [
            pair
            for pair in pairs
            if not lexicon.knows(pair.short.of(text)) and not lexicon.knows(pair.long.of(text))
        ]
        for pair, (span, form) in product(unknown, forms):
            if span.end == pair.long.end and span.start < pair.long.start:
                yield form.key, spelling_key(pair.short.of(text))

    def add_pairs(self) -> None:
        """Nominate what brackets abbreviate, and remark on what they say of it."""
        paper, names = self._paper, self._names
        for index, (passage, pairs) in enumerate(zip(paper.passages, paper.pairs, strict=True)):
            for pair in pairs:
                short, long = pair.short.of(passage.text), pair.long.of(passage.text)
                form = names.form(short) or names.anew(short)
                if form is None or (form.known and names.lexicon.knows(long)):
                    continue
                one = self.found_under(form.key) or self.new(form.key)
                one.add(form, index, pair.short)
                one.wholes.append((index, _whole(passage.text, pair)))
                one.remarks.update(_pair_remarks(passage.text, pair, long))


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _is_part(span: Span, longs: Iterable[Span]) -> bool:
    """Whether a span is only a part of a long form that has an abbreviation of its own."""
    start, end = span
    return any(
        long.start <= start and end <= long.end and end - start < long.end - long.start
        for long in longs
    )


def _title_remarks(title: str, head: Span, form: Form) -> Iterator[str]:
    """What the rest of a title says of the name that it starts with."""
    sign = title[head.end : head.end + 2].strip()
    if sign != ":":
        return
    rest = title[head.end + 2 :].lstrip()
    kind = last_noun_kind(rest)
    shape = form.shape.name.lower()
    yield f"title's head: {shape}, {form.name.count(' ') + 1}"
    yield f"title's head is: {kind.value if kind else 'none'}"
    yield f"title's head is: {shape}, {kind.value if kind else 'none'}"
    yield f"title goes on: {rest.split(' ', 1)[0].lower()}"


def _whole(text: str, pair: Abbreviation) -> Span:
    """The stretch from a long form to the bracket that closes after its short form, or back."""
    start, end = min(pair).start, max(pair).end
    closing = text.find(")", end, end + 40)
    return Span(start, closing + 1 if closing >= 0 else end)


def _pair_remarks(text: str, pair: Abbreviation, long: str) -> Iterator[str]:
    """What a long form tells of what it names."""
    words = long.replace("-", " ").split(" ")
    noun = words[-1].lower()
    capitals = sum(word[:1].isupper() for word in words)
    case = "capitals" if capitals > 1 else "small letters"
    yield "pair: short form"
    yield f"long form's noun: {noun_class(noun)}"
    yield f"long form ends: {noun}"
    yield f"long form: {case}"
    yield f"long form: {case}, {noun_class(noun)}"
    yield f"long form's words: {min(len(words), 6)}"
    yield f"long form starts: {words[0].lower()}"
    before = text[max(0, pair.long.start - 30) : pair.long.start].lower().split()[-2:]
    yield f"before long form: {' '.join(before[-1:])}"
    yield f"before long form: {' '.join(before)}"


def _with_long_forms(groups: Mapping[str, Nomination]) -> list[Nomination]:
    """One nomination for "PSMNet" and the "Pyramid Stereo Matching Network" of the title."""
    longs = [
        one
        for one in groups.values()
        if len(one.forms) == 1 and " " in next(iter(one.forms)) and _is_in_title(one)
    ]
    if not longs:
        return list(groups.values())
    shorts = [
        (name, one)
        for one in groups.values()
        for name, form in one.forms.items()
        if form.shape >= Shape.ACRONYM and " " not in name
    ]
    merged: set[int] = set()
    for one in longs:
        home = _home(one, shorts)
        if home is not None:
            _take_in(home, one)
            merged.add(id(one))
    return [one for one in groups.values() if id(one) not in merged]


def _take_in(home: Nomination, one: Nomination) -> None:
    """Join what a title's words stand for to the nomination of its short form.

    Behind a long form of it "... with Wild Stripes" is no part of the name.
    """
    (long,) = one.forms
    rest = next((long[len(known) :] for known in home.long_forms if long.startswith(known)), "")
    if rest.startswith(" ") and rest.split(" ", 2)[1] in SMALL_WORDS:
        extra = len(rest)
        home.places.update((index, Span(start, end - extra)) for index, (start, end) in one.places)
    else:
        home.forms.update(one.forms)
        home.places.update(one.places)
    home.remarks.add("pair: long form in the title")


def _is_in_title(one: Nomination) -> bool:
    for index, _ in one.places:  # noqa: SIM110 - a generator takes three times as long
        if index == 0:
            return True
    return False


def _home(one: Nomination, shorts: Iterable[tuple[str, Nomination]]) -> Nomination | None:
    """The nomination of what a title's long form spells, or goes on from."""
    (long,) = one.forms
    first, letters = long[0].lower(), set(long.lower())
    head, _, noun = long.rpartition(" ")
    for name, other in shorts:
        short = name.lower()
        # Most fail here, at a tenth of the cost; the last letter may be a plural's.
        if short[0] != first or not letters.issuperset(re.sub(r"[\W_]", "", short[:-1])):
            continue
        if other is one:
            continue
        if any(long.startswith(f"{known} ") for known in other.long_forms):
            return other
        if is_spelled_by(name, long):
            return other
        if kind_of_noun(noun.lower()) and (name == head or is_spelled_by(name, head)):
            return other
    return None


def _place(one: Nomination, paper: PreparedPaper, lowered: Sequence[str]) -> None:
    """Add the places where a form stands without what made it a form there."""
    places = one.places
    for index, (passage, lower) in enumerate(zip(paper.passages, lowered, strict=True)):
        text = passage.text
        for name in one.forms:
            for span in occurrences(name, text):
                places.add((index, span))
            # A title's "Prior Guided Dropout" is "prior guided dropout" in the abstract.
            if " " in name and (small := name.lower()) in lower and len(lower) == len(text):
                for span in occurrences(small, lower):
                    places.add((index, span))


def occurrences(name: str, text: str) -> list[Span]:
    """Where a text prints a name as a word, case and all.

    >>> occurrences("KAN", "KAN, GR-KAN and KANs")
    [Span(start=0, end=3), Span(start=16, end=20)]
    """
    start = text.find(name)
    if start < 0:
        return []
    found: list[Span] = []
    length, has_plural = len(name), name[-1:].isupper()
    while start >= 0:
        end = start + length
        if has_plural and text[end : end + 1] == "s":
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum()):
            found.append(Span(start, end))
        start = text.find(name, start + 1)
    return found


def times_printed(name: str, passages: Iterable[Passage]) -> int:
    """How often all texts of a paper print a name."""
    return sum(len(occurrences(name, passage.text)) for passage in passages)
