from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from builders import claim, entity, graph_of, mention, paper
from papergraph.analysis.evaluation import Evaluation, RuleFigure, evaluate
from papergraph.analysis.figures import Score
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Level, Paper, Part, Relation, Span

Row: TypeAlias = Mapping[str, Any]

QLORA = paper(
    "QLoRA: Tuning of Quantized Models",
    "We extend LoRA on MMLU. Unlike ReLoRA, it is small. GPTQ is used. PEFT helps.",
)
DORA = paper("DoRA", "DoRA decomposes LoRA. Adam is used.")

ENTITIES = [
    entity("method/qlora", "QLoRA"),
    entity("method/lora", "LoRA"),
    entity("method/low-rank", "Low-Rank Adaptation"),
    entity("method/relora", "ReLoRA"),
    entity("method/gptq", "GPTQ"),
    entity("method/peft", "parameter-efficient tuning"),
    entity("method/tuning", "tuning", level=Level.GENERIC),
    entity("dataset/mmlu", "MMLU"),
    entity("dataset/glue", "GLUE"),
    entity("repository/github.com/a/qlora", "a/qlora", url="https://github.com/A/QLoRA"),
    entity("page/https://qlora.org/", "https://qlora.org/"),
]


def _row(title: str, **fields: object) -> Row:
    return {
        "title": title,
        "introduces": [],
        "methods": [],
        "datasets": [],
        "repositories": [],
        **fields,
    }


def _gold(name: str, relation: str, *mentions: str, **fields: object) -> Row:
    found = {"name": name, "mentions": list(mentions or (name,)), "relation": relation}
    return {"level": "named", **found, **fields}


def _evaluate(folder: Path, graph: KnowledgeGraph, *rows: Row) -> Evaluation:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return evaluate(graph, [path])


def _graph(*claims: Claim, papers: tuple[Paper, ...] = (QLORA, DORA)) -> KnowledgeGraph:
    return graph_of(papers, ENTITIES, claims)


def test_a_method_is_found_by_its_name_or_by_a_surface(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "extends", "method/low-rank", mentions=[mention(QLORA, "LoRA")]),
        claim(QLORA, "introduces", "method/qlora"),
    )

    found = _evaluate(
        tmp_path,
        graph,
        _row(
            QLORA.title,
            introduces=[{"name": "QLoRA", "mentions": ["QLoRA"]}],
            methods=[_gold("LoRA", "extends"), _gold("GPTQ", "uses")],
        ),
    )

    assert found.methods == Score(right=2, invented=0, missed=1)
    assert found.introduces == Score(right=1, invented=0, missed=0)
    assert found.builds_on == Score(right=1, invented=0, missed=1)
    assert found.canonical_label == 0.5


def test_an_equal_name_is_taken_before_a_shared_surface(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "introduces", "method/low-rank", mentions=[mention(QLORA, "LoRA")]),
        claim(QLORA, "extends", "method/lora", mentions=[mention(QLORA, "LoRA")]),
    )

    found = _evaluate(tmp_path, graph, _row(QLORA.title, methods=[_gold("LoRA", "extends")]))

    assert found.methods == Score(right=1, invented=1, missed=0)
    assert found.method_relations.accuracy == 1.0
    assert found.introduces == Score(right=0, invented=1, missed=0)


def test_generic_and_optional_things_count_nowhere(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "uses", "method/peft", mentions=[mention(QLORA, "PEFT")]),
        claim(QLORA, "uses", "method/tuning"),
        claim(QLORA, "evaluatesOn", "dataset/glue"),
    )
    row = _row(
        QLORA.title,
        methods=[_gold("PEFT", "uses", level="generic"), _gold("CNN", "uses", level="generic")],
        datasets=[
            _gold("GLUE", "evaluates", optional=True),
            _gold("MMLU", "evaluates", optional=True),
        ],
    )

    found = _evaluate(tmp_path, graph, row)

    assert found.methods == found.datasets == Score(right=0, invented=0, missed=0)
    assert found.methods.f1 == 1.0
    assert found.rules == {}
    assert list(found.disagreements) == []


def test_a_method_that_the_graph_calls_generic_cannot_stand_in_for_a_named_one(
    tmp_path: Path,
) -> None:
    graph = _graph(claim(QLORA, "uses", "method/tuning"))

    found = _evaluate(tmp_path, graph, _row(QLORA.title, methods=[_gold("tuning", "uses")]))

    assert found.methods == Score(right=0, invented=0, missed=1)


@pytest.mark.parametrize(
    ("also", "accuracy"), [pytest.param(["uses"], 1.0, id="also"), pytest.param([], 0.0, id="not")]
)
def test_a_relation_that_one_reader_gave_is_right_too(
    tmp_path: Path, also: list[str], accuracy: float
) -> None:
    graph = _graph(claim(QLORA, "uses", "method/lora"))
    row = _row(QLORA.title, methods=[_gold("LoRA", "extends", also=also)])

    found = _evaluate(tmp_path, graph, row)

    assert found.method_relations.accuracy == accuracy
    assert found.builds_on == Score(right=1, invented=0, missed=0)


def test_confusion_says_which_relation_was_found_for_which(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "comparesWith", "method/lora"), claim(QLORA, "mentions", "dataset/mmlu")
    )
    row = _row(
        QLORA.title, methods=[_gold("LoRA", "extends")], datasets=[_gold("MMLU", "evaluates")]
    )

    found = _evaluate(tmp_path, graph, row)

    assert found.method_relations == {(Relation.EXTENDS, Relation.COMPARES_WITH): 1}
    assert found.dataset_relations == {(Relation.EVALUATES_ON, Relation.MENTIONS): 1}
    assert found.relation_scores[Relation.EXTENDS].f1 == 0.0
    assert found.relation_macro_f1 == pytest.approx(4 / 6)


def test_urls_are_compared_without_scheme_and_case(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "hasRepository", "repository/github.com/a/qlora", rule="URL"),
        claim(QLORA, "hasProjectPage", "page/https://qlora.org/", rule="URL"),
    )
    row = _row(
        QLORA.title,
        repositories=[{"url": "http://www.github.com/a/qlora"}, {"url": "https://x.org"}],
    )

    found = _evaluate(tmp_path, graph, row)

    assert found.repositories == Score(right=1, invented=1, missed=1)
    assert found.rules == {"URL": RuleFigure(fired=2, right=1)}


def test_identity_asks_for_one_node_a_thing_over_pairs_of_papers(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "extends", "method/lora"),
        claim(DORA, "extends", "method/low-rank", mentions=[mention(DORA, "LoRA")]),
        claim(QLORA, "evaluatesOn", "dataset/mmlu"),
        claim(DORA, "evaluatesOn", "dataset/mmlu"),
    )
    rows = [
        _row(each.title, methods=[_gold("LoRA", "extends")], datasets=[_gold("MMLU", "evaluates")])
        for each in (QLORA, DORA)
    ]

    assert _evaluate(tmp_path, graph, *rows).identity == Score(right=1, invented=0, missed=1)


def test_a_paper_that_the_graph_lacks_is_missed_with_all_it_holds(tmp_path: Path) -> None:
    row = _row("Nowhere", methods=[_gold("LoRA", "uses")])

    found = _evaluate(tmp_path, _graph(), row)

    assert (found.papers, found.papers_missing) == (1, 1)
    assert found.methods == Score(right=0, invented=0, missed=1)
    assert found.disagreements[0].quote == ""


def test_titles_agree_but_for_case_and_punctuation(tmp_path: Path) -> None:
    assert _evaluate(tmp_path, _graph(), _row("do-ra!")).papers_missing == 0


def test_of_two_papers_with_one_title_the_listed_one_counts(tmp_path: Path) -> None:
    by_name = paper("Do-Ra", listings=())
    graph = _graph(claim(DORA, "uses", "method/lora"), papers=(by_name, DORA))

    found = _evaluate(tmp_path, graph, _row(DORA.title, methods=[_gold("LoRA", "uses")]))

    assert found.methods.right == 1


def test_evidence_counts_every_mention_whose_span_gives_its_surface(tmp_path: Path) -> None:
    good = mention(QLORA, "LoRA", Part.TITLE)
    off = type(good)(part=Part.ABSTRACT, span=Span(0, 4), surface="LoRA", confidence=1.0)
    graph = _graph(
        claim(QLORA, "extends", "method/lora", mentions=[good, off]),
        claim(QLORA, "uses", "method/peft", mentions=[good]),
    )

    assert _evaluate(tmp_path, graph).evidence == (2, 3)


def test_each_disagreement_shows_its_sentence(tmp_path: Path) -> None:
    graph = _graph(
        claim(QLORA, "uses", "method/relora", rule="cue", quote="Unlike ReLoRA, it is small."),
        claim(QLORA, "uses", "method/lora", rule="cue", quote="We extend LoRA on MMLU."),
    )
    row = _row(QLORA.title, methods=[_gold("GPTQ", "uses"), _gold("LoRA", "extends")])

    found = _evaluate(tmp_path, graph, row)

    assert [str(each) for each in found.disagreements] == [
        f"{QLORA.title}: method missed: GPTQ (uses)\n    GPTQ is used.",
        f"{QLORA.title}: method invented: ReLoRA (uses)\n    rule: cue\n"
        "    Unlike ReLoRA, it is small.",
        f"{QLORA.title}: method relation: LoRA (uses for extends)\n    rule: cue\n"
        "    We extend LoRA on MMLU.",
    ]
    assert found.rules == {"cue": RuleFigure(fired=2, right=0)}


def test_nothing_annotated_measures_nothing(tmp_path: Path) -> None:
    found = _evaluate(tmp_path, KnowledgeGraph())

    assert found.papers == 0
    assert found.evidence == (0, 0)
    assert found.method_relations.accuracy == found.canonical_label == 0.0
