"""A graph by hand in which every relation, and every way not to build on LoRA, occurs once."""

from __future__ import annotations

from typing import Any

from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Level, Part

__all__ = ["BASELINE", "BERT", "GLUE", "LATER", "LATEST", "LORA", "QLORA", "STUDY", "SURVEY"]
__all__ += ["VARIANT", "lora_family"]

LORA = paper(
    "LoRA: Low-Rank Adaptation",
    "We propose LoRA. It beats adapters on GLUE.",
    authors=("Ann Ä", "Bo B", "Ann Ä"),
    issued="2021-06-17",
    arxiv_id="2106.09685",
    doi="10.1/lora",
    url="https://example.org/lora",
)
QLORA = paper("QLoRA: Quantized LoRA", "We extend LoRA to 4 bits. See https://q.example.org")
STUDY = paper("What LoRA forgets", "We study LoRA.", issued="2024-05")
VARIANT = paper("Many adapters", "We serve LoRA-XS adapters.", issued="2024")
LATER = paper("Quantized training at scale", "We train with QLoRA.")
LATEST = paper("Faster quantized training", "We improve QTrain.")
BASELINE = paper("Prefix tuning again", "LoRA is our baseline.")
SURVEY = paper("A survey of tuning", "There is LoRA.")
BERT = paper("BERT: Pre-training", listings=())
GLUE = paper("GLUE: A Benchmark", listings=())


def lora_family() -> KnowledgeGraph:
    """LoRA ← QLoRA ← QTrain ← a last one; a study; a user of a variant; bystanders; two tasks."""
    entities = [
        entity(
            "method/lora", "LoRA", aliases=("Low-Rank Adaptation",), introduced_by=(paper_id(LORA),)
        ),
        entity("method/lora-xs", "LoRA-XS", broader=entity("method/lora", "").id),
        entity("method/qlora", "QLoRA", introduced_by=(paper_id(QLORA),)),
        entity("method/qtrain", "QTrain", introduced_by=(paper_id(LATER),)),
        entity("method/bert", "BERT", introduced_by=(paper_id(BERT),)),
        entity("method/adapter", "adapter", level=Level.GENERIC),
        entity("method/prefix", "prefix tuning"),
        entity("task/tuning", "model tuning", aliases=("tuning",)),
        entity("task/serving", "adapter serving", broader=entity("task/tuning", "").id),
        entity("dataset/glue", "GLUE", introduced_by=(paper_id(GLUE),), url="https://glue.org/"),
        entity(
            "repository/github.com/microsoft/lora",
            "microsoft/LoRA",
            url="https://github.com/microsoft/LoRA",
        ),
        entity("page/https://q.example.org", "https://q.example.org", url="https://q.example.org"),
    ]
    return graph_of(_PAPERS, entities, _claims())


_PAPERS = [LORA, QLORA, STUDY, VARIANT, LATER, LATEST, BASELINE, SURVEY, BERT, GLUE]


def _claims() -> list[Claim]:
    own = [mention(LORA, "LoRA", Part.TITLE), mention(LORA, "LoRA", confidence=0.97)]
    code: dict[str, Any] = {"field": "githubRepo", "listing": "page-00000000"}
    references: dict[str, Any] = {"field": "references", "listing": "page-00000000"}
    page = "page/https://q.example.org"
    seen = [mention(QLORA, "https://q.example.org")]
    naming = [mention(SURVEY, "tuning", Part.TITLE, 0.95)]
    return [
        claim(LORA.title, "introduces", "method/lora", "We propose LoRA.", own, confidence=1.0),
        claim(LORA.title, "analyzes", "method/bert"),
        claim(LORA.title, "extends", "method/adapter"),
        claim(LORA.title, "evaluatesOn", "dataset/glue", "It beats adapters on GLUE."),
        claim(LORA.title, "hasRepository", "repository/github.com/microsoft/lora", **code),
        claim(QLORA.title, "introduces", "method/qlora", "", [mention(QLORA, "QLoRA", Part.TITLE)]),
        claim(QLORA.title, "extends", "method/lora", "We extend LoRA to 4 bits."),
        claim(QLORA.title, "hasProjectPage", page, "See https://q.example.org", seen),
        claim(QLORA.title, "mentions", "dataset/glue"),
        claim(STUDY.title, "analyzes", "method/lora", "We study LoRA."),
        claim(VARIANT.title, "uses", "method/lora-xs", "We serve LoRA-XS adapters."),
        claim(VARIANT.title, "uses", "method/qlora"),
        claim(VARIANT.title, "addresses", "task/serving", "We serve LoRA-XS adapters."),
        claim(LATER.title, "introduces", "method/qtrain"),
        claim(LATER.title, "uses", "method/qlora", "We train with QLoRA."),
        claim(LATEST.title, "extends", "method/qtrain", "We improve QTrain."),
        claim(BASELINE.title, "comparesWith", "method/lora", "LoRA is our baseline."),
        claim(BASELINE.title, "extends", "method/prefix"),
        claim(SURVEY.title, "mentions", "method/lora", "There is LoRA."),
        claim(SURVEY.title, "addresses", "task/tuning", SURVEY.title, naming),
        claim(BASELINE.title, "cites", str(paper_id(GLUE)), **references),
    ]
