"""Columns of numbers say what the claims say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_strategies import graphs
from lora_family import lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, EntityId, Relation


@given(graphs())
def test_each_claim_is_a_row(graph: KnowledgeGraph) -> None:
    places = graph.places

    assert places.nodes == sorted([*graph.papers, *graph.entities])
    rows = zip(places.sources.tolist(), places.targets.tolist(), places.ranks.tolist(), strict=True)
    assert [(places.nodes[a], places.nodes[b], rank) for a, b, rank in rows] == [
        (claim.paper, claim.target, claim.relation.rank) for claim in graph.claims
    ]


def _copied(node: EntityId) -> EntityId:
    return EntityId(node.kind, "".join(list(node.slug)))


@given(graphs())
def test_ends_need_not_be_the_values_that_nodes_go_by(graph: KnowledgeGraph) -> None:
    claims = [
        replace(claim, paper=_copied(claim.paper), target=_copied(claim.target))
        for claim in graph.claims
    ]
    copied = replace(graph, claims=tuple(claims))

    assert copied.places.sources.tolist() == graph.places.sources.tolist()
    assert copied.places.targets.tolist() == graph.places.targets.tolist()


def test_a_claim_on_what_is_no_node_is_refused() -> None:
    graph = lora_family()

    with pytest.raises(KeyError):
        replace(graph, papers={}).places  # noqa: B018 - it is computed when it is asked for
    with pytest.raises(KeyError):
        replace(graph, papers={}, entities={}).places  # noqa: B018


@given(graphs(), st.sets(st.sampled_from(Relation)))
def test_claims_are_found_by_their_relations(
    graph: KnowledgeGraph, relations: set[Relation]
) -> None:
    found = [graph.claims[at] for at in graph.places.of(relations).tolist()]

    assert found == [claim for claim in graph.claims if claim.relation in relations]


def _built_on(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    claims, papers = graph.places.introducers(graph.places.of(BUILDS_ON))
    return {
        (str(graph.claims[claim].paper), str(graph.places.nodes[paper]))
        for claim, paper in zip(claims.tolist(), papers.tolist(), strict=True)
    }


@given(graphs())
def test_introducers_are_the_papers_that_are_built_on(graph: KnowledgeGraph) -> None:
    assert _built_on(graph) == {
        (str(edge.citing), str(edge.cited)) for edge in graph.paper_edges if edge.builds_on
    }


def test_no_paper_builds_on_itself() -> None:
    pairs = _built_on(lora_family())

    assert len(pairs) > 3
    assert not [pair for pair in pairs if pair[0] == pair[1]]


def test_no_claims_have_no_introducers() -> None:
    claims, papers = KnowledgeGraph().places.introducers(KnowledgeGraph().places.of(Relation))

    assert (claims.tolist(), papers.tolist()) == ([], [])
