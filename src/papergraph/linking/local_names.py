"""What a paper itself says that a short form stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from papergraph.lexicon import Lexicon
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.model import EntityId
from papergraph.text.normalize import name_key

__all__ = ["local_names", "means_another"]


def local_names(
    paper: PreparedPaper, lexicon: Lexicon
) -> tuple[Mapping[EntityId, Sequence[str]], frozenset[str]]:
    """Abbreviations that this paper defines for known entities, and those it gives to others.

    "Sharpness-Aware Minimization (SAM)" makes SAM that optimizer here, whatever it is elsewhere;
    "mean absolute error (MAE)" bars MAE from being a masked autoencoder.
    """
    local: dict[EntityId, list[str]] = {}
    barred: set[str] = set()
    for passage, pairs in zip(paper.passages, paper.pairs, strict=True):
        for pair in pairs:
            long, short = pair.long.of(passage.text), pair.short.of(passage.text)
            if ids := lexicon.ids(long):
                local.setdefault(ids[0], []).append(short)
            elif (short_ids := lexicon.ids(short)) and not _may_mean(long, short_ids, lexicon):
                barred.add(name_key(short).removesuffix("s"))
    return local, frozenset(barred)


def means_another(one: Proposal, name: str, entity: EntityId, lexicon: Lexicon) -> bool:
    """Whether a paper spells one of its names out as something else than an entity."""
    long = one.long_form(name)
    return bool(long) and not _may_mean(long, [entity], lexicon)


def _may_mean(long: str, ids: Sequence[EntityId], lexicon: Lexicon) -> bool:
    """Whether a long form can be another wording of one of the entities' own long forms.

    Half of the words of the shorter one have to be in the other: many a "Deep Probabilistic
    Sub-sampling" shares its last word with what its acronym is known for.
    """
    words = _stems(long)
    for entity in ids:
        node = lexicon.known[entity].entity
        longs = [name for name in (node.label, *node.aliases) if " " in name or "-" in name]
        if not longs or any(_are_alike(words, _stems(name)) for name in longs):
            return True
    return False


def _are_alike(words: Set[str], others: Set[str]) -> bool:
    shared = len(words & others)
    return shared > 0 and 2 * shared >= min(len(words), len(others))


def _stems(name: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", name.lower()) if len(word) > 3}
