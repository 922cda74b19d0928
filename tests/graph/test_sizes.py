"""Nodes are as large as they are central."""

from __future__ import annotations

import pytest

from papergraph.errors import UnknownNameError
from papergraph.graph.sizes import sizes_by
from papergraph.model import EntityId, Score

A, B, P = map(EntityId.parse, ("method/a", "method/b", "paper/p"))
SCORES = (
    Score(A, "pagerank", "all", 0.8),
    Score(B, "pagerank", "all", 0.2),
    Score(P, "pagerank", "all", 0.1),
    Score(P, "katz", "all", 0.0),
)


def test_each_kind_has_a_largest_node() -> None:
    assert sizes_by(SCORES, "pagerank") == {A: 1.0, B: pytest.approx(0.5), P: 1.0}


def test_scores_of_nothing_are_small() -> None:
    assert sizes_by(SCORES, "katz") == {P: 0.0}


def test_a_measure_without_scores_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"pagernak.*pagerank"):
        sizes_by(SCORES, "pagernak")
