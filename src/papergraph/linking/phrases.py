"""What a paper proposes in small letters: "we introduce partial embedding swap"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from papergraph.lexicon import word_class
from papergraph.linking.nouns import kind_of_noun
from papergraph.linking.prepared import Batch
from papergraph.linking.word_facts import facts_of
from papergraph.text.span import Span

__all__ = ["Phrase", "phrases_after_cues"]

#: Words of the longest phrase.
_MOST_WORDS = 6
#: An empty noun is left out behind as many words at least.
_FEWEST_BEFORE_NOUN = 2
#: Words between a cue and a phrase.
_MOST_BETWEEN = 4
_WORD = re.compile(r" ([A-Za-z][\w'’]*(?:-[\w'’]+)*)")
_FUNCTION_WORDS = word_class("function") - word_class("inner")
_DETERMINERS = word_class("determiner") | {"our", "two", "three", "four"}
#: How a determiner introduces a phrase.
_ARTICLES = {**dict.fromkeys(_DETERMINERS, "the"), "a": "a", "an": "a"}
#: Words that can stand between a cue and the phrase.
_BETWEEN = (
    _DETERMINERS
    | word_class("novel")
    | {
        *("simple", "efficient", "effective", "general", "unified", "innovative", "powerful"),
        *(
            "lightweight",
            "principled",
            "scalable",
            "flexible",
            "practical",
            "improved",
            "so-called",
        ),
        *("special", "specialized", "specific", "tailored", "dedicated", "customized", "robust"),
        *(
            "simplified",
            "alternative",
            "complementary",
            "additional",
            "original",
            "yet",
            "and",
            "as",
        ),
    }
)
#: Nouns of which the name before them can do without.
_EMPTY_NOUNS = frozenset(
    {
        *("method", "methods", "approach", "approaches", "framework", "frameworks", "algorithm"),
        *("algorithms", "technique", "techniques", "process", "mechanism", "mechanisms", "scheme"),
        *("schemes", "strategy", "strategies", "paradigm", "procedure", "concept", "notion"),
        *("pipeline", "formulation", "methodology", "system", "systems", "models", "model"),
    }
)


class Phrase(NamedTuple):
    """Words that may name what a paper proposes.

    Attributes:
        span: in the passage's text.
        determiner: ``none``, ``a`` or ``the``: how the phrase is introduced.
        noun: the empty noun that was left out behind it, or "".
    """

    span: Span
    determiner: str
    noun: str


def phrases_after_cues(batch: Batch) -> list[list[Phrase]]:
    """For each passage the phrases after words that propose or name, in text order."""
    table = batch.table
    cues = np.flatnonzero(facts_of(batch.coder).sorts["coining"][table.word])
    ends = table.end[cues]
    limits = table.first.searchsorted(cues, side="right") - 1
    ends = (ends - table.bases[limits]).tolist()
    found: list[list[Phrase]] = []
    cuts = cues.searchsorted(table.first).tolist()
    passages = (passage for paper in batch.papers for passage in paper.passages)
    for passage, (low, high) in zip(passages, itertools.pairwise(cuts), strict=True):
        text = passage.text
        found.append([one for end in ends[low:high] for one in _phrase_at(text, end)])
    return found


def _phrase_at(text: str, position: int) -> Iterator[Phrase]:
    """The phrase that starts behind a word that ends at a position, if there is one.

    >>> text = "We introduce the partial embedding swap mechanism, which"
    >>> [(one.span.of(text), one.determiner, one.noun) for one in _phrase_at(text, 12)]
    [('partial embedding swap', 'the', 'mechanism')]
    """
    determiner, words = _words_after(text, position)
    if not words or len(words) > _MOST_WORDS:
        return
    noun = ""
    if len(words) > _FEWEST_BEFORE_NOUN and words[-1][1] in _EMPTY_NOUNS:
        noun = words.pop()[1]
    if not all(word[1].islower() for word in words):
        # A name with capitals is found without its noun.
        while len(words) > 1 and kind_of_noun(words[-1][1]) and not _is_adjective(words):
            noun = words.pop()[1]
    name = text[words[0].start(1) : words[-1].end(1)]
    if (len(words) > 1 or "-" in name) and any(word[1].islower() for word in words):
        yield Phrase(Span(words[0].start(1), words[-1].end(1)), determiner, noun)


def _is_adjective(words: Sequence[re.Match[str]]) -> bool:
    """Whether all before a telling noun is a word with a capital: "Gaussian distillation"."""
    *before, last = (word[1] for word in words)
    is_one = len(before) == 1 and before[0].isalpha() and before[0].istitle()
    return is_one and last not in _EMPTY_NOUNS


def _words_after(text: str, position: int) -> tuple[str, list[re.Match[str]]]:
    """How a phrase is introduced, and its words, one more than it may have at the most."""
    determiner = "none"
    words: list[re.Match[str]] = []
    skipped = 0
    while len(words) <= _MOST_WORDS and (word := _WORD.match(text, position)):
        lower = word[1].lower()
        if not words and skipped < _MOST_BETWEEN and lower in _BETWEEN:
            determiner = _ARTICLES.get(lower, determiner)
            skipped += 1
        elif lower in _FUNCTION_WORDS:
            break
        else:
            words.append(word)
        position = word.end()
    return determiner, words
