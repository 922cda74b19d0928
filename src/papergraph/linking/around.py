"""What stands around places: the questions, each answered for all places at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from papergraph.linking.arrays import Ints
from papergraph.linking.word_facts import WordFacts

if TYPE_CHECKING:
    from papergraph.linking.surroundings import Surroundings

__all__ = ["Around", "Column"]

#: Tokens on each side in which a cue is looked for.
_CUE_REACH = 24
#: Items of a list that are passed over, on each side.
_LONGEST_LIST = 8
#: Words on each side whose order does not count.
_BAG_REACH = 8


class Column(NamedTuple):
    """A question, and for each place one to four words in answer, as numbers.

    Attributes:
        name: the question; columns of one name count together.
        words: an array each, a row a place; -1 in the first, and nowhere else, where there is
            no answer.
    """

    name: str
    words: tuple[Ints, ...]


class Around:
    """Answers for places, as indices into the words of `Surroundings`."""

    def __init__(self, texts: Surroundings, first: Ints, stop: Ints) -> None:
        self.texts, self.first, self.stop = texts, first, stop
        self.sentence = texts.sentence[first]
        self.low = texts.sentence_first[self.sentence]
        self.high = texts.sentence_first[self.sentence + 1]
        self.list_first, self.list_stop = self._list()
        self.whose = np.zeros(len(first), dtype=np.int64)
        word, classes = texts.word, texts.classes
        #: Words and classes before each place, the nearest first, and after it.
        self.left = [_from(word, first - k, self.low) for k in (1, 2, 3)]
        self.right = [_up_to(word, stop + k, self.high) for k in (0, 1, 2)]
        self.left_kinds = [_from(classes, first - k, self.low) for k in (1, 2, 3, 4)]
        self.right_kinds = [_up_to(classes, stop + k, self.high) for k in (0, 1, 2, 3)]

    def _list(self) -> tuple[Ints, Ints]:
        """The list that each place stands in, or its own span."""
        facts, word = self.texts.facts, self.texts.word
        first, stop = self.first.copy(), self.stop.copy()
        some = np.arange(len(first))
        for _ in range(_LONGEST_LIST):
            low = self.low[some]
            near = [_from(word, first[some] - k, low) for k in (1, 2, 3)]
            some, steps = _further(facts, some, near)
            first[some] -= steps
        some = np.arange(len(stop))
        for _ in range(_LONGEST_LIST):
            high = self.high[some]
            near = [_up_to(word, stop[some] + k, high) for k in (0, 1, 2)]
            some, steps = _further(facts, some, near)
            stop[some] += steps
        return first, stop

    def neighbours(self) -> Iterator[Column]:
        """The words beside a place and their classes."""
        left, right = self.left, self.right
        yield from _ordered("before", left[::-1])
        yield from _ordered("after", right)
        yield Column("around", (left[0], right[0]))
        yield Column("before, near", (left[1],))
        yield Column("before, near", (left[2],))
        yield Column("after, near", (right[1],))
        yield Column("after, near", (right[2],))
        before, after = tuple(self.left_kinds[::-1]), tuple(self.right_kinds)
        yield Column("kinds before", before)
        yield Column("kinds before", before[1:])
        yield Column("kinds before", before[2:])
        yield Column("kinds after", after)
        yield Column("kinds after", after[:3])
        yield Column("kinds after", after[:2])
        yield Column("kinds around", (before[2], before[3], after[0], after[1]))

    def listed(self) -> Iterator[Column]:
        """The words beside the list that a place stands in, where it stands in one."""
        # Few stand in one: only these are looked at.
        some = np.flatnonzero((self.list_first < self.first) | (self.list_stop > self.stop))
        first, stop, low, high = (
            column[some] for column in (self.list_first, self.list_stop, self.low, self.high)
        )
        word, classes = self.texts.word, self.texts.classes
        left = [_from(word, first - k, low) for k in (2, 1)]
        right = [_up_to(word, stop + k, high) for k in (0, 1)]
        kinds = [_from(classes, first - k, low) for k in (4, 3, 2, 1)]
        company = word[np.where(first < self.first[some], first, stop - 1)]
        for name, words in (
            ("list before", left[1:]),
            ("list before", left),
            ("list after", right[:1]),
            ("list after", right),
            ("list, kinds before", kinds),
            ("list, kinds before", kinds[2:]),
            ("listed with", [company]),
        ):
            yield Column(name, tuple(self._for_some(some, column) for column in words))

    def _for_some(self, some: Ints, values: Ints) -> Ints:
        """A column with values for some places, and no answer for the others."""
        column = np.full(len(self.first), -1, dtype=np.int64)
        column[some] = values
        return column

    def shaped(self, shapes: Ints) -> Iterator[Column]:
        """The nearest words and their kinds, each with the shape of what stands there."""
        classes, following = self.texts.classes, self.right_kinds
        left, right = self.left[0], self.right[0]
        kinds = self.left_kinds[1::-1]
        yield Column("shape, before", (shapes, left))
        yield Column("shape, after", (shapes, right))
        yield Column("shape, around", (shapes, left, right))
        yield Column("shape, kinds before", (shapes, *kinds))
        yield Column("shape, kinds after", (shapes, *following[:2]))
        yield Column("shape, sentence", (shapes, self.whose))
        found = self._last_before("proposing", self.list_first)
        steps = np.where(found >= 0, self._steps(found, self.list_first), 0)
        yield Column("shape, proposing before", (shapes, steps))
        yield Column("proposing before", (_or_none(self.texts.word, found), steps))
        yield Column("proposing before, then", (np.where(found >= 0, steps, -1), kinds[1]))
        noun = self._next_after("noun", self.stop)
        kind = np.where(noun >= 0, _or_none(classes, noun), 0)
        yield Column("noun after", (following[0], kind))
        steps = self._steps(self.stop, np.maximum(noun, self.stop))
        yield Column("noun after, steps", (kind, steps))
        noun = self._last_before("noun", self.first)
        kind = np.where(noun >= 0, _or_none(classes, noun), 0)
        yield Column("noun before", (kind, kinds[1]))
        yield Column("nouns around", (kind, following[0], self.whose))
        proposing = self.texts.proposing[self.sentence].astype(np.int64)
        yield Column("shape, sentence proposes", (shapes, self.texts.number["#0"] + proposing))

    def _starts(self) -> Iterator[Column]:
        word = self.texts.word
        start = (word[self.low], _up_to(word, self.low + 1, self.high))
        yield Column("sentence starts", start[:1])
        yield Column("sentence starts", start)

    def _last_before(self, what: str, before: Ints) -> Ints:
        """Index of the last such word before each index, within reach; -1 for none."""
        index = self.texts.index_of(what)
        last = index.take(index[1:-1].searchsorted(before))
        return np.where((last >= self.low) & (last >= before - _CUE_REACH), last, -1)

    def _next_after(self, what: str, start: Ints) -> Ints:
        """Index of the first such word from each index on, within reach; -1 for none."""
        index = self.texts.index_of(what)
        found = index.take(index[1:-1].searchsorted(start) + 1)
        return np.where((found < self.high) & (found < start + _CUE_REACH), found, -1)

    def _steps(self, first: Ints, second: Ints) -> Ints:
        """A distance in words as a word: up to four, then 6, 8 and more."""
        zero = self.texts.number["#0"]
        steps = np.abs(second - first)
        named: Ints = zero + np.select([steps <= 4, steps <= 6, steps <= 10], [steps, 6, 8], 9)
        return named

    def cues(self) -> Iterator[Column]:
        """What the cue words around a list, or a place, say of it."""
        texts = self.texts
        yield from self._starts()
        first, stop = self.list_first, self.list_stop
        cue = self._last_before("cue", first)
        known = cue >= 0
        word, kind = _or_none(texts.word, cue), _or_none(texts.classes, cue)
        steps = self._steps(cue, first)
        yield Column("cue", (word,))
        yield Column("cue and steps", (word, steps))
        yield Column("cue and owner", (word, self.whose))
        yield Column("cue's kind, steps, owner", (kind, steps, self.whose))
        commas = texts.index_of("comma")[1:-1]
        between = commas.searchsorted(first) - commas.searchsorted(np.maximum(cue, 0))
        breaks = texts.number["#0"] + np.minimum(between, 3)
        yield Column("cue's kind, commas", (kind, breaks))
        yield Column("cue, commas", (word, breaks))
        earlier = self._last_before("cue", np.where(known, cue, self.low))
        yield Column("cues", (_or_none(texts.word, earlier), word))
        yield Column("cues' kinds", (_or_none(texts.classes, earlier), kind))
        later = self._next_after("cue", stop)
        yield Column("cue after", (_or_none(texts.word, later),))
        later_kind = _or_none(texts.classes, later)
        yield Column("cue's kind after", (later_kind, self._steps(stop, later)))
        yield Column("cues' kinds around", (kind, np.maximum(later_kind, 0), self.whose))
        for name in ("own name", "we", "proposing", "comparing"):
            found = self._last_before(name, first)
            yield Column(f"{name} before", (np.where(found >= 0, self._steps(found, first), -1),))
            found = self._next_after(name, stop)
            yield Column(f"{name} after", (np.where(found >= 0, self._steps(stop, found), -1),))

    def telling(self) -> Iterator[Column]:
        """The kinds of the telling words before a place and after it, all others left out."""
        index, classes = self.texts.index_of("telling"), self.texts.classes
        place = index[1:-1].searchsorted(self.list_first)
        before = []
        for back in range(4):
            found = index.take(np.maximum(place - back, 0))
            before.append(np.where(found >= self.low, _or_none(classes, found), 0))
        yield Column("telling before", tuple(before[1::-1]))
        yield Column("telling before", tuple(before[2::-1]))
        yield Column("telling before", tuple(before[3::-1]))
        place = index[1:-1].searchsorted(self.list_stop) + 1
        after = []
        for step in range(3):
            found = index.take(np.minimum(place + step, len(index) - 1))
            inside = (found >= 0) & (found < self.high)
            after.append(np.where(inside, classes[np.minimum(found, len(classes) - 1)], 0))
        yield Column("telling after", tuple(after[:2]))
        yield Column("telling after", tuple(after))
        yield Column("telling around", (before[1], before[0], after[0], after[1]))

    def bag(self) -> Iterator[Column]:
        """The words near a list, or a place, without their order."""
        word = self.texts.word
        for k in range(1, _BAG_REACH + 1):
            before = _from(word, self.list_first - k, self.low)
            yield Column("bag before", (np.where(before > 0, before, -1),))
            after = _up_to(word, self.list_stop + k - 1, self.high)
            yield Column("bag after", (np.where(after > 0, after, -1),))


def _from(column: Ints, index: Ints, low: Ints) -> Ints:
    """Values at indices before a place, "^" before its sentence starts."""
    return np.where(index >= low, column.take(index, mode="wrap"), 0)


def _up_to(column: Ints, index: Ints, high: Ints) -> Ints:
    """Values at indices after a place, "^" after its sentence ends."""
    return np.where(index < high, column.take(index, mode="wrap"), 0)


def _further(facts: WordFacts, some: Ints, near: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Those of some places that stand in a longer list, and how many words that goes on.

    Args:
        facts: of words.
        some: places.
        near: the next three words of the text, the nearest first.
    """
    joint, item, beyond = near
    joined = facts.joint[joint]
    two = joined & facts.joint[item] & facts.name[beyond]
    steps = np.where(joined & facts.name[item], 2, np.where(two, 3, 0))
    longer = np.flatnonzero(steps)
    return some[longer], steps[longer]


def _ordered(name: str, words: Sequence[Ints]) -> Iterator[Column]:
    """The nearest word, the nearest two, the nearest three; `words` are in text order."""
    if name == "before":
        yield from (Column(name, tuple(words[k:])) for k in (2, 1, 0))
    else:
        yield from (Column(name, tuple(words[:k])) for k in (1, 2, 3))


def _or_none(values: Ints, index: Ints) -> Ints:
    return np.where(index >= 0, values[np.maximum(index, 0)], -1)
