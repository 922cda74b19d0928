"""What a text says of a name, as the words of a linear model.

A feature is a short string that reads as a remark: ``"before: outperforms"``. Those of all
places where a paper prints a name count together, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papergraph.linking.abbreviations import Abbreviation
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
#: Characters of a list that are looked at.
_LIST_REACH = 120
_TITLE_HEAD_ENDS = re.compile(
    r"\s(?:for|via|with|using|by|in|on|from|under|through|to|towards?|of)\s|:\s|\s[-–—]+\s", re.I
)
#: Letters at the end of a name that tell its kind: Net, Bench, QA.
_ENDING = 4
_ALWAYS = "any"


def name_features(name: str) -> Iterator[str]:
    """What the name alone tells, wherever it stands."""
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


def context_features(passage: Passage, start: int, end: int) -> Iterator[str]:
    """What stands around one place of a name."""
    text = passage.text
    index = passage.sentence_index(start)
    sentence = passage.sentences[index]
    before = tokens(text[max(sentence.start, start - _REACH) : start])
    after = tokens(text[end : min(sentence.end, end + _REACH)])
    where = "title" if passage.part is Part.TITLE else "text"
    for side, words in (("before", before[::-1]), ("after", after)):
        first, second, third = (*words, "^", "^", "^")[:3]
        yield f"{where} {side}: {first}"
        yield f"{where} {side}: {first} {second}"
        yield f"{where} {side} near: {second}"
        yield f"{where} {side} near: {third}"
    for token in after[:2]:
        if (noun := _noun_class(token)) != "none":
            yield f"{where} after noun: {noun}"
            break
    if before and (noun := _noun_class(before[-1])) != "none":
        yield f"{where} before noun: {noun}"
    if where == "title":
        yield from _title_features(text, start, end)
        return
    yield from _list_features(text, sentence, start, end)
    if DATASET_NOUN.search(text, sentence.start, sentence.end):
        yield "sentence: of data"
    if "%" in text[sentence.start : sentence.end]:
        yield "sentence: of percents"
    own = passage.triggers.own
    yield (
        "sentence: own"
        if index in own
        else ("sentence: after own" if own and index > own[0] else "sentence: before own")
    )
    if index == 0:
        yield "sentence: first"
    if index == len(passage.sentences) - 1:
        yield "sentence: last"
    if index in passage.triggers.proposing:
        yield "sentence: proposes"
    if start == sentence.start:
        yield "sentence: starts with it"


def _list_features(text: str, sentence: Span, start: int, end: int) -> Iterator[str]:
    """The words beside the list that a name stands in."""
    listed = _LIST_BEFORE.search(text, max(sentence.start, start - _LIST_REACH), start)
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
    if before := _ITEM_BEFORE.search(text, max(0, start - _REACH), start):
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
    return ["0" if _NUMBER.fullmatch(token) else token for token in found]


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
