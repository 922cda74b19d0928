from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from papergraph.errors import QueryError, UnknownNameError
from papergraph.query import NamedQuery, Parameter, named_queries, named_query

TEXT = """#+ summary: Things.
#+ param: method method The method.
#+ optional: paper paper The paper.
SELECT * {
  # VALUES ?method { <http://x.y/m> }
  # VALUES ?paper { <http://x.y/p> }
  ?paper ?p ?method
}
"""


def test_a_head_is_read() -> None:
    query = NamedQuery.parse("things", TEXT)

    assert query.summary == "Things."
    assert query.parameters == (
        Parameter("method", "method", "The method.", required=True),
        Parameter("paper", "paper", "The paper.", required=False),
    )


def test_only_the_given_parameter_is_filled_in() -> None:
    filled = NamedQuery.parse("things", TEXT).filled({"method": NamedNode("http://x.y/z")})

    assert "\n  VALUES ?method { <http://x.y/z> }\n" in filled
    assert "\n  # VALUES ?paper { <http://x.y/p> }\n" in filled


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: Things.\n", "", "'#\\+ summary"),
        ("#+ optional:", "#+ perhaps:", "expected a head line"),
        ("method method The", "method The", "expected a kind"),
        ("method method The method.", "method", "name kind description"),
        ("  # VALUES ?paper { <http://x.y/p> }\n", "", r"VALUES \?paper"),
    ],
    ids=["no summary", "strange key", "no kind", "no description", "nowhere to fill"],
)
def test_a_broken_head_says_what_it_lacks(old: str, new: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        NamedQuery.parse("things", TEXT.replace(old, new))


def test_every_shipped_query_is_readable_and_sorted() -> None:
    found = named_queries()

    assert list(found) == sorted(found)
    assert all(query.summary.endswith(".") for query in found.values())


def test_shipped_examples_are_filled_by_hand_as_the_program_does() -> None:
    query = named_query("building-on")
    by_hand = re.sub(r"# (VALUES)", r"\1", query.sparql)

    lora = NamedNode("https://w3id.org/papergraph/method/lora")
    assert query.filled({"method": lora}) == by_hand


def test_an_unknown_query_is_told_what_resembles_it() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown query 'bilding-on'; did you mean buil"):
        named_query("bilding-on")


def test_a_name_is_no_path() -> None:
    with pytest.raises(UnknownNameError):
        named_query("../queries/building-on")
