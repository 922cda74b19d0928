"""Linear models over what stands around names: at run time tables of weights and sums."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from papergraph.linking.arrays import Floats, Ints
from papergraph.linking.coder import TokenCoder
from papergraph.linking.surroundings import Column, View, new_coder

__all__ = ["WEIGHTS", "LinearModel", "PlaceScores", "softmax", "word_coder"]

#: Classes less likely than this are not asked what speaks for them. Nobody looks at these: the
#: likelier of the two classes of a name has a chance of 0.065 at least.
_LEAST_TOLD = 0.06
# What a reader is told rather than where a sentence stands: the words beside a name, and cues.
_WORDED = re.compile(
    r"(?:text|title|first) (?:before|after|around|list before|list after|cues?|cue after"
    r"|before, near|after, near|sentence starts): "
)
_UNWORDED = 0.1
#: What the names of columns start with: parts of a paper, as `Surroundings.views` has them.
_PARTS = ("text ", "title ", "first ")
#: Above all keys of features.
_NO_KEY = np.iinfo(np.int64).max


WEIGHTS = files("papergraph.linking") / "weights"


@cache
def word_coder() -> TokenCoder:
    """The coder of all models; words that no feature can name go by their shape."""
    return new_coder((WEIGHTS / "vocabulary.txt").read_text(encoding="utf-8").split())


class PlaceScores(NamedTuple):
    """What a model says of places, whatever else is known of what stands there.

    Attributes:
        logits: a row a place, a column a class.
        rows: for each place the rows of its features, in the order of its view's columns; 0
            for none.
    """

    logits: Floats
    rows: Ints


def softmax(logits: Floats) -> Floats:
    """Chances that add up to 1 in each row."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    chances: Floats = odds / odds.sum(axis=1, keepdims=True)
    return chances


class LinearModel:
    """Multinomial logistic regression, trained elsewhere.

    Args:
        classes: names of the classes, in the order of the weights.
        weights: for each feature one weight a class; a feature without any counts nothing.
        coder: numbers the words of the features.
    """

    def __init__(
        self,
        classes: Sequence[str],
        weights: Mapping[str, Sequence[float]],
        coder: TokenCoder,
    ) -> None:
        self.classes = tuple(classes)
        self.features = ("", *weights)
        self.weights = np.zeros((len(self.features), len(self.classes)))
        if weights:
            self.weights[1:] = list(weights.values())
        mean = self.weights.mean(axis=1, keepdims=True)
        worded = [_WORDED.match(feature) is not None for feature in self.features]
        self._contrast = np.ascontiguousarray((self.weights - mean).T)
        self._contrast[:, ~np.array(worded)] *= _UNWORDED
        self._rows = {feature: row for row, feature in enumerate(weights, start=1)}
        self._size = len(coder.words)
        self._single: dict[str, Ints] = {}
        self._several: dict[tuple[str, int], tuple[Ints, Ints]] = {}
        self._tell_places(coder)

    def _tell_places(self, coder: TokenCoder) -> None:
        """Rows of the features of places, by what numbers their words."""
        number_of = coder.numbers
        by_words: dict[tuple[str, int], tuple[list[list[int]], list[int]]] = {}
        for feature, row in self._rows.items():
            if not feature.startswith(_PARTS):
                continue
            name, _, answer = feature.partition(": ")
            words = answer.split(" ")
            try:
                numbers = [number_of[word] for word in words]
            except KeyError:  # of a form, that a title starts with or a first word is
                continue
            answers, rows = by_words.setdefault((name, len(words)), ([], []))
            answers.append(numbers)
            rows.append(row)
        for (name, length), (answers, found) in by_words.items():
            columns = np.array(answers, dtype=np.int64).T
            keys, rows_of = columns[0], np.array(found, dtype=np.int64)
            for column in columns[1:]:
                keys = keys * self._size + column
            if length == 1:
                # One more row, the last, is that of the word -1: no answer.
                table = self._single[name] = np.zeros(self._size + 1, dtype=np.int64)
                table[keys] = rows_of
            else:
                order = keys.argsort()
                # A last key above all others, so that every search ends at some key.
                keys, rows_of = np.append(keys[order], _NO_KEY), np.append(rows_of[order], 0)
                self._several[name, length] = (keys, rows_of)

    @classmethod
    @cache
    def named(cls, name: str) -> LinearModel:
        """The model of ``weights/NAME.tsv``: a head with the classes, then a line a feature."""
        head, *lines = (WEIGHTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        classes = head.split("\t")[1:]
        cells = [line.split("\t", 1) for line in lines]
        # All numbers at once: a third of the time of one by one.
        numbers = np.fromstring("\t".join([numbers for _, numbers in cells]), sep="\t")
        rows = numbers.reshape(len(lines), len(classes)).tolist()
        features = (feature for feature, _ in cells)
        return cls(classes, dict(zip(features, rows, strict=True)), word_coder())

    def rows(self, features: Iterable[str]) -> tuple[int, ...]:
        """The rows of those of some features that have weights."""
        # Sums of one order, whatever the order of a set of strings: they decide between equals.
        return tuple(sorted(filter(None, map(self._rows.get, features))))

    def places(self, views: Iterable[View], count: int) -> PlaceScores:
        """What stands around `count` places, in the views that hold them, weighed."""
        seen = [(view.which, self._view_rows(view)) for view in views]
        most = max((len(found) for _, found in seen), default=0)
        logits = np.zeros((count, len(self.classes)))
        rows = np.zeros((count, most), dtype=np.int64)
        for which, found in seen:
            total = np.zeros((len(which), len(self.classes)))
            for column in found:
                total += self.weights.take(column, axis=0)
            logits[which] = total
            rows[which, : len(found)] = np.array(found).T
        return PlaceScores(logits, rows)

    def _view_rows(self, view: View) -> list[Ints]:
        """For each column that has weights the row of each place's feature."""
        found = map(self._column_rows, view.columns)
        return [rows for rows in found if rows is not None]

    def _column_rows(self, column: Column) -> Ints | None:
        wanted = column.words[0]
        if len(column.words) == 1:
            table = self._single.get(column.name)
            return None if table is None else table.take(wanted, mode="wrap")
        known = self._several.get((column.name, len(column.words)))
        if known is None:
            return None
        keys, rows = known
        for words in column.words[1:]:
            wanted = wanted * self._size + words
        # Where there is no answer, -1 comes first: the key is negative, and no feature's.
        place = keys.searchsorted(wanted)
        found: Ints = rows.take(place) * (keys.take(place) == wanted)
        return found

    def logits(
        self, places: PlaceScores, owner: Ints, share: Floats, known: Sequence[Collection[int]]
    ) -> Floats:
        """What speaks for each class of several things; a row a thing, a column a class.

        Args:
            places: of all things, one thing after the other.
            owner: for each place the thing that it is a place of.
            share: of each place in what is said of its thing.
            known: for each thing rows of features that are no place's.
        """
        flat = np.fromiter(itertools.chain.from_iterable(known), dtype=np.int64)
        counts = np.fromiter(map(len, known), dtype=np.int64, count=len(known))
        things = np.concatenate([np.repeat(np.arange(len(known)), counts), owner])
        spoken = np.concatenate([self.weights.take(flat, axis=0), places.logits * share[:, None]])
        logits = np.empty((len(known), len(self.classes)))
        for number in range(len(self.classes)):
            logits[:, number] = np.bincount(things, spoken[:, number], len(known))
        return logits

    def told(
        self, places: PlaceScores, owner: Ints, share: Floats, chances: Floats, told: Sequence[int]
    ) -> Ints:
        """For each thing and class the row of the feature that speaks most for it.

        Args:
            places: of all things, one thing after the other.
            owner: for each place the thing that it is a place of.
            share: of each place in what is said of its thing.
            chances: a row a thing, a column a class.
            told: the classes that are asked about, where they are not too unlikely.

        Returns:
            a row a thing, a column a class; 0 where nothing speaks for it or nobody asked.
        """
        asked = np.zeros(chances.shape, dtype=bool)
        asked[:, told] = chances[:, told] >= _LEAST_TOLD
        weighed = places.rows.any(axis=1)
        asked &= (np.bincount(owner[weighed], minlength=len(chances)) > 0)[:, None]
        things, classes = np.nonzero(asked)
        telling = np.zeros(chances.shape, dtype=np.int64)
        telling[things, classes] = self._telling(places.rows, owner, share, things, classes)
        return telling

    def telling(self, rows: Ints, classes: Ints) -> Ints:
        """For each place the row of its feature that speaks most for a class; 0 for none.

        Args:
            rows: of the features of each place, as in `PlaceScores`.
            classes: for each place the number of a class.
        """
        row, speaks = self._loudest(rows, classes)
        told: Ints = np.where(speaks > 0, row, 0)
        return told

    def _loudest(self, rows: Ints, classes: Ints) -> tuple[Ints, Floats]:
        """Of each place's features that which speaks most for a class, and how much it does."""
        if not rows.size:
            return np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows))
        speaks = self._contrast[classes[:, None], rows]
        column = speaks.argmax(axis=1)
        index = np.arange(len(rows))
        return rows[index, column], speaks[index, column]

    def _telling(self, rows: Ints, owner: Ints, share: Floats, things: Ints, classes: Ints) -> Ints:
        """For each thing and class the row of the place's feature that speaks most for it."""
        if not len(things):
            return things
        first = owner.searchsorted(things)
        counts = owner.searchsorted(things, side="right") - first
        starts = np.cumsum(counts) - counts
        pair = np.repeat(np.arange(len(things)), counts)
        place = np.arange(len(pair)) + (first - starts)[pair]
        row, speaks = self._loudest(rows[place], classes[pair])
        best = speaks * share[place]
        # The first of the places that speak most for it, if any speaks for it.
        most = np.maximum.reduceat(best, starts)
        index = np.where((best >= most[pair]) & (best > 0), np.arange(len(pair)), len(pair))
        chosen = np.minimum.reduceat(index, starts)
        told: Ints = np.append(row, 0)[chosen]
        return told
