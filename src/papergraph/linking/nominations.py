"""Everything in a paper that could be a name, each with what the paper shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from papergraph.lexicon import Lexicon
from papergraph.linking.abbreviations import Abbreviation, abbreviates
from papergraph.linking.candidates import NameFilter
from papergraph.linking.features import (
    context_features,
    name_features,
    neighbours,
    occurrences,
    pair_features,
)
from papergraph.linking.forms import name_forms
from papergraph.linking.passage import Passage
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Sighting, combined, is_misprint, spelling_key
from papergraph.linking.shapes import Shape, shape_of
from papergraph.text.span import Span

__all__ = ["Nomination", "nominate"]

#: More places of a name are not counted.
_MOST_TIMES = 4


@dataclass(slots=True)
class Nomination:
    """Forms that a paper uses for one thing, if they name a thing at all.

    Attributes:
        names: its forms, with how often each is printed where capitals are.
        sightings: where rules say that the paper names its own work.
        places: index of a passage and span in its text.
        long_forms: what an abbreviation among `names` stands for.
    """

    names: Counter[str] = field(default_factory=Counter)
    sightings: list[Sighting] = field(default_factory=list)
    places: set[tuple[int, Span]] = field(default_factory=set)
    long_forms: list[str] = field(default_factory=list)


def nominate(
    paper: PreparedPaper,
    sightings: Sequence[Sighting],
    pairs: Sequence[tuple[Passage, Abbreviation]],
    names: NameFilter,
    *,
    unlikely: bool = False,
) -> Iterator[tuple[Nomination, frozenset[str]]]:
    """Nominations with their features, in order of first appearance.

    What the lexicon knows is only nominated where a rule saw it.

    Args:
        paper: its texts.
        sightings: what rules say of its own work.
        pairs: abbreviations that its texts define.
        names: what can be a name.
        unlikely: with what only a title has, within it; 3 in 100 of these are names.
    """
    lowered = [text.text.lower() for text in paper.passages]
    for one in _grouped(paper, sightings, pairs, names):
        _place(one, paper.passages, lowered)
        likely = one.sightings or any(index or not span.start for index, span in one.places)
        if likely or unlikely:
            yield one, frozenset(_features(one, paper, names.lexicon))


class _Groups:
    """Nominations of one paper under one key for all spellings, long forms and misprints."""

    def __init__(self, pairs: Sequence[tuple[Passage, Abbreviation]]) -> None:
        self.found: dict[str, Nomination] = {}
        self._by_letters: dict[str, str] = {}
        self._same: dict[str, str] = {}
        self._long_forms: dict[str, list[str]] = {}
        for passage, pair in pairs:
            long, key = pair.long.of(passage.text), spelling_key(pair.short.of(passage.text))
            self._same.setdefault(spelling_key(long), key)
            self._long_forms.setdefault(key, []).append(long)

    def of(self, name: str, *, new: bool = True) -> Nomination | None:
        """The nomination of a form; a new one where there is none and `new` says so."""
        key = spelling_key(name)
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


def _grouped(
    paper: PreparedPaper,
    sightings: Sequence[Sighting],
    pairs: Sequence[tuple[Passage, Abbreviation]],
    names: NameFilter,
) -> list[Nomination]:
    groups = _Groups(pairs)
    for sighting in sightings:
        if one := groups.of(sighting.name):
            one.sightings.append(sighting)
            one.names[sighting.name] += 0
    for index, (passage, free) in enumerate(zip(paper.passages, paper.free, strict=True)):
        for span in name_forms(passage, names):
            if any(span.start < url.end and url.start < span.end for url in free):
                continue
            name = span.of(passage.text)
            if one := groups.of(name, new=not names.lexicon.knows(name)):
                one.names[name] += 1
                one.places.add((index, span))
    return _with_long_forms(groups.found)


def _with_long_forms(groups: Mapping[str, Nomination]) -> list[Nomination]:
    """One nomination for "PSMNet" and the "Pyramid Stereo Matching Network" of the title."""
    shorts = [
        (name, one)
        for one in groups.values()
        if one.sightings
        for name in one.names
        if " " not in name and shape_of(name) >= Shape.ACRONYM
    ]
    kept: list[Nomination] = []
    for one in groups.values():
        long = next((name for name in one.names if " " in name), "")
        in_title = any(index == 0 for index, _ in one.places)
        home = None
        if long and in_title and len(one.names) == 1:
            home = next((h for s, h in shorts if h is not one and abbreviates(s, long)), None)
        if home is None:
            kept.append(one)
        else:
            home.names.update(one.names)
            home.sightings.extend(one.sightings)
            home.places.update(one.places)
    return kept


def _place(one: Nomination, passages: Sequence[Passage], lowered: Sequence[str]) -> None:
    """Add the places where a form stands without what made it a form there."""
    for index, (passage, lower) in enumerate(zip(passages, lowered, strict=True)):
        for name in one.names:
            one.places.update((index, span) for span in occurrences(name, passage.text))
            # A title's "Prior Guided Dropout" is "prior guided dropout" in the abstract.
            if " " in name and len(lower) == len(passage.text):
                one.places.update((index, span) for span in occurrences(name.lower(), lower))


def _features(one: Nomination, paper: PreparedPaper, lexicon: Lexicon) -> set[str]:
    found = {"any", f"rules: {round(combined(one.sightings) * 5) / 5:.1f}"}
    for name in one.names:
        found.update(name_features(name))
        found.update(_lexicon_features(name, lexicon))
        for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
            found.update(pair_features(name, passage, pairs))
    for index, span in one.places:
        passage = paper.passages[index]
        found.update(context_features(passage, *span))
        for neighbour in neighbours(passage.text, *span):
            found.update(f"listed with: {listed.kind.value}" for listed in lexicon.ids(neighbour))
    for sighting in one.sightings:
        found.add(f"rule: {sighting.rule}")
        found.add(f"rule says: {sighting.kind.value}")
    starts = {(index, span.start) for index, span in one.places}
    found.add(f"times: {min(len(starts), _MOST_TIMES)}")
    parts = {index for index, _ in one.places}
    found.add("in: both" if len(parts) > 1 else "in: title" if parts == {0} else "in: text")
    return found


def _lexicon_features(name: str, lexicon: Lexicon) -> Iterator[str]:
    """Whether the lexicon knows a form, or the first or the last word of it."""
    if lexicon.knows(name):
        yield "lexicon: known"
    words = name.split()
    if len(words) > 1:
        if lexicon.knows(words[0]):
            yield "lexicon: first word known"
        if lexicon.knows(words[-1]):
            yield "lexicon: last word known"
