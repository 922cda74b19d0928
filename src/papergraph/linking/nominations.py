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
from papergraph.text.normalize import name_key
from papergraph.text.span import Span
from papergraph.text.urls import find_urls

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
) -> Iterator[tuple[Nomination, frozenset[str]]]:
    """Nominations with their features, in order of first appearance.

    What the lexicon knows is only nominated where a rule saw it.

    Args:
        paper: its texts.
        sightings: what rules say of its own work.
        pairs: abbreviations that its texts define.
        names: what can be a name.
    """
    found = _grouped(paper, sightings, pairs, names)
    for one in found:
        _place(one, paper.passages)
        yield one, frozenset(_features(one, paper, names.lexicon))


def _grouped(
    paper: PreparedPaper,
    sightings: Sequence[Sighting],
    pairs: Sequence[tuple[Passage, Abbreviation]],
    names: NameFilter,
) -> list[Nomination]:
    same: dict[str, str] = {}
    long_forms: dict[str, list[str]] = {}
    for passage, pair in pairs:
        long, key = pair.long.of(passage.text), spelling_key(pair.short.of(passage.text))
        same.setdefault(spelling_key(long), key)
        long_forms.setdefault(key, []).append(long)
    groups: dict[str, Nomination] = {}

    def key_of(name: str) -> str:
        key = spelling_key(name)
        key = same.get(key, key)
        if key in groups:
            return key
        return next((known for known in groups if is_misprint(key, known)), key)

    for sighting in sightings:
        key = key_of(sighting.name)
        group = groups.setdefault(key, Nomination(long_forms=long_forms.get(key, [])))
        group.sightings.append(sighting)
        group.names[sighting.name] += 0
    for index, passage in enumerate(paper.passages):
        free = [passage.plain.shown(url.span) for url in find_urls(passage.printed)]
        for span in name_forms(passage, names):
            if any(span.start < url.end and url.start < span.end for url in free):
                continue
            name = span.of(passage.text)
            key = key_of(name)
            if key not in groups:
                if names.lexicon.knows(name):
                    continue
                groups[key] = Nomination(long_forms=long_forms.get(key, []))
            groups[key].names[name] += 1
            groups[key].places.add((index, span))
    return _with_long_forms(groups)


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


def _place(one: Nomination, passages: Sequence[Passage]) -> None:
    """Add the places where a form stands without what made it a form there."""
    for index, passage in enumerate(passages):
        lower = passage.text.lower()
        for name in one.names:
            one.places.update((index, span) for span in occurrences(name, passage.text))
            # A title's "Prior Guided Dropout" is "prior guided dropout" in the abstract.
            if " " in name and len(lower) == len(passage.text):
                one.places.update((index, span) for span in occurrences(name.lower(), lower))


def _features(one: Nomination, paper: PreparedPaper, lexicon: Lexicon) -> Iterator[str]:
    yield "any"
    for name in one.names:
        yield from name_features(name)
        for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
            yield from pair_features(name, passage, pairs)
        if lexicon.knows(name):
            yield "lexicon: known"
        words = name.split()
        if len(words) > 1:
            if name_key(words[0]) in lexicon.by_key:
                yield "lexicon: first word known"
            if name_key(words[-1]) in lexicon.by_key:
                yield "lexicon: last word known"
    for index, span in one.places:
        passage = paper.passages[index]
        yield from context_features(passage, *span)
        for neighbour in neighbours(passage.text, *span):
            ids = lexicon.ids(neighbour)
            yield from (f"listed with: {found.kind.value}" for found in ids)
    for sighting in one.sightings:
        yield f"rule: {sighting.rule}"
        yield f"rule says: {sighting.kind.value}"
    yield f"rules: {round(combined(one.sightings) * 5) / 5:.1f}"
    starts = {(index, span.start) for index, span in one.places}
    yield f"times: {min(len(starts), _MOST_TIMES)}"
    parts = {index for index, _ in one.places}
    yield "in: both" if len(parts) > 1 else "in: title" if parts == {0} else "in: text"
