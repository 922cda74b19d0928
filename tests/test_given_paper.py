from __future__ import annotations

from typing import Any

import pytest

import papergraph as pg


def given(**fields: Any) -> pg.Paper:  # noqa: ANN401
    """What a graph of one paper has of it."""
    graph = pg.build_papers([pg.Paper(**{"title": "Tiny adapters", **fields})])
    return next(paper for paper in graph.papers.values() if paper.in_corpus)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("issued", "2024-13-45", "YYYY-MM-DD, YYYY-MM or YYYY"),
        ("issued", "2024-02-30", "YYYY-MM-DD, YYYY-MM or YYYY"),
        ("issued", "yesterday", "YYYY-MM-DD, YYYY-MM or YYYY"),
        ("issued", "2024-10-22T17:59:30Z", "YYYY-MM-DD, YYYY-MM or YYYY"),
        ("arxiv_id", "foo bar<>", "an arXiv id"),
        ("arxiv_id", "10.1145/1", "an arXiv id"),
        ("doi", "10 ways", "a DOI"),
        ("identifiers", ("openalex:w1", "https://example.org/paper"), "scheme:value"),
        ("identifiers", ("W77",), "scheme:value"),
        ("abstract", "We \ud800 extend LoRA.", "Unicode characters"),
        ("title", "Tiny \udc00 adapters", "Unicode characters"),
        ("authors", ("Ann", "Bo \udfff"), "Unicode characters"),
    ],
)
def test_what_no_paper_can_have_is_refused_by_its_name(
    field: str, value: object, expected: str
) -> None:
    with pytest.raises(ValueError, match=f": {field}: expected {expected}, found ") as caught:
        given(**{field: value})

    assert "paper 'Tiny" in str(caught.value)
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize("issued", ["2024", "2024-02", "2024-02-29", ""])
def test_a_date_of_any_length_stays(issued: str) -> None:
    assert given(issued=issued).issued == issued


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("arxiv_id", "arXiv:2106.09685v3", "2106.09685"),
        ("arxiv_id", "https://arxiv.org/abs/2106.09685", "2106.09685"),
        ("arxiv_id", "2106.09685", "2106.09685"),
        ("doi", "https://doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("identifiers", ("openalex:W77", "acl:P19-1001"), ("acl:p19-1001", "openalex:w77")),
        ("identifiers", ("https://openalex.org/W77", "openalex:w77"), ("openalex:w77",)),
        ("identifiers", ("isbn:978-X",), ("isbn:978-X",)),
    ],
)
def test_an_identifier_is_kept_in_one_form(field: str, value: object, kept: object) -> None:
    assert getattr(given(**{field: value}), field) == kept


def test_all_of_unicode_is_a_title() -> None:
    assert given(title="\U0001f600 LoRA\x85 \u6ce8").title == "\U0001f600 LoRA\x85 \u6ce8"
