"""What a paper says of an entity, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass

from papergraph.model.ids import EntityId, Part, Span
from papergraph.model.relation import Relation

__all__ = ["Claim", "Mention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of one paper's text that names an entity (stand-off annotation).

    Attributes:
        part: the text that `span` indexes.
        span: half-open, in code points of the verbatim title or abstract.
        surface: ``span.of(paper.text(part))``, kept so that a mention reads alone.
        confidence: that the surface names this entity, 0 to 1.
    """

    part: Part
    span: Span
    surface: str
    confidence: float

    @property
    def sort_key(self) -> tuple[bool, Span, str]:
        """Text order: the title first."""
        return (self.part is not Part.TITLE, self.span, self.surface)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One relation of a paper to an entity, with its grounds.

    A graph holds at most one claim a (paper, entity): the strongest relation that the text
    supports. A claim that comes from a source's field has `field` and `listing`, no mentions.

    Attributes:
        paper: the subject.
        relation: how it stands to `target`.
        target: a method, dataset, task, repository or page; a page's slug is its URL.
        confidence: of the whole claim, 0 to 1, two decimals.
        rule: name of the rule that decided, e.g. "title: X of NAME".
        quote: the sentence that decided, verbatim; "" for a claim from a field.
        mentions: every mention of the target in the paper, in text order.
        field: the source's field that states it (``githubRepo``), or "".
        listing: slug of the listing whose field states it, or "".
    """

    paper: EntityId
    relation: Relation
    target: EntityId
    confidence: float
    rule: str
    quote: str
    mentions: tuple[Mention, ...] = ()
    field: str = ""
    listing: str = ""

    @property
    def sort_key(self) -> tuple[EntityId, EntityId, int]:
        """By paper, then target, then strength."""
        return (self.paper, self.target, self.relation.rank)
