"""The engine is the oracle: it refuses port 9 before it asks anybody, and says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from papergraph.endpoint.federation import asks_another_server

SERVER = "<http://127.0.0.1:9/x>"
NAMES = (
    "PREFIX x: <http://127.0.0.1:9/> PREFIX SERVICEx: <http://127.0.0.1:9/> "
    "PREFIX service: <http://127.0.0.1:9/> "
)


@pytest.fixture(scope="module")
def store() -> Store:
    found = Store()
    found.add(Quad(*(NamedNode(f"http://a/{name}") for name in "spo")))
    return found


def is_sent(store: Store, query: str) -> bool | None:
    """Whether the engine asks another server; ``None`` where it does not even read the query."""
    try:
        list(store.query(query))  # type: ignore[arg-type]
    except OSError:
        return True
    except (SyntaxError, RuntimeError, ValueError, TypeError):
        return None
    return False


ASKING = [
    "{SERVICE %s {?s ?p ?o}}",
    "{service %s {?s ?p ?o}}",
    "{SeRvIcE%s{?s ?p ?o}}",
    "{SERVICE x:y {?s ?p ?o}}",
    "{SERVICEx:y{?s ?p ?o}}",
    "{SERVICE#>\n%s{?s ?p ?o}}",
    "{# a comment\rSERVICE %s {}}",
    "{OPTIONAL{SERVICE %s{?s ?p ?o}}}",
    "{{SELECT * {SERVICE %s {?s ?p ?o}}}}",
    "{?s ?p ?o FILTER EXISTS {SERVICE %s {?s ?p ?o}}}",
    "{?s ?p ?o.SERVICE %s {?s ?p ?o}}",
    "{FILTER(1<2&&'>'='>')SERVICE %s {?s ?p 'b'}}",
    "{FILTER(1<x:a\\#)SERVICE %s {?s ?p ?o}}",
    "{FILTER(1<?x&&?y>#'a'\n2)SERVICE %s {?s ?p 'b'}}",
    "{SERVICESILENT%s{?s ?p ?o}}",
    "{SERVICE SILENT %s {?s ?p ?o}}",
    "{VALUES ?x {%s} SERVICE ?x {?s ?p ?o}}",
]

HARMLESS = [
    "{?service ?p ?o}",
    "{$SERVICE ?p ?o}",
    "{?s ?p 'SERVICE <http://a/> {}'}",
    '{?s ?p "\\" SERVICE <http://a/> {}"}',
    "{?s ?p '''it's a SERVICE'''}",
    "{?s ?p ?o} # SERVICE <http://a/> {}",
    "{?s ?p <http://a/SERVICE>}",
    "{?s ?p <http://a/service#SERVICE>}",
    "{?s ?p <service>}",
    "{?s ?p service:SERVICE}",
    "{?s x:service ?o}",
    "{?s service: ?o; x:a.service ?q}",
    "{?s ?p 'x'@service}",
    "{_:service ?p ?o}",
    "{?s ?p ?o FILTER(?o<?p&&?p>?s)}",
]


@pytest.mark.parametrize("pattern", ASKING)
def test_service_is_seen_wherever_it_stands(pattern: str) -> None:
    pattern = pattern.replace("%s", SERVER)

    assert asks_another_server(f"{NAMES}SELECT * {pattern}")


@pytest.mark.parametrize("pattern", HARMLESS)
def test_what_only_looks_like_service_is_let_through(store: Store, pattern: str) -> None:
    query = f"BASE <http://a/> {NAMES}SELECT * {pattern}"

    assert is_sent(store, query) is False
    assert not asks_another_server(query)


PIECES = [
    *("SERVICE", "service", "SERVICESILENT", "SERVICEx:y", "service:a", "$SERVICE", "@service"),
    *("_:SERVICE", "'SERVICE'", '"SERVICE"', "<#SERVICE>", "<http://q/SERVICE#>"),
    *(SERVER, f"SERVICE{SERVER}{{?s ?p ?o}}", f"SERVICE#>\n{SERVER}{{}}", "SERVICE x:y{}"),
    *("{", "}", "{}", "{?s ?p ?o}", "(", ")", "EXISTS{", "OPTIONAL", "MINUS", "UNION", "GRAPH"),
    *("FILTER(", "FILTER(1<2", "FILTER(?s!=", "&&", ">2)", ">", "<", "<?x>", "<<", ">>"),
    *("1", "1.", "2e1", "true", "a", "?x", "x:y", "x:a.", "x:a\\#", "x:a\\'", "_:b", "-", "%27"),
    *("''", "'a'", "'>'", "'\\''", "'''a'b'''", "?s ?p ?o", "?s ?p 'x'@en"),
    *("#", "#>", "\n", "\r", " ", ".", ";", ",", "\\", f"VALUES ?x {{{SERVER}}}"),
]


@settings(max_examples=400)
@given(
    st.sampled_from(["", "FILTER(1<", f"SERVICE{SERVER}{{}}", "?s ?p ?o "]),
    st.lists(st.sampled_from(PIECES), max_size=6),
    st.booleans(),
)
def test_nothing_that_the_engine_sends_is_missed(
    store: Store, start: str, pieces: list[str], is_asking: bool
) -> None:
    end = f"SERVICE{SERVER}{{?s ?p ?o}}" if is_asking else ""
    query = f"{NAMES}SELECT * {{{start}{''.join(pieces)}{end}}}"

    if is_sent(store, query):
        assert asks_another_server(query)


@given(st.text(st.sampled_from("sServicE<>'\"\\#{}()?:@_ .x1\n")))
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert asks_another_server(f"{text}\n}} SERVICE {{") or "'" in text or '"' in text
