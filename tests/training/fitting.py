"""Fitting: logistic regression over remarks, and a network over measures."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from examples import STRICT, Example
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

import papergraph.linking
from papergraph.linking.arrays import Floats
from papergraph.linking.feed_forward import FeedForward

WEIGHTS = Path(papergraph.linking.__file__).parent / "weights"
Strings: TypeAlias = npt.NDArray[np.str_]
#: Names of classes, and for each feature its weights.
Weights: TypeAlias = tuple[list[str], dict[str, list[float]]]
#: A feature of fewer examples is left out.
_LEAST_EXAMPLES = 8
#: Inverse strength of the penalty on weights.
_C = {"names": 0.1, "relations": 0.05, "evaluations": 0.3, "coreference": 0.3}
#: What an example of a made-up paper counts; one of a real paper counts 1.
_MADE_UP_WEIGHT = {"names": 0.3, "relations": 1.0, "evaluations": 1.0, "coreference": 1.0}
#: What one counts on which two careful readers agree.
_AGREED_WEIGHT = 4.0
#: What one of a paper counts that was not drawn by chance.
_CHOSEN_WEIGHT = 0.5
#: Weights nearer to zero are left out.
_LEAST_WEIGHT = {"names": 0.08, "relations": 0.05, "evaluations": 0.05, "coreference": 0.0}
_FOLDS = 5
#: A network is the mean of so many, for one alone depends on chance.
_NETWORKS = 4
_HIDDEN_UNITS = 32
_ROUNDS = 20
_DIGITS = 4
#: Samples with which a class is favoured.
_SAMPLES = 20
#: Steps by which a class is favoured; the first of the best is taken.
_SHIFTS = (0, 1, -1, 2, -2)


class Table(NamedTuple):
    """Measures of examples: names of the columns, and a row an example."""

    names: tuple[str, ...]
    rows: Floats


def folds(examples: Sequence[Example]) -> Iterator[tuple[npt.NDArray[np.int64], ...]]:
    """Indices of examples to learn from and of others to judge; a paper's are together."""
    labels = [one.label for one in examples]
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=1)
    yield from folds.split(examples, labels, [one.paper for one in examples])


def fit(model: str, examples: Sequence[Example]) -> tuple[list[str], LogisticRegression]:
    """Logistic regression over the features that recur."""
    count = Counter(feature for one in examples for feature in one.features)
    names = sorted(name for name, number in count.items() if number >= _LEAST_EXAMPLES)
    regression = LogisticRegression(C=_C[model], max_iter=3000, fit_intercept=False)
    weights = [_weight(model, one) for one in examples]
    regression.fit(matrix(names, examples), [one.label for one in examples], weights)
    return names, regression


def _weight(model: str, example: Example) -> float:
    if example.made_up:
        return _MADE_UP_WEIGHT[model]
    if example.chosen:
        return _CHOSEN_WEIGHT
    return _AGREED_WEIGHT if example.agreed else 1.0


def matrix(names: Sequence[str], examples: Sequence[Example]) -> csr_matrix:
    """A row an example, a column a feature."""
    place = {name: index for index, name in enumerate(names)}
    rows, columns, values = [], [], []
    for index, one in enumerate(examples):
        found = sorted(
            (place[name], share) for name, share in one.features.items() if name in place
        )
        rows += [index] * len(found)
        columns += [column for column, _ in found]
        values += [share for _, share in found]
    return csr_matrix((values, (rows, columns)), shape=(len(examples), len(names)))


def evened(labels: Strings, logits: Floats, classes: Sequence[str]) -> Floats:
    """What to add to the logits of each class for the greatest mean F1 over classes.

    The mean of what is best for several samples: for one it depends on chance.
    """
    chance = np.random.default_rng(1)
    samples = [chance.integers(len(labels), size=len(labels)) for _ in range(_SAMPLES)]
    found = [_evened(labels[some], logits[some], classes) for some in samples]
    return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def _evened(labels: Strings, logits: Floats, classes: Sequence[str]) -> Floats:
    names = np.array(classes)

    def mean_f1(favour: Floats) -> float:
        return float(f1_score(labels, names[(logits + favour).argmax(axis=1)], average="macro"))

    favour: Floats = np.zeros(len(classes))
    for step in (0.4, 0.2, 0.1):
        for number in [*range(len(classes))] * 2:
            alone = np.arange(len(classes)) == number
            favour = max((favour + step * count * alone for count in _SHIFTS), key=mean_f1)
    return np.asarray(favour - favour.mean(), dtype=np.float64)


def weights_of(model: str, names: Sequence[str], regression: LogisticRegression) -> Weights:
    """The weights that count, sorted by feature, of two decimals."""
    classes = [str(name) for name in regression.classes_]
    weights = regression.coef_
    if len(classes) == len(weights) + 1:  # two classes have one row
        weights = np.concatenate([-weights, weights]) / 2
    found = {}
    for index, name in enumerate(names):
        column = [round(float(weight), 2) + 0.0 for weight in weights[:, index]]
        if max(map(abs, column)) > _LEAST_WEIGHT[model] and not name.startswith(STRICT):
            found[name] = column
    return classes, found


def write_weights(
    model: str, classes: Sequence[str], weights: Mapping[str, Sequence[float]]
) -> None:
    """One line a feature."""
    lines = ["\t".join(["feature", *classes])]
    lines += [
        "\t".join([name, *(f"{weight:g}" for weight in column)]) for name, column in weights.items()
    ]
    (WEIGHTS / f"{model}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def fit_network(table: Table, labels: Strings) -> FeedForward:
    """The mean of several networks of one hidden layer, as one."""
    scaler = StandardScaler().fit(table.rows)
    scaled = scaler.transform(table.rows)
    inward, inward_bias, outward, outward_bias = [], [], [], []
    for seed in range(_NETWORKS):
        network = MLPClassifier(
            (_HIDDEN_UNITS,),
            alpha=1e-3,
            learning_rate_init=2e-3,
            batch_size=256,
            max_iter=_ROUNDS,
            random_state=seed,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            network.fit(scaled, labels)
        weights = network.coefs_[0] / scaler.scale_[:, None]
        inward.append(weights)
        inward_bias.append(network.intercepts_[0] - scaler.mean_ @ weights)
        outward.append(network.coefs_[1] / _NETWORKS)
        outward_bias.append(network.intercepts_[1] / _NETWORKS)
    into = np.concatenate([np.hstack(inward), [np.hstack(inward_bias)]])
    out = np.concatenate([np.vstack(outward), [np.sum(outward_bias, axis=0)]])
    rows = dict(zip((*table.names, FeedForward.BIAS), map(_rounded, into), strict=True))
    return FeedForward([str(name) for name in network.classes_], rows, [*map(_rounded, out)])


def _rounded(row: Floats) -> list[float]:
    return [float(f"{weight:.{_DIGITS}g}") for weight in row]


def write_network(name: str, network: FeedForward) -> None:
    """A line a measure; after an empty line the classes, and a line a hidden unit."""
    inward = ["\t".join([measure, *map(_printed, row)]) for measure, row in network.inward.items()]
    outward = ["\t".join(map(_printed, row)) for row in network.outward]
    text = "\n".join([*inward, "", "\t".join(network.classes), *outward]) + "\n"
    (WEIGHTS / f"{name}.tsv").write_text(text, encoding="utf-8")


def _printed(weight: float) -> str:
    return f"{weight:.{_DIGITS}g}"
