"""A feed-forward network of one hidden layer: at run time two products of matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from papergraph.linking.arrays import Floats
from papergraph.linking.linear import WEIGHTS

__all__ = ["FeedForward"]


class FeedForward:
    """A network with rectified hidden units, trained elsewhere.

    Args:
        classes: names of the classes, in the order of the columns of `outward`.
        inward: for each measure, and for the bias, a weight a hidden unit.
        outward: a row a hidden unit, and a last one for the bias; a column a class.
    """

    #: The row of `inward` that has what is added to the sums of all others.
    BIAS = "(bias)"

    def __init__(
        self,
        classes: Sequence[str],
        inward: Mapping[str, Sequence[float]],
        outward: Sequence[Sequence[float]],
    ) -> None:
        self.classes = tuple(classes)
        self.inward, self.outward = inward, outward
        self.measures = tuple(name for name in inward if name != self.BIAS)
        self._inward = np.array([inward[name] for name in self.measures])
        self._inward_bias = np.array(inward[self.BIAS])
        *weights, bias = outward
        self._outward, self._outward_bias = np.array(weights), np.array(bias)

    @classmethod
    @cache
    def named(cls, name: str) -> FeedForward:
        """The network of ``weights/NAME.tsv``.

        A line a measure with a weight for each hidden unit; after an empty line the classes, and
        a line a hidden unit with a weight for each of them.
        """
        first, second = (WEIGHTS / f"{name}.tsv").read_text(encoding="utf-8").split("\n\n")
        inward = {}
        for line in first.splitlines():
            measure, *weights = line.split("\t")
            inward[measure] = tuple(map(float, weights))
        head, *lines = second.splitlines()
        return cls(
            head.split("\t"), inward, [tuple(map(float, line.split("\t"))) for line in lines]
        )

    def logits(self, measures: Mapping[str, Floats], count: int) -> Floats:
        """What speaks for each class of `count` things.

        Args:
            measures: columns by name, each with a row a thing; what is missing is 0.
        """
        none = np.zeros(count)
        table = np.stack([measures.get(name, none) for name in self.measures], axis=1)
        hidden = np.maximum(table @ self._inward + self._inward_bias, 0)
        logits: Floats = hidden @ self._outward + self._outward_bias
        return logits
