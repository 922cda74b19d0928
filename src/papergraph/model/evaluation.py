"""A row of a leaderboard."""

from __future__ import annotations

from typing import NamedTuple

from papergraph.model.ids import EntityId

__all__ = ["Evaluation"]


class Evaluation(NamedTuple):
    """What a model of a paper reached on a dataset, its names grounded.

    Attributes:
        paper: whose result it is.
        task: what was asked for.
        dataset: where.
        metric: name of the metric.
        value: a decimal number as text, canonical.
        model: the paper's model, as the leaderboard names it.
        listing: slug of the listing that states it.
    """

    paper: EntityId
    task: EntityId
    dataset: EntityId
    metric: str
    value: str
    model: str
    listing: str
