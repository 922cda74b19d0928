from __future__ import annotations

from builders import claim, entity, graph_of, paper
from papergraph.analysis.cross_table import methods_by_datasets
from papergraph.model import Level

GRAPH = graph_of(
    [paper(f"P{n}") for n in range(4)],
    [
        entity("method/a", "A"),
        entity("method/b", "B"),
        entity("method/family", "family", level=Level.GENERIC),
        entity("dataset/x", "X"),
        entity("dataset/y", "Y"),
        entity("dataset/images", "images", level=Level.GENERIC),
    ],
    [
        claim("P0", "uses", "method/a"),
        claim("P0", "evaluatesOn", "dataset/x"),
        claim("P0", "evaluatesOn", "dataset/images"),
        claim("P1", "extends", "method/a"),
        claim("P1", "uses", "method/b"),
        claim("P1", "uses", "method/family"),
        claim("P1", "evaluatesOn", "dataset/x"),
        claim("P1", "evaluatesOn", "dataset/y"),
        claim("P2", "comparesWith", "method/b"),
        claim("P2", "evaluatesOn", "dataset/y"),
        claim("P3", "uses", "method/b"),
        claim("P3", "mentions", "dataset/y"),
    ],
)


def test_papers_with_both_are_counted_and_what_is_generic_or_background_is_not() -> None:
    table = methods_by_datasets(GRAPH)

    assert [one.slug for one in table.methods] == ["a", "b"]
    assert [one.slug for one in table.datasets] == ["x", "y"]
    assert table.counts == ((2, 1), (1, 1))


def test_the_most_tried_stay() -> None:
    table = methods_by_datasets(GRAPH, methods=1, datasets=1)

    assert (table.methods[0].slug, table.datasets[0].slug, table.counts) == ("a", "x", ((2,),))


def test_a_graph_without_either_has_an_empty_table() -> None:
    assert methods_by_datasets(graph_of([paper("P")])).counts == ()
