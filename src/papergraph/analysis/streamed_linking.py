"""Both passes of linking over papers that are read anew for each, so that none has to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from papergraph.graph.grounding import ground
from papergraph.graph.progress import Progress, silent
from papergraph.lexicon import Lexicon
from papergraph.linking import Batch, Discovered, Discoverer, Linker, PreparedPaper, Reader
from papergraph.model import Claim, EntityId, Kind, Paper
from papergraph.text.urls import find_urls

__all__ = ["StreamedLinking"]

#: Papers that are read together.
_BATCH = 256


class StreamedLinking:
    """Links papers as a build of them all would; made by the first pass.

    Attributes:
        lexicon: the names that are looked for, those that papers propose among them.
        proposed: every name that a paper gives to its own work.
        papers: how many there are.

    >>> papers = [Paper(title="A", abstract="We present FrobNet, a network. FrobNet wins."),
    ...     Paper(title="B", abstract="We outperform FrobNet.")]
    >>> linking = StreamedLinking(papers, Lexicon())
    >>> [[claim.target.slug for claim in claims] for _, _, claims in linking.claims(papers)]
    [['frobnet'], ['frobnet']]
    """

    def __init__(
        self, papers: Iterable[Paper], lexicon: Lexicon, progress: Progress = silent
    ) -> None:
        """Go through the papers once; `progress` is told a total of 0."""
        self._reader = Reader(lexicon)
        discoverer = Discoverer(self._reader)
        found: dict[EntityId, Discovered] = {}
        proposing: dict[EntityId, Paper] = {}
        self.papers = 0
        for keys, batch in self._batches(papers):
            for key, one, paper in zip(keys, discoverer.discover(batch), batch.papers, strict=True):
                found[key] = one
                if one.own:
                    proposing[key] = _without_text(paper.paper)
            self.papers += len(keys)
            progress("discover", self.papers, 0)
        self.proposed = {name for each in found.values() for one in each.own for name in one.names}
        grounded = ground(proposing, found, lexicon)
        self.lexicon = grounded.lexicon
        self._own = grounded.own
        self._others = grounded.others
        self._linker = Linker(self._reader, grounded.lexicon)

    def claims(
        self, papers: Iterable[Paper]
    ) -> Iterator[tuple[int, PreparedPaper, tuple[Claim, ...]]]:
        """Second pass, over the same papers in the same order.

        Each paper's number, from 1, its texts, and what it says of everything named.
        """
        number = 0
        for keys, batch in self._batches(papers):
            linked = self._linker.link(keys, batch, self._own, self._others)
            for paper, one in zip(batch.papers, linked, strict=True):
                number += 1
                yield number, paper, one.claims

    def _batches(self, papers: Iterable[Paper]) -> Iterator[tuple[list[EntityId], Batch]]:
        waiting = iter(papers)
        number = 1
        while batch := list(islice(waiting, _BATCH)):
            keys = [_numbered(number + index) for index in range(len(batch))]
            yield keys, self._reader.read(batch)
            number += len(batch)


def _numbered(number: int) -> EntityId:
    return EntityId(Kind.PAPER, str(number))


def _without_text(paper: Paper) -> Paper:
    """What grounding reads of a paper: its title and the URLs of its abstract."""
    urls = " ".join(one.url for one in find_urls(paper.abstract))
    return Paper(title=paper.title, abstract=urls)
