"""What a text says of a name, as the words of a linear model.

A feature is a short string that reads as a remark: ``"before: outperforms"``. Those of all
places where a paper prints a name count together, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from papergraph.linking.abbreviations import Abbreviation
from papergraph.linking.cues import BACKGROUND, OTHERS
from papergraph.linking.nouns import DATASET_NOUN, OTHER_NOUN, kind_of_noun
from papergraph.linking.passage import Passage
from papergraph.linking.shapes import shape_of
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = [
    "context_features",
    "name_features",
    "neighbours",
    "occurrences",
    "pair_features",
    "tokens",
]

#: Characters on each side of a name that its nearest words are taken from.
_REACH = 48
_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")
_NUMBER = re.compile(r"\d[\w.,%-]*")
# One name of a list and what parts it from the next: "FH37K, ", "AbstRCT and the ".
_ITEM = r"[\w.+-]+(?:\s\([^()]*\))?"
_JOINT = r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s|/)(?:the\s)?"
_LIST_BEFORE = re.compile(rf"(?:{_ITEM}{_JOINT})+$")
_LIST_AFTER = re.compile(rf"(?:\s\([^()]*\))?(?:{_JOINT}{_ITEM})+")
_ITEM_BEFORE = re.compile(rf"({_ITEM}){_JOINT}$")
_ITEM_AFTER = re.compile(rf"(?:\s\([^()]*\))?{_JOINT}({_ITEM})")
#: What a text before an item of a list ends in; asked first, for most names are in none.
_JOINTS = (", ", "and ", "or ", "& ", "/", "the ")
#: Characters of a list that are looked at.
_LIST_REACH = 120
_TITLE_HEAD_ENDS = re.compile(
    r"\s(?:for|via|with|using|by|in|on|from|under|through|to|towards?|of)\s|:\s|\s[-–—]+\s", re.I
)
#: Letters at the end of a name that tell its kind: Net, Bench, QA.
_ENDING = 4


@lru_cache(maxsize=1 << 15)
def name_features(name: str) -> tuple[str, ...]:
    """What the name alone tells, wherever it stands."""
    return tuple(_name_features(name))


def _name_features(name: str) -> Iterator[str]:
    words = name.split()
    yield f"shape: {shape_of(name).name.lower()}"
    yield f"words: {min(len(words), 5)}"
    yield f"length: {min(len(name), 24) // 3}"
    last = words[-1]
    yield f"ends: {last[-_ENDING:].lower()}"
    yield f"ends: {last[-2:].lower()}"
    if len(words) > 1 or "-" in last:
        noun = re.split(r"[-\s]", name)[-1].lower()
        yield f"last word: {noun}"
        yield f"noun: {_noun_class(noun)}"
        yield f"first word: {words[0].lower()}"
        capitals = sum(word[:1].isupper() for word in words)
        yield "capitals: all" if capitals == len(words) else f"capitals: {min(capitals, 3)}"
    if any(char.isdigit() for char in name):
        yield "has: digit"
    if "-" in name:
        yield "has: dash"


@lru_cache(maxsize=1 << 15)
def _noun_class(word: str) -> str:
    kind = kind_of_noun(word)
    if kind:
        return kind.value
    return "other" if OTHER_NOUN.fullmatch(word) else "none"


def pair_features(name: str, passage: Passage, pairs: Sequence[Abbreviation]) -> Iterator[str]:
    """What an abbreviation's definition tells of its short or of its long form."""
    for pair in pairs:
        long, short = pair.long.of(passage.text), pair.short.of(passage.text)
        if name in (short, short.removesuffix("s")):
            noun = re.split(r"[-\s]", long)[-1].lower()
            yield "pair: short form"
            yield f"long form's noun: {_noun_class(noun)}"
            yield f"long form ends: {noun}"
            capitals = sum(word[:1].isupper() for word in re.split(r"[-\s]", long))
            yield "long form: capitals" if capitals > 1 else "long form: small letters"
        elif name == long:
            yield "pair: long form"


def context_features(passage: Passage, start: int, end: int) -> list[str]:
    """What stands around one place of a name."""
    text = passage.text
    sentence = passage.sentence(start)
    where = "title" if passage.part is Part.TITLE else "text"
    before = tokens(text[max(sentence.start, start - _REACH) : start])
    after = tokens(text[end : min(sentence.end, end + _REACH)])
    found = _word_features(where, before, after)
    if passage.part is Part.TITLE:
        found.extend(_title_features(text, start, end))
    else:
        found.extend(_list_features(text, sentence, start, end))
        found.extend(_sentence_features(passage, sentence, start))
    return found


def _word_features(where: str, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The words beside a name, and the nouns among them."""
    found: list[str] = []
    for side, words in (("before", before[:-4:-1]), ("after", after[:3])):
        first, second, third = (*words, "^", "^", "^")[:3]
        found += (
            f"{where} {side}: {first}",
            f"{where} {side}: {first} {second}",
            f"{where} {side} near: {second}",
            f"{where} {side} near: {third}",
        )
    told = [noun for word in after[:2] if (noun := _noun_class(word)) != "none"]
    if told:
        found.append(f"{where} after noun: {told[0]}")
    if before and (noun := _noun_class(before[-1])) != "none":
        found.append(f"{where} before noun: {noun}")
    return found


def _sentence_features(passage: Passage, sentence: Span, start: int) -> Iterator[str]:
    """What the sentence around a name speaks of."""
    text, own = passage.text, passage.triggers.own
    index = passage.sentence_index(start)
    since_own = "after own" if own and index > own[0] else "before own"
    yield f"sentence: {'own' if index in own else since_own}"
    if index in (0, len(passage.sentences) - 1):
        yield "sentence: last" if index else "sentence: first"
    if index in passage.triggers.proposing:
        yield "sentence: proposes"
    if start == sentence.start:
        yield "sentence: starts with it"
    yield from _subjects(sentence.of(text))
    if OTHERS.search(text, max(sentence.start, start - _REACH), start):
        yield "text before: others'"


@lru_cache(maxsize=1 << 10)
def _subjects(sentence: str) -> tuple[str, ...]:
    """What a whole sentence speaks of, asked once for all the names in it."""
    found = []
    if DATASET_NOUN.search(sentence):
        found.append("sentence: of data")
    if "%" in sentence:
        found.append("sentence: of percents")
    if BACKGROUND.match(sentence):
        found.append("sentence: background")
    return tuple(found)


def _list_features(text: str, sentence: Span, start: int, end: int) -> Iterator[str]:
    """The words beside the list that a name stands in."""
    joined = text.endswith(_JOINTS, 0, start)
    listed = joined and _LIST_BEFORE.search(text, max(sentence.start, start - _LIST_REACH), start)
    first = listed.start() if listed else start
    followed = _LIST_AFTER.match(text, end, min(sentence.end, end + _LIST_REACH))
    last = followed.end() if followed else end
    if (first, last) == (start, end):
        return
    before = tokens(text[max(sentence.start, first - _REACH) : first])
    after = tokens(text[last : min(sentence.end, last + _REACH)])
    yield "listed"
    yield f"list before: {before[-1] if before else '^'}"
    yield f"list before: {' '.join(before[-2:])}"
    yield f"list after: {after[0] if after else '^'}"
    for token in (*before[-2:], *after[:2]):
        if (noun := _noun_class(token)) != "none":
            yield f"list noun: {noun}"


def neighbours(text: str, start: int, end: int) -> Iterator[str]:
    """The words before and after a name in a list.

    >>> list(neighbours("on CIFAR-10, FH37K and SVHN", 13, 18))
    ['CIFAR-10', 'SVHN']
    """
    if text.endswith(_JOINTS, 0, start):
        before = _ITEM_BEFORE.search(text, max(0, start - _REACH), start)
        if before:
            yield before[1]
    if after := _ITEM_AFTER.match(text, end):
        yield after[1]


def _title_features(text: str, start: int, end: int) -> Iterator[str]:
    ends = _TITLE_HEAD_ENDS.search(text)
    if start == 0:
        yield "title: starts with it"
        if ends is None and end == len(text):
            yield "title: all of it"
        elif ends and end == ends.start():
            yield f"title: all before {ends.group().strip().lower()}"
    elif end == len(text):
        yield "title: ends with it"
    colon = text.find(":")
    if colon >= 0:
        yield "title: before colon" if end <= colon else "title: after colon"


def tokens(text: str) -> list[str]:
    """Words and signs in lower case, every number as "0"."""
    found: list[str] = _TOKEN.findall(text.lower())
    return [
        "0" if token[0] in "0123456789" and _NUMBER.fullmatch(token) else token for token in found
    ]


def occurrences(name: str, text: str) -> Iterator[Span]:
    """Where a text prints a name as a word, case and all.

    >>> list(occurrences("KAN", "KAN, GR-KAN and KANs"))
    [Span(start=0, end=3), Span(start=16, end=20)]
    """
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if text[end : end + 1] == "s" and name[-1:].isupper():
            end += 1
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() or before == "-" or after.isalnum()):
            yield Span(start, end)
        start = text.find(name, start + 1)
