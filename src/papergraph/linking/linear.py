"""Linear models over what stands around names: at run time tables of weights and sums."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from papergraph.linking.surroundings import Column, View
from papergraph.linking.tokens import Ints, TokenCoder

__all__ = ["LinearModel", "PlaceScores", "Scores", "vocabulary"]

Floats = npt.NDArray[np.float64]


@cache
def vocabulary() -> tuple[str, ...]:
    """Words that features can name; all others go by their shape."""
    text = (files("papergraph.linking") / "weights" / "vocabulary.txt").read_text(encoding="utf-8")
    return tuple(text.split())


class PlaceScores(NamedTuple):
    """What a model says of places, whatever else is known of what stands there.

    Attributes:
        logits: a row a place, a column a class.
        telling: for each place and class the row of the feature that speaks most for it.
        contrast: how much that speaks for the class against the others.
    """

    logits: Floats
    telling: Ints
    contrast: Floats


class Scores(NamedTuple):
    """What a model says of several things.

    Attributes:
        chances: a row a thing, a column a class; rows add up to 1.
        telling: for each thing and class the row of the feature that speaks most for it; 0
            where none does.
    """

    chances: Floats
    telling: Ints


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
        self._contrast = self.weights - mean
        self._rows: dict[str, int] = {}
        self._size = len(coder.words)
        by_words: dict[tuple[str, int], dict[int, int]] = {}
        for row, feature in enumerate(weights, start=1):
            name, _, answer = feature.partition(": ")
            words = [coder.numbers.get(word) for word in answer.split(" ")]
            numbers = [word for word in words if word is not None]
            if name.startswith(("text ", "title ", "first ")) and len(numbers) == len(words):
                key = 0
                for number in numbers:
                    key = key * self._size + number
                by_words.setdefault((name, len(words)), {})[key] = row
            else:
                self._rows[feature] = row
        self._single: dict[str, Ints] = {}
        self._several: dict[tuple[str, int], tuple[Ints, Ints]] = {}
        for (name, length), found in by_words.items():
            keys = np.array(sorted(found), dtype=np.int64)
            rows = np.array([found[key] for key in sorted(found)], dtype=np.int64)
            if length == 1:
                table = self._single[name] = np.zeros(self._size, dtype=np.int64)
                table[keys] = rows
            else:
                self._several[name, length] = (keys, rows)

    @classmethod
    def read(cls, path: Traversable, coder: TokenCoder) -> LinearModel:
        """The model of a file: a head with the classes, then a line a feature."""
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        weights = {row[0]: tuple(map(float, row[1:])) for row in rows}
        return cls(head.split("\t")[1:], weights, coder)

    def rows(self, features: Iterable[str]) -> tuple[int, ...]:
        """The rows of those of some features that have weights."""
        return tuple(row for one in features if (row := self._rows.get(one)))

    def places(self, views: Iterable[View], count: int) -> PlaceScores:
        """What stands around `count` places, in the views that hold them, weighed."""
        shape = (count, len(self.classes))
        logits, contrast = np.zeros(shape), np.zeros(shape)
        telling = np.zeros(shape, dtype=np.int64)
        for view in views:
            ours = (len(view.which), len(self.classes))
            total, best = np.zeros(ours), np.zeros(ours)
            most = np.zeros(ours, dtype=np.int64)
            for column in view.columns:
                rows = self._column_rows(column)
                if rows is None:
                    continue
                total += self.weights[rows]
                speaks = self._contrast[rows]
                better = speaks > best
                best = np.where(better, speaks, best)
                most = np.where(better, rows[:, None], most)
            logits[view.which] = total
            contrast[view.which] = best
            telling[view.which] = most
        return PlaceScores(logits, telling, contrast)

    def _column_rows(self, column: Column) -> Ints | None:
        first = column.words[0]
        answered = first >= 0
        if len(column.words) == 1:
            table = self._single.get(column.name)
            return None if table is None else np.where(answered, table[first], 0)
        known = self._several.get((column.name, len(column.words)))
        if known is None:
            return None
        keys, rows = known
        wanted = first
        for words in column.words[1:]:
            wanted = wanted * self._size + words
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Ints = np.where(answered & (keys[place] == wanted), rows[place], 0)
        return found

    def scores(
        self, places: PlaceScores, owner: Ints, share: Floats, known: Sequence[Collection[int]]
    ) -> Scores:
        """Chances of several things, from all their places and what else is known of them.

        Args:
            places: of all things, one thing after the other.
            owner: for each place the thing that it is a place of.
            share: of each place in what is said of its thing.
            known: for each thing rows of features that are no place's.
        """
        shape = (len(known), len(self.classes))
        logits = np.zeros(shape)
        flat = np.fromiter(itertools.chain.from_iterable(known), dtype=np.int64)
        counts = np.fromiter(map(len, known), dtype=np.int64, count=len(known))
        np.add.at(logits, np.repeat(np.arange(len(known)), counts), self.weights[flat])
        np.add.at(logits, owner, places.logits * share[:, None])
        telling = np.zeros(shape, dtype=np.int64)
        best = np.zeros(shape)
        speaks = places.contrast * share[:, None]
        np.maximum.at(best, owner, speaks)
        place, column = np.nonzero((speaks >= best[owner]) & (speaks > 0))
        telling[owner[place[::-1]], column[::-1]] = places.telling[place[::-1], column[::-1]]
        odds = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
        return Scores(odds / odds.sum(axis=1, keepdims=True), telling)
