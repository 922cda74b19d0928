"""What a name of others stands for, where the curated lexicon has other things under it."""

from __future__ import annotations

from papergraph.lexicon import Lexicon
from papergraph.linking.local_names import means_another
from papergraph.linking.matcher import SHORT_NAME
from papergraph.linking.proposals import Proposal
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Entity, EntityId
from papergraph.text.normalize import letters_and_digits

__all__ = ["meaning_of"]


def meaning_of(unlisted: EntityId, one: Proposal, lexicon: Lexicon) -> tuple[EntityId | None, str]:
    """What another's name stands for, and its label where no lexicon has it.

    A name that needs a context is the lexicon's, for the paper's context spoke for it, unless the
    paper spells it out as something else. So is one of its kind that is printed otherwise than
    the lexicon has it, for the same reason, but for short names such as "GaN" and "C-DPO":
    ``None`` where the lexicon's entity has the IRI that such a one would get.
    """
    known = [
        (name, entity)
        for name in one.names
        for entity in lexicon.ids(name)
        if not means_another(one, name, entity, lexicon)
    ]
    if not known:
        return unlisted, one.label
    if any(map(lexicon.is_vague, one.names)):
        chosen = [entity for _, entity in known if _may_print(lexicon.known[entity].entity, one)]
    else:
        chosen = [entity for name, entity in known if entity.kind is one.kind and _is_long(name)]
    if not chosen:
        return (None, "") if unlisted in lexicon.known else (unlisted, one.label)
    return next((entity for entity in chosen if entity.kind is one.kind), chosen[0]), ""


def _is_long(name: str) -> bool:
    """Whether a name hardly is another where it is printed in another case, or with a hyphen."""
    return len(letters_and_digits(name)) > SHORT_NAME and name[1:2] != "-"


def _may_print(entity: Entity, one: Proposal) -> bool:
    """Whether a paper may print an entity's name as it prints one of its own.

    "LiF" is no LIF. Capitals alone are any case, and words with no other capital than their
    first may be printed small.
    """
    own = {letters_and_digits(name).removesuffix("s") for name in (entity.label, *entity.aliases)}
    return any(
        shape_of(name) < Shape.ACRONYM
        or (name.isupper() and entity.id.kind is one.kind)
        or letters_and_digits(name).removesuffix("s") in own
        for name in one.names
    )
