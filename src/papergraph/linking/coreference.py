"""Which of a paper's own names are one thing: "SEMA-RAG" and "Self-Evolving Multi-Agent RAG".

Brackets and titles tell the plain cases before names are weighed. What is left is weighed pair
by pair (mention-pair coreference, Soon et al. 2001): how one spells or contains the other, where
both stand, and what stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from papergraph.linking.arrays import Floats
from papergraph.linking.linear import LinearModel
from papergraph.linking.nominations import occurrences, times_printed
from papergraph.linking.pair_remarks import Own, pair_remarks
from papergraph.linking.passage import Passage
from papergraph.linking.proposals import Proposal, make_proposal

__all__ = ["merged"]

#: Names of one paper that are compared with each other; no abstract has so many.
_MOST_COMPARED = 40


def merged(
    own: Sequence[Proposal], passages: Sequence[Passage], model: LinearModel
) -> list[Proposal]:
    """A paper's own names, those that are one thing as one; in the order of their first ones."""
    if len(own) < 2:
        return list(own)
    compared = own[:_MOST_COMPARED]
    groups = sorted(map(sorted, _groups(_logits(compared, passages, model))))
    joined = [_joined([own[index] for index in some], passages) for some in groups]
    return [*joined, *own[_MOST_COMPARED:]]


def _logits(own: Sequence[Proposal], passages: Sequence[Passage], model: LinearModel) -> Floats:
    """For each two names what speaks for one thing rather than two."""
    known = [Own.of(one.kind, one.names, passages) for one in own]
    same, different = model.classes.index("same"), model.classes.index("different")
    logits = np.zeros((len(own), len(own)))
    for one, other in combinations(range(len(own)), 2):
        remarks = pair_remarks(known[one], known[other], other - one, passages)
        weights = model.weights[list(model.rows(remarks))].sum(axis=0)
        logits[one, other] = logits[other, one] = weights[same] - weights[different]
    return logits


def _groups(logits: Floats) -> list[list[int]]:
    """Things that belong together: the likeliest groups are joined while the mean speaks for it.

    So two short forms that a long one resembles do not become one through it.
    """
    groups = [[index] for index in range(len(logits))]
    while len(groups) > 1:
        means = {
            (one, other): float(logits[np.ix_(groups[one], groups[other])].mean())
            for one, other in combinations(range(len(groups)), 2)
        }
        one, other = likeliest = max(means, key=means.__getitem__)
        if means[likeliest] < 0:
            break
        groups[one] += groups.pop(other)
    return groups


def _joined(some: Sequence[Proposal], passages: Sequence[Passage]) -> Proposal:
    """Several names as one thing, as sure as the surest."""
    if len(some) == 1:
        return some[0]
    best = max((one.best for one in some), key=lambda best: best.confidence)
    names = {name: times_printed(name, passages) for one in some for name in one.names}
    titled = {name for name in names if occurrences(name, passages[0].text)}
    return make_proposal(best, names, titled)
