"""Measures for a second look at what could be a name, beside what the first model says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from papergraph.linking.arrays import Floats, Ints
from papergraph.linking.linear import PlaceScores, softmax
from papergraph.linking.nominations import Nomination
from papergraph.linking.peers import Standing, pairs, peer_measures, totals
from papergraph.linking.surroundings import View

__all__ = ["FirstLook", "measures"]

_LEAST_CHANCE = 1e-4
#: What the best place of a nomination without places says.
_NO_PLACE = -9.0
#: Shorter names are a part of too many others.
_LEAST_PART = 3


class FirstLook(NamedTuple):
    """What a linear model says of nominations.

    Attributes:
        places: of each place.
        share: of each place in what is said of its nomination.
        logits: a row a nomination, a column a class.
    """

    places: PlaceScores
    share: Floats
    logits: Floats


def measures(
    nominations: Sequence[Nomination],
    standing: Standing,
    views: Iterable[View],
    look: FirstLook,
    classes: Sequence[str],
) -> dict[str, Floats]:
    """What tells names from others, once a first model has judged each alone.

    Args:
        nominations: of a batch.
        standing: where they are.
        views: what the first model saw around them.
        look: what it says.
        classes: its classes.

    Returns:
        columns by what they measure, each with a row a nomination.
    """
    chances = softmax(look.logits)
    owner, count = standing.owner, len(nominations)
    said = {
        "own": chances[:, [name.startswith("own ") for name in classes]].sum(axis=1),
        "other": chances[:, [name in ("method", "dataset") for name in classes]].sum(axis=1),
    }
    looks = np.array([_looks(one) for one in nominations], dtype=np.float64)
    return {
        **dict(_of_classes(chances, classes)),
        **dict(_of_places(owner, count, views, look, classes)),
        **peer_measures(said, standing),
        **_shared_names(nominations, standing.paper, said["own"]),
        **dict(zip(_LOOKS, looks.reshape(count, len(_LOOKS)).T, strict=True)),
        "places": np.log1p(np.bincount(owner, minlength=count)),
    }


def _of_classes(chances: Floats, classes: Sequence[str]) -> Iterator[tuple[str, Floats]]:
    """The chances of each class and their logarithms."""
    for name, chance in zip(classes, chances.T, strict=True):
        yield f"chance: {name}", chance
        yield f"logit: {name}", np.log(np.maximum(chance, _LEAST_CHANCE))


def _of_places(
    owner: Ints, count: int, views: Iterable[View], look: FirstLook, classes: Sequence[str]
) -> Iterator[tuple[str, Floats]]:
    """How much the best place speaks for each class, and those of each view together."""
    logits = look.places.logits
    logits = logits - logits.mean(axis=1, keepdims=True)
    for number, name in enumerate(classes):
        most = np.full(count, _NO_PLACE)
        np.maximum.at(most, owner, logits[:, number])
        yield f"best place: {name}", most
    for view in views:
        part = view.columns[0].name.partition(" ")[0]
        which = view.which
        for number, name in enumerate(classes):
            spoken = logits[which, number] * look.share[which]
            yield f"{part}: {name}", totals(spoken, owner[which], count)


#: How a name looks, in the order of `_looks`.
_LOOKS = (
    *("shape, most", "shape of longest", "words", "forms", "long forms", "length", "capitals"),
    *("has digit", "shortest is upper", "shortest length", "dashes"),
)


def _looks(one: Nomination) -> tuple[float, ...]:
    forms = one.forms
    longest, shortest = max(forms, key=len), min(forms, key=len)
    return (
        max(form.shape for form in forms.values()),
        forms[longest].shape,
        longest.count(" ") + 1,
        len(forms),
        len(one.long_forms),
        len(longest),
        sum(word[:1].isupper() for word in longest.split()),
        any(map(str.isdigit, longest)),
        shortest.isupper(),
        len(shortest),
        longest.count("-"),
    )


def _shared_names(
    nominations: Sequence[Nomination], paper: Ints, own: Floats
) -> Mapping[str, Floats]:
    """How sure an own name is that a name is a part of, and one that is a part of it."""
    names = [max(one.forms, key=len) for one in nominations]
    part, whole = np.zeros(len(names)), np.zeros(len(names))
    for one, other in zip(*(some.tolist() for some in pairs(paper)), strict=True):
        if _LEAST_PART <= len(names[one]) < len(names[other]) and names[one] in names[other]:
            part[one] = max(part[one], own[other])
            whole[other] = max(whole[other], own[one])
    return {"part of an own name": part, "own name is part": whole}
