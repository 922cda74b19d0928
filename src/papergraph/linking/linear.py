"""Linear models over what stands around names: at run time tables of weights and sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from papergraph.linking.surroundings import Column
from papergraph.linking.tokens import Ints, TokenCoder

__all__ = ["FeatureRows", "LinearModel", "Scores", "vocabulary"]

Floats = npt.NDArray[np.float64]


@cache
def vocabulary() -> tuple[str, ...]:
    """Words that features can name; all others go by their shape."""
    text = (files("papergraph.linking") / "weights" / "vocabulary.txt").read_text(encoding="utf-8")
    return tuple(text.split())


class FeatureRows(NamedTuple):
    """Features of several things, each as a row of a model's weights.

    Attributes:
        owner: for each feature the thing that it is of.
        row: the feature.
    """

    owner: Ints
    row: Ints


class Scores(NamedTuple):
    """What a model says of several things.

    Attributes:
        chances: a row a thing, a column a class; rows add up to 1.
        telling: for each thing and class the row of the feature that speaks most for it.
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

    def row(self, feature: str) -> int:
        """The row of a feature that is no column's; 0 for none."""
        return self._rows.get(feature, 0)

    def rows(self, columns: Iterable[Column], owner: Ints) -> FeatureRows:
        """The features of places.

        Args:
            columns: what stands around them.
            owner: for each place the thing that it is a place of.
        """
        owners, rows = [], []
        for column in columns:
            found = self._column_rows(column)
            if found is not None:
                hit = np.flatnonzero(found)
                owners.append(owner[hit])
                rows.append(found[hit])
        if not rows:
            return FeatureRows(owner[:0], owner[:0])
        return FeatureRows(np.concatenate(owners), np.concatenate(rows))

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

    def scores(self, features: FeatureRows, count: int) -> Scores:
        """Chances of `count` things; a feature counts once a thing, however often it has it."""
        size = len(self.features)
        pairs = np.unique(features.owner * size + features.row)
        owner, row = pairs // size, pairs % size
        kept = row > 0
        owner, row = owner[kept], row[kept]
        logits = np.zeros((count, len(self.classes)))
        telling = np.zeros((count, len(self.classes)), dtype=np.int64)
        if len(owner):
            starts = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
            logits[owner[starts]] = np.add.reduceat(self.weights[row], starts, axis=0)
            contrast = self._contrast[row]
            best = np.maximum.reduceat(contrast, starts, axis=0)
            segment = np.cumsum(np.concatenate([[0], (owner[1:] != owner[:-1]).astype(np.int64)]))
            place, column = np.nonzero(contrast == best[segment])
            telling[owner[place[::-1]], column[::-1]] = row[place[::-1]]
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return Scores(odds / odds.sum(axis=1, keepdims=True), telling)
