"""Numbers for words: what a printed token is to the models and to sentence boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterable

from papergraph.linking.shapes import Shape, shape_of

__all__ = ["FLAGS", "PLACEHOLDERS", "TOKEN", "WORD_BITS", "TokenCoder"]

# What is joined by hyphens is one token in small letters only, so that "LoRA-based" has "LoRA"
# for itself. Every character but the blank is of some token.
# The first alternative is there for speed alone: it has most words at once.
TOKEN = re.compile(
    r"[a-z]++(?![\w'’-])|[a-z]++(?:[-'’][a-z]++)*(?!\w)|\d++(?:[.,]\d++)*(?!\w)|[^\W_]+|[^\w ]|_"
)
_BY_SHAPE = dict(zip(Shape, ("<low>", "<Cap>", "<ACRO>", "<N4>", "<Mixed>"), strict=True))
#: Words in the place of what is no word of the vocabulary, and of what is a known name.
PLACEHOLDERS = (
    *("^", *_BY_SHAPE.values(), "0", "<sign>", "<own>", "<method>", "<generic>", "<dataset>"),
)

#: Bits of a token's code that number its word; above them is what it is to sentence boundaries.
WORD_BITS = 18
_FLAG_NAMES = (
    *("stop", "closer", "starts", "titled", "low_end", "abbreviates", "letter"),
    *("self", "this", "work"),
)
FLAGS = {name: 1 << place for place, name in enumerate(_FLAG_NAMES)}

#: Names of which the number is remembered.
_MOST_NAMES = 1 << 16
_CASES_MEET = re.compile(r"[a-z]+[A-Z]")
_TITLED = re.compile(r"[A-Z][a-z]+|A")
#: Of signs that are one token.
_SIGN_FLAGS = {
    **dict.fromkeys("“‘([$\\{", FLAGS["starts"]),
    **dict.fromkeys("]”’", FLAGS["closer"]),
    **dict.fromkeys(".!?", FLAGS["stop"]),
    **dict.fromkeys("\"'", FLAGS["starts"] | FLAGS["closer"]),
    ")": FLAGS["closer"] | FLAGS["low_end"],
    "%": FLAGS["low_end"],
}
_ABBREVIATIONS = frozenset(
    (
        *("al", "cf", "vs", "viz", "resp", "approx", "fig", "figs", "eq", "eqs", "sec", "tab"),
        *("no", "dr", "prof", "st"),
    )
)
#: Of words printed just so.
_WORD_FLAGS = {
    **dict.fromkeys(("we", "We", "our", "Our", "ours", "us"), FLAGS["self"]),
    **dict.fromkeys(("this", "This"), FLAGS["this"]),
    **dict.fromkeys(("paper", "work", "article", "study", "thesis", "report"), FLAGS["work"]),
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
        self._names = {word[1:-1]: self.numbers[word] for word in PLACEHOLDERS if len(word) > 1}

    def __missing__(self, token: str) -> int:
        code = self[token] = self.number(token) | _flags(token) << WORD_BITS
        return code

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

    def number_of_name(self, word: str) -> int:
        """The number of what stands for a name: of a placeholder, or of a word's shape."""
        known = self._names.get(word)
        if known is None:
            if len(self._names) > _MOST_NAMES:
                return self.number(word)
            known = self._names[word] = self.number(word)
        return known

    def shape_word(self, shape: Shape) -> int:
        """The number of the word that stands for all words of a shape."""
        return self.numbers[_BY_SHAPE[shape]]


def _flags(token: str) -> int:
    """What a token is to sentence boundaries."""
    if not token.isalnum():
        return _SIGN_FLAGS.get(token, 0) if len(token) < 2 else _end_flags(token)
    flags = _WORD_FLAGS.get(token, 0) | _end_flags(token)
    lower = token.lower()
    if lower in _ABBREVIATIONS:
        flags |= FLAGS["abbreviates"]
    if len(token) == 1:
        flags |= _letter_flags(token)
    return flags if token == lower else flags | _capital_flags(token)


def _end_flags(token: str) -> int:
    """Of a word or a number by its first and last sign."""
    flags = FLAGS["starts"] if "0" <= token[0] <= "9" else 0
    # Signs without case count as small letters where all others are.
    if token[-1].islower() or token[-1].isdigit() or (token.islower() and token.isalpha()):
        flags |= FLAGS["low_end"]
    return flags


def _capital_flags(token: str) -> int:
    flags = 0
    if "A" <= token[0] <= "Z" or _CASES_MEET.match(token):
        flags |= FLAGS["starts"]
    return flags | FLAGS["titled"] if _TITLED.fullmatch(token) else flags


def _letter_flags(sign: str) -> int:
    letter = FLAGS["letter"] if sign.isalpha() else 0
    return letter | FLAGS["abbreviates"] if sign.isupper() else letter
