"""A title or an abstract, prepared for linking."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from papergraph.linking.triggers import Triggers, find_triggers
from papergraph.linking.words import CapitalWord, capital_words
from papergraph.model import Paper, Part
from papergraph.text.latex import PlainText, read_latex
from papergraph.text.sentences import sentence_spans
from papergraph.text.span import Span

__all__ = ["Passage", "fold"]

_NOT_WORD = re.compile(r"[^\w+]|_")
_OTHER_SPACE = re.compile(r"[^\S ]")
# str.translate is ten times as fast as re.sub, on ASCII alone.
_ASCII = "".join(_NOT_WORD.sub(" ", chr(code)) for code in range(128))


def fold(text: str) -> str:
    """Lower case, everything but letters, digits and ``+`` a space; as long as `text`.

    >>> fold("U-Net, (LoRA+)")
    'u net   lora+ '
    """
    lower = text.lower()
    if lower.isascii():
        return lower.translate(_ASCII)
    if len(lower) != len(text):  # "\u0130" lowers to two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return _NOT_WORD.sub(" ", lower)


def _unwrapped(text: str) -> str:
    """With a blank for every other white space: hard-wrapped lines are one line."""
    text = text.replace("\n", " ")
    return text if text.isprintable() else _OTHER_SPACE.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a paper as linking sees it; all spans below index `text`.

    Attributes:
        part: title or abstract.
        printed: the text verbatim.
        plain: the text without LaTeX, with the way back to the printed one.
        text: ``plain.text`` with every white space as one blank, as long as that.
        sentences: in order.
        starts: of the sentences.
        words: those with a capital, in order.
        triggers: which sentences the rules on wording may apply to.
    """

    part: Part
    printed: str
    plain: PlainText
    text: str
    sentences: tuple[Span, ...]
    starts: tuple[int, ...]
    words: tuple[CapitalWord, ...]
    triggers: Triggers

    @classmethod
    def of(cls, paper: Paper, part: Part) -> Passage:
        """Prepare one text of `paper`."""
        printed = paper.text(part)
        plain = read_latex(printed)
        text = _unwrapped(plain.text)
        whole = (Span(0, len(text)),)
        spans = whole if part is Part.TITLE else tuple(sentence_spans(text))
        starts = tuple(span.start for span in spans)
        words, triggers = capital_words(text), find_triggers(text, starts)
        return cls(part, printed, plain, text, spans, starts, words, triggers)

    def sentence_index(self, position: int) -> int:
        """Index of the sentence that holds `position`; of the one before it in a gap."""
        return bisect_right(self.starts, position) - 1

    def sentence(self, position: int) -> Span:
        """The sentence that holds `position`."""
        return self.sentences[bisect_right(self.starts, position) - 1]

    def quote(self, position: int) -> str:
        """The sentence that holds `position`, as printed; of a title the whole."""
        if self.part is Part.TITLE:
            return self.printed
        return self.plain.printed(*self.sentence(position)).of(self.printed).strip()
