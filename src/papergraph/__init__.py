"""Listings of papers in, a citation-style knowledge graph out.

>>> import papergraph as pg
>>> paper = pg.Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
...     abstract="We present QLoRA, which extends LoRA to 4 bits.")
>>> [claim.quote for claim in pg.build_papers([paper]).building_on("LoRA")]
['We present QLoRA, which extends LoRA to 4 bits.']
"""

from typing import TYPE_CHECKING

from papergraph.late_names import late_names

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
__getattr__, __dir__ = late_names(
    __name__,
    {
        "papergraph.analysis.bursts": ["bursts"],
        "papergraph.analysis.centrality": ["centrality"],
        "papergraph.analysis.co_use": ["co_use"],
        "papergraph.analysis.communities": ["communities"],
        "papergraph.analysis.evaluation": ["evaluate"],
        "papergraph.analysis.lineage": ["lineage"],
        "papergraph.analysis.main_path": ["main_path"],
        "papergraph.analysis.reading_order": ["reading_order"],
        "papergraph.analysis.similarity": ["similar_papers"],
        "papergraph.api": ["PaperGraph", "build", "build_papers", "load"],
        "papergraph.errors": ["PapergraphError", "QueryError", "UnknownNameError"],
        "papergraph.graph.decisions": ["Decisions", "read_decisions"],
        "papergraph.lexicon": ["read_lexicon"],
        "papergraph.model": ["Claim", "Entity", "EntityId", "Kind", "Mention", "Paper", "Relation"],
    },
    modules=["plot"],
)
