"""One written form of an entity, as a row of a lexicon file says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from papergraph.model import EntityId

__all__ = ["Folding", "Status", "Term"]


class Status(StrEnum):
    """What a name is to its entity."""

    PREFERRED = "preferred"
    ALIAS = "alias"


class Folding(StrEnum):
    """How freely a printed form may differ from the name."""

    #: Case, plural, dash and space may differ, as far as the name's own shape allows.
    SHAPE = ""
    #: Only as written, but for a plural: with other case it is an ordinary word.
    EXACT = "exact"
    #: As written, and only where the context speaks for it: it has other common meanings.
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Term:
    """A name of an entity.

    Attributes:
        entity: what it names.
        name: as the field writes it.
        status: preferred name, or another.
        folding: how freely it matches.
    """

    entity: EntityId
    name: str
    status: Status
    folding: Folding
