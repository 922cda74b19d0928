"""queries/README.md says what each query answers, and is as new as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from lora_family import lora_family
from papergraph.query import named_queries
from papergraph.query.catalog import queries_folder
from papergraph.rdf import evidence_triples, graph_triples, load_store, memory_store
from query_arguments import ARGUMENTS, LIST_ARGUMENTS
from query_guide import GRAPHS, query_guide
from reading_list import reading_list


@pytest.fixture(scope="module")
def guide(sample_exports: Path) -> str:
    """The page as the queries and the sample pages make it now."""
    return query_guide(named_queries(), load_store(sample_exports), _by_hand())


def test_the_guide_is_up_to_date(guide: str, request: pytest.FixtureRequest) -> None:
    path = queries_folder() / "README.md"
    if request.config.getoption("--update-golden"):
        path.write_text(guide, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == guide


def test_every_query_has_an_example_with_rows(guide: str) -> None:
    for query in named_queries().values():
        part = guide.partition(f"\n## {query.name}\n")[2].partition("\n## ")[0]
        assert query.summary in part
        assert all(f"`--{parameter.name}`" in part for parameter in query.parameters)
        if not query.federated:
            assert f"papergraph query {query.name}" in part
            assert part.count("\n| ") > 2
            assert any(f"From {graph}:" in part for graph in GRAPHS)


def _by_hand() -> dict[str, tuple[Store, dict[str, str]]]:
    family, listed = lora_family(), reading_list()
    stores = [
        (memory_store([*graph_triples(graph), *evidence_triples(graph)]), cases)
        for graph, cases in ((family, ARGUMENTS), (listed, LIST_ARGUMENTS))
    ]
    return {name: (store, cases[name][0]) for store, cases in stores for name in cases}
