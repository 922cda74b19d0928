"""What stands around many places of a batch of texts, as columns of words.

A column is a question with an answer for every place: the word before it, the two words after
it, the last cue of its sentence. Answers are words, so that a feature reads as a remark:
``text before: based on``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from papergraph.linking.around import Around, Column
from papergraph.linking.arrays import Bools, Ints, any_of_each
from papergraph.linking.coder import TokenCoder
from papergraph.linking.tokens import TokenTable
from papergraph.linking.word_classes import CLASSES
from papergraph.linking.word_facts import facts_of

__all__ = ["Column", "Places", "Surroundings", "View", "new_coder", "shares"]

#: Words in which features say numbers and places; "#9" is nine or more.
_NUMBERS = tuple(f"#{number}" for number in range(10))
#: Tokens of a value in brackets; a number alone is an item's or a year.
_SHORTEST_VALUE, _LONGEST_VALUE = 2, 6
_WHERE = ("@before", "@own", "@after", "@first", "@last", "@inner", "@yes")


class View(NamedTuple):
    """Places that are seen in one way.

    Attributes:
        which: of all places these are.
        columns: what stands around them, a row a place of `which`.
    """

    which: Ints
    columns: list[Column]


class Places(NamedTuple):
    """Where names stand: half-open spans of tokens of one table, and the texts that hold them."""

    first: Ints
    stop: Ints
    text: Ints


def new_coder(vocabulary: Sequence[str]) -> TokenCoder:
    """A coder that knows the words of the features beside those of texts."""
    return TokenCoder((*_NUMBERS, *_WHERE, *CLASSES, *vocabulary))


class Surroundings:
    """The tokens of a batch with each known name as one word, ready to be asked about places."""

    def __init__(
        self,
        table: TokenTable,
        coder: TokenCoder,
        names: Places,
        as_words: Ints,
        titles: Bools,
    ) -> None:
        """Put names in the place of their tokens.

        Args:
            table: the tokens.
            coder: that made them.
            names: names that stand for one word each, none overlapping another.
            as_words: for each of these its word, such as ``<method>``.
            titles: for each text whether it is a title.
        """
        self.number, self.facts = coder.numbers, facts_of(coder)
        count = len(table.word)
        inside = np.zeros(count + 2, dtype=np.int64)
        np.add.at(inside, names.first + 1, 1)
        np.add.at(inside, names.stop, -1)
        in_value = self._in_values(table.word)
        in_value[names.first] = False
        kept = (np.cumsum(inside)[:count] <= 0) & ~in_value
        self._place = np.append(np.cumsum(kept) - 1, int(kept.sum()))
        word = table.word.copy()
        word[names.first] = as_words
        self.word = word[kept]
        self.sentence = table.sentence[kept]
        self.sentence_first = self._place[table.sentence_first]
        self.classes = self.facts.classes[self.word]
        self._titles = titles
        self._indices: dict[str, Ints] = {}
        self._tell_sentences(table)

    def _in_values(self, word: Ints) -> Bools:
        """Whether a token is of a value in brackets: "GPT-4o (+40.3%), o3 (+18.3%) and others"."""
        count = len(word)
        inside = np.zeros(count + _LONGEST_VALUE + 2, dtype=bool)
        opens = np.flatnonzero(word == self.number["("])
        padded = np.append(word, np.full(_LONGEST_VALUE + 2, -1))
        is_value = np.append(self.facts.value, False)
        length = np.zeros(len(opens), dtype=np.int64)
        going = np.ones(len(opens), dtype=bool)
        for step in range(1, _LONGEST_VALUE + 1):
            going &= is_value[padded[opens + step]]
            length += going
        closed = (length >= _SHORTEST_VALUE) & (padded[opens + length + 1] == self.number[")"])
        for start, stop in zip(opens[closed], (opens + length + 2)[closed], strict=True):
            inside[start:stop] = True
        return inside[:count]

    def _tell_sentences(self, table: TokenTable) -> None:
        """Which sentences speak of the paper's own work, and which propose, measure, compare."""
        facts, word = self.facts, self.word
        self.own = table.own
        self.proposing = self._any(facts.sorts["proposing"][word])
        self.of_data = self._any(facts.of_data[word])
        self.comparing = self._any(facts.sorts["comparing"][word])
        count = len(table.bases)
        sentences = np.arange(len(table.own))
        self._first_of_text = np.searchsorted(table.sentence_text, np.arange(count))
        self._last_of_text = np.searchsorted(table.sentence_text, np.arange(count), "right") - 1
        first_own = np.full(count, len(sentences), dtype=np.int64)
        np.minimum.at(first_own, table.sentence_text[table.own], sentences[table.own])
        self.first_own = first_own

    def index_of(self, what: str) -> Ints:
        """Indices of all words of one sort in order, -1 before them and their count behind."""
        known = self._indices.get(what)
        if known is None:
            word = self.word
            if what == "cue":
                flags = self.facts.is_cue(word)
            elif what == "own name":
                flags = word == self.number["<own>"]
            else:
                flags = self.facts.sorts[what][word]
            known = np.concatenate([[-1], np.flatnonzero(flags), [len(word)]])
            self._indices[what] = known
        return known

    def _any(self, flags: Bools) -> Bools:
        """For each sentence whether one of its words is flagged."""
        return any_of_each(flags, self.sentence_first[:-1])

    def views(
        self,
        places: Places,
        *,
        first: Bools | None = None,
        shapes: Ints | None = None,
        cues: bool = False,
    ) -> list[View]:
        """What stands around each place.

        What holds in a title does not in a text, and a first mention tells more than others: so
        titles, first mentions and all others are seen apart.

        Args:
            places: that are asked about.
            first: for each whether it is the first mention of its thing in an abstract.
            shapes: for each the word that stands for its shape, to be seen together with the
                words beside it.
            cues: with what the cue words of its sentence say of each.
        """
        title = self._titles[places.text]
        parts = [("title", title), ("text", ~title)]
        if first is not None:
            parts[1:] = [("first", ~title & first), ("text", ~title & ~first)]
        views = []
        for where, rows in parts:
            index = np.flatnonzero(rows)
            if len(index):
                some = Places(*(column[index] for column in places))
                shape = None if shapes is None else shapes[index]
                columns = [
                    Column(f"{where} {name}", words)
                    for name, words in self._columns(some, shape, cues=cues)
                ]
                views.append(View(index, columns))
        return views

    def _columns(self, places: Places, shapes: Ints | None, *, cues: bool) -> Iterator[Column]:
        around = Around(self, self._place[places.first], self._place[places.stop - 1] + 1)
        around.whose = self._whose(around.sentence, places)
        yield from around.neighbours()
        yield from around.listed()
        yield from self._of_sentence(around, places)
        if shapes is not None:
            yield from around.shaped(shapes)
        if cues:
            yield from around.cues()
            if shapes is None:  # of forms, measured, they tell no more than the rest
                yield from around.telling()
            yield from around.bag()

    def _whose(self, sentence: Ints, places: Places) -> Ints:
        """For each place whether its sentence is own, or stands before or after the first own."""
        number = self.number
        before = sentence < self.first_own[places.text]
        others = np.where(before, number["@before"], number["@after"])
        return np.where(self.own[sentence], number["@own"], others)

    def _of_sentence(self, around: Around, places: Places) -> Iterator[Column]:
        number, sentence, whose = self.number, around.sentence, around.whose
        yield Column("sentence", (whose,))
        first = sentence == self._first_of_text[places.text]
        last = sentence == self._last_of_text[places.text]
        inner = np.where(last, number["@last"], number["@inner"])
        place = np.where(first, number["@first"], inner)
        yield Column("sentence's place", (place,))
        yield Column("sentence's place and owner", (place, whose))
        yes = number["@yes"]
        for name, flags in (
            ("sentence proposes", self.proposing),
            ("sentence of data", self.of_data),
            ("sentence compares", self.comparing),
        ):
            yield Column(name, (np.where(flags[sentence], yes, -1),))


def shares(views: Iterable[View], owner: Ints) -> npt.NDArray[np.float64]:
    """The share of each place in what is said of its owner: equal in each view, 1 together."""
    share = np.ones(len(owner))
    for view in views:
        ours = owner[view.which]
        share[view.which] = 1 / np.bincount(ours)[ours]
    return share
