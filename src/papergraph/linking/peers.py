"""What the other names of a paper say of each: those of its list, its sentence, its paper.

A first model sees every name alone. That "DIAL" is another's method tells much of "RIAL" in
"RIAL and DIAL", and that a paper proposes "MetaphorStar" of its "MetaphorStar-32B": so a second
one sees what the first says of a name beside what it says of its peers (collective
classification, Sen et al. 2008).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from papergraph.linking.arrays import Bools, Floats, Ints

__all__ = ["Standing", "pairs", "peer_measures", "totals"]

#: Tokens between two names of one list.
_MOST_BETWEEN = 6


class Standing(NamedTuple):
    """Where the names of a batch stand: one paper after the other, and one name.

    Attributes:
        paper: for each name the number of its paper.
        owner: for each place the number of its name.
        first: for each place its first token.
        stop: for each place the token after it.
        sentence: for each place the sentence that it is in; sentences count over all papers.
        title: for each place whether it is in a title.
        joints: for each token, and one more, how many before it join the items of a list.
    """

    paper: Ints
    owner: Ints
    first: Ints
    stop: Ints
    sentence: Ints
    title: Bools
    joints: Ints


def peer_measures(said: Mapping[str, Floats], where: Standing) -> dict[str, Floats]:
    """Measures of what is said of the peers of each name.

    Args:
        said: chances of each name, by class.
        where: they stand.

    Returns:
        columns by what they measure, each with a row a name.
    """
    count = len(where.paper)
    # Only names of one sentence meet there: a paper of many pages has far fewer such pairs.
    order = where.sentence.argsort(kind="stable")
    one, other = (order[some] for some in pairs(where.sentence[order]))
    apart = where.owner[one] != where.owner[other]
    one, other = one[apart], other[apart]
    mine, theirs = where.owner[one], where.owner[other]
    first, stop = where.first, where.stop
    before = stop[other] <= first[one]
    after = stop[one] <= first[other]
    inner = ~(before | after)
    longer = stop[other] - first[other] > stop[one] - first[one]
    start = np.where(before, stop[other], stop[one])
    end = np.where(before, first[one], first[other])
    gap = end - start
    joined = where.joints[np.maximum(end, start)] > where.joints[start]
    listed = (before | after) & (gap <= _MOST_BETWEEN) & ((gap == 0) | joined)
    beside = {
        "before": before,
        "after": after,
        "within": inner & longer,
        "around": inner & ~longer,
    }
    found: dict[str, Floats] = {}
    number = np.bincount(mine[listed], minlength=count)
    found["list: names"] = number.astype(np.float64)
    names, fellows = pairs(where.paper)
    apart = names != fellows
    names, fellows = names[apart], fellows[apart]
    headed = np.zeros(count, dtype=bool)
    headed[where.owner[where.title]] = True
    for name, chance in said.items():
        for place, flags in beside.items():
            found[f"{place}: {name}"] = _most(chance[theirs[flags]], mine[flags], count)
        total = totals(chance[theirs[listed]], mine[listed], count)
        found[f"list: {name}"] = np.where(number > 0, total / np.maximum(number, 1), -1.0)
        found[f"paper: {name}"] = _most(chance[fellows], names, count)
        found[f"paper, sum: {name}"] = totals(chance[fellows], names, count)
        flags = headed[fellows]
        found[f"title: {name}"] = _most(chance[fellows[flags]], names[flags], count)
    return found


def pairs(group: Ints) -> tuple[Ints, Ints]:
    """Indices of all ordered pairs of things of one group; groups stand in stretches."""
    bounds = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(bounds, len(group)))
    size = np.repeat(sizes, sizes)
    start = np.repeat(bounds, sizes)
    one = np.repeat(np.arange(len(group)), size)
    step = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    return one, start[one] + step


def totals(values: Floats, owner: Ints, count: int) -> Floats:
    """The sum of the values of each owner."""
    return np.bincount(owner, values, count).astype(np.float64, copy=False)


def _most(values: Floats, owner: Ints, count: int) -> Floats:
    """The greatest value of each owner; 0 where it has none."""
    found = np.zeros(count)
    np.maximum.at(found, owner, values)
    return found
