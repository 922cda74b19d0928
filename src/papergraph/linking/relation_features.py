"""What a paper's sentences say of an entity, as the words of a linear model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from papergraph.linking.features import tokens
from papergraph.linking.passage import Passage
from papergraph.linking.relations import Judgement
from papergraph.model import Part
from papergraph.text.span import Span

__all__ = ["mention_features"]

#: Characters on each side of a mention, or of its list, that its nearest words are taken from.
_REACH = 70
#: Characters of a sentence that hold its first two words.
_START = 40
_JOINED = re.compile(r"-[a-z]+")


def mention_features(
    passage: Passage,
    span: Span,
    listed: Span,
    judged: Judgement,
    own_names: Collection[str],
    *,
    own: bool,
) -> Iterator[str]:
    """Features of one mention.

    Args:
        passage: the title or the abstract.
        span: of the mention.
        listed: of the list that it stands in, or `span`.
        judged: what the rules say of it.
        own_names: names that the paper gives to its own work.
        own: the sentence speaks of the paper's own work.
    """
    text = passage.text
    index = passage.sentence_index(span.start)
    sentence = passage.sentences[index]
    where = "title" if passage.part is Part.TITLE else "text"
    whose = "own" if own else "others'"
    yield f"rule: {judged.rule}"
    yield f"judged: {judged.relation.value}"
    yield f"judged: {judged.relation.value}, {whose}"
    family = judged.rule.partition(":")[0]
    yield f"{family} says: {judged.relation.value}"
    yield f"{family} says: {judged.relation.value}, {round(judged.confidence, 1)}"
    if passage.part is Part.ABSTRACT:
        yield from _place_features(passage, index, whose)
    before = tokens(text[max(sentence.start, listed.start - _REACH) : listed.start])[::-1]
    after = tokens(text[listed.end : min(sentence.end, listed.end + _REACH)])
    for side, words in (("before", before), ("after", after)):
        first, second, third = (*words, "^", "^", "^")[:3]
        yield f"{where} {side}: {first}"
        yield f"{where} {side}: {first} {second}"
        yield f"{where} {side}: {first} {second} {third}"
    if listed != span:
        yield f"{where}: in a list"
    start = tokens(text[sentence.start : sentence.start + _START])[:2]
    yield f"{where} starts: {' '.join(start)}"
    if any(text.find(name, sentence.start, span.start) >= 0 for name in own_names):
        yield f"{where}: own name before"
    if any(text.find(name, span.end, sentence.end) >= 0 for name in own_names):
        yield f"{where}: own name after"
    if joined := _JOINED.match(text, span.end):
        yield f"joined: {joined.group()}"


def _place_features(passage: Passage, index: int, whose: str) -> Iterator[str]:
    yield f"sentence: {whose}"
    count = len(passage.sentences)
    last = "last" if index == count - 1 else str(index * 4 // count)
    yield f"place: {'first' if index == 0 else last}"
    if index in passage.triggers.own:
        yield "sentence: we"
    if index in passage.triggers.proposing:
        yield "sentence: proposes"
