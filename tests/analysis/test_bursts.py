from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, paper
from dated_papers import dated_papers
from papergraph.analysis.bursts import bursts, bursts_of
from papergraph.errors import MissingDataError
from papergraph.model import EntityId

RISING = EntityId.parse("method/rising")


def test_a_planted_burst_is_found_and_what_is_steady_has_none() -> None:
    found = bursts(dated_papers())

    assert [(one.id.slug, one.start, one.end) for one in found] == [
        ("rising", "2024-05", "2024-06"),
        ("rising-2", "2024-05", "2024-06"),
    ]


def test_a_burst_counts_versions_and_says_how_unusual_it_is() -> None:
    (found,) = bursts(dated_papers(), RISING)

    assert found.papers == 17
    assert found.share == pytest.approx(17 / 40)
    assert found.usual == pytest.approx(27 / 240)
    assert found.weight > 5


def test_families_are_looked_at_only_when_asked_for() -> None:
    family = EntityId.parse("method/family")

    assert family not in {one.id for one in bursts(dated_papers())}
    assert family in {one.id for one in bursts(dated_papers(), generic=True)}
    assert [one.id for one in bursts(dated_papers(), family)] == [family]


def test_a_busy_month_is_no_burst() -> None:
    counts, totals = [2, 2, 40, 2, 2], [20, 20, 400, 20, 20]

    assert bursts_of(counts, totals) == []


def test_a_lone_paper_in_a_quiet_month_is_no_burst() -> None:
    assert bursts_of([5, 5, 1, 5, 5, 5], [100, 100, 2, 100, 100, 100]) == []


@pytest.mark.parametrize("counts", [[3] * 12, [0] * 12, [20] * 12])
def test_a_flat_series_has_none(counts: list[int]) -> None:
    assert bursts_of(counts, [20] * 12) == []


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=2, max_size=8),
    st.sampled_from([1.5, 2.0, 3.0]),
    st.sampled_from([0.0, 0.5, 1.0]),
)
def test_no_other_states_explain_the_counts_better(
    batches: list[tuple[int, int]], scaling: float, gamma: float
) -> None:
    counts = [count for count, _ in batches]
    totals = [count + rest + 1 for count, rest in batches]
    usual = sum(counts) / sum(totals)
    shares = usual, min(usual * scaling, 0.9999)
    if not 0 < usual < shares[1]:
        return

    def cost(states: tuple[int, ...]) -> float:
        entered = sum(new > old for old, new in zip((0, *states), states, strict=False))
        told = sum(
            -count * math.log(shares[state]) - (total - count) * math.log(1 - shares[state])
            for state, count, total in zip(states, counts, totals, strict=True)
        )
        return told + entered * gamma * math.log(len(counts))

    found = [0] * len(counts)
    for first, last, _ in bursts_of(counts, totals, scaling, gamma):
        found[first : last + 1] = [1] * (last + 1 - first)

    best = min(cost(states) for states in product((0, 1), repeat=len(counts)))
    assert cost(tuple(found)) == pytest.approx(best, abs=1e-9)


def test_too_little_time_is_told() -> None:
    graph = graph_of(
        [paper("A", issued="2024-01"), paper("B", issued="2024-02")],
        [entity("method/rising", "Rising")],
        [claim("A", "uses", "method/rising")],
    )

    with pytest.raises(MissingDataError, match="3 months or more, found 2024-01 and 2024-02"):
        bursts(graph)


@pytest.mark.parametrize("options", [{"scaling": 1.0}, {"gamma": -1.0}])
def test_settings_out_of_range_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="scaling is above 1"):
        bursts(dated_papers(), scaling=options.get("scaling", 2), gamma=options.get("gamma", 1))
