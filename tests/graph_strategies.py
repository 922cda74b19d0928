"""Small graphs with the trouble of this domain in their names, texts and addresses."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import (
    Claim,
    Count,
    Entity,
    EntityId,
    Kind,
    Level,
    Listing,
    Match,
    Mention,
    Paper,
    Part,
    Relation,
    Span,
    Value,
)

__all__ = ["graphs"]

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NAME = st.text(st.sampled_from("aZé+β𝛽 -_:\"'\\\n\r\t<>{}#,%.|"), min_size=1, max_size=8)
_SLUG = st.text(
    st.sampled_from(string.ascii_lowercase[:4] + "β.-/%, #+'\"<>\\:?"), min_size=1, max_size=6
)
_SCORE = st.integers(0, 100).map(lambda n: n / 100)
_ISSUED = st.sampled_from(["", "2021", "2021-06", "2021-06-17", "1999-12-31", "June 2021"])
_TARGETS = {
    Relation.HAS_REPOSITORY: Kind.REPOSITORY,
    Relation.HAS_PROJECT_PAGE: Kind.PAGE,
    Relation.EVALUATES_ON: Kind.DATASET,
    Relation.ADDRESSES: Kind.TASK,
    Relation.CITES: Kind.PAPER,
}
_LEVELLED = (Kind.METHOD, Kind.DATASET)


@st.composite
def _papers(draw: st.DrawFn, listings: list[str]) -> Paper:
    return Paper(
        title=draw(_TEXT.filter(lambda text: bool(text.strip()))),
        abstract=draw(_TEXT),
        listings=tuple(sorted(draw(st.sets(st.sampled_from(listings))))) if listings else (),
        arxiv_id=draw(st.sampled_from(["", "2106.09685"])),
        doi=draw(st.sampled_from(["", "10.1/x<y>"])),
        authors=tuple(draw(st.lists(_NAME, max_size=3))),
        issued=draw(_ISSUED),
        url=draw(st.sampled_from(["", "https://a.b/c d?e=1&f"])),
        identifiers=tuple(sorted(draw(st.sets(_NAME, max_size=2)))),
        categories=tuple(sorted(draw(st.sets(_NAME, max_size=2)))),
        venue=draw(_TEXT),
        counts=tuple(sorted(draw(st.sets(_counts(listings), max_size=2)))),
        others=tuple(sorted(draw(st.sets(_values(listings), max_size=2)))),
        matches=tuple(sorted(draw(st.sets(_matches(listings), max_size=2)))) if listings else (),
    )


def _counts(listings: list[str]) -> st.SearchStrategy[Count]:
    return st.builds(
        Count,
        what=st.sampled_from(["citations", "upvotes"]),
        value=st.integers(0, 10**6),
        source=st.sampled_from(["openalex", "huggingface"]),
        day=st.sampled_from(["", "2024-05-01"]),
        listing=st.sampled_from(["", *listings]),
    )


def _values(listings: list[str]) -> st.SearchStrategy[Value]:
    field = st.sampled_from(["title", "abstract"])
    return st.builds(Value, field=field, value=_NAME, listing=st.sampled_from(["", *listings]))


def _matches(listings: list[str]) -> st.SearchStrategy[Match]:
    return st.builds(Match, listing=st.sampled_from(listings), confidence=_SCORE, rule=_NAME)


@st.composite
def _entities(draw: st.DrawFn, known: EntityId, all_ids: list[EntityId]) -> Entity:
    papers = [found for found in all_ids if found.kind is Kind.PAPER]
    alike = [found for found in all_ids if found.kind is known.kind]
    if known.kind is Kind.PAGE:
        return Entity(id=known, label=known.slug, url=known.slug)
    levelled = known.kind in _LEVELLED
    return Entity(
        id=known,
        label=draw(_NAME),
        aliases=tuple(sorted(draw(st.sets(_NAME, max_size=2)))),
        level=draw(st.sampled_from(Level)) if levelled else Level.NAMED,
        broader=draw(st.none() | st.sampled_from(alike)),
        introduced_by=tuple(sorted(draw(st.sets(st.sampled_from(papers))))) if papers else (),
        url=draw(_TEXT),
    )


@st.composite
def _claims(draw: st.DrawFn, subject: EntityId, paper: Paper, target: Entity, at: int) -> Claim:
    kind = target.id.kind
    relation = draw(st.sampled_from([r for r in Relation if _TARGETS.get(r, Kind.METHOD) is kind]))
    # Each target has its own place in the title: mention spans of a paper never overlap.
    span = Span(at, at + 1)
    mention = Mention(
        part=Part.TITLE, span=span, surface=span.of(paper.title), confidence=draw(_SCORE)
    )
    return Claim(
        paper=subject,
        relation=relation,
        target=target.id,
        confidence=draw(_SCORE),
        rule=draw(_TEXT),
        quote=draw(_TEXT),
        mentions=(mention,) if draw(st.booleans()) else (),
        field=draw(_TEXT),
        listing=draw(st.sampled_from(["", "page-1"])),
    )


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """A graph that keeps every promise of `KnowledgeGraph`; nothing else is assumed."""
    slugs = sorted(draw(st.sets(_SLUG, max_size=2)))
    listings = {
        slug: Listing(slug=slug, file=draw(_NAME), format="x", sha256="0", printed_date=draw(_TEXT))
        for slug in slugs
    }
    paper_ids = [EntityId(Kind.PAPER, slug) for slug in sorted(draw(st.sets(_SLUG, max_size=3)))]
    kinds = [kind for kind in Kind if kind is not Kind.PAPER]
    keys = draw(st.sets(st.tuples(st.sampled_from(kinds), _SLUG), max_size=4))
    ids = sorted(EntityId(kind, slug) for kind, slug in keys)
    papers = {found: draw(_papers(slugs)) for found in paper_ids}
    entities = {found: draw(_entities(found, [*paper_ids, *ids])) for found in ids}
    claims = [
        draw(_claims(found, paper, target, at))
        for found, paper in papers.items()
        for at, target in enumerate(entities.values())
        if draw(st.booleans())
    ]
    named = {claim.target for claim in claims}  # a page without a claim leaves no trace
    kept = {i: e for i, e in entities.items() if i.kind is not Kind.PAGE or i in named}
    return KnowledgeGraph(
        papers=papers,
        entities=kept,
        claims=tuple(sorted(claims, key=lambda claim: claim.sort_key)),
        listings=listings,
    )
