"""Names that several papers print and no lexicon has: one entity each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from papergraph.graph.proposed import is_distinct
from papergraph.lexicon import Lexicon
from papergraph.linking import Proposal
from papergraph.linking.local_names import are_alike
from papergraph.model import EntityId, Kind
from papergraph.text.normalize import letters_and_digits, name_key, singular, slug

__all__ = ["ground_unlisted"]

#: What tells the IRI of a name of others from that of a thing that is proposed under it.
_ANOTHER = "another"


class _Sense(NamedTuple):
    """What a name stands for: its key, and which of the things that papers spell out by it."""

    key: str
    number: int


def ground_unlisted(
    named: Mapping[EntityId, Sequence[Proposal]],
    proposed: Mapping[EntityId, Sequence[Proposal]],
    lexicon: Lexicon,
) -> dict[EntityId, dict[EntityId, Proposal]]:
    """For each paper the entities of the names that only it and its neighbours print.

    A long form is the entity of the short one that a paper abbreviates it to; a short form that
    papers spell out as several things is one entity for each, and where none says so the one
    that most papers mean. The kind is what the papers together are surest of. What a paper
    proposes under the same name is the same thing where both spell it out alike, or where the
    name can hardly mean two things: of 60 others that 12,000 papers had, two were.

    Args:
        named: for each paper what it names.
        proposed: what papers of this build propose, by entity.
        lexicon: the curated one.
    """
    short_of = _short_forms(named)
    meant = _meanings(named, short_of)

    def sense(one: Proposal) -> _Sense:
        key = _key(one.label, short_of)
        long = _long_form(one, key)
        alike = (number for number, other in enumerate(meant[key]) if are_alike(long, other))
        return _Sense(key, next(alike, 0) if long else 0)

    labels: dict[_Sense, Counter[str]] = defaultdict(Counter)
    kinds: dict[_Sense, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for found in named.values():
        for one in found:
            of = sense(one)
            labels[of][one.label] += 1
            kinds[of][one.kind] += one.best.confidence
    entities: dict[_Sense, EntityId] = {}
    for of, weight in kinds.items():
        seen = labels[of]
        short = [name for name in seen if _plural_key(name) == of.key]
        label = max(short or seen, key=lambda name: (seen[name], name))
        long = meant[of.key][of.number] if meant[of.key] else ""
        shown = long if of.number else label
        kind = max(weight, key=lambda kind: (weight[kind], kind))
        entity = EntityId(kind, slug(shown) or of.key)
        if entity in proposed and not _is_same(label, long, proposed[entity], lexicon):
            entity = EntityId(kind, slug(long) or f"{entity.slug}-{_ANOTHER}")
            if entity in proposed:
                entity = EntityId(kind, f"{entity.slug}-{_ANOTHER}")
        entities[of] = entity
    return {paper: {entities[sense(one)]: one for one in found} for paper, found in named.items()}


def _is_same(label: str, long: str, proposed: Sequence[Proposal], lexicon: Lexicon) -> bool:
    """Whether a name of others, with what they spell it out as, is one that papers propose."""
    longs = [other for one in proposed if (other := one.long_form(one.label))]
    if long and longs:
        return any(are_alike(long, other) for other in longs)
    printed = {letters_and_digits(name) for one in proposed for name in one.names}
    return letters_and_digits(label) in printed and is_distinct(label, lexicon)


def _meanings(
    named: Mapping[EntityId, Sequence[Proposal]], short_of: Mapping[str, str]
) -> dict[str, list[str]]:
    """What papers spell each name out as, by its key: one wording a thing, most papers first."""
    longs: dict[str, Counter[str]] = defaultdict(Counter)
    for found in named.values():
        for one in found:
            key = _key(one.label, short_of)
            longs[key].update(filter(None, [_long_form(one, key)]))
    meant: dict[str, list[str]] = defaultdict(list)
    for key, wordings in longs.items():
        for long, _ in sorted(wordings.items(), key=lambda pair: (-pair[1], pair[0])):
            if not any(are_alike(long, other) for other in meant[key]):
                meant[key].append(long)
    return meant


def _long_form(one: Proposal, key: str) -> str:
    """What a paper spells a name out as; "" where it does not."""
    if (" " in one.label or "-" in one.label) and _plural_key(one.label) != key:
        return one.label
    return one.long_form(one.label)


def _short_forms(named: Mapping[EntityId, Sequence[Proposal]]) -> dict[str, str]:
    """Keys of names that stand for one other only, with the key of that: the short one of two."""
    shorts: dict[str, set[str]] = defaultdict(set)
    for found in named.values():
        for one in found:
            for name in one.names:
                if long := one.long_form(name):
                    shorts[_plural_key(long)].add(_plural_key(name))
                elif name != one.label and not one.long_form(one.label):
                    shorts[_plural_key(name)].add(_plural_key(one.label))
    return {long: next(iter(short)) for long, short in shorts.items() if len(short) == 1}


def _plural_key(name: str) -> str:
    return name_key(singular(name))


def _key(label: str, short_of: Mapping[str, str]) -> str:
    key = _plural_key(label)
    return short_of.get(key, key)
