from __future__ import annotations

import pytest

from builders import claim, entity, graph_of, paper
from lora_family import lora_family
from papergraph.errors import QueryError, UnknownNameError
from papergraph.graph.lookup import find_paper
from papergraph.model import Kind
from papergraph.query import Form, ask_sparql, named_query, resolve_name, run_query
from papergraph.query.names import resolve_kind
from papergraph.rdf import evidence_triples, graph_triples, memory_store

STORE = memory_store([*graph_triples(lora_family()), *evidence_triples(lora_family())])


@pytest.mark.parametrize(
    "name",
    [
        "LoRA",
        "lora",
        "Lo RA",
        "Low-Rank Adaptation",
        "LOW‑RANK  adaptation",
        "https://w3id.org/papergraph/method/lora",
    ],
)
def test_a_method_goes_by_any_of_its_names(name: str) -> None:
    assert resolve_name(STORE, Kind.METHOD, name).value.endswith("/method/lora")


@pytest.mark.parametrize(
    "name", ["What LoRA Forgets", "WHAT LORA FORGETS"], ids=["title case", "upper case"]
)
def test_a_paper_goes_by_its_title(name: str) -> None:
    assert resolve_name(STORE, Kind.PAPER, name).value.endswith("/paper/what-lora-forgets")


@pytest.mark.parametrize(
    "name",
    ["2106.09685", "arXiv:2106.09685v2", "https://arxiv.org/abs/2106.09685"],
)
def test_a_paper_goes_by_its_arxiv_id(name: str) -> None:
    assert "lora-low-rank" in resolve_name(STORE, Kind.PAPER, name).value


def test_a_paper_goes_by_its_doi() -> None:
    graph = graph_of([paper("Stripes", doi="10.1145/3292500.3330701")], [], [])
    store = memory_store(graph_triples(graph))
    doi = "https://doi.org/10.1145/3292500.3330701"

    assert resolve_name(store, Kind.PAPER, doi).value.endswith("/paper/stripes")
    assert find_paper(graph, doi) == find_paper(graph, "doi:10.1145/3292500.3330701".upper())
    with pytest.raises(UnknownNameError):
        resolve_name(store, Kind.PAPER, "https://doi.org/10.1145/3292500.3330702")


def test_a_misspelt_method_is_told_its_neighbour() -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_name(STORE, Kind.METHOD, "LORRA")

    assert str(caught.value) == "unknown method 'LORRA'; did you mean LoRA?"


def test_a_name_like_no_other_is_told_nothing() -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve_name(STORE, Kind.METHOD, "xyzzy")

    assert caught.value.suggestions == ()


def test_a_method_is_no_dataset() -> None:
    with pytest.raises(UnknownNameError, match="unknown dataset 'LoRA'"):
        resolve_name(STORE, Kind.DATASET, "LoRA")


def test_an_entity_is_a_method_or_a_dataset() -> None:
    assert resolve_name(STORE, None, "glue").value.endswith("/dataset/glue")
    with pytest.raises(UnknownNameError, match="unknown entity 'GLEU'; did you mean GLUE"):
        resolve_name(STORE, None, "GLEU")


def test_the_exact_spelling_wins_where_two_share_a_name() -> None:
    entities = [entity("method/a", "Adam"), entity("method/b", "ADAM")]
    store = memory_store(graph_triples(graph_of(entities=entities)))

    assert resolve_name(store, Kind.METHOD, "ADAM").value.endswith("/b")
    assert resolve_name(store, Kind.METHOD, "Adam").value.endswith("/a")
    assert resolve_name(store, Kind.METHOD, "adam").value.endswith("/b")  # "ADAM" < "Adam"


@pytest.mark.parametrize("name", ["papers", "page", ""])
def test_an_unknown_kind_names_those_there_are(name: str) -> None:
    with pytest.raises(
        UnknownNameError, match="did you mean dataset, method, paper, repository or task"
    ):
        resolve_kind(name)


@pytest.mark.parametrize(
    "text",
    [
        'LoRA" } #',
        "LoRA> } UNION { ?paper ?p ?o } #",
        "https://w3id.org/papergraph/method/lora> <x",
        "LoRA\n}",
        "} ; DROP ALL",
    ],
)
def test_an_injected_name_stays_a_name(text: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        run_query(STORE, named_query("building-on"), {"method": text})

    assert caught.value.name == text


def test_a_method_whose_name_is_sparql_is_found_by_it() -> None:
    name = 'LoRA" } #'
    entities = [entity("method/lora-} #", name)]
    claims = [claim("P", "uses", "method/lora-} #")]
    store = memory_store(graph_triples(graph_of([paper("P")], entities, claims)))

    found = run_query(store, named_query("building-on"), {"method": name})

    assert found.column("title") == ("P",)


def test_a_known_method_without_an_answer_is_an_empty_table() -> None:
    found = run_query(STORE, named_query("code-by-method"), {"method": "prefix tuning"})

    assert found.columns == ("paper", "title", "how", "repository", "url")
    assert found.rows == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({}, "needs a value for 'method'"), ({"methods": "x"}, "no parameter 'methods'; it takes")],
    ids=["missing", "unknown"],
)
def test_wrong_parameters_are_named(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(STORE, named_query("building-on"), arguments)


def test_a_server_that_does_not_answer_is_one_sentence() -> None:
    # Port 9 discards what it is sent: the engine refuses it before it asks anybody.
    with pytest.raises(QueryError, match="no answer from another server: ") as caught:
        ask_sparql(STORE, "SELECT * { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }")

    assert "\n" not in str(caught.value)


def test_other_forms_of_sparql_are_tables_too() -> None:
    ask = ask_sparql(STORE, "ASK { ?s ?p ?o }")
    construct = ask_sparql(STORE, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")

    assert ask.rows == (("true",),)
    assert (ask.form, construct.form) == (Form.TRUTH, Form.GRAPH)
    assert construct.columns == ("subject", "predicate", "object")
    assert len(construct) == 3
