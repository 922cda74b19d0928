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
    from papergraph.analysis.centrality import centrality
    from papergraph.analysis.evaluation import evaluate
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
    "centrality",
    "evaluate",
    "load",
    "read_decisions",
    "read_lexicon",
]

# Imported when asked for: together they take longer to import than most commands take to run.
__getattr__, __dir__ = late_names(
    __name__,
    {
        "papergraph.analysis.centrality": ["centrality"],
        "papergraph.analysis.evaluation": ["evaluate"],
        "papergraph.api": ["PaperGraph", "build", "build_papers", "load"],
        "papergraph.errors": ["PapergraphError", "QueryError", "UnknownNameError"],
        "papergraph.graph.decisions": ["Decisions", "read_decisions"],
        "papergraph.lexicon": ["read_lexicon"],
        "papergraph.model": ["Claim", "Entity", "EntityId", "Kind", "Mention", "Paper", "Relation"],
    },
)
