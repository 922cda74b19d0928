"""Words with capitals that stand together, and what a title starts with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papergraph.lexicon import word_class
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import CapitalWord

__all__ = ["capital_runs", "pieces", "title_head", "trimmed"]

_INNER_WORDS = frozenset({"of", "for", "in", "with", "on", "to", "via", "the", "by"})
# The only white space of a passage is the blank: that all begin with it makes them quick.
_INNER = re.compile(" (?:of|for|in|with|on|to|via|the|by|and) (?:the )?")
_TITLE_HEAD_ENDS = re.compile(
    "[ :](?:(?<= )(?:for|via|with|using|by|in|on|from|under|through|to|towards?) "
    "|(?<=:) |(?<= )[-–—]+ )",
    re.I,
)
_EDGE_SMALL = _INNER_WORDS | {"and"}
# Dimensions are no amount: "3D Semantic Group Attention".
_STARTS_WITH_AMOUNT = re.compile(r"(?!\dD$)\d[\w.]*(?:-[a-z]+)?$")
_FUNCTION_WORDS = word_class("function")
_EDGE_FUNCTION_WORDS = _FUNCTION_WORDS - word_class("inner")
_QUOTES = "\"'“‘”’`*"


def title_head(text: str) -> tuple[int, int]:
    """What a title starts with, up to its first colon or preposition; without quotes."""
    head = _TITLE_HEAD_ENDS.search(text)
    end = head.start() if head else len(text)
    start = end - len(text[:end].lstrip(_QUOTES))
    return start, start + len(text[start:end].rstrip(f"{_QUOTES} "))


def capital_runs(
    text: str, words: Sequence[CapitalWord]
) -> Iterator[tuple[CapitalWord, CapitalWord]]:
    """Words with capitals that stand together, small words only between them: first and last."""
    if not words:
        return
    first = last = words[0]
    for word in words[1:]:
        gap = word.start - last.end
        if gap == 1:
            joins = text[last.end] == " "
        elif gap > 6:
            joins = False
        else:
            between = text[last.end : word.start]
            # "OPT and BLOOM" are two names, "Modeling and Decision System" can be one.
            joins = (
                (
                    max(last.shape, word.shape) < Shape.ACRONYM
                    if between == " and "
                    else between[0] == between[-1:] == " "
                    and between.strip().lower() in _INNER_WORDS
                )
                if gap > 0
                else False
            )
        if not joins:
            yield first, last
            first = word
        last = word
    yield first, last


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a run between its small words: of "ResNet on ImageNet" both names."""
    found: list[tuple[int, int]] = []
    place = start
    for inner in _INNER.finditer(text, start, end):
        found.append((place, inner.start()))
        place = inner.end()
    if place > start:
        found.append((place, end))
    return found


def trimmed(text: str, start: int, end: int, starts_sentence: bool) -> tuple[int, int]:
    """Without function words at its edges, and without a plain word that starts the sentence."""
    sentence = start
    edge_words = _FUNCTION_WORDS if starts_sentence else _EDGE_FUNCTION_WORDS
    while start < end:
        blank = text.find(" ", start, end)
        word = text[start : blank if blank >= 0 else end]
        if word.lower().strip("'’") not in edge_words and not (
            blank >= 0
            and (
                (starts_sentence and start == sentence and _is_plain(word))
                or (word[:1].isdigit() and _STARTS_WITH_AMOUNT.match(word))
            )
        ):
            break
        start = blank + 1 if blank >= 0 else end
    while (blank := text.rfind(" ", start, end)) >= 0 and text[blank + 1 : end] in _EDGE_SMALL:
        end = blank
    while start < end and text[end - 1] in "-'’.":
        end -= 1
    return start, end


def _is_plain(word: str) -> bool:
    return word.lower().endswith("ing") and "-" not in word and shape_of(word) <= Shape.CAPITALIZED
