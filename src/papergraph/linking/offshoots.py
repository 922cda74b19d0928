"""Names that a paper makes from its own name: AdANNS-IVF where it proposes AdANNS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papergraph.lexicon import Lexicon
from papergraph.linking.matcher import is_qualified
from papergraph.linking.passage import Passage
from papergraph.linking.proposals import Proposal, Sighting
from papergraph.linking.shapes import Shape, shape_of
from papergraph.text.normalize import name_key

__all__ = ["offshoots"]

_CONFIDENCE = 0.6
#: Own names shorter than this are too likely to begin another word.
_LEAST_PREFIX = 5
#: After a dash that stands for a comma: "we propose MATrack-a multiscale tracker".
_APPOSED = frozenset({"-a", "-an", "-the"})


def offshoots(
    own: Sequence[Proposal], texts: Sequence[Passage], lexicon: Lexicon
) -> Iterator[Proposal]:
    """Names that carry an own name as a part and that nothing knows; in text order."""
    shaped = [one for one in own if shape_of(one.label) >= Shape.ACRONYM]
    if not shaped:
        return
    taken = {name_key(name) for one in own for name in one.names}
    for text in texts:
        for word in text.words:
            name = word.word
            base = _base(name, shaped) if word.bare else None
            if base is None:
                continue
            key = name_key(name)
            if key in taken or key.removesuffix("s") in taken:
                continue
            if key in lexicon.by_key or is_qualified(name):
                continue
            taken.add(key)
            printed = text.plain.printed(word.start, word.end)
            rule = "variant: own NAME with more"
            best = Sighting(name, text.part, printed, base.kind, rule, _CONFIDENCE)
            yield Proposal(name, (name,), base.kind, best)


def _base(name: str, own: Sequence[Proposal]) -> Proposal | None:
    """The first of the own names that another carries."""
    for one in own:
        if one.label in name and _carries(name, one.label):
            return one
    return None


def _carries(name: str, own: str) -> bool:
    if len(name) <= len(own):
        return False
    if name.removeprefix(own) in _APPOSED:
        return False
    if own in name.split("-") or name.startswith(own + "-") or name.endswith("-" + own):
        return True
    return len(own) >= _LEAST_PREFIX and name.startswith(own) and name[len(own)].isupper()
