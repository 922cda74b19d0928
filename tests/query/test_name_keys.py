"""A name is looked up in a store that has keys, as it is searched for in one that has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from builders import entity, graph_of, paper
from lora_family import lora_family
from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Kind
from papergraph.query import ask_sparql, resolve_name
from papergraph.rdf import graph_triples, load_store, memory_store
from papergraph.rdf.name_keys import NAME_PREDICATES, keys_of_names, names_graph
from papergraph.rdf.vocabulary import KIND_TYPES, PG, RDF, SKOS
from papergraph.text.normalize import name_key

names = st.text(st.sampled_from("aAbB -–é"), min_size=1, max_size=3).filter(str.strip)
slugs = st.sampled_from(["method/a", "method/b", "method/c", "dataset/a", "task/a"])


def keyed_store(graph: KnowledgeGraph) -> Store:
    """The store of a graph, with keys."""
    store = memory_store(graph_triples(graph))
    store.bulk_extend(keys_of_names(graph))
    return store


@given(
    entities=st.lists(
        st.tuples(slugs, names, st.lists(names, max_size=2)), unique_by=lambda e: e[0]
    ),
    titles=st.lists(names, unique=True, max_size=2),
    asked=names,
    kind=st.sampled_from([None, Kind.METHOD, Kind.DATASET, Kind.TASK, Kind.PAPER]),
)
def test_both_give_the_same_answer(
    entities: list[tuple[str, str, list[str]]], titles: list[str], asked: str, kind: Kind | None
) -> None:
    nodes = [entity(slug, label, aliases=tuple(others)) for slug, label, others in entities]
    graph = graph_of([paper(f"{title}!") for title in titles], nodes)

    found = _resolved(keyed_store(graph), kind, asked)

    assert found == _resolved(memory_store(graph_triples(graph)), kind, asked)


def test_the_keys_are_of_the_nodes_of_a_kind_and_beside_the_graph() -> None:
    store = keyed_store(lora_family())

    plain = set(memory_store(graph_triples(lora_family())))
    assert set(store.quads_for_pattern(None, None, None, DefaultGraph())) == plain
    assert _keys(store, Kind.TASK) == {"modeltuning", "tuning", "adapterserving"}
    assert "2106.09685" in _keys(store, Kind.PAPER)
    assert _keys(store, Kind.REPOSITORY) == {"microsoft/lora"}
    assert not _keys(store, Kind.PAGE)


def test_every_name_in_the_graph_has_its_key(sample_exports: Path) -> None:
    store = load_store(sample_exports)

    for kind, predicates in NAME_PREDICATES.items():
        names = [
            quad.object.value
            for node in store.quads_for_pattern(None, RDF.type, KIND_TYPES[kind][0], DefaultGraph())
            for predicate in predicates
            for quad in store.quads_for_pattern(node.subject, predicate, None, DefaultGraph())
            if isinstance(quad.object, Literal)
        ]
        assert names
        assert {name_key(name) for name in names} == _keys(store, kind)


def test_a_query_does_not_see_the_keys(family_exports: Path) -> None:
    store = load_store(family_exports)

    assert _keys(store, Kind.METHOD)
    assert ask_sparql(store, "ASK { ?node skos:hiddenLabel ?key }").rows == (("false",),)


def test_a_key_of_what_is_no_longer_there_finds_nothing() -> None:
    store = keyed_store(lora_family())
    lora = NamedNode("https://w3id.org/papergraph/method/lora")
    store.remove(Quad(lora, RDF.type, PG.Method))

    with pytest.raises(UnknownNameError):
        resolve_name(store, Kind.METHOD, "lora")


def test_a_name_that_was_added_without_its_key_is_found_as_it_is_spelt() -> None:
    store = keyed_store(lora_family())
    new = NamedNode("https://w3id.org/papergraph/method/new")
    store.extend([Quad(new, RDF.type, PG.Method), Quad(new, SKOS.prefLabel, Literal("NEW"))])

    assert resolve_name(store, Kind.METHOD, "NEW") == new


def test_bytes_that_are_no_text_name_nothing() -> None:
    with pytest.raises(UnknownNameError):
        resolve_name(memory_store(graph_triples(lora_family())), Kind.METHOD, "LoRA\udcff")


def _keys(store: Store, kind: Kind) -> set[str]:
    found = store.quads_for_pattern(None, SKOS.hiddenLabel, None, names_graph(kind))
    return {quad.object.value for quad in found if isinstance(quad.object, Literal)}


def _resolved(store: Store, kind: Kind | None, name: str) -> str | tuple[str, ...]:
    try:
        return resolve_name(store, kind, name).value
    except UnknownNameError as error:
        return error.suggestions
