"""Where a query is wrong and what is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from papergraph.errors import QueryError, SparqlError
from papergraph.query import ask_sparql, named_queries
from papergraph.query.syntax import pointed

#: A query with a bar before the word that is wrong, and what is said of it.
WRONG = [
    ("SELECT ?x {\n  ?x ?y\n|}", "expected a variable, an IRI, a string, a number, '(' or '['"),
    ("|SELEC ?x { ?s ?p ?o }", "expected SELECT, CONSTRUCT, DESCRIBE or ASK, found 'SELEC'"),
    ("SELECT ?x WHERE |?s ?p ?o }", "expected '{', found '?s'"),
    ("SELECT ?x { ?s ?p ?o |FILTR(?x) }", "expected '{', '}', '.', ';' or ',', found 'FILTR'"),
    ("SELECT ?x { ?x a pg:Paper\n  |?x pg:uses ?m }", "expected '{', '}', '.', ';' or ','"),
    ("SELECT ?x { ?s ?p ?o }|}", "expected nothing more, found '}'"),
    ("SELECT ?x { ?s ?p ?o|", "expected '{', '}', '.', ';' or ',', found the end of the query"),
    ("SELECT ?x { ?s ?p ?o } LIMIT |x", "expected a number, found 'x'"),
    ("SELECT (COUNT(?x) |?n) {?x ?p ?o}", "expected AS, found '?n'"),
    ("SELECT (STRLEN(1|,2) AS ?x) {}", "expected ')', found ','"),
    ("PREFIX |pg <http://x> SELECT ?x { ?s ?p ?o }", "expected ':', found 'pg'"),
    ("SELECT ?x { ?x |nope:y ?z }", "unknown prefix 'nope'; declare it with PREFIX"),
    ("SELECT ?x { ?x |<y> ?z }", "expected an absolute IRI, found '<y>'"),
    ("SELECT ?x { |<y> ?x ?z }", "expected an absolute IRI, found '<y>'"),
    ("ASK { ?s ?p |\"open }", "expected the end of this string, found the end of the line"),
    ("ASK { BIND(1 AS ?x) BIND(2 AS |?x) }", "expected a new variable, found '?x'"),
    ("ASK { _:a ?p 1 . { |_:a ?p 2 } }", "expected a blank node that no other group has"),
    ("SELECT ?x { ?y ?p ?q } GROUP BY ?y|", "The SELECT contains a variable that is unbound"),
    ("SELECT * { ?y ?p ?q } GROUP BY ?y|", "SELECT * is not authorized with GROUP BY"),
    ("# a comment\nPREFIX a: <b:c>\n|INSERT DATA { a:b a:c 1 }", "found the update INSERT"),
    ("|drop all", "expected a query, found the update drop: a graph is only read"),
    ("|", "expected a query, found none"),
    ("# nothing|\n", "expected a query, found none"),
    ('SELECT ?x { ?x ?p """a\nb # c""" ; |é }', "found 'é'"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "sentence"), WRONG, ids=[marked for marked, _ in WRONG])
def test_the_word_that_is_wrong_is_pointed_at(marked: str, sentence: str) -> None:
    before, _, after = marked.partition("|")

    with pytest.raises(SparqlError) as caught:
        ask_sparql(Store(), before + after, "my.rq")

    error = caught.value
    assert (error.line, error.column) == (
        before.count("\n") + 1,
        len(before.rpartition("\n")[2]) + 1,
    )
    assert sentence in error.reason
    assert str(error) == f"my.rq:{error.line}:{error.column}: {error.reason}"
    assert "\n" not in str(error)


def test_the_caret_stands_under_the_word() -> None:
    with pytest.raises(SparqlError) as caught:
        ask_sparql(Store(), "SELECT *\n{\t?s ?p '低秩' ?o }")

    assert pointed(caught.value) == "  { ?s ?p '低秩' ?o }\n  " + " " * 15 + "^"


def test_of_a_long_line_the_part_around_the_word_is_shown() -> None:
    with pytest.raises(SparqlError) as caught:
        ask_sparql(Store(), f"SELECT * {{ {'?s ?p ?o . ' * 30} ?s ?p }} # {'and so on ' * 30}")

    shown, caret = pointed(caught.value).splitlines()
    assert len(shown) == 102
    assert shown[len(caret) - 1] == "}"


def test_an_empty_line_is_not_shown() -> None:
    with pytest.raises(SparqlError) as caught:
        ask_sparql(Store(), "")

    assert pointed(caught.value) == ""


def test_nothing_of_a_wrong_query_is_asked() -> None:
    # A server that is asked would be an error of its own.
    with pytest.raises(SparqlError, match="found 'oops'"):
        ask_sparql(Store(), "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } oops")


_WORDS = ["SELECT", "*", "?x", "{", "}", "(", ")", ".", "a", "pg:Paper", "<a:b>", "# c\n", '"a"']
_WORDS += [
    "'",
    '"""',
    "1",
    "FILTER",
    "BIND",
    "AS",
    "é",
    "\x01",
    "_:b",
    "\n",
    "\t",
    "@en",
    "1e",
    ":",
]


@given(words=st.lists(st.sampled_from(_WORDS), max_size=12))
def test_a_text_that_is_wrong_is_told_a_place_in_it(words: list[str]) -> None:
    text = " ".join([*words, "\x02"])  # which no query holds

    with pytest.raises(SparqlError) as caught:
        ask_sparql(Store(), text)

    error = caught.value
    lines = text.split("\n")
    assert 1 <= error.line <= len(lines)
    assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    assert error.reason
    assert len(pointed(error).splitlines()) == 2


def test_prefixes_of_ours_need_no_declaration_and_may_mean_another() -> None:
    assert ask_sparql(Store(), "ASK { FILTER(STR(pg:x) != '') }").rows == (("true",),)
    other = "PREFIX pg: <http://other/> ASK { FILTER(STR(pg:x) = 'http://other/x') }"
    assert ask_sparql(Store(), other).rows == (("true",),)


@pytest.mark.parametrize("text", ["SELECT ?x { ?x ?p ?o FILTER(<http://x/f>(?x)) }"])
def test_what_cannot_be_evaluated_is_one_sentence(text: str) -> None:
    with pytest.raises(QueryError, match=r"^query: .*http://x/f.* is not supported$"):
        ask_sparql(Store(), text)


def test_named_queries_declare_what_they_use() -> None:
    for query in named_queries().values():
        if not query.federated:
            Store().query(query.sparql)  # without prefixes of ours
