"""A title or an abstract, prepared for linking."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from papergraph.linking.words import CapitalWord
from papergraph.model import Mention, Paper, Part
from papergraph.text.latex import PlainText, read_latex, with_whole_groups
from papergraph.text.span import Span

__all__ = ["Passage", "fold", "plain_passage"]

_NOT_WORD = re.compile(r"[^\w+]|_")
_OTHER_SPACE = re.compile(r"[^\S ]")
_OTHER_ASCII_SPACES = tuple(char for char in map(chr, range(128)) if _OTHER_SPACE.match(char))
# str.translate is ten times as fast as re.sub, on ASCII alone.
_ASCII = "".join(_NOT_WORD.sub(" ", chr(code)) for code in range(128))
_JOINING_PLUS = re.compile(r"(?<=\w)\+(?=\w)")
# A star behind a longer word marks a footnote, or emphasis.
_STARRED = re.compile(r"(?<![\w*])[A-Z]{1,4}\*(?!\*)")


def fold(text: str) -> str:
    """Lower case, everything but letters, digits and signs that end a name a space.

    As long as `text`. British spellings in -isation are American ones.

    >>> fold("U-Net, (LoRA+)"), fold("A* search"), fold("CNN+LSTM")
    ('u net   lora+ ', 'a* search', 'cnn lstm')
    """
    if "+" in text:
        text = _JOINING_PLUS.sub(" ", text)
    folded = _folded_words(text)
    if "*" in text:
        for starred in _STARRED.finditer(text):
            star = starred.end() - 1
            folded = f"{folded[:star]}*{folded[star + 1 :]}"
    return folded


def _folded_words(text: str) -> str:
    lower = text.lower().replace("isation", "ization")  # both spellings have one length
    if lower.isascii():
        return lower.translate(_ASCII)
    if len(lower) != len(text):  # "\u0130" lowers to two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        lower = lower.replace("isation", "ization")
    return _NOT_WORD.sub(" ", lower)


def plain_passage(paper: Paper, part: Part) -> tuple[PlainText, str]:
    """A text of a paper without LaTeX, and the same with a blank for every white space."""
    plain = read_latex(paper.text(part))
    text = plain.text.replace("\n", " ")
    return plain, _OTHER_SPACE.sub(" ", text) if _has_other_space(text) else text


def _has_other_space(text: str) -> bool:
    """Whether a text may have white space other than blanks."""
    if not text.isascii():
        return not text.isprintable()
    for space in _OTHER_ASCII_SPACES:  # noqa: SIM110 - a generator takes three times as long
        if space in text:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a paper as linking sees it; all spans below index `text`.

    Attributes:
        number: of the text in its batch.
        part: title or abstract.
        printed: the text verbatim.
        plain: the text without LaTeX, with the way back to the printed one.
        text: ``plain.text`` with every white space as one blank, as long as that.
        folded: ``fold(text)`` with a blank before and after.
        starts: of the sentences, in order; the first of a text is 0.
        ends: of the sentences.
        own: indices of the sentences that speak of the paper itself ("we", "this paper").
        words: those with a capital, in order.
        compounds: those of them that are several tokens.
    """

    number: int
    part: Part
    printed: str
    plain: PlainText
    text: str
    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    own: tuple[int, ...]
    words: tuple[CapitalWord, ...]
    compounds: tuple[CapitalWord, ...]

    def sentence(self, position: int) -> Span:
        """The sentence that holds `position`."""
        index = bisect_right(self.starts, position) - 1
        return Span(self.starts[index], self.ends[index])

    def mention(self, span: Span, confidence: float) -> Mention:
        """What stands at a span of `text`, where and as it is printed, with all of its markup."""
        printed = self.plain.printed(*span)
        if self.plain.starts:  # few texts have markup
            printed = with_whole_groups(self.printed, printed)
        surface = self.printed[printed[0] : printed[1]]
        return Mention(part=self.part, span=printed, surface=surface, confidence=confidence)

    def quote(self, position: int) -> str:
        """The sentence that holds `position`, as printed; of a title the whole."""
        if self.part is Part.TITLE:
            return self.printed
        return self.plain.printed(*self.sentence(position)).of(self.printed).strip()
