from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.endpoint.media import DESCRIPTIONS, PAGE, SOLUTIONS, TRIPLES
from papergraph.endpoint.negotiation import choose, names_media_type

FORMS = (*SOLUTIONS, *TRIPLES, PAGE)
MEDIA_TYPES = [media_type for form in FORMS for media_type in form.media_types]
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "solutions", "triples"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("", "application/sparql-results+json", "text/turtle"),
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("*", "application/sparql-results+json", "text/turtle"),
        ("application/json", "application/json", "application/json"),
        ("application/xml", "application/xml", "application/xml"),
        ("text/csv", "text/csv", None),
        ("TEXT/CSV", "text/csv", None),
        ("text/*", "text/xml", "text/turtle"),
        ("text/turtle", None, "text/turtle"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values", None),
        ("text/csv, */*;q=0.1", "text/csv", "text/turtle"),
        ("text/csv;header=present;q=1", "text/csv", None),
        ("*/*, application/sparql-results+json;q=0", "application/json", "text/turtle"),
        (
            "text/*;q=0.2, text/csv;q=0.1, text/tab-separated-values;q=0.3",
            "text/tab-separated-values",
            "text/turtle",
        ),
        ("text/csv;q=0", None, None),
        ("image/png", None, None),
        ("text/csv;q=two, nonsense, ;;, application/rdf+xml", None, "application/rdf+xml"),
        (BROWSER, "application/xml", "application/xml"),
    ],
)
def test_the_client_gets_what_it_likes_best(
    accept: str | None, solutions: str | None, triples: str | None
) -> None:
    found = [choose(accept, forms) for forms in (SOLUTIONS, TRIPLES)]

    assert [one and one.media_type for one in found] == [solutions, triples]


def test_a_browser_likes_the_page_best_and_a_program_does_not() -> None:
    liked = choose(BROWSER, FORMS)
    assert liked is not None
    assert liked.form == PAGE
    anything = choose("*/*", FORMS)
    assert anything is not None
    assert anything.form == SOLUTIONS[0]


def test_a_description_is_no_plain_json_or_xml() -> None:
    assert choose("application/json", DESCRIPTIONS) is None
    assert choose("application/xml", DESCRIPTIONS) is None
    assert choose("application/ld+json", DESCRIPTIONS) is not None


@pytest.mark.parametrize(
    ("accept", "is_named"),
    [
        (None, False),
        ("*/*", False),
        ("text/csv, application/problem+json", True),
        ("application/problem+json;q=0.1", True),
        ("application/problem+json;q=0", False),
    ],
)
def test_only_a_name_names_a_type(accept: str | None, is_named: bool) -> None:
    assert names_media_type(accept, "application/problem+json") is is_named


qualities = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)


@given(st.dictionaries(st.sampled_from(MEDIA_TYPES), qualities, min_size=1))
def test_whole_names_decide_by_their_quality_alone(liked: dict[str, float]) -> None:
    accept = ", ".join(f"{name};q={quality:.3f}" for name, quality in liked.items())

    found = choose(accept, FORMS)

    best = max(liked.values())
    if found is None:
        assert best == 0
    else:
        assert liked[found.media_type] == best > 0


@given(st.text(st.sampled_from('atex/csv*;q=.01, \t"é'), max_size=40))
def test_no_header_breaks_anything(accept: str) -> None:
    found = choose(accept, FORMS)

    assert found is None or found.media_type in found.form.media_types
