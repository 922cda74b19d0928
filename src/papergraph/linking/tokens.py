"""Tokens and sentences of many texts at once, as columns of numbers.

Linking asks of every mention which words stand around it. Asked one by one, in Python, that
takes most of its time; so the words of a whole batch of papers become arrays, a row a token,
and the questions become operations on arrays.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from papergraph.linking.arrays import Bools, any_of_each
from papergraph.linking.chunks import ChunkedTexts
from papergraph.linking.coder import FLAGS

__all__ = ["TokenTable"]


class TokenTable:
    """Tokens of several texts, in order, as columns.

    Positions, `bases`, `first`, `start`, `end` and `word` are those of `ChunkedTexts`.

    Attributes:
        sentence: for each token the sentence that it is of; sentences count over all texts.
        sentence_first: for each sentence its first token; one more entry for the end.
        sentence_text: for each sentence the text that holds it.
        own: for each sentence whether it speaks of the paper itself ("we", "this paper").
    """

    def __init__(self, texts: ChunkedTexts, whole: Sequence[bool]) -> None:
        """Find the sentences; `whole` tells which texts are one sentence whatever they hold."""
        self.bases, self.first = texts.bases, texts.first
        self.start, self.end, self.word = texts.start, texts.end, texts.word
        counts = np.diff(self.first)
        text_of = np.repeat(np.arange(len(self.bases)), counts)
        flags = texts.flags
        ends = _sentence_ends(flags, texts.after_blank, np.asarray(whole, dtype=bool)[text_of])
        ends[self.first[1:][counts > 0] - 1] = True
        starts = np.concatenate([[True], ends[:-1]])[: len(ends)]
        self.sentence = np.cumsum(starts) - 1
        self.sentence_first = np.append(np.flatnonzero(starts), len(ends))
        self.sentence_text = text_of[self.sentence_first[:-1]]
        after_this = np.concatenate([[False], _have(flags, "this")[:-1]])[: len(ends)]
        this_work = _have(flags, "work") & after_this
        self.own = any_of_each(_have(flags, "self") | this_work, self.sentence_first[:-1])

    def sentences_of_texts(self) -> list[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]]:
        """For each text starts and ends of its sentences, in it, and which of them are own."""
        base = self.bases[self.sentence_text]
        starts = (self.start[self.sentence_first[:-1]] - base).tolist()
        ends = (self.end[self.sentence_first[1:] - 1] - base).tolist()
        own = self.own.tolist()
        cuts = np.searchsorted(self.sentence_text, np.arange(len(self.bases) + 1)).tolist()
        found = []
        for low, high in itertools.pairwise(cuts):
            mine = tuple(index for index, flag in enumerate(own[low:high]) if flag)
            found.append(((0, *starts[low + 1 : high]), tuple(ends[low:high]) or (0,), mine))
        return found


def _have(flags: npt.NDArray[np.uint16], name: str) -> Bools:
    found: Bools = (flags & FLAGS[name]) != 0
    return found


def _sentence_ends(flags: npt.NDArray[np.uint16], after_blank: Bools, whole: Bools) -> Bools:
    """Whether a sentence ends with a token.

    A stop ends one before a blank and what can start a sentence, or where its blank got lost
    ("stability.We"); abbreviations ("e.g. LoRA", "et al. 2021", "J. Doe") do not.
    """
    padded, blanks, count = np.pad(flags, 2), np.pad(after_blank, 2), len(flags)

    def has(name: str, shift: int) -> Bools:
        return _have(padded[2 + shift : 2 + shift + count], name)

    blank_1, blank_2 = blanks[3 : 3 + count], blanks[4 : 4 + count]

    stop = has("stop", 0) & ~whole
    inner = has("letter", -1) & has("stop", -2)
    stop &= ~(has("abbreviates", -1) | inner)
    plain = stop & blank_1 & has("starts", 1)
    glued = stop & has("low_end", -1) & ~blank_1 & has("titled", 1) & blank_2
    closed = stop & ~blank_1 & has("closer", 1) & blank_2 & has("starts", 2)
    ends: Bools = plain | glued
    ends[1:] |= closed[:-1]
    return ends
