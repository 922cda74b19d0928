"""The numbers that an evaluation is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from papergraph.analysis.matching import Comparison, PaperComparison
from papergraph.model import Relation

__all__ = [
    "Confusion",
    "Member",
    "Score",
    "confusion_of",
    "score_found",
    "score_identity",
    "score_relations",
    "score_repositories",
    "share",
]


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was asked for was found, and how much of what was found is right.

    Attributes:
        right: found and asked for.
        invented: found, not asked for.
        missed: asked for, not found.
    """

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the found that is right; 1 where nothing was found."""
        return share(self.right, self.right + self.invented, empty=1.0)

    @property
    def recall(self) -> float:
        """Share of the asked that was found; 1 where nothing was asked."""
        return share(self.right, self.right + self.missed, empty=1.0)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 0 where both are 0.

        >>> Score(right=3, invented=1, missed=3).f1
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Confusion(Counter[tuple[Relation, Relation]]):
    """How often which relation was found for which: keys are (asked, found)."""

    @property
    def accuracy(self) -> float:
        """Share of the pairs with one relation on both sides; 0 without pairs."""
        right = sum(count for (asked, found), count in self.items() if asked is found)
        return share(right, self.total())

    def score(self, relation: Relation) -> Score:
        """This relation against all others."""
        return Score(
            right=self[relation, relation],
            invented=sum(n for (asked, found), n in self.items() if asked != found == relation),
            missed=sum(n for (asked, found), n in self.items() if found != asked == relation),
        )


class Member(NamedTuple):
    """One paper's use of one thing, for the question what is the same as what.

    Attributes:
        paper: its place in the annotation.
        asked: what the readers call the thing.
        found: what the graph calls it.
    """

    paper: int
    asked: Hashable
    found: Hashable


def share(part: int, whole: int, *, empty: float = 0.0) -> float:
    """`part` of `whole`, or `empty` where `whole` is 0."""
    return part / whole if whole else empty


def confusion_of(compared: Iterable[Comparison]) -> Confusion:
    """The relations of all pairs."""
    return Confusion(
        (pair.gold.relation, pair.relation) for each in compared for pair in each.pairs
    )


def score_found(compared: Iterable[Comparison]) -> Score:
    """Whether things were found at all, whatever the relation."""
    right = invented = missed = 0
    for each in compared:
        right += len(each.pairs)
        invented += len(each.invented)
        missed += len(each.missed)
    return Score(right, invented, missed)


def score_relations(
    compared: Iterable[Comparison], relations: Collection[Relation], *, owed: bool = False
) -> Score:
    """Whether a thing was found with any of these relations where readers gave one of them.

    Args:
        compared: the methods of each paper.
        relations: which count as one.
        owed: whether also things that are not asked for count as missed, so that a graph owes
            everything that a paper introduces.
    """
    right = invented = missed = 0
    for each in compared:
        asked = [pair for pair in each.pairs if pair.gold.relation in relations]
        found = [pair for pair in each.pairs if pair.relation in relations]
        hits = sum(pair.relation in relations for pair in asked)
        right += hits
        invented += len(found) - hits
        invented += sum(loose.claim.relation in relations for loose in each.invented)
        missed += sum(gold.relation in relations for gold in each.gold if gold.asked or owed) - hits
    return Score(right, invented, missed)


def score_repositories(compared: Iterable[PaperComparison]) -> Score:
    """Whether the URLs of code and project pages were found."""
    right = invented = missed = 0
    for each in compared:
        right += len(each.asked_urls & each.found_urls.keys())
        invented += len(each.found_urls.keys() - each.asked_urls)
        missed += len(each.asked_urls - each.found_urls.keys())
    return Score(right, invented, missed)


def score_identity(members: Collection[Member]) -> Score:
    """Whether two papers that use one thing are linked to one node, over all pairs of papers."""
    right = _pairs((each.asked, each.found, each.paper) for each in members)
    asked = _pairs((each.asked, None, each.paper) for each in members)
    found = _pairs((None, each.found, each.paper) for each in members)
    return Score(right, found - right, asked - right)


def _pairs(members: Iterable[tuple[Hashable, Hashable, int]]) -> int:
    """Pairs of members alike in the first two places and of different papers."""
    papers: dict[tuple[Hashable, Hashable], list[int]] = {}
    for asked, found, paper in members:
        papers.setdefault((asked, found), []).append(paper)
    return sum(a != b for group in papers.values() for a, b in combinations(group, 2))
