"""What stands around many places of a batch of texts, as columns of words.

A column is a question with an answer for every place: the word before it, the two words after
it, the last cue of its sentence. Answers are words, so that a feature reads as a remark:
``text before: based on``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from papergraph.lexicon import cue_words
from papergraph.linking.tokens import PLACEHOLDERS, Bools, Ints, TokenCoder, TokenTable
from papergraph.linking.word_classes import CLASSES, class_of_word

__all__ = ["Column", "Places", "Surroundings", "View", "new_coder", "shares"]

#: Words in which features say numbers and places; "#9" is nine or more.
_NUMBERS = tuple(f"#{number}" for number in range(10))
_WHERE = ("@before", "@own", "@after", "@first", "@last", "@inner", "@yes")
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
        words: an array each, a row a place; -1 in the first where there is no answer.
    """

    name: str
    words: tuple[Ints, ...]


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
        self.number, self.facts = coder.numbers, _facts(coder)
        count = len(table.word)
        inside = np.zeros(count + 2, dtype=np.int64)
        np.add.at(inside, names.first + 1, 1)
        np.add.at(inside, names.stop, -1)
        kept = np.cumsum(inside)[:count] <= 0
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
        if not len(flags):
            return flags
        found: Bools = np.logical_or.reduceat(flags, self.sentence_first[:-1])
        return found

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
        around = _Around(self, self._place[places.first], self._place[places.stop - 1] + 1)
        around.whose = self._whose(around.sentence, places)
        yield from around.neighbours()
        yield from around.listed()
        yield from self._of_sentence(around, places)
        if shapes is not None:
            yield from around.shaped(shapes)
        if cues:
            yield from around.cues()
            yield from around.bag()

    def _whose(self, sentence: Ints, places: Places) -> Ints:
        """For each place whether its sentence is own, or stands before or after the first own."""
        number = self.number
        before = sentence < self.first_own[places.text]
        others = np.where(before, number["@before"], number["@after"])
        return np.where(self.own[sentence], number["@own"], others)

    def _of_sentence(self, around: _Around, places: Places) -> Iterator[Column]:
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


class _Around:
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
        yield Column("cues' kinds around", (kind, later_kind, self.whose))
        for name in ("own name", "we", "proposing", "comparing"):
            found = self._last_before(name, first)
            yield Column(f"{name} before", (np.where(found >= 0, self._steps(found, first), -1),))
            found = self._next_after(name, stop)
            yield Column(f"{name} after", (np.where(found >= 0, self._steps(stop, found), -1),))

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


def _further(facts: _Facts, some: Ints, near: Sequence[Ints]) -> tuple[Ints, Ints]:
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


class _Facts:
    """What a coder's words are, as arrays by their number."""

    def __init__(self, coder: TokenCoder) -> None:
        numbers = coder.numbers
        low = numbers["<low>"]
        named = [
            word if word in PLACEHOLDERS or word in CLASSES else class_of_word(word)
            for word in coder.words
        ]
        self._size = len(coder.words)
        self.classes = np.array([numbers[name] if name else low for name in named], dtype=np.int64)
        kinds = ("{extends}", "{analyzes}", "{uses}", "{mentions}", "{comparesWith}")
        self._cue = np.isin(self.classes, [numbers[name] for name in kinds])
        self._cue_pairs = np.array(
            sorted(
                numbers[pair[0]] * self._size + numbers[pair[1]]
                for form in cue_words()
                if len(pair := form.split()) > 1 and all(word in numbers for word in pair)
            ),
            dtype=np.int64,
        )
        self._starts_pair = np.zeros(self._size, dtype=bool)
        self._starts_pair[self._cue_pairs // self._size] = True
        shapes = ("<Cap>", "<ACRO>", "<N4>", "<Mixed>")
        self.name = _flags(coder, (*shapes, "<own>", "<method>", "<dataset>", "<generic>"))
        self.joint = _flags(coder, (",", "and", "or", "&", "/", "the"))
        of_class = {name: self.classes == numbers[name] for name in CLASSES}
        self.of_data = _flags(coder, ("%",)) | of_class["{dataset noun}"]
        nouns = ("{method noun}", "{dataset noun}", "{other noun}")
        #: Sorts of words that are looked for around places.
        self.sorts: Mapping[str, Bools] = {
            "we": _flags(coder, ("we", "our", "ours", "us")),
            "proposing": of_class["{proposing}"],
            "comparing": of_class["{comparesWith}"],
            "comma": of_class["{comma}"],
            "noun": np.logical_or.reduce([of_class[name] for name in nouns]),
        }

    def is_cue(self, word: Ints) -> Bools:
        """Whether each token is a cue or starts one of two words, such as "based on"."""
        found: Bools = self._cue[word]
        some = np.flatnonzero(self._starts_pair[word[:-1]])
        pairs = word[some] * self._size + word[some + 1]
        found[some[np.isin(pairs, self._cue_pairs)]] = True
        return found


def _flags(coder: TokenCoder, words: Sequence[str]) -> Bools:
    flags = np.zeros(len(coder.words), dtype=bool)
    flags[[coder.numbers[word] for word in words if word in coder.numbers]] = True
    return flags


_KNOWN: dict[int, tuple[TokenCoder, _Facts]] = {}


def _facts(coder: TokenCoder) -> _Facts:
    """Facts of a coder, made once."""
    known = _KNOWN.get(id(coder))
    if known is None or known[0] is not coder:
        known = _KNOWN[id(coder)] = (coder, _Facts(coder))
    return known[1]
