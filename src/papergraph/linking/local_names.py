"""What a paper itself says that a short form stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from papergraph.lexicon import Lexicon
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.model import Entity, EntityId
from papergraph.text.normalize import name_key, singular

__all__ = ["are_alike", "local_names", "means_another"]

_WORD = re.compile(r"[a-z]+")
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Letters that the forms of a word have in common, and those of a misprint in percent.
_ROOT = 3
_LIKE_LETTERS = 60
_JOINING_WORDS = frozenset({"of", "for", "in", "with", "on", "to", "via", "by", "from", "using"})


def local_names(
    paper: PreparedPaper, lexicon: Lexicon
) -> tuple[Mapping[EntityId, Sequence[str]], frozenset[str]]:
    """Names that this paper defines for known entities, and short forms it gives to others.

    "Sharpness-Aware Minimization (SAM)" makes SAM that optimizer here, whatever it is elsewhere;
    "mean absolute error (MAE)" bars MAE from being a masked autoencoder.
    """
    local: dict[EntityId, list[str]] = {}
    barred: set[str] = set()
    for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
        for pair in pairs:
            long, short = pair.long.of(passage.text), pair.short.of(passage.text)
            ids, short_ids = lexicon.ids(long), lexicon.ids(short)
            if _stands_for(short, long, ids, short_ids, lexicon):
                local.setdefault(short_ids[0], []).append(long)
                continue
            if ids:
                local.setdefault(ids[0], []).append(singular(short))
            if short_ids and not (ids and ids[0] in short_ids):
                barred.add(name_key(short).removesuffix("s"))
    return local, frozenset(barred)


def _stands_for(
    short: str,
    long: str,
    ids: Sequence[EntityId],
    short_ids: Sequence[EntityId],
    lexicon: Lexicon,
) -> bool:
    """Whether a short form is what the lexicon has it for, where a paper spells it out.

    A long form of another entity is that one ("protein language model (PLM)"), unless the lexicon
    has the short form without any: DARTS is a "Differentiable Architecture Search", not all.
    """
    if ids and any(_long_forms(short, lexicon.known[one].entity) for one in short_ids):
        return False
    return _may_mean(short, long, short_ids, lexicon)


def means_another(one: Proposal, name: str, entity: EntityId, lexicon: Lexicon) -> bool:
    """Whether a paper spells one of its names out as something else than an entity."""
    long = one.long_form(name)
    return bool(long) and not _may_mean(name, long, [entity], lexicon)


def _may_mean(short: str, long: str, ids: Sequence[EntityId], lexicon: Lexicon) -> bool:
    """Whether a long form can be another wording of what one of the entities is short for.

    Where the lexicon has no long form, the title of the introducing paper has to have a word of
    it: "major adverse cardiac events (MACE)" is no force field. Where it has no paper either, the
    form has to be printed as it has it.
    """
    for entity in ids:
        node, introduction = lexicon.known[entity].entity, lexicon.known[entity].introduction
        longs = _long_forms(short, node)
        if any(are_alike(long, name) for name in longs):
            return True
        if longs:
            continue
        if introduction is None and _prints_alike(short, node):
            return True
        if introduction and _stems(long) & _told(introduction.title, node):
            return True
    return False


def _long_forms(short: str, node: Entity) -> list[str]:
    """Names of several words or parts that an entity has beside a short one."""
    key = name_key(short)
    return [
        name
        for name in (node.label, *node.aliases)
        if (" " in name or "-" in name) and name_key(name) != key
    ]


def _prints_alike(short: str, node: Entity) -> bool:
    """Whether a short form is printed as the entity's name is, hyphens and all: no "MLNet" ML-Net.

    Where the lexicon has nothing that could speak against it, that has to do.
    """
    return not {short, short.removesuffix("s")}.isdisjoint((node.label, *node.aliases))


def _told(title: str, node: Entity) -> set[str]:
    """Stems of a title, and of the parts of a name: "TARFlow" tells of a flow."""
    return _stems(" ".join([title, *_PART.findall(node.label)]))


def are_alike(first: str, second: str) -> bool:
    """Whether two long forms can be wordings of one thing.

    Word by word where they have as many, for "quasi-Monte Carlo" differs from the Markov chain's
    in one; else half of the words of the shorter one have to be in the other: many a "Deep
    Probabilistic Sub-sampling" shares its last word with what its acronym is known for.
    """
    one, other = (_WORD.findall(name.lower()) for name in (first, second))
    if len(one) == len(other):
        return all(map(_are_forms, one, other))
    words, others = _stems(first), _stems(second)
    shared = len(words & others)
    return shared > 0 and 2 * shared >= min(len(words), len(others))


def _are_forms(word: str, other: str) -> bool:
    """Whether two words are forms or spellings of one, or join others."""
    return (
        word[:_ROOT] == other[:_ROOT]
        or fuzz.ratio(word, other) >= _LIKE_LETTERS
        or {word, other} <= _JOINING_WORDS
    )


def _stems(name: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(name.lower()) if len(word) > 3}
