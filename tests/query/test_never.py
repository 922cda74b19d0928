"""What each query must not bring back, although it is in the graph."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, Store

from lora_family import lora_family
from papergraph.model import Relation
from papergraph.query import named_queries, named_query, run_query
from papergraph.rdf import evidence_triples, graph_triples, memory_store
from reading_list import reading_list

FAMILY, LIST = (
    memory_store([*graph_triples(graph), *evidence_triples(graph)])
    for graph in (lora_family(), reading_list())
)
#: Query, its arguments, a column, and what it must not hold although it is in the graph.
OF_FAMILY = [
    ("building-on", {"method": "LoRA"}, "title", "Prefix tuning again"),
    ("building-on", {"method": "LoRA"}, "title", "A survey of tuning"),
    ("building-on", {"method": "LoRA"}, "title", "LoRA: Low-Rank Adaptation"),
    ("building-on-transitive", {"method": "LoRA"}, "title", "Prefix tuning again"),
    ("building-on-transitive", {"method": "LoRA"}, "title", "A survey of tuning"),
    ("building-on-transitive", {"method": "LoRA"}, "title", "LoRA: Low-Rank Adaptation"),
    ("introduces", {"paper": "LoRA: Low-Rank Adaptation"}, "name", "BERT"),
    ("introduces", {"method": "QLoRA"}, "title", "Quantized training at scale"),
    ("lineage", {"method": "LoRA"}, "name", "LoRA: Low-Rank Adaptation"),
    ("lineage", {"method": "LoRA"}, "name", "Prefix tuning again"),
    ("most-used", {}, "name", "adapter"),
    ("papers-by-dataset", {"dataset": "GLUE"}, "title", "QLoRA: Quantized LoRA"),
    ("papers-by-task", {"task": "adapter serving"}, "title", "A survey of tuning"),
    ("related-methods", {"method": "LoRA"}, "name", "prefix tuning"),
    ("tasks-by-method", {"method": "LoRA"}, "name", "model tuning"),
]
OF_LIST = [
    ("bridge", {"method": "rival", "other": "gamma"}, "how", "← mentions"),
    ("building-on-since", {"method": "alpha", "since": "2023"}, "title", "Undated"),
    ("building-on-since", {"method": "alpha", "since": "2023"}, "title", "Gamma"),
    ("citations", {"paper": "Beta"}, "title", "Gamma"),
    ("cited-by", {"paper": "Alpha"}, "title", "Delta"),
    ("code", {"paper": "Beta"}, "url", "https://github.com/d/delta"),
    ("code-by-method", {"method": "alpha"}, "title", "Delta"),
    ("code-extending", {"method": "alpha"}, "title", "Delta"),
    ("compared-with", {"method": "alpha"}, "name", "tool"),
    ("contradictions", {}, "field", "upvotes"),
    ("contradictions", {}, "title", "Beta"),
    ("datasets-by-method", {"method": "rival"}, "name", "GRID"),
    ("datasets-by-task", {"task": "fast sorting"}, "name", "GRID-small"),
    ("disagreements", {"method": "alpha"}, "title_other", "Gamma"),
    ("genealogy", {"method": "alpha"}, "name", "rival"),
    ("most-cited", {}, "title", "Undated"),
    ("most-cited", {}, "citations", "5000"),
    ("orphans", {}, "title", "Outside"),
    ("orphans", {}, "title", "Rival"),
    ("papers-by-dataset", {"dataset": "GRID"}, "title", "Grid"),
    ("papers-by-listing", {"listing": "other"}, "title", "Alpha"),
    ("papers-by-listing", {}, "title", "Outside"),
    ("papers-by-venue", {"venue": "neurips"}, "title", "Beta"),
    ("results", {"dataset": "GRID"}, "value", "99"),
    ("reused-datasets", {}, "name", "OLD"),
    ("rise", {"method": "alpha"}, "month", "2024"),
    ("rising", {"since": "2024"}, "name", "alpha"),
    ("rising", {"since": "2023"}, "name", "family"),
    ("shared-entities", {"paper": "Beta", "other": "Gamma"}, "name", "tool"),
    ("shared-methods", {"method": "alpha", "other": "beta"}, "name", "family"),
]
CASES = [
    pytest.param(store, *case, id=f"{case[0]}: no {case[3]}")
    for store, cases in ((FAMILY, OF_FAMILY), (LIST, OF_LIST))
    for case in cases
]


@pytest.mark.parametrize(("store", "name", "arguments", "column", "never"), CASES)
def test_what_is_in_the_graph_and_no_answer_is_left_out(
    store: Store, name: str, arguments: dict[str, str], column: str, never: str
) -> None:
    texts = {quad.object.value for quad in store if isinstance(quad.object, Literal)}
    # Relations are predicates; all else is a text of the graph.
    assert never.removeprefix("← ") in texts | set(Relation)

    assert never not in run_query(store, named_query(name), arguments).column(column)


def test_every_query_says_what_must_not_come_back() -> None:
    told = {name for name, *_ in [*OF_FAMILY, *OF_LIST]}

    assert told == {one.name for one in named_queries().values() if not one.federated}
