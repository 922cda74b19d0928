from __future__ import annotations

import pytest

from builders import graph_of, paper, paper_id
from dated_papers import dated_papers
from papergraph.analysis.periods import calendar_of, date_of, periods_between
from papergraph.errors import MissingDataError, UnknownNameError


def test_listed_papers_are_counted_by_month_and_what_is_coarser_is_left_out() -> None:
    calendar = calendar_of(dated_papers(), "a test")

    assert calendar.step == "month"
    assert calendar.totals == {f"2024-{month:02d}": 20 for month in range(1, 13)}
    assert calendar.undated == 2
    assert paper_id("Unlisted") not in calendar.of


def test_by_year_a_year_is_fine_enough() -> None:
    calendar = calendar_of(dated_papers(), "a test", "year")

    assert (calendar.totals, calendar.undated) == ({"2024": 241}, 1)


@pytest.mark.parametrize(
    ("dates", "step"),
    [
        pytest.param(["2024-01", "2024-02", "2025-03"], "month", id="few years"),
        pytest.param(["2010-01", "2015-02", "2025-03"], "year", id="many years"),
        pytest.param(["2023", "2024", "2025-03"], "year", id="mostly years"),
        pytest.param(["1990-01", *["2024-01", "2024-02"] * 15], "month", id="one outlier"),
    ],
)
def test_the_dates_say_which_step_suits_them(dates: list[str], step: str) -> None:
    graph = graph_of([paper(f"Paper {n}", issued=date) for n, date in enumerate(dates)])

    assert calendar_of(graph, "a test").step == step


@pytest.mark.parametrize("issued", ["", "June 2021", "2021-13", "2021-6", "21"])
def test_what_is_no_date_is_none(issued: str) -> None:
    graph = graph_of([paper("A", issued=issued)])

    assert date_of(graph, paper_id("A")) == ""
    with pytest.raises(MissingDataError, match="listed papers with a date, found none among the 1"):
        calendar_of(graph, "a test")


def test_years_alone_have_no_months() -> None:
    graph = graph_of([paper("A", issued="2024")])

    with pytest.raises(MissingDataError, match="listed papers with a month"):
        calendar_of(graph, "a test", "month")
    with pytest.raises(UnknownNameError, match="unknown step 'weeks'"):
        calendar_of(graph, "a test", "weeks")


def test_years_follow_each_other() -> None:
    assert list(periods_between("1999", "2001")) == ["1999", "2000", "2001"]
    assert list(periods_between("2024-05", "2024-05")) == ["2024-05"]
