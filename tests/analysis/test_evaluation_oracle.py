"""The figures are those of an independent scorer, where one lies beside the checkout."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import claim, entity, graph_of, mention, paper
from papergraph.analysis.evaluation import Evaluation, evaluate
from papergraph.analysis.figures import Score
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Kind, Level, Relation
from papergraph.rdf.evidence import evidence_triples
from papergraph.rdf.triples import graph_triples
from papergraph.rdf.turtle import dump_turtle

SCORER = Path(__file__).parents[2].parent / "shared" / "eval" / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.exists(), reason="no independent scorer")

NAMES = ("LoRA", "LoRAs", "LORA-2", "NTK", "Neural Tangent Kernel", "Resnets", "ResNet", "CNN")
DATA = ("ImageNet", "ImageNet-1K", "ILSVRC 2012", "MMLU", "ResNet")
TITLES = ("First: Paper", "second paper", "Third")
TEXT = " ".join((*NAMES, *DATA))
URLS = ("https://github.com/a/b", "http://www.GitHub.com/A/b/", "https://c.org/d.")
GOLD_RELATIONS = ("introduces", "extends", "analyzes", "uses", "compares", "mentions")
WORDS = {Relation.COMPARES_WITH: "compares", Relation.EVALUATES_ON: "evaluates"}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("independent_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _slug(kind: str, label: str) -> str:
    return f"{kind}/{label.lower().replace(' ', '-')}"


ENTITIES = (
    *(
        entity(_slug("method", name), name, level=Level.GENERIC if name == "CNN" else Level.NAMED)
        for name in NAMES
    ),
    *(entity(_slug("dataset", name), name) for name in DATA),
    *(entity(f"repository/r{place}", url, url=url) for place, url in enumerate(URLS)),
)


FIRST = paper(TITLES[0], "We improve LoRA. CNN and NTK are known. Code: https://c.org/d")
SECOND = paper(TITLES[1], "LoRAs on ImageNet.")

#: Hits by name and by surface, a wrong relation, an invention, a generic one, two URLs.
GRAPH = graph_of(
    [FIRST, SECOND],
    [*ENTITIES, entity("page/https://c.org/d", "https://c.org/d", url="https://c.org/d")],
    [
        claim(FIRST, "extends", "method/lora", mentions=[mention(FIRST, "LoRA")]),
        claim(FIRST, "uses", "method/cnn", mentions=[mention(FIRST, "CNN")]),
        claim(FIRST, "mentions", "method/neural-tangent-kernel"),
        claim(FIRST, "comparesWith", "method/resnet"),
        claim(FIRST, "hasRepository", "repository/r0"),
        claim(
            FIRST,
            "hasProjectPage",
            "page/https://c.org/d",
            mentions=[mention(FIRST, "https://c.org/d")],
        ),
        claim(SECOND, "uses", "method/lora", mentions=[mention(SECOND, "LoRAs")]),
        claim(SECOND, "mentions", "dataset/imagenet", mentions=[mention(SECOND, "ImageNet")]),
    ],
)


def _named(name: str, relation: str, **fields: object) -> dict[str, object]:
    return {"name": name, "mentions": [name], "relation": relation, "level": "named", **fields}


GOLD: list[dict[str, Any]] = [
    {
        "title": TITLES[0],
        "introduces": [{"name": "FooNet", "mentions": ["FooNet"]}],
        "methods": [
            _named("LoRA", "uses", also=["extends"]),
            _named("NTK", "analyzes"),
            _named("CNN", "uses", level="generic"),
        ],
        "datasets": [_named("MMLU", "evaluates")],
        "repositories": [{"url": "https://github.com/A/b"}],
    },
    {
        "title": TITLES[1].upper(),
        "introduces": [],
        "methods": [_named("LoRA", "uses")],
        "datasets": [_named("ImageNet-1K", "evaluates"), _named("GLUE", "uses", optional=True)],
        "repositories": [],
    },
]


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    papers = [paper(title, TEXT) for title in draw(st.sets(st.sampled_from(TITLES)))]
    claims = []
    for found in papers:
        for each in draw(st.lists(st.sampled_from(ENTITIES), unique=True)):
            relations = {
                Kind.METHOD: [Relation(r) for r in ("introduces", "extends", "analyzes", "uses")]
                + [Relation.COMPARES_WITH, Relation.MENTIONS],
                Kind.DATASET: [Relation.INTRODUCES, Relation.EVALUATES_ON, Relation.MENTIONS],
                Kind.REPOSITORY: [Relation.HAS_REPOSITORY],
            }[each.id.kind]
            surfaces = draw(st.sets(st.sampled_from((*NAMES, *DATA)), max_size=2))
            claims.append(
                claim(
                    found,
                    draw(st.sampled_from(relations)),
                    str(each.id),
                    mentions=[mention(found, surface) for surface in surfaces],
                )
            )
    return graph_of(papers, ENTITIES, claims)


def _gold(names: tuple[str, ...], relations: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "name": st.sampled_from(names),
            "mentions": st.lists(st.sampled_from(names), max_size=2, unique=True),
            "relation": st.sampled_from(relations),
            "level": st.sampled_from(["named", "generic"]),
        },
        optional={
            "also": st.lists(st.sampled_from(relations), max_size=2),
            "optional": st.booleans(),
        },
    )


rows = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(TITLES),
            "introduces": st.lists(_gold(NAMES, ("introduces",)), max_size=2),
            "methods": st.lists(_gold(NAMES, GOLD_RELATIONS), max_size=4),
            "datasets": st.lists(_gold(DATA, ("introduces", "evaluates", "mentions")), max_size=4),
            "repositories": st.lists(st.fixed_dictionaries({"url": st.sampled_from(URLS)})),
        }
    ),
    unique_by=lambda row: row["title"],
)


def _papers(scorer: ModuleType, graph: KnowledgeGraph) -> dict[str, Any]:
    """The graph as the scorer reads it from RDF: relation by relation."""
    order = [*scorer.PREDICATE, "hasRepository"]
    papers = {each: scorer.Paper(found.title) for each, found in graph.papers.items()}
    for each in sorted(graph.claims, key=lambda c: (order.index(c.relation.value), c.target)):
        target = graph.entities[each.target]
        if each.relation is Relation.HAS_REPOSITORY:
            papers[each.paper].repositories.add(scorer.url_key(target.url))
            continue
        found = scorer.Entity(
            str(each.target),
            target.label,
            {target.label, *target.aliases},
            {found.surface for found in each.mentions},
            WORDS.get(each.relation, each.relation.value),
            target.level is Level.GENERIC,
        )
        is_method = each.target.kind is Kind.METHOD
        (papers[each.paper].methods if is_method else papers[each.paper].datasets).append(found)
    return {scorer.norm_title(found.title): found for found in papers.values()}


def _figures(found: Evaluation) -> dict[str, object]:
    return {
        "papers": found.papers,
        "papers_missing": found.papers_missing,
        "methods": _triple(found.methods),
        "introduces": _triple(found.introduces),
        "builds_on": _triple(found.builds_on),
        "relation_accuracy": found.method_relations.accuracy,
        "relation_macro_f1": found.relation_macro_f1,
        "per_relation_f1": {
            WORDS.get(relation, relation.value): round(score.f1, 3)
            for relation, score in found.relation_scores.items()
        },
        "datasets": _triple(found.datasets),
        "dataset_relation_accuracy": found.dataset_relations.accuracy,
        "repositories": _triple(found.repositories),
        "identity": _triple(found.identity),
        "canonical_label": found.canonical_label,
    }


def _triple(score: Score) -> tuple[float, float, float]:
    return score.precision, score.recall, score.f1


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(graph=graphs(), gold=rows)
def test_figures_are_those_of_the_scorer(
    scorer: ModuleType, tmp_path: Path, graph: KnowledgeGraph, gold: list[dict[str, Any]]
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in gold), encoding="utf-8")

    assert _figures(evaluate(graph, [path])) == scorer.score(_papers(scorer, graph), gold)


def test_figures_are_those_of_the_scorer_on_our_turtle(scorer: ModuleType, tmp_path: Path) -> None:
    gold_path, graph_path, evidence_path = (tmp_path / name for name in ("gold", "g", "e"))
    gold_path.write_text("\n".join(json.dumps(row) for row in GOLD), encoding="utf-8")
    graph_path.write_bytes(dump_turtle(graph_triples(GRAPH)))
    evidence_path.write_bytes(dump_turtle(evidence_triples(GRAPH)))

    found = evaluate(GRAPH, [gold_path])

    papers, evidence = scorer.read_graph(graph_path, evidence_path)
    assert _figures(found) == scorer.score(papers, GOLD)
    assert found.evidence == evidence == (5, 5)
    assert found.methods == Score(right=3, invented=1, missed=1)


def test_real_annotations_read_and_an_empty_graph_misses_all_of_them(scorer: ModuleType) -> None:
    for path in sorted((SCORER.parent / "gold").glob("*.jsonl")):
        gold = scorer.read_annotation(path)
        found = evaluate(KnowledgeGraph(), [path])

        assert _figures(found) == scorer.score({}, gold)
        assert found.papers == len(gold) > 0
