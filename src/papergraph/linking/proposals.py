"""Names that a paper gives to its own work, one value each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind, Part
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = [
    "Proposal",
    "Sighting",
    "combined",
    "is_misprint",
    "make_proposal",
    "spelling_key",
]

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


def spelling_key(name: str) -> str:
    """One key for the spellings of a name in a paper, singular and plural."""
    key = name_key(name)
    return key.removesuffix("s") if name[-2:-1].isupper() or len(key) > 8 else key


def is_misprint(first: str, second: str) -> bool:
    """Whether two keys differ by letters that changed places, as "hramony" and "harmony"."""
    return (
        len(first) == len(second) >= _LEAST_MISPRINTED
        and first != second
        and sorted(first) == sorted(second)
        and not any(
            a.isdigit() or b.isdigit() for a, b in zip(first, second, strict=True) if a != b
        )
    )


def combined(sightings: Sequence[Sighting]) -> float:
    """How sure sightings are together, 0 to 1: every rule that agrees adds to the others."""
    doubt = 1.0
    for rule in sorted({one.rule for one in sightings}):
        doubt *= 1 - max(one.confidence for one in sightings if one.rule == rule)
    return min(0.99, 1 - doubt)


def make_proposal(
    sightings: Sequence[Sighting], names: Counter[str], kind: Kind, confidence: float
) -> Proposal:
    """One thing under all its names.

    Args:
        sightings: of it, one at least.
        names: all its forms, with how often each is printed.
        kind: what it is.
        confidence: that it is what the sightings say, 0 to 1.
    """
    titled = {one.name for one in sightings if one.part is Part.TITLE}

    def order(name: str) -> tuple[tuple[bool, bool, bool], bool, int, str]:
        return (_label_order(name), name not in titled, -names[name], name)

    label = min(names, key=order)
    best = replace(max(sightings, key=lambda one: one.confidence), confidence=confidence)
    others = tuple(name for name in names if name != label)
    return Proposal(label, (label, *others), kind, best)


def _label_order(name: str) -> tuple[bool, bool, bool]:
    """Short forms first, then names with capitals, singular before plural."""
    shape = shape_of(name)
    short = shape >= Shape.ACRONYM and " " not in name
    plural = name.endswith("s") and name[-2:-1].isupper()
    return (not short, shape == Shape.PLAIN, plural)
