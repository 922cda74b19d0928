"""Shipped queries on graphs by hand: what comes back, what must not, on both engines."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Graph, Literal, URIRef

from builders import claim, entity, graph_of, paper
from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.query import ResultTable, named_queries, named_query, run_query
from papergraph.query.run import resolve_arguments
from papergraph.rdf import dump_turtle, evidence_triples, graph_triples, memory_store
from query_arguments import ARGUMENTS, LIST_ARGUMENTS
from reading_list import reading_list

FAMILY, LIST = lora_family(), reading_list()
STORE = memory_store([*graph_triples(FAMILY), *evidence_triples(FAMILY)])
LIST_STORE = memory_store([*graph_triples(LIST), *evidence_triples(LIST)])


def _parsed(graph: KnowledgeGraph) -> Graph:
    """Its files as rdflib reads them."""
    found = Graph()
    for triples in (graph_triples(graph), evidence_triples(graph)):
        found.parse(data=dump_turtle(triples), format="turtle")
    return found


FAMILY_PARSED, LIST_PARSED = _parsed(FAMILY), _parsed(LIST)
#: What only the evidence tells of.
NEEDS_EVIDENCE = {"contradictions"}
#: One bridge is enough here: rdflib takes seconds for each, and the store is asked for more below.
CASES = [
    pytest.param(name, arguments, id=f"{name} {' '.join(arguments.values())}".strip())
    for name, cases in (ARGUMENTS | LIST_ARGUMENTS).items()
    for arguments in (cases[-1:] if name == "bridge" else cases)
]


def ask(name: str, **arguments: str) -> ResultTable:
    return run_query(STORE, named_query(name), arguments)


def slugs(iris: tuple[str, ...]) -> list[str]:
    return [iri.removeprefix("https://w3id.org/papergraph/") for iri in iris]


def test_every_shipped_query_is_tried_here() -> None:
    local = [query.name for query in named_queries().values() if not query.federated]

    assert sorted([*ARGUMENTS, *LIST_ARGUMENTS]) == local


@pytest.mark.parametrize(("name", "arguments"), CASES)
def test_both_engines_give_the_same_rows(name: str, arguments: Mapping[str, str]) -> None:
    query = named_query(name)
    store = STORE if name in ARGUMENTS else LIST_STORE
    values = resolve_arguments(store, query, arguments)
    graph = FAMILY_PARSED if name in ARGUMENTS else LIST_PARSED

    bound = graph.query(
        query.sparql,
        initBindings={
            key: (URIRef if isinstance(term, NamedNode) else Literal)(term.value)
            for key, term in values.items()
        },
    )
    filled = graph.query(query.filled(values))

    expected = run_query(store, query, arguments).rows
    assert expected
    for rows in (bound, filled):
        found = [tuple("" if term is None else str(term) for term in row) for row in rows]  # type: ignore[union-attr]
        assert found == list(expected)


@pytest.mark.parametrize(
    ("name", "arguments"), [case for case in CASES if case.values[0] not in NEEDS_EVIDENCE]
)
def test_queries_answer_without_evidence(name: str, arguments: Mapping[str, str]) -> None:
    whole, source = (STORE, FAMILY) if name in ARGUMENTS else (LIST_STORE, LIST)
    store = memory_store(graph_triples(source))
    query = named_query(name)

    bare, full = run_query(store, query, arguments), run_query(whole, query, arguments)

    kept = [place for place, column in enumerate(full.columns) if "quote" not in column]
    assert [[row[n] for n in kept] for row in bare.rows] == [
        [row[n] for n in kept] for row in full.rows
    ]


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_order_is_total_because_it_ends_in_an_iri(name: str) -> None:
    sparql = named_query(name).sparql
    order = re.search(r"\nORDER BY (.+)\n\Z", sparql)
    select = re.search(r"SELECT (.+) WHERE", sparql)

    assert order is not None
    assert select is not None
    last = order[1].split()[-1]
    assert last.strip("?") in {"paper", "via", "node", "method", "other", "dataset", "task"} | {
        "entity",
        *("repository", "how_other", "quote", "file", "month", "node_2", "shared", "subject"),
    }
    assert last in select[1]


def test_building_on_is_extending_analyzing_or_using() -> None:
    found = ask("building-on", method="LoRA")

    assert found.columns == ("paper", "title", "how", "via", "quote")
    assert [(row[1], row[2], row[4]) for row in found.rows] == [
        ("QLoRA: Quantized LoRA", "extends", "We extend LoRA to 4 bits."),
        ("What LoRA forgets", "analyzes", "We study LoRA."),
        ("Many adapters", "uses", "We serve LoRA-XS adapters."),
    ]
    assert slugs(found.column("via")) == ["method/lora", "method/lora", "method/lora-xs"]


def test_building_on_leaves_out_baselines_mentions_and_the_paper_itself() -> None:
    titles = ask("building-on", method="LoRA").column("title")

    assert "Prefix tuning again" not in titles
    assert "A survey of tuning" not in titles
    assert "LoRA: Low-Rank Adaptation" not in titles
    assert "Quantized training at scale" not in titles


def test_a_version_is_not_asked_for_its_whole_family() -> None:
    titles = ask("building-on", method="LoRA-XS").column("title")

    assert titles == ("Many adapters",)


def test_the_lineage_goes_on_through_papers() -> None:
    found = ask("building-on-transitive", method="LoRA")

    assert [row[1:] for row in found.rows] == [
        ("Many adapters", "1"),
        ("QLoRA: Quantized LoRA", "1"),
        ("What LoRA forgets", "1"),
        ("Quantized training at scale", "2"),
        ("Faster quantized training", "3+"),
    ]


def test_what_is_introduced_by_whom() -> None:
    assert ask("introduces", method="LoRA").column("title") == ("LoRA: Low-Rank Adaptation",)
    assert ask("introduces", paper="GLUE: A Benchmark").column("name") == ("GLUE",)
    assert len(ask("introduces")) == 5


def test_related_methods_leave_out_the_generic_and_the_compared() -> None:
    names = ask("related-methods", method="LoRA").column("name")

    assert names == ("BERT", "QLoRA")
    assert "adapter" not in names
    assert "prefix tuning" not in names


def test_datasets_and_their_papers_need_an_evaluation() -> None:
    assert ask("datasets-by-method", method="LoRA").rows == (
        ("https://w3id.org/papergraph/dataset/glue", "GLUE", "1"),
    )
    found = ask("papers-by-dataset", dataset="GLUE")
    assert found.column("title") == ("LoRA: Low-Rank Adaptation",)
    assert found.column("quote") == ("It beats adapters on GLUE.",)
    assert len(ask("datasets-by-method", method="QTrain")) == 0


def test_papers_on_a_task_are_on_the_task_or_a_kind_of_it() -> None:
    found = ask("papers-by-task", task="tuning")

    assert [row[1:] for row in found.rows] == [
        ("A survey of tuning", "https://w3id.org/papergraph/task/tuning", "A survey of tuning"),
        (
            "Many adapters",
            "https://w3id.org/papergraph/task/serving",
            "We serve LoRA-XS adapters.",
        ),
    ]
    assert ask("papers-by-task", task="adapter serving").column("title") == ("Many adapters",)


def test_tasks_of_a_method_are_those_of_the_papers_that_put_it_to_work() -> None:
    found = ask("tasks-by-method", method="LoRA")

    assert found.rows == (("https://w3id.org/papergraph/task/serving", "adapter serving", "1"),)
    assert len(ask("tasks-by-method", method="BERT")) == 0


def test_code_is_found_by_paper_and_by_method() -> None:
    assert ask("code").column("url") == ("https://github.com/microsoft/LoRA",)
    assert len(ask("code", paper="What LoRA forgets")) == 0
    assert ask("code-by-method", method="lora").column("how") == ("introduces",)


def test_use_is_counted_by_paper() -> None:
    found = ask("most-used")

    assert found.rows[0][1:] == ("QLoRA", "method", "2")
    assert "adapter" not in found.column("name")
    assert ask("most-used", kind="dataset").column("name") == ("GLUE",)
    assert ask("most-used", kind="task").column("name") == ("adapter serving", "model tuning")


def test_two_papers_share_what_both_speak_of() -> None:
    found = ask("shared-entities", paper="lora: low rank adaptation", other="qlora: quantized lora")

    assert [row[1:] for row in found.rows] == [
        ("GLUE", "evaluatesOn", "mentions"),
        ("LoRA", "introduces", "extends"),
    ]


def test_lineage_names_both_directions_and_never_the_method_itself() -> None:
    found = ask("lineage", method="QLoRA")

    assert [row[:2] + row[3:] for row in found.rows] == [
        ("ancestor", "method", "LoRA"),
        ("ancestor", "method", "adapter"),
        ("ancestor", "paper", "BERT: Pre-training"),
        ("ancestor", "paper", "LoRA: Low-Rank Adaptation"),
        ("descendant", "paper", "Faster quantized training"),
        ("descendant", "paper", "Many adapters"),
        ("descendant", "paper", "Quantized training at scale"),
    ]


def test_a_circle_of_papers_ends() -> None:
    one, two = paper("One"), paper("Two")
    entities = [
        entity("method/a", "A", introduced_by=(claim("One", "uses", "method/b").paper,)),
        entity("method/b", "B", introduced_by=(claim("Two", "uses", "method/a").paper,)),
    ]
    claims = [claim("One", "extends", "method/b"), claim("Two", "extends", "method/a")]
    store = Store()
    store.load(dump_turtle(graph_triples(graph_of([one, two], entities, claims))), RdfFormat.TURTLE)

    found = run_query(store, named_query("lineage"), {"method": "A"})

    assert found.column("name") == ("Two", "Two")
    assert found.column("direction") == ("ancestor", "descendant")
