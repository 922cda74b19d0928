"""SPARQL 1.1 Protocol, request by request, without a port."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from starlette.testclient import TestClient

from papergraph.endpoint.app import endpoint_app
from papergraph.endpoint.pool import Limits, Pool
from papergraph.endpoint.protocol import MOST_BYTES
from papergraph.query import ask_sparql, named_queries, named_query, run_query
from papergraph.rdf import BASE, load_store

PG = "PREFIX pg: <https://w3id.org/papergraph/ns#>"
SELECT = f"{PG} SELECT ?paper ?method {{ ?paper pg:extends ?method }} ORDER BY ?paper ?method"
CONSTRUCT = f"{PG} CONSTRUCT WHERE {{ ?paper pg:extends ?method }}"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
HOSTS = ("127.0.0.1", "[::1]")
PAGES = "https://pages.example.org"


@pytest.fixture(scope="module")
def pool(family_exports: Path) -> Iterator[Pool]:
    with Pool(family_exports, Limits(workers=1, seconds=60, megabytes=64)) as found:
        found.open()
        yield found


def client_of(folder: Path, pool: Pool, *origins: str) -> TestClient:
    app = endpoint_app(folder, pool, hosts=HOSTS, origins=origins)
    return TestClient(app, base_url="http://127.0.0.1:8080")


@pytest.fixture(scope="module")
def client(family_exports: Path, pool: Pool) -> Iterator[TestClient]:
    with client_of(family_exports, pool) as found:
        yield found


def test_three_ways_to_ask_have_one_answer(client: TestClient, family_exports: Path) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers={"Content-Type": f"{QUERY}; charset=utf-8"}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    rows = ask_sparql(load_store(family_exports), SELECT).rows
    bindings = answers[0].json()["results"]["bindings"]
    assert [(row["paper"]["value"], row["method"]["value"]) for row in bindings] == list(rows)


@pytest.mark.parametrize(
    ("accept", "query", "media_type"),
    [
        ("*/*", SELECT, "application/sparql-results+json"),
        ("application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
        ("text/csv", SELECT, "text/csv; charset=utf-8"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values; charset=utf-8"),
        ("*/*", "ASK {}", "application/sparql-results+json"),
        ("text/xml", "ASK {}", "text/xml; charset=utf-8"),
        ("*/*", CONSTRUCT, "text/turtle; charset=utf-8"),
        ("application/n-triples", CONSTRUCT, "application/n-triples"),
        ("application/rdf+xml", CONSTRUCT, "application/rdf+xml"),
        ("application/ld+json", CONSTRUCT, "application/ld+json"),
        ("text/turtle", f"DESCRIBE <{BASE}method/lora>", "text/turtle; charset=utf-8"),
    ],
)
def test_the_form_is_what_the_client_takes(
    client: TestClient, accept: str, query: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["vary"] == "Accept"
    assert int(answer.headers["content-length"]) == len(answer.content) > 0


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml"]
)
def test_triples_are_the_same_in_every_form(
    client: TestClient, family_exports: Path, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})

    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    found = {tuple(map(str, quad.triple)) for quad in parse(answer.content, format=form)}
    expected = ask_sparql(load_store(family_exports), CONSTRUCT).terms
    assert found == {tuple(map(str, row)) for row in expected}


@pytest.mark.parametrize(
    ("accept", "query"),
    [("text/turtle", SELECT), ("text/csv", CONSTRUCT), ("image/png", SELECT)],
    ids=["rows as Turtle", "triples as CSV", "picture"],
)
def test_a_form_that_there_is_not_is_406(client: TestClient, accept: str, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})

    assert answer.status_code == 406
    assert answer.text.startswith("none of the accepted types fits: this answer comes as ")
    assert answer.text.count("\n") == 1


@pytest.mark.parametrize(
    ("request_", "status", "sentence"),
    [
        ({"method": "POST", "data": {"update": "DROP ALL"}}, 403, "takes queries and no updates"),
        ({"method": "POST", "data": {"query": "ASK {}", "update": "DROP ALL"}}, 403, "no updates"),
        ({"method": "GET", "params": {"update": "DROP ALL"}}, 403, "no updates"),
        (
            {
                "method": "POST",
                "content": "DROP ALL",
                "headers": {"Content-Type": "application/sparql-update"},
            },
            403,
            "no updates",
        ),
        ({"method": "POST", "data": {"query": "DROP ALL"}}, 400, "query:1:"),
        ({"method": "POST", "data": {"query": "LOAD <http://a/>"}}, 400, "query:1:"),
        (
            {"method": "GET", "params": {"query": "SELECT * {\n SERVICE <http://a/> {} }"}},
            403,
            "SERVICE is not answered here",
        ),
        ({"method": "GET", "params": {"query": ""}}, 400, "query:1:1: "),
        (
            {"method": "GET", "params": {"query": ["ASK {}", "ASK {}"]}},
            400,
            "expected one parameter 'query', found 2",
        ),
        ({"method": "POST", "data": {"q": "ASK {}"}}, 400, "one parameter 'query', found 0"),
        (
            {
                "method": "POST",
                "params": {"query": "ASK {}"},
                "content": "ASK {}",
                "headers": {"Content-Type": QUERY},
            },
            400,
            "found one in the body and one in the address",
        ),
        (
            {
                "method": "POST",
                "content": b"ASK { ?s ?p '\xff' }",
                "headers": {"Content-Type": QUERY},
            },
            400,
            "expected a query in UTF-8",
        ),
        (
            {"method": "POST", "content": b"query=%FF", "headers": {"Content-Type": FORM}},
            400,
            "expected parameters in percent-encoded UTF-8",
        ),
        (
            {
                "method": "POST",
                "content": "&".join(["a=1"] * 200),
                "headers": {"Content-Type": FORM},
            },
            400,
            "expected at most 100 parameters",
        ),
        (
            {"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}},
            415,
            "or application/sparql-query, found 'text/plain'",
        ),
        ({"method": "POST", "content": "ASK {}"}, 415, "or application/sparql-query, found none"),
        ({"method": "PUT"}, 405, "expected a method of GET, HEAD, POST, found PUT"),
        ({"method": "DELETE"}, 405, "expected a method of GET, HEAD, POST, found DELETE"),
        (
            {
                "method": "POST",
                "content": "#" * (MOST_BYTES + 1),
                "headers": {"Content-Type": QUERY},
            },
            413,
            "expected a body of at most 1,048,576 bytes",
        ),
        (
            {"method": "POST", "content": "#" * 200_001, "headers": {"Content-Type": QUERY}},
            413,
            "expected a query of at most 200,000 characters, found 200,001",
        ),
        (
            {"method": "GET", "params": {"query": "ASK {}", "default-graph-uri": "no iri"}},
            400,
            "expected the IRI of a graph, found 'no iri'",
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(
    client: TestClient, request_: dict[str, Any], status: int, sentence: str
) -> None:
    answer = client.request(url="/sparql", **request_)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert sentence in answer.text
    assert answer.text.count("\n") == 1


def test_a_client_that_names_problem_details_gets_the_place(client: TestClient) -> None:
    headers = {"Accept": "text/csv, application/problem+json;q=0.1"}

    answer = client.get("/sparql", params={"query": "SELECT ?x {\n  ?x ?y }"}, headers=headers)

    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert problem["line"] == 2
    assert problem["detail"].startswith(f"query:2:{problem['column']}: ")


@pytest.mark.parametrize(
    ("states", "count"),
    [
        ({}, "1"),
        ({"default-graph-uri": "http://example.org/none"}, "0"),
        ({"named-graph-uri": "http://example.org/none"}, "0"),
    ],
    ids=["none", "another default graph", "named graphs alone"],
)
def test_a_data_set_that_the_request_states_is_the_whole_of_it(
    client: TestClient, states: dict[str, str], count: str
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ <{BASE}method/lora> <{BASE}ns#level> ?level }}"

    answer = client.get(
        "/sparql", params={"query": query, **states}, headers={"Accept": "text/csv"}
    )

    assert answer.text == f"n\r\n{count}\r\n"


def test_usual_prefixes_need_no_line_and_others_do(client: TestClient) -> None:
    usual = client.get("/sparql", params={"query": "ASK { ?s pg:extends ?o }"})
    other = client.get("/sparql", params={"query": "ASK { ?s unknown:p ?o }"})

    assert usual.json()["boolean"] is True
    assert other.status_code == 400


def test_memory_that_a_query_takes_is_bounded_and_the_next_is_answered(client: TestClient) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f"

    refused = client.get("/sparql", params={"query": query})

    assert refused.status_code == 500
    assert refused.text == "no answer within 64 MB: ask for less, or allow more memory\n"
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


# --- named queries ---


def test_the_named_queries_are_listed_with_what_they_take(client: TestClient) -> None:
    listed = {one["name"]: one for one in client.get("/queries").json()}

    assert set(listed) == {query.name for query in named_queries().values() if not query.federated}
    assert listed["building-on"]["sparql"] == named_query("building-on").sparql
    assert listed["code"]["parameters"] == [
        {
            "name": one.name,
            "kind": one.kind,
            "description": one.description,
            "required": False,
        }
        for one in named_query("code").parameters
    ]


def test_a_named_query_is_answered_by_its_address(client: TestClient, family_exports: Path) -> None:
    answer = client.get(
        "/queries/building-on", params={"method": "lora"}, headers={"Accept": "text/csv"}
    )

    expected = run_query(load_store(family_exports), named_query("building-on"), {"method": "LoRA"})
    assert list(csv.reader(answer.text.splitlines())) == [
        list(row) for row in (expected.columns, *expected.rows)
    ]


def test_a_named_query_is_shown_filled_in(client: TestClient) -> None:
    answer = client.get(
        "/queries/building-on", params={"method": "lora"}, headers={"Accept": QUERY}
    )

    assert answer.headers["content-type"] == QUERY
    assert f"VALUES ?method {{ <{BASE}method/lora> }}" in answer.text
    assert "# VALUES" not in answer.text


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/queries/bilding-on", 404, "unknown query 'bilding-on'; did you mean building-on"),
        ("/queries/building-on", 400, "query 'building-on' needs a value for 'method'"),
        ("/queries/building-on?method=LORRA", 400, "unknown method 'LORRA'; did you mean LoRA?"),
        ("/queries/building-on?method=a&method=b", 400, "expected each parameter once"),
        ("/queries/code?method=LoRA", 400, "query 'code' has no parameter 'method'"),
        ("/queries/wikidata", 400, "query 'wikidata' asks another server"),
        ("/queries/..%2F..%2Fgraph.ttl", 404, "nothing is here"),
        ("/graph.ttl", 404, "nothing is here"),
        ("/%2e%2e/graph.ttl", 404, "nothing is here"),
    ],
)
def test_a_wrong_address_is_one_sentence(
    client: TestClient, address: str, status: int, sentence: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert answer.text.startswith(sentence)
    assert answer.text.count("\n") == 1


# --- browsers ---


def test_a_browser_gets_the_page_where_a_program_gets_an_answer(client: TestClient) -> None:
    html = {"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}
    pages = [
        client.get("/", headers=html),
        client.get("/sparql", headers=html),
        client.get("/sparql", params={"query": SELECT}, headers=html),
    ]

    assert {page.headers["content-type"] for page in pages} == {"text/html; charset=utf-8"}
    assert len({page.content for page in pages}) == 1
    assert "default-src 'none'" in pages[0].headers["content-security-policy"]
    assert "unsafe" not in pages[0].headers["content-security-policy"]


def test_the_picture_is_the_one_that_was_built(client: TestClient, family_exports: Path) -> None:
    answer = client.get("/graph")

    assert answer.content == (family_exports / "graph.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_graph_without_a_picture_says_so(
    family_exports: Path, pool: Pool, tmp_path: Path
) -> None:
    with client_of(tmp_path, pool) as client:
        answer = client.get("/graph")

    assert answer.status_code == 404
    assert answer.text == "this graph has no picture: its folder has no graph.html\n"
    assert (family_exports / "graph.html").is_file()


@pytest.mark.parametrize("address", ["/", "/sparql?query=ASK%20%7B%7D", "/graph", "/nothing"])
def test_no_browser_guesses_frames_or_tells(client: TestClient, address: str) -> None:
    headers = client.get(address).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_data_that_is_markup_runs_nowhere(client: TestClient) -> None:
    query = "CONSTRUCT { <http://a/> <http://www.w3.org/1999/xhtmlscript> 'alert(1)' } WHERE {}"

    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/xml"})

    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'; sandbox"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("127.0.0.1", 200),
        ("[::1]:8080", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("", 400),
    ],
)
def test_only_known_names_reach_the_server(client: TestClient, host: str, status: int) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host})

    assert answer.status_code == status


def test_other_origins_read_nothing_unless_they_are_let(
    family_exports: Path, pool: Pool, client: TestClient
) -> None:
    asked = {"query": "ASK {}"}
    stranger, known = {"Origin": "https://evil.example"}, {"Origin": PAGES}
    preflight = {"Access-Control-Request-Method": "POST", **known}

    closed = [
        client.get("/sparql", params=asked, headers=known),
        client.options("/sparql", headers=preflight),
    ]
    with client_of(family_exports, pool, PAGES) as let:
        opened = [
            let.get("/sparql", params=asked, headers=known),
            let.options("/sparql", headers=preflight),
        ]
        refused = let.get("/sparql", params=asked, headers=stranger)

    name = "access-control-allow-origin"
    assert [name in each.headers for each in closed] == [False, False]
    assert [each.headers[name] for each in opened] == [PAGES, PAGES]
    assert name not in refused.headers


# --- the service description ---

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's JSON-LD uses it
@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"],
)
def test_the_service_describes_itself(client: TestClient, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})

    described = Graph().parse(data=answer.text, format=media_type)
    (service,) = described.subjects(RDF.type, URIRef(f"{SD}Service"))
    endpoint = URIRef("http://127.0.0.1:8080/sparql")
    assert described.value(service, URIRef(f"{SD}endpoint")) == endpoint
    languages = set(described.objects(service, URIRef(f"{SD}supportedLanguage")))
    assert languages == {URIRef(f"{SD}SPARQL11Query")}
    forms = {str(form) for form in described.objects(service, URIRef(f"{SD}resultFormat"))}
    assert {form.removeprefix("http://www.w3.org/ns/formats/") for form in forms} == {
        *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
        *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
    }
    data_set = described.value(service, URIRef(f"{SD}defaultDataset"))
    graph = described.value(data_set, URIRef(f"{SD}defaultGraph"))
    assert described.value(graph, URIRef(f"{VOID}sparqlEndpoint")) == endpoint
    assert list(described.objects(service, URIRef(f"{SD}feature"))) == []


def test_the_description_leads_to_the_counts_of_the_graph(client: TestClient) -> None:
    graph = f"{BASE}graph"
    assert f"<{graph}> a sd:Graph , <{VOID}Dataset>" in client.get("/sparql").text

    query = f"SELECT ?n {{ <{graph}> void:entities ?n }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})

    assert int(answer.text.split()[1]) > 0


def test_the_description_is_the_same_every_time(client: TestClient) -> None:
    assert len({client.get("/sparql").content for _ in range(3)}) == 1


def test_a_description_has_no_form_of_solutions(client: TestClient) -> None:
    assert client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406
