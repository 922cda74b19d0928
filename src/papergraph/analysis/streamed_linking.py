"""Both passes of linking over papers that are read anew for each, so that none has to be kept."""

from __future__ import annotations

from collections.abc import Iterable

from papergraph.graph.build import Progress, silent
from papergraph.graph.grounding import ground
from papergraph.lexicon import Lexicon
from papergraph.linking import Discovered, Discoverer, Linker, PreparedPaper, prepare
from papergraph.model import Claim, EntityId, Kind, Paper
from papergraph.text.urls import find_urls

__all__ = ["StreamedLinking"]


class StreamedLinking:
    """Links papers as a build of them all would, one by one; made by the first pass.

    Attributes:
        lexicon: the names that are looked for, those that papers propose among them.
        proposed: every name that a paper gives to its own work.
        papers: how many there are.

    >>> papers = [Paper(title="A", abstract="We present FrobNet, a network. FrobNet wins."),
    ...     Paper(title="B", abstract="We outperform FrobNet.")]
    >>> linking = StreamedLinking(papers, Lexicon())
    >>> [claim.target.slug for claim in linking.claims(2, prepare(papers[1]))]
    ['frobnet']
    """

    def __init__(
        self, papers: Iterable[Paper], lexicon: Lexicon, progress: Progress = silent
    ) -> None:
        """Go through the papers once; `progress` is told a total of 0."""
        discoverer = Discoverer(lexicon)
        found: dict[EntityId, Discovered] = {}
        proposing: dict[EntityId, Paper] = {}
        self.papers = 0
        for number, paper in enumerate(papers, start=1):
            key = _numbered(number)
            found[key] = discoverer.discover(prepare(paper))
            if found[key].own:
                proposing[key] = _without_text(paper)
            self.papers = number
            progress("discover", number, 0)
        self.proposed = {name for each in found.values() for one in each.own for name in one.names}
        grounded = ground(proposing, found, lexicon)
        self.lexicon = grounded.lexicon
        self._own = grounded.own
        self._others = grounded.others
        self._linker = Linker(grounded.lexicon)

    def claims(self, number: int, prepared: PreparedPaper) -> tuple[Claim, ...]:
        """Second pass: what the paper of that number, from 1, says of everything named."""
        paper = _numbered(number)
        linked = self._linker.link(paper, prepared, self._own.get(paper), self._others.get(paper))
        return linked.claims


def _numbered(number: int) -> EntityId:
    return EntityId(Kind.PAPER, str(number))


def _without_text(paper: Paper) -> Paper:
    """What grounding reads of a paper: its title and the URLs of its abstract."""
    urls = " ".join(one.url for one in find_urls(paper.abstract))
    return Paper(title=paper.title, abstract=urls)
