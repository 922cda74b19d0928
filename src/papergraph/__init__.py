"""Listings of papers in, a citation-style knowledge graph out.

>>> import papergraph as pg
>>> paper = pg.Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
...     abstract="We present QLoRA, which extends LoRA to 4 bits.")
>>> [claim.quote for claim in pg.build_papers([paper]).building_on("LoRA")]
['We present QLoRA, which extends LoRA to 4 bits.']
"""

from typing import TYPE_CHECKING, Any

from papergraph.api import PaperGraph, build, build_papers, load
from papergraph.errors import PapergraphError, QueryError, UnknownNameError
from papergraph.model import Claim, Entity, EntityId, Kind, Mention, Paper, Relation

if TYPE_CHECKING:
    from papergraph.analysis.centrality import centrality
    from papergraph.analysis.evaluation import evaluate

__all__ = [
    "Claim",
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
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    # Imported when asked for: the analysis libraries take longer to import than most
    # commands take to run.
    if name == "centrality":
        from papergraph.analysis.centrality import centrality

        return centrality
    if name == "evaluate":
        from papergraph.analysis.evaluation import evaluate

        return evaluate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
