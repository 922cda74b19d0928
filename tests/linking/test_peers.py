"""What the other names of a paper say of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.linking.peers import Standing, peer_measures


def _standing(places: list[tuple[int, int, int, int]], papers: list[int]) -> Standing:
    """Places as name, first token, token after and sentence; tokens 2 and 3 join lists."""
    owner, first, stop, sentence = (
        np.array(column, dtype=np.int64) for column in zip(*places, strict=True)
    )
    joints = np.array([0, 0, 0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2])
    paper = np.array(papers, dtype=np.int64)
    return Standing(paper, owner, first, stop, sentence, sentence == 0, joints)


def test_the_names_of_a_list_speak_for_each_other() -> None:
    where = _standing([(0, 1, 2, 1), (1, 4, 5, 1), (2, 9, 10, 1)], [0, 0, 0])

    found = peer_measures({"own": np.array([0.1, 0.9, 0.5])}, where)

    assert found["list: own"].tolist() == [0.9, 0.1, -1.0]
    assert found["list: names"].tolist() == [1, 1, 0]
    assert found["before: own"].tolist() == [0, 0.1, 0.9]
    assert found["after: own"].tolist() == [0.9, 0.5, 0]


def test_a_name_within_another_sees_it() -> None:
    where = _standing([(0, 1, 4, 1), (1, 2, 3, 1)], [0, 0])

    found = peer_measures({"own": np.array([0.8, 0.3])}, where)

    assert found["within: own"].tolist() == [0, 0.8]
    assert found["around: own"].tolist() == [0.3, 0]


def test_names_of_other_papers_and_sentences_say_nothing() -> None:
    where = _standing([(0, 1, 2, 1), (1, 4, 5, 2), (2, 4, 5, 3)], [0, 0, 1])

    found = peer_measures({"own": np.array([0.1, 0.9, 0.7])}, where)

    assert found["list: names"].tolist() == [0, 0, 0]
    assert found["paper: own"].tolist() == [0.9, 0.1, 0]
    assert found["paper, sum: own"].tolist() == pytest.approx([0.9, 0.1, 0])


def test_what_the_title_names_is_told_to_all_others() -> None:
    where = _standing([(0, 1, 2, 0), (1, 4, 5, 1), (2, 6, 7, 1)], [0, 0, 0])

    found = peer_measures({"own": np.array([0.6, 0.2, 0.3])}, where)

    assert found["title: own"].tolist() == [0, 0.6, 0.6]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_no_name_is_a_peer_of_itself(chances: list[float]) -> None:
    """Alone in its paper a name hears nothing, however often it is printed."""
    count = len(chances)
    places = [(name, 1, 2, name + 1) for name in range(count) for _ in range(2)]
    where = _standing(places, [*range(count)])

    found = peer_measures({"own": np.array(chances)}, where)

    for name in ("before", "after", "within", "around", "paper", "paper, sum", "title"):
        assert not found[f"{name}: own"].any()
