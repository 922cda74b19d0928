"""Which methods are tried on which datasets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from papergraph.analysis.method_papers import is_named
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, EntityId, Kind, Relation

__all__ = ["CrossTable", "methods_by_datasets"]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of papers.

    Attributes:
        methods: of the rows.
        datasets: of the columns.
        counts: a row a method: how many papers have to do with both, a column a dataset.
    """

    methods: tuple[EntityId, ...]
    datasets: tuple[EntityId, ...]
    counts: tuple[tuple[int, ...], ...]


def methods_by_datasets(
    graph: KnowledgeGraph, *, methods: int = 15, datasets: int = 15
) -> CrossTable:
    """Papers that extend, analyze or use a named method and are evaluated on a named dataset.

    Args:
        graph: where to look.
        methods: how many at the most.
        datasets: how many at the most.

    Returns:
        Those that most such papers have to do with come first, ties by id: first the datasets
        are chosen, then the methods that are tried on these. Every row and column has a count.
    """
    tried: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    tested: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in graph.claims:
        target = claim.target
        if target.kind not in (Kind.METHOD, Kind.DATASET) or not is_named(graph, target):
            continue
        if claim.relation is Relation.EVALUATES_ON:
            tested[claim.paper].add(target)
        elif claim.relation in BUILDS_ON and target.kind is Kind.METHOD:
            tried[claim.paper].add(target)
    both = tried.keys() & tested.keys()
    columns = _most(Counter(one for paper in both for one in tested[paper]), datasets)
    cells = Counter(
        (method, dataset)
        for paper in both
        for method in tried[paper]
        for dataset in tested[paper] & set(columns)
    )
    papers = Counter(
        method for paper in both if tested[paper] & set(columns) for method in tried[paper]
    )
    rows = _most(papers, methods)
    kept = [column for column in columns if any(cells[row, column] for row in rows)]
    counts = tuple(tuple(cells[row, column] for column in kept) for row in rows)
    return CrossTable(tuple(rows), tuple(kept), counts)


def _most(counts: Counter[EntityId], size: int) -> Sequence[EntityId]:
    return sorted(counts, key=lambda one: (-counts[one], one))[:size]
