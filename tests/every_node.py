"""A graph by hand with a node of every type that is written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from msgspec import structs
from pyoxigraph import Triple

from builders import paper_id
from lora_family import LORA, lora_family
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Count, EntityId, Evaluation, Match, Score, Suggestion, Value, Verdict
from papergraph.rdf import evidence_triples, graph_triples

__all__ = ["every_node", "every_triple"]


def every_node() -> KnowledgeGraph:
    """The family with a node of every other type."""
    family = lora_family()
    lora, slug = paper_id(LORA), "page-00000000"
    method, tuning = EntityId.parse("method/lora"), EntityId.parse("task/tuning")
    full = structs.replace(
        LORA,
        counts=(Count("citations", 7, "openalex", "2024-05-01", slug),),
        others=(Value("title", "Lora", slug),),
        matches=(Match(slug, 0.8, "title and first author"),),
    )
    return replace(
        family,
        papers={**family.papers, lora: full},
        evaluations=(
            Evaluation(lora, tuning, EntityId.parse("dataset/glue"), "F1", "9.5", "big", slug),
        ),
        suggestions=(
            Suggestion(Verdict.SAME, method, EntityId.parse("method/qlora"), 0.5, "a letter"),
        ),
        scores=(Score(method, "pagerank", "method in the whole graph", 0.25),),
    )


@lru_cache(maxsize=1)
def every_triple() -> tuple[Triple, ...]:
    """Its triples, those of a node together."""
    graph = every_node()
    return tuple(sorted({*graph_triples(graph), *evidence_triples(graph)}, key=str))
