"""Both passes of linking over one paper alone."""

from __future__ import annotations

from collections.abc import Mapping

from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.linking import (
    Discovered,
    Discoverer,
    Linked,
    Linker,
    PreparedPaper,
    Proposal,
    Reader,
)
from papergraph.model import EntityId, Kind, Paper
from papergraph.text.normalize import slug

PAPER = EntityId(Kind.PAPER, "p")
READER = Reader(curated_lexicon())
DISCOVERER = Discoverer(READER)
LINKER = Linker(READER, READER.lexicon)


def linker_of(lexicon: Lexicon) -> tuple[Reader, Linker]:
    """A reader and a linker of one lexicon."""
    reader = Reader(lexicon)
    return reader, Linker(reader, lexicon)


def prepared(paper: Paper) -> PreparedPaper:
    """A paper as both passes see it."""
    return READER.read([paper]).papers[0]


def discovered(paper: Paper) -> Discovered:
    """What a paper names that the curated lexicon lacks."""
    (found,) = DISCOVERER.discover(READER.read([paper]))
    return found


def introductions(paper: Paper) -> tuple[Proposal, ...]:
    """What a paper proposes."""
    return discovered(paper).own


def by_entity(found: tuple[Proposal, ...]) -> dict[EntityId, Proposal]:
    """Names as the graph would ground them where no other paper has them."""
    return {EntityId(one.kind, slug(one.label)): one for one in found if slug(one.label)}


def linked(
    paper: Paper,
    own: Mapping[EntityId, Proposal] | None = None,
    others: Mapping[EntityId, Proposal] | None = None,
    *,
    reader: Reader = READER,
    linker: Linker = LINKER,
) -> Linked:
    """What a paper says of what it names, given what the first pass found."""
    (found,) = linker.link([PAPER], reader.read([paper]), {PAPER: own or {}}, {PAPER: others or {}})
    return found


def wholly_linked(paper: Paper) -> Linked:
    """Both passes, one after the other."""
    found = discovered(paper)
    return linked(paper, by_entity(found.own), by_entity(found.others))
