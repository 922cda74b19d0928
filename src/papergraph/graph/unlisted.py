"""Names that several papers print and no lexicon has: one entity each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from papergraph.linking import Proposal
from papergraph.model import EntityId, Kind
from papergraph.text.normalize import name_key, slug

__all__ = ["ground_unlisted"]


def ground_unlisted(
    named: Mapping[EntityId, Sequence[Proposal]],
) -> dict[EntityId, dict[EntityId, Proposal]]:
    """For each paper the entities of the names that only it and its neighbours print.

    A long form is the entity of the short one that a paper abbreviates it to; the kind is what
    the papers together are surest of.
    """
    short_of = _short_forms(named)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for found in named.values():
        for one in found:
            key = _key(one.label, short_of)
            if _plural_key(one.label) == key:
                labels[key][one.label] += 1
            kinds[key][one.kind] += one.best.confidence
    entities: dict[str, EntityId] = {}
    for key, weight in kinds.items():
        label = max(labels[key], key=lambda name: (labels[key][name], name), default=key)
        kind = max(weight, key=lambda kind: (weight[kind], kind))
        entities[key] = EntityId(kind, slug(label) or key)
    return {
        paper: {entities[_key(one.label, short_of)]: one for one in found}
        for paper, found in named.items()
    }


def _short_forms(named: Mapping[EntityId, Sequence[Proposal]]) -> dict[str, str]:
    """Keys of long forms that are abbreviated one way only, with the key of that abbreviation."""
    shorts: dict[str, set[str]] = defaultdict(set)
    for found in named.values():
        for one in found:
            for alias in one.names[1:]:
                shorts[_plural_key(alias)].add(_plural_key(one.label))
    return {long: next(iter(short)) for long, short in shorts.items() if len(short) == 1}


def _plural_key(name: str) -> str:
    key = name_key(name)
    return key.removesuffix("s") if name[-2:-1].isupper() else key


def _key(label: str, short_of: Mapping[str, str]) -> str:
    key = _plural_key(label)
    return short_of.get(key, key)
