"""A node that papers are linked to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from papergraph.model.ids import EntityId

__all__ = ["Entity", "Introduction", "Level"]


class Level(StrEnum):
    """How specific a method's name is."""

    #: One published thing: LoRA, ResNet-50.
    NAMED = "named"
    #: A family or a field: CNN, pruning.
    GENERIC = "generic"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Introduction:
    """The paper that a method or dataset comes from, as the lexicon knows it.

    Attributes:
        title: the paper's title.
        year: of its first version; 0 where unknown.
        arxiv_id: where a source confirms it, else "".
    """

    title: str
    year: int = 0
    arxiv_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A method, dataset, task, repository or page.

    Attributes:
        id: kind and slug.
        label: the preferred name; "owner/name" of a repository, the URL of a page.
        aliases: other names, sorted; without the label.
        level: of a method or dataset; everything else is always named.
        broader: the slug's entity that this one is a version or subset of, or ``None``.
        introduced_by: papers that introduce it, sorted; usually one, or none.
        url: canonical URL of a repository, a page or a dataset, or "".
    """

    id: EntityId
    label: str
    aliases: tuple[str, ...] = ()
    level: Level = Level.NAMED
    broader: EntityId | None = None
    introduced_by: tuple[EntityId, ...] = ()
    url: str = ""
