"""Listings of papers in, a citation-style knowledge graph out.

>>> import papergraph as pg
>>> paper = pg.Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
...     abstract="We present QLoRA, which extends LoRA to 4 bits.")
>>> [claim.quote for claim in pg.build_papers([paper]).building_on("LoRA")]
['We present QLoRA, which extends LoRA to 4 bits.']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from papergraph import plot
    from papergraph.analysis.bursts import bursts
    from papergraph.analysis.centrality import centrality
    from papergraph.analysis.co_use import co_use
    from papergraph.analysis.communities import communities
    from papergraph.analysis.evaluation import evaluate
    from papergraph.analysis.lineage import lineage
    from papergraph.analysis.main_path import main_path
    from papergraph.analysis.reading_order import reading_order
    from papergraph.analysis.similarity import similar_papers
    from papergraph.api import PaperGraph, build, build_papers, load
    from papergraph.errors import PapergraphError, QueryError, UnknownNameError
    from papergraph.graph.decisions import Decisions, read_decisions
    from papergraph.lexicon import read_lexicon
    from papergraph.model import Claim, Entity, EntityId, Kind, Mention, Paper, Relation

__all__ = [
    "Claim",
    "Decisions",
    "Entity",
    "EntityId",
    "Kind",
    "Mention",
    "Paper",
    "PaperGraph",
    "PapergraphError",
    "QueryError",
    "Relation",
    "UnknownNameError",
    "build",
    "build_papers",
    "bursts",
    "centrality",
    "co_use",
    "communities",
    "evaluate",
    "lineage",
    "load",
    "main_path",
    "plot",
    "read_decisions",
    "read_lexicon",
    "reading_order",
    "similar_papers",
]

# Imported when asked for: together they take longer to import than most commands take to run.
_HOME = {
    "bursts": "papergraph.analysis.bursts",
    "centrality": "papergraph.analysis.centrality",
    "co_use": "papergraph.analysis.co_use",
    "communities": "papergraph.analysis.communities",
    "evaluate": "papergraph.analysis.evaluation",
    "lineage": "papergraph.analysis.lineage",
    "main_path": "papergraph.analysis.main_path",
    "reading_order": "papergraph.analysis.reading_order",
    "similar_papers": "papergraph.analysis.similarity",
    "PaperGraph": "papergraph.api",
    "build": "papergraph.api",
    "build_papers": "papergraph.api",
    "load": "papergraph.api",
    "Decisions": "papergraph.graph.decisions",
    "read_decisions": "papergraph.graph.decisions",
    "read_lexicon": "papergraph.lexicon",
    "PapergraphError": "papergraph.errors",
    "QueryError": "papergraph.errors",
    "UnknownNameError": "papergraph.errors",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "plot":
        return import_module("papergraph.plot")
    return getattr(import_module(_HOME.get(name, "papergraph.model")), name)
