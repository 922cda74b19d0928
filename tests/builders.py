"""Small graphs in one line each: what a test shows is what the graph holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import (
    Claim,
    Entity,
    EntityId,
    Kind,
    Listing,
    Mention,
    Paper,
    Part,
    Relation,
    Span,
    Statement,
)

__all__ = [
    "claim",
    "entity",
    "graph_of",
    "listing",
    "mention",
    "paper",
    "paper_id",
    "stated_code",
    "stated_page",
]

#: The listing that every built paper stands on unless the test says otherwise.
LISTING = Listing(slug="page-00000000", file="page.txt", format="plaintext", sha256="0" * 64)


def listing(slug: str, **fields: Any) -> Listing:  # noqa: ANN401
    """A listing like `LISTING` under another slug."""
    return replace(LISTING, slug=slug, **fields)


def paper(title: str, abstract: str = "", **fields: Any) -> Paper:  # noqa: ANN401
    """A paper of the corpus; `listings=()` makes one that is known only by name."""
    fields.setdefault("listings", (LISTING.slug,))
    return Paper(title=title, abstract=abstract, **fields)


def stated_code(url: str) -> Statement:
    """That a source states the paper's code."""
    return Statement("githubRepo", Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, 0.9)


def stated_page(url: str) -> Statement:
    """That a source states the paper's page."""
    return Statement("projectPage", Relation.HAS_PROJECT_PAGE, Kind.PAGE, url, 0.9)


def paper_id(found: Paper | str) -> EntityId:
    """The id that `graph_of` gives a paper: letters and digits of its title, dashed."""
    title = found if isinstance(found, str) else found.title
    letters = "".join(c if c.isalnum() else " " for c in title.lower())
    return EntityId(Kind.PAPER, "-".join(letters.split()) or "untitled")


def entity(name: str, label: str, **fields: Any) -> Entity:  # noqa: ANN401
    """``entity("method/lora", "LoRA")``."""
    return Entity(id=EntityId.parse(name), label=label, **fields)


def mention(
    found: Paper, surface: str, part: Part = Part.ABSTRACT, confidence: float = 1.0
) -> Mention:
    """The first place where `part` prints `surface`; ``ValueError`` where it does not."""
    start = found.text(part).index(surface)
    return Mention(
        part=part,
        span=Span(start, start + len(surface)),
        surface=surface,
        confidence=confidence,
    )


def claim(
    subject: Paper | EntityId | str,
    relation: Relation | str,
    target: str,
    quote: str = "",
    mentions: Iterable[Mention] = (),
    **fields: Any,  # noqa: ANN401
) -> Claim:
    """``claim(qlora, "extends", "method/lora", quote="We extend LoRA.")``."""
    fields = {"confidence": 0.9, "rule": "test rule", **fields}
    return Claim(
        paper=subject if isinstance(subject, EntityId) else paper_id(subject),
        relation=Relation(relation),
        target=EntityId.parse(target),
        quote=quote,
        mentions=tuple(sorted(mentions, key=lambda m: m.sort_key)),
        **fields,
    )


def graph_of(
    papers: Iterable[Paper] = (), entities: Iterable[Entity] = (), claims: Iterable[Claim] = ()
) -> KnowledgeGraph:
    """A graph in the order that `KnowledgeGraph` promises, whatever the order given."""
    by_id = {paper_id(found): found for found in papers}
    slugs = sorted({slug for found in by_id.values() for slug in found.listings})
    return KnowledgeGraph(
        papers=dict(sorted(by_id.items())),
        entities={found.id: found for found in sorted(entities, key=lambda e: e.id)},
        claims=tuple(sorted(claims, key=lambda c: c.sort_key)),
        listings={slug: listing(slug) for slug in slugs},
    )
