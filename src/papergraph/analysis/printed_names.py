"""What a text prints like a name and linking has not explained."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from papergraph.lexicon import word_class
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.words import CapitalWord
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = ["PrintedName", "printed_names"]

_FUNCTION_WORDS = word_class("function")
# The end of what stands before a word that has its capital from its place.
_BEGINNING = re.compile(r"(?:^|[.:;!?)\]•*]\s|[\"“‘'`*])$")
_POSSESSIVE = re.compile(r"['’]s?$")
# "LLMs" and "4090s", but not "GaAs".
_PLURAL = re.compile(r"(?<=[A-Z0-9]{2})s$")
# "FrobNet-based": the name without what it only qualifies with.
_QUALIFIER = re.compile(r"(?:-[a-z]{3,})+$")
_SMALL_PART = re.compile(r"-[a-z]+$")
_CITED = re.compile(r" et al\b| \(\d{4}|, \d{4}\)")


class PrintedName(NamedTuple):
    """A form that looks like a name.

    Attributes:
        name: without a plural's s, a possessive, or a qualifier that is joined to it.
        sentence: the sentence around it; the title where that prints it.
    """

    name: str
    sentence: str


def printed_names(
    passage: Passage, linked: Iterable[Span], free: Iterable[Span] = ()
) -> Iterator[PrintedName]:
    """Forms of a passage that look like names, in text order.

    A capital tells nothing in a title, at the start of a sentence, or beside a linked name,
    which "Bayesian FrobNet" and "FrobNet Large" only belong to: there a form needs more than
    a capital at its front.

    Args:
        passage: a title or an abstract.
        linked: spans of `passage.text` that are explained.
        free: spans that hold no names of their own, such as URLs.

    >>> from papergraph.lexicon import Lexicon
    >>> from papergraph.linking import Reader
    >>> from papergraph.model import Paper
    >>> text = "However, Frobnic and FrobNets beat Zebra-based models. Results follow."
    >>> batch = Reader(Lexicon()).read([Paper(title="On Frobs", abstract=text)])
    >>> passage = batch.papers[0].passages[1]
    >>> [found.name for found in printed_names(passage, [])]
    ['Frobnic', 'FrobNets', 'Zebra']
    """
    mentions = sorted(linked)
    taken = sorted([*mentions, *free])
    words = [
        word
        for word in passage.words
        if word.word.lower() not in _FUNCTION_WORDS and not _meets(word, taken)
    ]
    beside = {
        place
        for span in mentions
        for place in (span.start - 1, span.end)
        if passage.text[place : place + 1] == " "
    }
    for run in _runs(passage, words):
        if span := _name_span(passage, run, beside):
            name = _bare(span.of(passage.text))
            if name[:1].isalnum() and not _CITED.match(passage.text, span.end):
                yield PrintedName(name, passage.sentence(span.start).of(passage.text).strip())


def _meets(word: CapitalWord, taken: Sequence[Span]) -> bool:
    place = bisect_left(taken, (word.end,))
    return place > 0 and taken[place - 1].end > word.start


def _runs(passage: Passage, words: Iterable[CapitalWord]) -> Iterator[list[CapitalWord]]:
    """Words that stand together; in a title, where most have a capital, each alone."""
    run: list[CapitalWord] = []
    for word in words:
        joined = run and passage.part is not Part.TITLE and _joins(passage.text, run[-1], word)
        if run and not joined:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _joins(text: str, left: CapitalWord, right: CapitalWord) -> bool:
    """Whether two words are of one name: "Frob Knobs", "House of Frobs"."""
    between = text[left.end : right.start]
    return between == " " or (between == " of " and max(left.shape, right.shape) < Shape.ACRONYM)


def _name_span(passage: Passage, run: Sequence[CapitalWord], beside: set[int]) -> Span | None:
    """The span of a run of words without a first one that only starts a sentence."""
    text = passage.text
    if _is_plain(run):
        in_title = passage.part is Part.TITLE
        if in_title or _begins(text, run[0]) or run[0].start - 1 in beside or run[-1].end in beside:
            return None
    elif _is_plain(run[:1]) and _begins(text, run[0]):
        run = run[1:]
    return Span(run[0].start, run[-1].end)


def _is_plain(run: Iterable[CapitalWord]) -> bool:
    return all(word.shape < Shape.ACRONYM for word in run)


def _begins(text: str, word: CapitalWord) -> bool:
    return bool(_BEGINNING.search(text[max(0, word.start - 2) : word.start]))


def _bare(printed: str) -> str:
    name = _POSSESSIVE.sub("", printed)
    bare = _QUALIFIER.sub("", name)
    if _SMALL_PART.search(bare):
        bare = name
    return _PLURAL.sub("", bare) if shape_of(bare) is not Shape.PLAIN else ""
