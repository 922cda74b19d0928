"""A linear model over string features: at run time a table of weights and a sum."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

__all__ = ["Classifier"]


class Classifier:
    """Multinomial logistic regression, trained elsewhere.

    Args:
        classes: names of the classes, in the order of the weights.
        weights: for each feature one weight a class; a feature without any counts nothing.
    """

    def __init__(self, classes: Sequence[str], weights: Mapping[str, Sequence[float]]) -> None:
        self.classes = tuple(classes)
        self.weights = weights

    @classmethod
    @cache
    def named(cls, name: str) -> Classifier:
        """The model of ``weights/NAME.tsv``: a head with the classes, then a line a feature."""
        path = files("papergraph.linking") / "weights" / f"{name}.tsv"
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        return cls(head.split("\t")[1:], {row[0]: tuple(map(float, row[1:])) for row in rows})

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """By class; they add up to 1.

        >>> model = Classifier(["method", "none"], {"shape: mixed": [1.1, -1.1]})
        >>> {name: round(p, 2) for name, p in model.probabilities({"shape: mixed"}).items()}
        {'method': 0.9, 'none': 0.1}
        """
        known = [found for one in features if (found := self.weights.get(one))]
        scores = [math.exp(math.fsum(column)) for column in zip(*known, strict=True)]
        total = math.fsum(scores)
        if not total:
            return dict.fromkeys(self.classes, 1 / len(self.classes))
        return {name: score / total for name, score in zip(self.classes, scores, strict=True)}

    def telling(self, features: Iterable[str], target: str) -> str:
        """The feature that speaks most for a class against the mean of all; "" for none."""
        place = self.classes.index(target)
        known = [(one, found) for one in features if (found := self.weights.get(one))]
        ranked = ((found[place] - math.fsum(found) / len(found), one) for one, found in known)
        return max(ranked, default=(0.0, ""))[1]
