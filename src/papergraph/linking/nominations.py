"""Everything in a paper that could be a name that no lexicon has, under all its spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from papergraph.linking.abbreviations import Abbreviation, abbreviates
from papergraph.linking.forms import Form, NameForms, spelling_key
from papergraph.linking.nouns import last_noun_kind, noun_class
from papergraph.linking.passage import Passage
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import is_misprint
from papergraph.linking.shapes import Shape
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = ["Nomination", "nominate", "occurrences"]

#: Before a name that a paper proposes, and characters in which that is looked for.
_PROPOSED_STEMS = (
    *("propos", "introduc", "present", "develop", "design", "call", "nam", "dub", "term", "our"),
    *("build", "releas", "creat"),
)
_PROPOSED = re.compile(
    rf"\b(?:{'|'.join(_PROPOSED_STEMS)})\w*[ ,:]+(?:[\w-]+,? ){{0,5}}[\"'“‘*(]*$"
)
_PROPOSED_REACH = 60
#: More places of a name are not counted.
_MOST_TIMES = 4


@dataclass(slots=True)
class Nomination:
    """Forms that a paper uses for one thing, if they name a thing at all.

    Attributes:
        forms: with how often each is printed where capitals are.
        places: index of a passage of the paper and span in its text.
        long_forms: what an abbreviation among `forms` stands for.
        remarks: on the paper's use of the name.
        wholes: where a long form and its abbreviation stand together, the bracket included.
    """

    forms: dict[str, Form] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)
    places: set[tuple[int, Span]] = field(default_factory=set)
    long_forms: list[str] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    wholes: list[tuple[int, Span]] = field(default_factory=list)

    def add(self, form: Form, index: int, span: Span) -> None:
        """Count one place of a form."""
        self.forms[form.name] = form
        self.names[form.name] += 1
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
        found = {"any", *self.remarks}
        found.add(f"times: {min(len({(i, s.start) for i, s in self.places}), _MOST_TIMES)}")
        parts = {index for index, _ in self.places}
        found.add("in: both" if len(parts) > 1 else "in: title" if parts == {0} else "in: text")
        if len(self.forms) > 1:
            found.add("several forms")
        return found


def nominate(paper: PreparedPaper, names: NameForms) -> list[Nomination]:
    """Nominations in order of first appearance.

    What the lexicon knows is only nominated where the paper may give the name anew: before a
    title's colon, after words that propose, and as the short form of what is not known.
    """
    groups = _Groups(paper, names)
    for index, (passage, free) in enumerate(zip(paper.passages, paper.free, strict=True)):
        for span, form in names.of(passage):
            if free and any(span.start < url.end and url.start < span.end for url in free):
                continue
            new = not form.known or _given_anew(passage, span)
            if one := groups.of(form.name, form.key, new=new):
                one.add(form, index, span)
                if index == 0 and span.start < 2:
                    one.remarks.update(_title_remarks(passage.text, span, form))
    groups.add_pairs(paper, names)
    found = [one for one in _with_long_forms(groups.found) if _is_likely(one)]
    lowered = [text.text.lower() for text in paper.passages]
    for one in found:
        _place(one, paper, lowered)
        for index, whole in one.wholes:
            one.join(index, whole)
    return found


def _is_likely(one: Nomination) -> bool:
    """Whether the abstract has it, the title starts with it, or it is shaped: else 1 in 100 is."""
    return (
        bool(one.remarks)
        or any(index for index, _ in one.places)
        or any(" " not in name and form.shape >= Shape.ACRONYM for name, form in one.forms.items())
    )


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
        self.found: dict[str, Nomination] = {}
        self._by_letters: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._long_forms: dict[str, list[str]] = {}
        for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
            for pair in pairs:
                long, key = pair.long.of(passage.text), spelling_key(pair.short.of(passage.text))
                self._same.setdefault(spelling_key(long), key)
                self._long_forms.setdefault(key, []).append(long)

    def of(self, name: str, key: str, *, new: bool = True) -> Nomination | None:
        """The nomination of a form; a new one where there is none and `new` says so."""
        key = self._same.get(key, key)
        if found := self.found.get(key):
            return found
        letters = "".join(sorted(key))
        known = self._by_letters.get(letters)
        if known is not None and is_misprint(key, known):
            return self.found[known]
        if not new:
            return None
        self._by_letters[letters] = key
        found = self.found[key] = Nomination(long_forms=self._long_forms.get(key, []))
        return found

    def add_pairs(self, paper: PreparedPaper, names: NameForms) -> None:
        """Nominate what brackets abbreviate, and remark on what they say of it."""
        lexicon = names.lexicon
        for index, (passage, pairs) in enumerate(zip(paper.passages, paper.pairs, strict=True)):
            for pair in pairs:
                short, long = pair.short.of(passage.text), pair.long.of(passage.text)
                form = names.form(short)
                if form is None or (form.known and lexicon.knows(long)):
                    continue
                if one := self.of(short, form.key):
                    one.add(form, index, pair.short)
                    one.wholes.append((index, _whole(passage.text, pair)))
                    one.remarks.update(_pair_remarks(passage.text, pair, long))


def _title_remarks(title: str, head: Span, form: Form) -> Iterator[str]:
    """What the rest of a title says of the name that it starts with."""
    sign = title[head.end : head.end + 2].strip()
    if sign != ":":
        return
    rest = title[head.end + 2 :]
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
    words = re.split(r"[-\s]", long)
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
        if len(one.forms) == 1
        and any(" " in name for name in one.forms)
        and any(index == 0 for index, _ in one.places)
    ]
    if not longs:
        return list(groups.values())
    shorts = [
        (name, one)
        for one in groups.values()
        for name, form in one.forms.items()
        if " " not in name and form.shape >= Shape.ACRONYM
    ]
    merged: set[int] = set()
    for one in longs:
        (long,) = one.forms
        first = long[0].lower()
        home = next(
            (
                other
                for name, other in shorts
                if name[0].lower() == first and other is not one and abbreviates(name, long)
            ),
            None,
        )
        if home is not None:
            home.forms.update(one.forms)
            home.names.update(one.names)
            home.places.update(one.places)
            home.remarks.add("pair: long form in the title")
            merged.add(id(one))
    return [one for one in groups.values() if id(one) not in merged]


def _place(one: Nomination, paper: PreparedPaper, lowered: list[str]) -> None:
    """Add the places where a form stands without what made it a form there."""
    for index, (passage, lower) in enumerate(zip(paper.passages, lowered, strict=True)):
        for name in one.forms:
            if name in passage.text:
                one.places.update((index, span) for span in occurrences(name, passage.text))
            # A title's "Prior Guided Dropout" is "prior guided dropout" in the abstract.
            if " " in name and (small := name.lower()) in lower:
                if len(lower) == len(passage.text):
                    one.places.update((index, span) for span in occurrences(small, lower))


def occurrences(name: str, text: str) -> Iterator[Span]:
    """Where a text prints a name as a word, case and all.

    >>> list(occurrences("KAN", "KAN, GR-KAN and KANs"))
    [Span(start=0, end=3), Span(start=16, end=20)]
    """
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if text[end : end + 1] == "s" and name[-1:].isupper():
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum()):
            yield Span(start, end)
        start = text.find(name, start + 1)
