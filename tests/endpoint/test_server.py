"""A real server with the clients that people have: rdflib, curl, and sockets that hang up."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from browser import until
from command_line import run
from papergraph.query import ask_sparql
from papergraph.rdf import BASE, load_store
from processes import HAS_PROC, children_of, is_running
from runaways import COUNTING
from served import Served, serving

needs_proc = pytest.mark.skipif(not HAS_PROC, reason="needs /proc to look for processes")

PG = "PREFIX pg: <https://w3id.org/papergraph/ns#>"
EXTENDED = f"{PG} SELECT ?paper ?method {{ ?paper pg:extends ?method }} ORDER BY ?paper ?method"
LORA = URIRef(f"{BASE}method/lora")


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv"])
def test_rdflib_reads_what_the_store_answers(
    served: Served, family_exports: Path, method: str, form: str
) -> None:
    store = SPARQLStore(served.endpoint, method=method, returnFormat=form)

    rows = [tuple(str(cell) for cell in row) for row in store.query(EXTENDED)]  # type: ignore[union-attr]

    assert rows == list(ask_sparql(load_store(family_exports), EXTENDED).rows)
    assert rows


def test_rdflib_uses_the_endpoint_as_a_graph(served: Served) -> None:
    graph = Graph(SPARQLStore(served.endpoint))

    assert str(graph.value(LORA, SKOS.prefLabel)) == "LoRA"
    assert (LORA, SKOS.prefLabel, URIRef("http://example.org/none")) not in graph
    assert bool(graph.query(f"ASK {{ <{LORA}> ?p ?o }}").askAnswer)
    described = graph.query(f"CONSTRUCT WHERE {{ <{LORA}> ?p ?o }}").graph
    assert described is not None
    assert set(described.objects(LORA, SKOS.prefLabel)) == {graph.value(LORA, SKOS.prefLabel)}


def test_rdflib_cannot_change_anything(served: Served, family_exports: Path) -> None:
    before = len(load_store(family_exports))
    store = SPARQLStore(served.endpoint)

    with pytest.raises(ValueError, match="SPARQL query"):
        store.query("INSERT DATA { <http://a/a> <http://a/b> <http://a/c> }")

    assert len(load_store(family_exports)) == before


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["-G", "--data-urlencode", f"query={PG} ASK {{ ?p pg:extends ?m }}"], '"boolean":true'),
        (["--data-urlencode", f"query={EXTENDED}", "-H", "Accept: text/csv"], "paper,method\r\n"),
        (["--data", "update=DROP ALL", "-w", "%{http_code}"], "no updates\n403"),
        (
            ["-H", "Content-Type: application/sparql-query", "--data", "SELECT ?x {"],
            "query:1:12: ",
        ),
    ],
    ids=["get", "form", "update", "wrong"],
)
def test_curl_asks(served: Served, options: list[str], shown: str) -> None:
    command = ["curl", "--silent", "--show-error", *options, served.endpoint]

    done = subprocess.run(command, capture_output=True, check=True)

    assert shown in done.stdout.decode()
    assert done.stderr == b""


def test_a_query_has_its_time_and_the_next_one_is_answered(
    serve: Callable[..., Served],
) -> None:
    served = serve("--timeout", "0.5", "--workers", "1")

    refused = served.ask(COUNTING)

    sentence = "no answer within 0.5 seconds: ask for less, or allow more time\n"
    assert (refused.status, refused.text) == (504, sentence)
    assert "retry-after" not in {name.lower() for name in refused.headers}
    assert served.ask("SELECT (1 AS ?one) {}").text == "one\r\n1\r\n"


def test_one_query_too_many_is_told_when_to_come_again(serve: Callable[..., Served]) -> None:
    served = serve("--timeout", "300", "--workers", "1")

    with served.begin(COUNTING):
        assert until(lambda: served.ask("ASK {}").status == 503, seconds=20)
        refused = served.ask("ASK {}")
        pages = [served.process.poll(), served.ask("ASK {}", accept="text/html").status]

    assert refused.text.startswith("1 query is being answered, and no more at once: ask again in ")
    assert 1 <= int(refused.headers["retry-after"]) <= 300
    assert pages == [None, 406]  # what needs no worker is answered all the while


@needs_proc
def test_a_client_that_goes_away_takes_its_query_along(serve: Callable[..., Served]) -> None:
    served = serve("--timeout", "300", "--workers", "1")
    (worker,) = children_of(served.process.pid)

    with served.begin(COUNTING):
        assert until(lambda: served.ask("ASK {}").status == 503, seconds=20)

    assert until(lambda: served.ask("ASK {}").status == 200, seconds=20)
    assert worker not in children_of(served.process.pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
@needs_proc
def test_the_server_ends_in_order_and_queries_with_it(
    serve: Callable[..., Served], number: signal.Signals
) -> None:
    served = serve("--timeout", "300", "--workers", "2")
    workers = children_of(served.process.pid)

    with served.begin(COUNTING):
        assert until(lambda: served.ask("ASK {}").status == 200)
        served.process.send_signal(number)
        printed, told = served.process.communicate(timeout=30)

    assert (served.process.returncode, printed) == (0, "")
    assert told == f"the endpoint is {served.endpoint}; Ctrl-C ends it\n"
    assert len(workers) == 2
    assert until(lambda: not any(is_running(each) for each in workers))


@needs_proc
def test_no_query_outlives_a_server_that_is_killed(serve: Callable[..., Served]) -> None:
    served = serve("--timeout", "300", "--workers", "2")
    workers = children_of(served.process.pid)

    with served.begin(COUNTING):
        assert until(lambda: served.ask("ASK {}").status == 200)
        served.process.kill()

    assert len(workers) == 2
    assert until(lambda: not any(is_running(each) for each in workers), seconds=20)


def test_a_graph_that_is_built_anew_is_served_at_once(family_exports: Path, tmp_path: Path) -> None:
    shutil.copytree(family_exports, tmp_path / "graph")
    with serving(tmp_path / "graph") as served:
        before = served.ask(EXTENDED).text
        pages = Path(__file__).parents[1] / "pages" / "optimizers-and-training.txt"
        assert run("build", pages, "--output", tmp_path / "graph").exit_code == 0

        after = served.ask(EXTENDED).text

    assert before != after
    found = ask_sparql(load_store(tmp_path / "graph"), EXTENDED)
    assert list(csv.reader(after.splitlines())) == [
        list(row) for row in (found.columns, *found.rows)
    ]
