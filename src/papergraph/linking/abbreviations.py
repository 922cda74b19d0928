"""Pairs of a long form and its abbreviation: "Low-Rank Adaptation (LoRA)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (PSB 2003): the characters of the short form must occur in order in the
words before the bracket, its first one at the start of a word. Both directions are read,
long (short) and short (long).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from papergraph.text.normalize import letters_and_digits, singular
from papergraph.text.span import Span

__all__ = ["SMALL_WORDS", "Abbreviation", "abbreviates", "find_abbreviations", "is_spelled_by"]

_BRACKET = re.compile(r"\(([^()]{2,})\)")
#: Length of what a bracket holds, blanks around it left out.
_INSIDE = range(2, 81)
_SHORT = re.compile(r"[A-Za-z0-9][\w.+/&*^-]{1,14}|[A-Za-z][\w-]{0,9} ?[\w.-]{1,5}")
#: Characters before a bracket in which its long form starts.
_REACH = 160
_ITEM_END = re.compile(r"[,;]\s")
_PART = re.compile(r"[^\W_]+")
SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "with", "to", "on", "a", "an", "via"})
_CLOSING = "\"'”’"
_BETWEEN_WORDS = re.compile(r"[\s-]")
#: A number that counts the letter before it, as in "S2FT" for "structured sparse fine-tuning".
_COUNTED = re.compile(r"([a-z])([2-4])")
#: What a number between letters sounds like: "T2I" is "text-to-image".
_SOUNDS = str.maketrans({"2": "t", "4": "f"})
_CLAUSE = re.compile(r"[.;:!?()\[\]]\s|,\s")


class Abbreviation(NamedTuple):
    """A long form and its short form, as spans of one text."""

    long: Span
    short: Span


def find_abbreviations(text: str) -> list[Abbreviation]:
    """Pairs in text order.

    >>> text = "We propose Low-Rank Adaptation (LoRA), or PEFT (parameter-efficient fine-tuning)."
    >>> [(p.long.of(text), p.short.of(text)) for p in find_abbreviations(text)]
    [('Low-Rank Adaptation', 'LoRA'), ('parameter-efficient fine-tuning', 'PEFT')]
    """
    if "(" not in text:
        return []
    found = []
    for bracket in _BRACKET.finditer(text):
        inside = bracket[1].strip().removeprefix("or ")
        if len(inside) not in _INSIDE:
            continue
        start = text.index(inside, bracket.start(1))
        inner = _first_item(text, start, start + len(inside))
        before = _end_of_word(text, bracket.start())
        pair = _inside_is_short(text, before, inner) or _inside_is_long(text, before, inner)
        if pair:
            found.append(pair)
    return found


def abbreviates(short: str, long: str) -> bool:
    """Whether all of a long form spells a short one, by the same rule.

    >>> abbreviates("PSMNet", "Pyramid Stereo Matching Network"), abbreviates("LoRA", "Adapters")
    (True, False)
    >>> abbreviates("T2I", "text-to-image"), abbreviates("TC^2", "Task Conflict Calibration")
    (True, True)
    """
    return _start_of(short, long, len(long)) == 0


def is_spelled_by(short: str, long: str) -> bool:
    """Whether each word of a long form gives a short one its first letter, and maybe more.

    Far fewer pairs are such by chance than `abbreviates` takes for one: this tells a pair where
    no bracket does.

    >>> [is_spelled_by("CCL", long) for long in ("Cross-Consistency Learning", "Closed Loop")]
    [True, False]
    """
    words = [word.lower() for word in _PART.findall(long)]
    return len(words) > 1 and _spells(words, _letters(short))


def _first_item(text: str, start: int, end: int) -> Span:
    """What a bracket holds, up to its first comma or semicolon."""
    comma = _ITEM_END.search(text, start, end)
    return Span(start, comma.start() if comma else end)


def _end_of_word(text: str, end: int) -> int:
    """Where the last word before `end` ends, without the quotation marks that close after it."""
    while end and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        end -= 1
    return end


def _inside_is_short(text: str, end: int, inner: Span) -> Abbreviation | None:
    short = text[inner.start : inner.end]
    if short.islower() or not _SHORT.fullmatch(short) or not _is_abbreviation(short):
        return None
    start = _start_of(short, text, end)
    return Abbreviation(Span(start, end), inner) if start is not None else None


def _inside_is_long(text: str, end: int, inner: Span) -> Abbreviation | None:
    start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end), text.rfind("(", 0, end)) + 1
    short = Span(start, end)
    printed = text[start:end]
    if printed.islower() or not _SHORT.fullmatch(printed) or not _is_abbreviation(printed):
        return None
    if " " not in inner.of(text) and "-" not in inner.of(text):
        return None
    long_start = _start_of(printed, text, inner.end, floor=inner.start)
    return Abbreviation(inner, short) if long_start == inner.start else None


def _is_abbreviation(short: str) -> bool:
    return short != short.lower()


def _start_of(short: str, text: str, end: int, *, floor: int = 0) -> int | None:
    """Where the long form of a short one that ends at `end` starts, ``None`` where none fits."""
    letters = _letters(short)
    start = _long_start(text, end, letters, floor=floor)
    if start is None and _COUNTED.search(letters):
        counted = _COUNTED.sub(lambda found: found[1] * int(found[2]), letters)
        for reading in (counted, letters.translate(_SOUNDS)):
            start = _spelled_start(text, max(floor, end - _REACH), end, reading)
            if start is not None:
                break
    return start if start is None else _with_first_part(text, start, floor, letters)


def _with_first_part(text: str, start: int, floor: int, letters: str) -> int:
    """Where the word starts of whose parts the long form has the last: "Multi-modal", not "modal".

    Only where the word starts with the same letter.
    """
    word = start
    while word > floor and (text[word - 1].isalnum() or text[word - 1] == "-"):
        word -= 1
    return word if text[start - 1 : start] == "-" and text[word].lower() == letters[0] else start


def _spelled_start(text: str, floor: int, end: int, letters: str) -> int | None:
    """Where the words start of which each gives its first letter, and may give more."""
    words = list(_PART.finditer(text, floor, end))
    for count in range(2, min(len(words), len(letters)) + 1):
        some = words[-count:]
        start = some[0].start()
        if _spells([word.group().lower() for word in some], letters):
            return start if _is_long_form(text, start, end, letters) else None
    return None


def _spells(words: Sequence[str], letters: str) -> bool:
    """Whether letters are the starts of words, each with later letters of it or without."""
    if not words or not letters:
        return not words and not letters
    word, rest = words[0], words[1:]
    place = 0
    for count, letter in enumerate(letters, start=1):
        place = word.find(letter, place) + 1
        if place == 0 or (count == 1 and place != 1):
            return False
        if _spells(rest, letters[count:]):
            return True
    return False


def _letters(short: str) -> str:
    return letters_and_digits(singular(short).lower())


def _long_start(text: str, end: int, letters: str, *, floor: int = 0) -> int | None:
    """Where the long form that ends at `end` starts, or ``None`` where none fits."""
    most_words = min(len(letters) + 5, len(letters) * 2 + 1)
    begin = _last_words_start(text, max(floor, end - _REACH), end, most_words)
    if begin == end:
        return None
    initials = _initials_start(text, begin, end, letters)
    if initials is not None:
        return initials
    lower = text[begin:end].lower()
    if len(lower) != end - begin:
        return None
    position, index = len(lower) - 1, len(letters) - 1
    while index >= 0:
        char = letters[index]
        while position >= 0 and not (
            lower[position] == char and (index > 0 or _starts_word(text, begin + position))
        ):
            position -= 1
        if position < 0:
            return None
        position, index = position - 1, index - 1
    start = begin + position + 1
    return start if _is_long_form(text, start, end, letters) else None


def _last_words_start(text: str, floor: int, end: int, count: int) -> int:
    """Where the last words between `floor` and `end` start, `count` at the most."""
    window = text[floor:end]
    parts = window.rsplit(maxsplit=count)
    words = window[len(parts[0]) :] if len(parts) > count else window
    return end - len(words.lstrip())


def _initials_start(text: str, floor: int, end: int, letters: str) -> int | None:
    """Where the words start whose first letters are `letters`, small words left out."""
    words = [word for word in _PART.findall(text, floor, end) if word not in SMALL_WORDS]
    if [word[0].lower() for word in words[-len(letters) :]] != list(letters):
        return None
    parts = [m for m in _PART.finditer(text, floor, end) if m.group() not in SMALL_WORDS]
    start = parts[-len(letters)].start()
    return start if _is_long_form(text, start, end, letters) else None


def _starts_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()


def _is_long_form(text: str, start: int, end: int, letters: str) -> bool:
    long = text[start:end]
    if len(long) <= len(letters) or _CLAUSE.search(long):
        return False
    # "mathematics (MATH)" only shortens a word; "hyperparameters (HPs)" abbreviates one.
    return bool(_BETWEEN_WORDS.search(long)) or not long.lower().startswith(letters)
