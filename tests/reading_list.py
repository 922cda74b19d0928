"""A graph by hand whose papers have dates, venues, counts, citations and results."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import claim, entity, graph_of, listing, mention, paper, paper_id
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Count, Evaluation, Level, Paper, Part, Value

__all__ = ["reading_list"]

ALPHA = paper(
    "Alpha",
    issued="2022-03-01",
    venue="NeurIPS 2022",
    counts=(
        Count("citations", 900, "openalex", "2024-01-01"),
        Count("citations", 40, "openalex", "2025-01-01"),
        Count("citations", 50, "s2", "2025-01-01"),
        Count("upvotes", 5000, "hf", "2025-01-02"),
    ),
    others=(Value("issued", "2021", "other-00000000"), Value("authors", "A. A", "other-00000000")),
)
BETA = paper("Beta", issued="2023-05-02", venue="ICML")
GAMMA = paper("Gamma", issued="2024-01-10", listings=("other-00000000",))
DELTA = paper("Delta", issued="2024-01", venue="Workshop at NeurIPS")
RIVAL = paper("Rival", issued="2024")
GRID = paper("Grid", listings=("other-00000000", "page-00000000"))
ALONE = paper("Alone", counts=(Count("citations", 7, "openalex"),))
UNDATED = paper("Undated", counts=(Count("upvotes", 9, "hf", "2025-01-01"),))
OUTSIDE = paper("Outside", listings=())


def reading_list() -> KnowledgeGraph:
    """Alpha ← Beta ← Gamma; Delta uses a version of Alpha; Rival only compares; Alone is alone."""
    papers = [ALPHA, BETA, GAMMA, DELTA, RIVAL, GRID, ALONE, UNDATED, OUTSIDE]
    alpha, task = entity("method/alpha", "").id, entity("task/sorting", "").id
    entities = [
        entity("method/alpha", "alpha", introduced_by=(paper_id(ALPHA),)),
        entity("method/alpha-2", "alpha-2", broader=alpha),
        entity("method/beta", "beta", introduced_by=(paper_id(BETA),)),
        entity("method/gamma", "gamma", introduced_by=(paper_id(GAMMA),)),
        entity("method/rival", "rival", introduced_by=(paper_id(RIVAL),)),
        entity("method/tool", "tool"),
        entity("method/far", "far"),
        entity("method/family", "family", level=Level.GENERIC),
        entity("dataset/grid", "GRID", introduced_by=(paper_id(GRID),)),
        entity("dataset/grid-small", "GRID-small", broader=entity("dataset/grid", "").id),
        entity("dataset/old", "OLD", introduced_by=(paper_id(OUTSIDE),)),
        entity("task/sorting", "sorting"),
        entity("task/sorting-fast", "fast sorting", broader=task),
        entity("task/other", "something else"),
        entity("repository/github.com/b/beta", "b/beta", url="https://github.com/b/beta"),
        entity("repository/github.com/d/delta", "d/delta", url="https://github.com/d/delta"),
    ]
    graph = graph_of(papers, entities, _claims())
    return replace(
        graph,
        listings=dict(graph.listings)
        | {"other-00000000": listing("other-00000000", file="other.bib")},
        evaluations=(
            _result(ALPHA, "dataset/grid", "accuracy", "9.5"),
            _result(BETA, "dataset/grid-small", "accuracy", "10"),
            _result(GAMMA, "dataset/grid", "accuracy", "80.25", "task/other"),
            _result(GAMMA, "dataset/old", "accuracy", "99"),
        ),
    )


def _result(
    found: Paper, dataset: str, metric: str, value: str, task: str = "task/sorting"
) -> Evaluation:
    return Evaluation(
        paper=paper_id(found),
        task=entity(task, "").id,
        dataset=entity(dataset, "").id,
        metric=metric,
        value=value,
        model=f"{found.title} model",
        listing="page-00000000",
    )


def _claims() -> list[Claim]:
    stated: dict[str, Any] = {"field": "references", "listing": "page-00000000"}
    return [
        claim("Alpha", "introduces", "method/alpha", "We introduce alpha."),
        claim("Alpha", "extends", "method/family"),
        claim("Alpha", "uses", "method/tool"),
        claim("Beta", "introduces", "method/beta", "", [mention(BETA, "Beta", Part.TITLE)]),
        claim("Beta", "extends", "method/alpha", "Beta extends alpha."),
        claim("Beta", "uses", "method/tool"),
        claim("Beta", "uses", "method/family"),
        claim("Beta", "evaluatesOn", "dataset/grid"),
        claim("Beta", "evaluatesOn", "dataset/old"),
        claim("Beta", "addresses", "task/sorting-fast"),
        claim("Beta", "hasRepository", "repository/github.com/b/beta", **stated),
        claim("Beta", "cites", "paper/alpha", "We follow Alpha."),
        claim("Beta", "cites", "paper/outside", **stated),
        claim("Gamma", "introduces", "method/gamma", "", [mention(GAMMA, "Gamma", Part.TITLE)]),
        claim("Gamma", "extends", "method/beta", "Gamma extends beta."),
        claim("Gamma", "comparesWith", "method/alpha", "Gamma beats alpha."),
        claim("Gamma", "mentions", "method/rival"),
        claim("Gamma", "evaluatesOn", "dataset/grid-small"),
        claim("Gamma", "addresses", "task/other"),
        claim("Gamma", "cites", "paper/alpha", **stated),
        claim("Delta", "uses", "method/alpha-2", "Delta uses alpha-2."),
        claim("Delta", "uses", "method/tool"),
        claim("Delta", "hasRepository", "repository/github.com/d/delta", **stated),
        claim("Rival", "introduces", "method/rival"),
        claim("Rival", "uses", "method/far"),
        claim("Rival", "comparesWith", "method/alpha", "Rival beats alpha."),
        claim("Rival", "mentions", "dataset/grid"),
        claim("Rival", "addresses", "task/sorting-fast"),
        claim("Grid", "introduces", "dataset/grid"),
        claim("Alone", "extends", "method/family"),
        claim("Alone", "addresses", "task/sorting"),
        claim("Undated", "analyzes", "method/alpha", "We study alpha."),
        claim("Undated", "addresses", "task/sorting-fast"),
    ]
