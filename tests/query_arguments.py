"""Arguments with which each named query has an answer, on graphs by hand."""

from __future__ import annotations

__all__ = ["ARGUMENTS", "LIST_ARGUMENTS"]

#: Those that are asked of `lora_family`; a query that is in neither table fails a test.
ARGUMENTS: dict[str, list[dict[str, str]]] = {
    "building-on": [{"method": "LoRA"}, {"method": "QLoRA"}],
    "building-on-transitive": [{"method": "LoRA"}],
    "code": [{}, {"paper": "LoRA: Low-Rank Adaptation"}],
    "code-by-method": [{"method": "LoRA"}],
    "datasets-by-method": [{"method": "LoRA"}],
    "introduces": [{}, {"method": "GLUE"}, {"method": "LoRA"}, {"paper": "BERT: Pre-training"}],
    "lineage": [{"method": "LoRA"}, {"method": "QLoRA"}],
    "most-used": [{}, {"kind": "dataset"}, {"kind": "task"}],
    "papers-by-dataset": [{"dataset": "glue"}],
    "papers-by-task": [{"task": "Model-Tuning"}, {"task": "adapter serving"}],
    "related-methods": [{"method": "QLoRA"}],
    "shared-entities": [
        {"paper": "LoRA: Low-Rank Adaptation", "other": "QLoRA: Quantized LoRA"},
    ],
    "tasks-by-method": [{"method": "LoRA"}],
}
#: Those that are asked of `reading_list`.
LIST_ARGUMENTS: dict[str, list[dict[str, str]]] = {
    "bridge": [
        {"method": "alpha", "other": "beta"},
        {"method": "alpha", "other": "gamma"},
        {"method": "tool", "other": "gamma"},
    ],
    "building-on-since": [{"method": "alpha", "since": "2023"}],
    "citations": [{"paper": "Beta"}],
    "cited-by": [{"paper": "Alpha"}, {"paper": "Outside"}],
    "code-extending": [{"method": "alpha"}],
    "compared-with": [{"method": "alpha"}, {"method": "rival"}],
    "contradictions": [{}, {"paper": "Alpha"}],
    "datasets-by-task": [{"task": "sorting"}],
    "disagreements": [{"method": "alpha"}],
    "genealogy": [{"method": "alpha"}, {"method": "gamma"}],
    "most-cited": [{}],
    "orphans": [{}, {"listing": "PAGE"}],
    "papers-by-listing": [{}, {"listing": "Other"}],
    "papers-by-venue": [{}, {"venue": "neurips"}],
    "results": [{"dataset": "grid"}, {"dataset": "grid", "task": "something else"}],
    "reused-datasets": [{}],
    "rise": [{"method": "alpha"}, {"method": "alpha", "since": "2023"}],
    "rising": [{"since": "2023"}],
    "shared-methods": [{"method": "alpha", "other": "beta"}],
}
