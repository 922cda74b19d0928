"""What makes a node central: each measure of a network, by its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import rustworkx as rx

from papergraph.analysis.ties import Ties

__all__ = ["MEASURES", "Measure", "Options", "sampled_betweenness"]

#: PageRank stops when no score has moved by more than this on average.
_TOLERANCE: Final = 1e-12

#: Power iterations converge on every network; on some slowly.
_ROUNDS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Options:
    """What a measure may be told.

    Attributes:
        damping: chance to follow an edge rather than to jump; of Katz, how far it reaches.
        about: place of the node that PageRank starts from again and again.
        samples: sources of sampled betweenness; 0 for all.
        seed: which ones.
    """

    damping: float = 0.85
    about: int | None = None
    samples: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure.

    Attributes:
        scores: of the nodes, by their place.
        weighted: whether the weights of edges count; a path counts steps.
    """

    scores: Callable[[Ties, Options], Mapping[int, float]]
    weighted: bool = True


def _pagerank(ties: Ties, options: Options) -> Mapping[int, float]:
    # Not rustworkx: to hand it the edges takes longer than this.
    size = len(ties.nodes)
    weights = ties.weights if options.about is None else ties.both_weights
    jump = np.full(size, 1 / max(size, 1))
    if options.about is not None:
        jump = np.zeros(size)
        jump[options.about] = 1.0
    out = weights.sum(axis=1)
    ends = np.flatnonzero(out == 0)
    out[ends] = 1.0
    # Two rounds differ by at most 2 * damping**round, so this many always converge.
    rounds = math.ceil(math.log(_TOLERANCE / 2) / math.log(options.damping)) + 1
    into = weights.T
    scores = np.full(size, 1 / max(size, 1))
    for _ in range(rounds):
        last = scores
        followed = into @ (last / out) + last[ends].sum() * jump
        scores = options.damping * followed + (1 - options.damping) * jump
        if abs(scores - last).sum() < _TOLERANCE * size:
            break
    return _by_place(scores)


def _degrees(ties: Ties, *, into: bool, out: bool) -> Mapping[int, float]:
    found = dict.fromkeys(range(len(ties.nodes)), 0.0)
    for source, target, weight in ties.edges:
        if out:
            found[source] += weight
        if into:
            found[target] += weight
    return found


def _degree(ties: Ties, _: Options) -> Mapping[int, float]:
    return _degrees(ties, into=ties.directed, out=True)


def _in_degree(ties: Ties, _: Options) -> Mapping[int, float]:
    return _degrees(ties, into=True, out=False)


def _out_degree(ties: Ties, _: Options) -> Mapping[int, float]:
    return _degrees(ties, into=False, out=True)


def _hits(ties: Ties, *, hubs: bool) -> Mapping[int, float]:
    # Not rustworkx: where several answers are possible, its own depends on the order of nodes.
    hub = np.ones(len(ties.nodes))
    for _ in range(_ROUNDS if ties.edges else 0):
        last, hub = hub, ties.weights @ (hub @ ties.weights)
        hub /= hub.sum()
        if abs(hub - last).sum() < _TOLERANCE:
            break
    found = ties.weights @ (hub @ ties.weights) if hubs else hub @ ties.weights
    return _by_place(found / (found.sum() or 1.0))


def _hubs(ties: Ties, _: Options) -> Mapping[int, float]:
    return _hits(ties, hubs=True)


def _authorities(ties: Ties, _: Options) -> Mapping[int, float]:
    return _hits(ties, hubs=False)


def _eigenvector(ties: Ties, _: Options) -> Mapping[int, float]:
    if not ties.edges:
        return dict.fromkeys(range(len(ties.nodes)), 0.0)
    return rx.eigenvector_centrality(ties.ways, weight_fn=float, tol=1e-10, max_iter=_ROUNDS)


def _katz(ties: Ties, options: Options) -> Mapping[int, float]:
    if not ties.nodes:
        return {}
    into, out = _in_degree(ties, options), _out_degree(ties, options)
    # No eigenvalue is greater than this, so that the sum over all paths is finite.
    bound = math.sqrt(max(into.values(), default=0) * max(out.values(), default=0))
    alpha = options.damping / bound if bound else 0.0
    return rx.katz_centrality(
        ties.arrows, alpha=alpha, weight_fn=float, tol=1e-10, max_iter=_ROUNDS
    )


def _closeness(ties: Ties, _: Options) -> Mapping[int, float]:
    size = len(ties.nodes)
    reached, total = np.zeros(size), np.zeros(size)
    for some, counts in ties.reach():
        for steps, count in enumerate(counts, start=1):
            reached[some] += count
            total[some] += steps * count
    return _by_place(reached / np.maximum(total, 1) * reached / max(size - 1, 1))


def _harmonic(ties: Ties, _: Options) -> Mapping[int, float]:
    size = len(ties.nodes)
    scores = np.zeros(size)
    for some, counts in ties.reach():
        for steps, count in enumerate(counts, start=1):
            scores[some] += count / steps
    return _by_place(scores / max(size - 1, 1))


def _core(ties: Ties, _: Options) -> Mapping[int, float]:
    cores: Any = rx.core_number(ties.ways)  # its stub says that it is one number
    return {place: float(core) for place, core in cores.items()}


def _betweenness(ties: Ties, options: Options) -> Mapping[int, float]:
    size = len(ties.nodes)
    if 0 < options.samples < size:
        chance = np.random.default_rng(options.seed)
        sources = sorted(chance.choice(size, options.samples, replace=False).tolist())
        return sampled_betweenness(ties, sources)
    # One thread: several add their parts in any order, and the last digits would vary.
    return rx.betweenness_centrality(ties.ways, parallel_threshold=size + 1)


def sampled_betweenness(ties: Ties, sources: Sequence[int]) -> Mapping[int, float]:
    """What the shortest paths from some sources say, as the mean over all sources would be."""
    size = len(ties.nodes)
    scores = np.zeros(size)
    for some, levels in ties.levels(sources):
        below = np.zeros_like(levels[0])
        for nearer, farther in zip(levels[-2::-1], levels[:0:-1], strict=True):
            # Each farther node hands on 1 and what it was handed, in shares of its paths.
            share = np.divide(1.0 + below, farther, out=np.zeros_like(below), where=farther > 0)
            below = nearer * (ties.steps @ share)
            inner = below.copy()
            inner[list(sources[some]), np.arange(inner.shape[1])] = 0.0
            scores += inner.sum(axis=1)
    pairs = max((size - 1) * (size - 2), 1)
    return _by_place(scores * size / len(sources) / pairs)


def _by_place(scores: np.typing.NDArray[np.float64]) -> Mapping[int, float]:
    return dict(enumerate(scores.tolist()))


#: Every measure, by the name that users give.
MEASURES: Mapping[str, Measure] = {
    "pagerank": Measure(_pagerank),
    "degree": Measure(_degree),
    "betweenness": Measure(_betweenness, weighted=False),
    "in-degree": Measure(_in_degree),
    "out-degree": Measure(_out_degree),
    "hubs": Measure(_hubs),
    "authorities": Measure(_authorities),
    "eigenvector": Measure(_eigenvector),
    "katz": Measure(_katz),
    "closeness": Measure(_closeness, weighted=False),
    "harmonic": Measure(_harmonic, weighted=False),
    "core": Measure(_core, weighted=False),
}
