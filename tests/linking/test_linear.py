"""Tables of weights, and what they say of remarks and places."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from one_paper import DISCOVERER, READER
from papergraph.linking.coder import TokenCoder
from papergraph.linking.linear import LinearModel, softmax, word_coder
from papergraph.linking.surroundings import Surroundings, new_coder, shares
from papergraph.model import Paper
from papergraph.sources import ListedPapers

PAGES = Path(__file__).parent.parent / "pages"


def _model(weights: dict[str, tuple[float, ...]], classes: tuple[str, ...]) -> LinearModel:
    return LinearModel(classes, weights, new_coder(["we", "run", "it"]))


def _alone(model: LinearModel, features: set[str]) -> list[float]:
    """Chances of one thing of which nothing but some remarks is known."""
    owner = np.zeros(0, dtype=np.int64)
    logits = model.logits(model.places([], 0), owner, np.zeros(0), [model.rows(features)])
    return [float(chance) for chance in softmax(logits)[0]]


@given(st.sets(st.sampled_from(["a", "b", "c", "unknown"])))
def test_chances_add_up_to_one(features: set[str]) -> None:
    model = _model({"a": (1, -1, 0), "b": (0, 2, -3), "c": (9, 9, 9)}, ("x", "y", "z"))

    assert sum(_alone(model, features)) == pytest.approx(1)


def test_without_a_known_feature_all_classes_are_as_likely() -> None:
    assert _alone(_model({"a": (1, -1)}, ("x", "y")), {"b"}) == [0.5, 0.5]


def test_the_words_around_a_place_weigh() -> None:
    weights = {"text before: we run": (2.0, 0.0), "text after: it": (0.0, 0.5)}
    batch = READER.read([Paper(title="T", abstract="Then we run Zebra it.")])
    places = batch.places([(1, 12, 17)])
    coder: TokenCoder = batch.coder
    model = LinearModel(("x", "y"), weights, coder)
    nothing = batch.places([])
    around = Surroundings(
        batch.table, coder, nothing, np.zeros(0, dtype=np.int64), batch.titles
    ).views(places)
    owner = np.zeros(1, dtype=np.int64)

    logits = model.logits(model.places(around, 1), owner, shares(around, owner), [()])

    assert softmax(logits)[0][0] == pytest.approx(1 / (1 + np.exp(-1.5)))


def test_every_answer_weighs_what_its_remark_does() -> None:
    """What was learned from remarks is found again by numbers: no wording goes by another's."""
    batch = READER.read(list(ListedPapers([PAGES])))
    views = DISCOVERER.nominated(batch).views
    words = batch.coder.words
    model = LinearModel.named("names")
    weight = dict(zip(model.features, model.weights, strict=True))
    answers = 0
    for view in views:
        logits = np.zeros((len(view.which), len(model.classes)))
        for column in view.columns:
            for place, answer in enumerate(np.stack(column.words, axis=1).tolist()):
                assert min(answer[1:], default=0) >= 0 or answer[0] < 0
                remark = f"{column.name}: {' '.join(words[word] for word in answer)}"
                if answer[0] >= 0 and remark in weight:
                    logits[place] += weight[remark]
                    answers += 1
        found = model.places([view], int(view.which.max()) + 1).logits[view.which]
        assert found == pytest.approx(logits)
    assert answers > 1000


def test_no_word_of_a_remark_has_a_blank() -> None:
    assert not [word for word in word_coder().words if " " in word]


@pytest.mark.parametrize("name", ["names", "relations", "evaluations"])
def test_the_weights_are_sorted_and_of_two_decimals(name: str) -> None:
    path = files("papergraph.linking") / "weights" / f"{name}.tsv"
    head, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    features = [row[0] for row in rows]

    assert features == sorted(features)
    assert len(set(features)) == len(features)
    assert all(len(row) == len(head) for row in rows)
    assert all(float(cell) == round(float(cell), 2) for row in rows for cell in row[1:])


def test_the_weights_take_less_than_two_megabytes_a_model() -> None:
    folder = files("papergraph.linking") / "weights"

    assert all(len(one.read_bytes()) < 2_000_000 for one in folder.iterdir())
