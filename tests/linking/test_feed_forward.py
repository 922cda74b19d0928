"""A network of one hidden layer."""

from __future__ import annotations

import numpy as np
import pytest

from one_paper import DISCOVERER, READER
from papergraph.linking.feed_forward import FeedForward
from papergraph.linking.linear import LinearModel
from papergraph.model import Paper

NETWORK = FeedForward(
    ("x", "y"),
    {"a": (1.0, -1.0), "b": (0.0, 2.0), FeedForward.BIAS: (0.5, 0.0)},
    [(1.0, 0.0), (0.0, 1.0), (0.0, 0.25)],
)


def test_hidden_units_are_rectified() -> None:
    logits = NETWORK.logits({"a": np.array([2.0, -2.0]), "b": np.array([0.0, 1.0])}, 2)

    assert logits.tolist() == [[2.5, 0.25], [0.0, 4.25]]


def test_a_measure_that_is_missing_is_none() -> None:
    assert NETWORK.logits({}, 1).tolist() == [[0.5, 0.25]]


def test_nothing_gives_nothing() -> None:
    assert NETWORK.logits({}, 0).shape == (0, 2)


def test_the_second_look_decides_what_the_first_does() -> None:
    assert FeedForward.named("second_look").classes == LinearModel.named("names").classes


def test_all_that_the_second_look_goes_by_is_measured() -> None:
    paper = Paper(
        title="ZebraNet: Stripes",
        abstract="We propose ZebraNet, a net for FrobBench. It is better than QuaggaNet. "
        "In all, ZebraNet, FrobBench and QuaggaNet are used.",
    )
    nominated = DISCOVERER.nominated(READER.read([paper]))

    measures = DISCOVERER.measures(nominated, DISCOVERER.first_look(nominated))

    assert set(FeedForward.named("second_look").measures) == set(measures)
    assert all(column.shape == (len(nominated.nominations),) for column in measures.values())
    assert all(np.isfinite(column).all() for column in measures.values())


@pytest.mark.parametrize("abstract", ["", "nothing here is a name"])
def test_a_paper_without_names_has_none(abstract: str) -> None:
    (found,) = DISCOVERER.discover(READER.read([Paper(title="on stripes", abstract=abstract)]))

    assert (found.own, found.others) == ((), ())
