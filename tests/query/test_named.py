from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode

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


def test_a_year_is_filled_in_as_a_literal_and_a_text_escaped() -> None:
    text = TEXT.replace("method method", "method year").replace("<http://x.y/m>", '"2024"')
    query = NamedQuery.parse("things", text)

    assert query.parameters[0].kind == "year"
    assert '  VALUES ?method { "2023" }\n' in query.filled({"method": Literal("2023")})
    assert r'{ "a\" } #\n" }' in query.filled({"method": Literal('a" } #\n')})


def test_every_line_of_a_parameter_is_filled_in() -> None:
    twice = TEXT.replace("  ?paper ?p", "  # VALUES ?method { <http://x.y/m> }\n  ?paper ?p")

    filled = NamedQuery.parse("things", twice).filled({"method": NamedNode("http://x.y/z")})

    assert filled.count("  VALUES ?method { <http://x.y/z> }\n") == 2


def test_a_query_says_whether_it_asks_another_server() -> None:
    assert not NamedQuery.parse("things", TEXT).federated
    assert NamedQuery.parse("things", "#+ federated: yes\n" + TEXT).federated


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: Things.\n", "", "'#\\+ summary"),
        ("#+ optional:", "#+ perhaps:", "expected a head line"),
        ("#+ optional: paper paper The paper.", "#+ federated: no", "expected a head line"),
        ("method method The", "method The", "expected a kind"),
        ("method method The method.", "method", "name kind description"),
        ("  # VALUES ?paper { <http://x.y/p> }\n", "", r"VALUES \?paper"),
    ],
    ids=[
        "no summary",
        "strange key",
        "a no to federated",
        "no kind",
        "no description",
        "nowhere to fill",
    ],
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
