"""What things are called: kinds, entity ids, parts of a text."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from papergraph.text.span import Span

__all__ = ["EntityId", "Kind", "Part", "Span"]


class Kind(StrEnum):
    """What a node of the graph is; the value is the first part of its IRI."""

    PAPER = "paper"
    METHOD = "method"
    DATASET = "dataset"
    REPOSITORY = "repository"
    TASK = "task"
    #: A project page: a URL that is no code host. A literal in RDF, not a node.
    PAGE = "page"


class EntityId(NamedTuple):
    """A node's identity: its kind and a readable slug made from content.

    Attributes:
        kind: what it is.
        slug: ``lora``, ``resnet-50``, ``github.com/owner/name``; a page's slug is its URL.
    """

    kind: Kind
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def parse(cls, text: str) -> EntityId:
        """Undo ``str()``. Raises ``ValueError`` where `text` has no known kind.

        >>> EntityId.parse("method/lora").slug
        'lora'
        """
        kind, _, slug = text.partition("/")
        return cls(Kind(kind), slug)


class Part(StrEnum):
    """Which text of a paper a span points into."""

    TITLE = "title"
    ABSTRACT = "abstract"
