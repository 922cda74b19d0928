"""Names of which only the last part is printed: "NAS-Bench-101, 201", "DeiT-Ti/S/B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergraph.lexicon import Lexicon, word_class
from papergraph.linking.nouns import kind_of_noun
from papergraph.model import EntityId
from papergraph.text.normalize import name_key
from papergraph.text.span import Span

__all__ = ["elided", "may_elide"]

#: Between the parts: a slash before anything, a comma or "and" before a number.
_NEXT = re.compile(
    r"(?:/|-?,? ?(?:and |or |& ?)|-?, ?(?:and |or )?)(?P<part>-?(?P<bare>[\w.]*\w))(?![\w%-])"
)
_NUMBER = re.compile(r"[vVB]?\d+(?:\.\d+)?[a-zA-Z]{0,2}")
#: What the last part of a name may be: a number with a letter or two, or what a sign parts off.
_LAST_NUMBER = re.compile(_NUMBER.pattern + "$")
_LAST_PIECE = re.compile(r"(?<=[- ])[\w.]+$")
_WORD_AFTER = re.compile(r" ([a-z][\w-]*)")
_LONGEST = 12


def may_elide(text: str, end: int) -> bool:
    """Whether more parts may follow a name that ends there; most names fail here."""
    return text.startswith(("/", ",", "-", " and", " or ", " & "), end)


def elided(text: str, name: Span, lexicon: Lexicon) -> Iterator[tuple[Span, EntityId]]:
    """Places after a name that print only the last part of another, with what they name.

    Args:
        text: that has them.
        name: as printed.
        lexicon: has to know the whole name.
    """
    whole, end = name.of(text), name.end
    bases = _bases(whole)
    while bases and (following := _NEXT.match(text, end)):
        part, bare = following["part"], following["bare"]
        is_number = _NUMBER.fullmatch(bare) is not None
        slash = text[end] == "/"
        if len(part) > _LONGEST or not (
            slash or (is_number and not _counts(text, following.end()))
        ):
            return
        if _enumerates(text, following.end()):
            return
        entity = next(
            (ids[0] for base in bases if (ids := lexicon.by_key.get(name_key(base + bare)))), None
        )
        if entity is None:
            return
        end = following.end()
        yield Span(following.start("part"), end), entity


def _bases(name: str) -> list[str]:
    """A name without its last part, the shortest part first; singular too: "ResNets20/32"."""
    starts = {
        found.start()
        for pattern in (_LAST_NUMBER, _LAST_PIECE)
        if (found := pattern.search(name)) and found.start() > 1
    }
    bases = [name[:start] for start in sorted(starts, reverse=True)]
    return [*bases, *(base[:-1] for base in bases if base.endswith("s"))]


def _enumerates(text: str, end: int) -> bool:
    """Whether what ends there is the mark of an item: "we tune Gemma, and 2) prune Qwen"."""
    return text.startswith(")", end) and text.rfind("(", 0, end) <= text.rfind(")", 0, end)


def _counts(text: str, end: int) -> bool:
    """Whether a number counts what comes after it: "ResNet-18 and 50 images"."""
    after = _WORD_AFTER.match(text, end)
    return (
        after is not None
        and after[1] not in word_class("function")
        and kind_of_noun(after[1]) is None
    )
