"""Names that a paper gives to its own work, one value each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from papergraph.linking.abbreviations import abbreviates
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind, Part
from papergraph.text.normalize import singular
from papergraph.text.span import Span

__all__ = [
    "Proposal",
    "Sighting",
    "is_misprint",
    "make_proposal",
    "sorted_letters",
]

#: Shorter keys with the same letters are likely to be two names.
_LEAST_MISPRINTED = 6
#: Letters of a misprint that changed places: with more, it is another name of the same letters.
_MOST_MOVED = 4

_CAPITAL_WITHIN = re.compile(r"[^\W\d_][A-Z]")


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

    def long_form(self, name: str) -> str:
        """The first of the other names that one abbreviates; "" for none.

        What a paper spells out means that there, whatever it is elsewhere.
        """
        if " " in name:
            return ""
        return next((one for one in self.names if _is_long(one, name)), "")


def _is_long(long: str, short: str) -> bool:
    """Whether a name is what another one abbreviates: words apart, or joined by hyphens."""
    has_words = " " in long or ("-" in long and short not in long)
    return has_words and abbreviates(short, long)


@lru_cache(maxsize=1 << 16)
def sorted_letters(key: str) -> str:
    """The letters of a key in their order: one for all its misprints; "" for short keys."""
    return "".join(sorted(key)) if len(key) >= _LEAST_MISPRINTED else ""


def is_misprint(first: str, second: str) -> bool:
    """Whether two keys differ by letters that changed places, as "hramony" and "harmony"."""
    if not len(first) == len(second) >= _LEAST_MISPRINTED:
        return False
    moved = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return (
        0 < len(moved) <= _MOST_MOVED
        and sorted_letters(first) == sorted_letters(second)
        and not any(a.isdigit() or b.isdigit() for a, b in moved)
    )


def make_proposal(
    best: Sighting,
    names: Mapping[str, int],
    titled: Collection[str],
    explained: Collection[str] = (),
) -> Proposal:
    """One thing under all its names.

    Args:
        best: where and how surely the paper names it.
        names: all its forms, with how often each is printed.
        titled: those that the title has.
        explained: those that stand before the bracket that spells them out.
    """

    def order(name: str) -> tuple[bool, tuple[bool, bool, bool], bool, int, str]:
        untitled = name not in titled
        # An acronym that a paper defines and never uses is not what anyone calls the thing.
        unused = (
            names[name] == 1
            and untitled
            and name not in explained
            and shape_of(name) is Shape.ACRONYM
            and not any(_spells_out(one, name) for one in names)
        )
        return (unused and " " not in name, _label_order(name), untitled, -names[name], name)

    label = min(names, key=order) if len(names) > 1 else next(iter(names))
    others = tuple(name for name in names if name != label)
    return Proposal(label, (label, *others), best.kind, best)


def _spells_out(long: str, short: str) -> bool:
    """Whether capitals within words show that a long form is there for its acronym's sake.

    >>> _spells_out("Dyadic User EngagemenT", "DUET"), _spells_out("Long Range Arena", "LRA")
    (True, False)
    """
    capitals = "".join(filter(str.isupper, long))
    return " " in long and capitals == short and _CAPITAL_WITHIN.search(long) is not None


@lru_cache(maxsize=1 << 14)
def _label_order(name: str) -> tuple[bool, bool, bool]:
    """Short forms first, then names with capitals, singular before plural."""
    shape = shape_of(name)
    short = shape >= Shape.ACRONYM and " " not in name
    return (not short, shape == Shape.PLAIN, singular(name) != name)
