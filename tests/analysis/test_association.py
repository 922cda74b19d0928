from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from papergraph.analysis.association import lift, log_likelihood


@st.composite
def _tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    together, first, second, neither = (draw(st.integers(1, 40)) for _ in range(4))
    return together, together + first, together + second, together + first + second + neither


@given(_tables())
def test_the_log_likelihood_ratio_is_that_of_scipy(table: tuple[int, int, int, int]) -> None:
    together, first, second, total = table
    cells = [
        [together, first - together],
        [second - together, total - first - second + together],
    ]

    expected = chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic

    assert abs(log_likelihood(*table)) == pytest.approx(expected, abs=1e-7)


def test_its_sign_says_whether_they_attract_or_avoid_each_other() -> None:
    assert log_likelihood(10, 10, 10, 100) > 0
    assert log_likelihood(0, 50, 50, 100) < 0
    assert log_likelihood(25, 50, 50, 100) == pytest.approx(0, abs=1e-9)


def test_the_lift_of_independent_things_is_one() -> None:
    assert lift(25, 50, 50, 100) == 1
