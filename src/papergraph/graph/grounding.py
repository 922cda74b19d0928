"""What the first pass found in all papers, made ready for the second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from papergraph.graph.proposed import ground_proposals
from papergraph.graph.unlisted import ground_unlisted
from papergraph.lexicon import Lexicon
from papergraph.linking import Discovered, Proposal
from papergraph.model import EntityId, Paper

__all__ = ["Grounded", "ground"]


class Grounded(NamedTuple):
    """What the first pass gives to the second.

    Attributes:
        lexicon: the curated one and every name that a paper of this build proposes.
        own: for each paper what it introduces, by entity.
        others: for each paper what else it names that the curated lexicon lacks, by entity.
    """

    lexicon: Lexicon
    own: Mapping[EntityId, Mapping[EntityId, Proposal]]
    others: Mapping[EntityId, Mapping[EntityId, Proposal]]


def ground(
    papers: Mapping[EntityId, Paper], found: Mapping[EntityId, Discovered], lexicon: Lexicon
) -> Grounded:
    """Give every name that was found its entity.

    Args:
        papers: those at least that propose something.
        found: by paper.
        lexicon: the curated one, that they were found against.
    """
    proposed = ground_proposals(
        papers, {paper: one.own for paper, one in found.items() if one.own}, lexicon
    )
    owned: dict[EntityId, list[Proposal]] = {}
    for mine in proposed.own.values():
        for entity, one in mine.items():
            if entity not in lexicon.known:
                owned.setdefault(entity, []).append(one)
    named = {paper: one.others for paper, one in found.items() if one.others}
    others = ground_unlisted(named, owned, lexicon)
    return Grounded(proposed.lexicon, proposed.own, others)
