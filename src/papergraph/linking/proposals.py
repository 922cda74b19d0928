"""Names that a paper gives to its own work, one value each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind, Part
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["THRESHOLD", "Proposal", "Sighting", "join_sightings"]

#: Proposals of less confidence than this are dropped.
THRESHOLD = 0.5


#: Shorter keys with the same letters are likely to be two names.
_LEAST_MISPRINTED = 6


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place where a rule says that the paper names its own work.

    Attributes:
        name: as a reader sees it.
        part: the text that holds it.
        span: in that text as printed.
        kind: method or dataset.
        rule: the rule that fired.
        confidence: of that rule, 0 to 1.
    """

    name: str
    part: Part
    span: Span
    kind: Kind
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that a paper proposes, under all the names that it gives it.

    Attributes:
        label: the name to show: the short form where the paper has one.
        names: all of them, the label first.
        kind: method or dataset.
        best: the sighting of the highest confidence, the first one of these in the text.
    """

    label: str
    names: tuple[str, ...]
    kind: Kind
    best: Sighting


def join_sightings(
    sightings: list[Sighting], pairs: list[tuple[Passage, Abbreviation]]
) -> tuple[Proposal, ...]:
    """One proposal a thing: sightings of one name, and of a long and a short form, are one.

    The confidence grows with every further rule that agrees. In order of first appearance.
    """
    if not sightings:
        return ()
    same: dict[str, str] = {}
    long_forms: dict[str, list[str]] = {}
    for passage, pair in pairs:
        long = pair.long.of(passage.text)
        key = _key(pair.short.of(passage.text))
        same.setdefault(_key(long), key)
        long_forms.setdefault(key, []).append(long)
    groups: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        key = _key(sighting.name)
        key = same.get(key, key)
        key = next((known for known in groups if _is_misprint(key, known)), key)
        groups.setdefault(key, []).append(sighting)
    return tuple(_proposal(group, long_forms.get(key, [])) for key, group in groups.items())


def _key(name: str) -> str:
    key = name_key(name)
    return key.removesuffix("s") if name[-2:-1].isupper() or len(key) > 8 else key


def _is_misprint(first: str, second: str) -> bool:
    """Whether two keys differ by letters that changed places, as "hramony" and "harmony"."""
    return (
        len(first) == len(second) >= _LEAST_MISPRINTED
        and first != second
        and sorted(first) == sorted(second)
        and not any(
            a.isdigit() or b.isdigit() for a, b in zip(first, second, strict=True) if a != b
        )
    )


def _proposal(group: list[Sighting], long_forms: list[str]) -> Proposal:
    if len(group) == 1 and not long_forms:
        alone = group[0]
        return Proposal(alone.name, (alone.name,), alone.kind, alone)
    names = Counter([one.name for one in group] + long_forms)
    titled = {one.name for one in group if one.part is Part.TITLE}

    def order(name: str) -> tuple[tuple[bool, bool, bool], bool, int, str]:
        return (_label_order(name), name not in titled, -names[name], name)

    label = min(names, key=order)
    best = max(group, key=lambda one: one.confidence)
    rules = {one.rule for one in group}
    doubt = 1.0
    for rule in sorted(rules):
        doubt *= 1 - max(one.confidence for one in group if one.rule == rule)
    confidence = round(min(0.99, 1 - doubt), 2)
    best = Sighting(best.name, best.part, best.span, best.kind, best.rule, confidence)
    others = tuple(name for name in names if name != label)
    return Proposal(label, (label, *others), _kind(group), best)


def _kind(group: list[Sighting]) -> Kind:
    """The kind that the surest sightings say; a method where they are equally sure."""
    weight = {Kind.METHOD: 0.0, Kind.DATASET: 0.0}
    for one in group:
        weight[one.kind] = max(weight[one.kind], one.confidence)
    sure_dataset = sum(one.kind is Kind.DATASET for one in group) * 2 > len(group)
    if weight[Kind.DATASET] > weight[Kind.METHOD] or sure_dataset:
        return Kind.DATASET
    return Kind.METHOD


def _label_order(name: str) -> tuple[bool, bool, bool]:
    """Short forms first, then names with capitals, singular before plural."""
    shape = shape_of(name)
    short = shape >= Shape.ACRONYM and " " not in name
    plural = name.endswith("s") and name[-2:-1].isupper()
    return (not short, shape == Shape.PLAIN, plural)
