"""Words and signs of many texts at once, as columns of numbers.

Linking asks of every mention which words stand around it. Asked one by one, in Python, that
takes most of its time; so the words of a whole batch of papers become arrays, a row a token,
and the questions become operations on arrays.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from papergraph.linking.shapes import Shape, shape_of

__all__ = ["PLACEHOLDERS", "TOKEN", "Bools", "Ints", "TokenCoder", "TokenTable", "any_of_each"]

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

# With the blanks before it; what is joined by hyphens is one token in small letters only, so
# that "LoRA-based" has "LoRA" for itself. Every character is of some token.
# The first alternative is there for speed alone: it has most words at once. The bounds keep the
# length of a token within its code, whatever a text holds.
TOKEN = re.compile(
    r" [a-z]{1,400}+(?![\w'’-])"
    r"| {0,400}(?:[a-z]{1,400}+(?:[-'’][a-z]{1,400}+){0,40}(?!\w)"
    r"|\d{1,400}+(?:[.,]\d{1,400}+){0,40}(?!\w)|[^\W_]{1,400}+|[^\w ]|_)"
    r"| {1,400}+"
)
_BY_SHAPE = dict(zip(Shape, ("<low>", "<Cap>", "<ACRO>", "<N4>", "<Mixed>"), strict=True))
#: Words in the place of what is no word of the vocabulary, and of what is a known name.
PLACEHOLDERS = (
    *("^", *_BY_SHAPE.values(), "0", "<sign>", "<own>", "<method>", "<generic>", "<dataset>"),
)

# Columns of a token's code: its word, what it is to sentence boundaries, its length without
# the blanks before it, and their number.
_WORD_BITS = 18
_WORD_MASK = (1 << _WORD_BITS) - 1
_FLAG_NAMES = (
    *("blank", "stop", "closer", "starts", "titled", "low_end", "abbreviates", "letter", "capital"),
    *("self", "this", "work"),
)
_FLAG = {name: 1 << place for place, name in enumerate(_FLAG_NAMES)}
_LENGTH_SHIFT = _WORD_BITS + len(_FLAG_NAMES)
_LENGTH_MASK = (1 << 16) - 1
_BLANKS_SHIFT = _LENGTH_SHIFT + 16

_CASES_MEET = re.compile(r"[a-z]+[A-Z]")
_TITLED = re.compile(r"[A-Z][a-z]+|A")
#: Of signs that are one token.
_SIGN_FLAGS = {
    **dict.fromkeys("“‘([$\\{", _FLAG["starts"]),
    **dict.fromkeys("]”’", _FLAG["closer"]),
    **dict.fromkeys(".!?", _FLAG["stop"]),
    **dict.fromkeys("\"'", _FLAG["starts"] | _FLAG["closer"]),
    ")": _FLAG["closer"] | _FLAG["low_end"],
    "%": _FLAG["low_end"],
}
_ABBREVIATIONS = frozenset(
    (
        *("al", "cf", "vs", "viz", "resp", "approx", "fig", "figs", "eq", "eqs", "sec", "tab"),
        *("no", "dr", "prof", "st"),
    )
)
#: Of words printed just so.
_WORD_FLAGS = {
    **dict.fromkeys(("we", "We", "our", "Our", "ours", "us"), _FLAG["self"]),
    **dict.fromkeys(("this", "This"), _FLAG["this"]),
    **dict.fromkeys(("paper", "work", "article", "study", "thesis", "report"), _FLAG["work"]),
}


class TokenCoder(dict[str, int]):
    """Codes of printed tokens, made when first asked for.

    Args:
        vocabulary: words in lower case that have a number of their own; the rest go by shape.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        super().__init__()
        self.words = tuple(dict.fromkeys((*PLACEHOLDERS, *vocabulary)))
        self.numbers = {word: number for number, word in enumerate(self.words)}
        self._low = self.numbers["<low>"]

    def __missing__(self, printed: str) -> int:
        code = self[printed] = self.made(printed)
        return code

    def made(self, printed: str) -> int:
        """The code of a token, the blanks before it included; not remembered."""
        token = printed.lstrip(" ")
        flags = _flags(token)
        if token is not printed:
            flags |= _FLAG["blank"]
        code = self.number(token) | flags << _WORD_BITS | len(token) << _LENGTH_SHIFT
        return code | (len(printed) - len(token)) << _BLANKS_SHIFT

    def number(self, token: str) -> int:
        """The number of a word: its own, or that of words of its shape."""
        known = self.numbers.get(token.lower())
        if known is not None:
            return known
        if token.islower() and token.isalpha():
            return self._low
        if token[:1].isdigit() and not token[-1:].isalpha():
            return self.numbers["0"]
        return self.shape_word(shape_of(token)) if token[:1].isalpha() else self.numbers["<sign>"]

    def shape_word(self, shape: Shape) -> int:
        """The number of the word that stands for all words of a shape."""
        return self.numbers[_BY_SHAPE[shape]]


def _flags(token: str) -> int:
    """What a token is to sentence boundaries, but for the blanks before it."""
    if not token.isalnum():
        return _SIGN_FLAGS.get(token, 0) if len(token) < 2 else _end_flags(token)
    flags = _WORD_FLAGS.get(token, 0) | _end_flags(token)
    lower = token.lower()
    if lower in _ABBREVIATIONS:
        flags |= _FLAG["abbreviates"]
    if len(token) == 1:
        flags |= _letter_flags(token)
    return flags if token == lower else flags | _capital_flags(token)


def _end_flags(token: str) -> int:
    """Of a word or a number by its first and last sign."""
    flags = _FLAG["starts"] if "0" <= token[0] <= "9" else 0
    # Signs without case count as small letters where all others are.
    if token[-1].islower() or token[-1].isdigit() or (token.islower() and token.isalpha()):
        flags |= _FLAG["low_end"]
    return flags


def _capital_flags(token: str) -> int:
    flags = _FLAG["capital"]
    if "A" <= token[0] <= "Z" or _CASES_MEET.match(token):
        flags |= _FLAG["starts"]
    return flags | _FLAG["titled"] if _TITLED.fullmatch(token) else flags


def _letter_flags(sign: str) -> int:
    letter = _FLAG["letter"] if sign.isalpha() else 0
    return letter | _FLAG["abbreviates"] if sign.isupper() else letter


class TokenTable:
    """Tokens of several texts, in order, as columns.

    Positions count characters over all texts, as if one stood right behind the other with one
    sign between them.

    Attributes:
        bases: for each text the position where it starts.
        first: for each text its first token; one more entry for the end.
        start: of each token, without the blank before it.
        end: of each token.
        word: number of each token's word.
        sentence: for each token the sentence that it is of; sentences count over all texts.
        sentence_first: for each sentence its first token; one more entry for the end.
        sentence_text: for each sentence the text that holds it.
        own: for each sentence whether it speaks of the paper itself ("we", "this paper").
    """

    def __init__(self, texts: Sequence[str], whole: Sequence[bool], coder: TokenCoder) -> None:
        """Read the texts; `whole` tells which are one sentence whatever they hold."""
        codes: list[int] = []
        firsts = [0]
        for text in texts:
            codes.extend(map(coder.__getitem__, TOKEN.findall(text)))
            firsts.append(len(codes))
        code = np.array(codes, dtype=np.int64)
        self.first = np.array(firsts, dtype=np.int64)
        counts = np.diff(self.first)
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        self.bases = np.concatenate([[0], np.cumsum(lengths + 1)])[:-1].astype(np.int64)
        length = (code >> _LENGTH_SHIFT) & _LENGTH_MASK
        text_of = np.repeat(np.arange(len(texts)), counts)
        self.end = np.cumsum(length + (code >> _BLANKS_SHIFT)) + text_of
        self.start = self.end - length
        self.word = code & _WORD_MASK
        # Twelve flags: the rest of the code may go.
        self._flags = (code >> _WORD_BITS).astype(np.uint16)
        ends = _sentence_ends(self._flags, np.asarray(whole, dtype=bool)[text_of])
        ends[self.first[1:][counts > 0] - 1] = True
        starts = np.concatenate([[True], ends[:-1]])[: len(code)]
        self.sentence = np.cumsum(starts) - 1
        self.sentence_first = np.append(np.flatnonzero(starts), len(code))
        self.sentence_text = text_of[self.sentence_first[:-1]]
        after_this = np.concatenate([[False], self._has("this")[:-1]])[: len(code)]
        this_work = self._has("work") & after_this
        self.own = any_of_each(self._has("self") | this_work, self.sentence_first[:-1])

    def _has(self, flag: str) -> Bools:
        found: Bools = (self._flags & _FLAG[flag]) != 0
        return found

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

    def capital_chunks(self) -> tuple[Ints, Ints]:
        """Starts and ends of what stands between blanks and has a capital, in text order."""
        blank = self._has("blank")
        blank[self.first[:-1][np.diff(self.first) > 0]] = True
        heads = np.flatnonzero(blank)
        if not len(heads):
            return heads, heads
        tails = np.append(heads[1:], len(blank)) - 1
        found = any_of_each(self._has("capital"), heads)
        return self.start[heads[found]], self.end[tails[found]]


def any_of_each(flags: Bools, first: Ints) -> Bools:
    """For each stretch, given where it starts, whether a token of it is flagged."""
    if not len(flags):
        return flags
    found: Bools = np.logical_or.reduceat(flags, first)
    return found


def _sentence_ends(flags: npt.NDArray[np.uint16], whole: Bools) -> Bools:
    """Whether a sentence ends with a token.

    A stop ends one before a blank and what can start a sentence, or where its blank got lost
    ("stability.We"); abbreviations ("e.g. LoRA", "et al. 2021", "J. Doe") do not.
    """
    padded = np.pad(flags, 2)

    def has(name: str, shift: int) -> Bools:
        found: Bools = (padded[2 + shift : 2 + shift + len(flags)] & _FLAG[name]) != 0
        return found

    stop = has("stop", 0) & ~whole
    inner = has("letter", -1) & has("stop", -2)
    stop &= ~(has("abbreviates", -1) | inner)
    plain = stop & has("blank", 1) & has("starts", 1)
    glued = stop & has("low_end", -1) & ~has("blank", 1) & has("titled", 1) & has("blank", 2)
    closed = stop & ~has("blank", 1) & has("closer", 1) & has("blank", 2) & has("starts", 2)
    ends: Bools = plain | glued
    ends[1:] |= closed[:-1]
    return ends
