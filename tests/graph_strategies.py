"""Small graphs with the trouble of this domain in their names, texts and addresses."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any, TypeVar

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

# Made once: to make a strategy costs more than to draw from it.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_TITLE = _TEXT.filter(lambda text: bool(text.strip()))
_NAME = st.text(st.sampled_from("aZé+β𝛽 -_:\"'\\\n\r\t<>{}#,%.|"), min_size=1, max_size=8)
_NAMES = st.sets(_NAME, max_size=2).map(sorted).map(tuple)
_SLUG = st.text(
    st.sampled_from(string.ascii_lowercase[:4] + "β.-/%, #+'\"<>\\:?"), min_size=1, max_size=6
)
_SLUGS = st.sets(_SLUG, max_size=3).map(sorted)
_SCORE = st.integers(0, 100).map(lambda n: n / 100)
#: Chooses one of some things, whatever their number: see `_one_of`.
_PLACE = st.integers(0, 11)
_PLACES = st.sets(_PLACE, max_size=3)
_PAPER: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "title": _TITLE,
        "abstract": _TEXT,
        "arxiv_id": st.sampled_from(["", "2106.09685"]),
        "doi": st.sampled_from(["", "10.1/x<y>"]),
        "authors": st.lists(_NAME, max_size=3).map(tuple),
        "issued": st.sampled_from(["", "2021", "2021-06", "2021-06-17", "1999-12-31", "June 2021"]),
        "url": st.sampled_from(["", "https://a.b/c d?e=1&f"]),
        "identifiers": _NAMES,
        "categories": _NAMES,
        "venue": _TEXT,
    }
)
_COUNTS = st.sets(
    st.tuples(
        st.sampled_from(["citations", "upvotes"]),
        st.integers(0, 10**6),
        st.sampled_from(["openalex", "huggingface"]),
        st.sampled_from(["", "2024-05-01"]),
        _PLACE,
    ),
    max_size=2,
)
_VALUES = st.sets(st.tuples(st.sampled_from(["title", "abstract"]), _NAME, _PLACE), max_size=2)
_MATCHES = st.sets(st.tuples(_PLACE, _SCORE, _NAME), max_size=2)
_LEVEL = st.sampled_from(Level)
_LEVELLED = (Kind.METHOD, Kind.DATASET)
_KEYS = st.sets(
    st.tuples(st.sampled_from([kind for kind in Kind if kind is not Kind.PAPER]), _SLUG),
    max_size=4,
)
_TARGETS = {
    Relation.HAS_REPOSITORY: Kind.REPOSITORY,
    Relation.HAS_PROJECT_PAGE: Kind.PAGE,
    Relation.EVALUATES_ON: Kind.DATASET,
    Relation.ADDRESSES: Kind.TASK,
    Relation.CITES: Kind.PAPER,
}
_RELATIONS = {
    kind: st.sampled_from([r for r in Relation if _TARGETS.get(r, Kind.METHOD) is kind])
    for kind in Kind
}
_SOME_LISTING = st.sampled_from(["", "page-1"])
_LISTINGS = st.lists(st.tuples(_SLUG, _NAME, _TEXT), max_size=2, unique_by=lambda one: one[0])
_T = TypeVar("_T")


def _one_of(things: Sequence[_T], place: int) -> _T:
    return things[place % len(things)]


@st.composite
def _papers(draw: st.DrawFn, listings: list[str]) -> Paper:
    here = ["", *listings]
    counts = {
        Count(what, value, source, day, _one_of(here, place))
        for what, value, source, day, place in draw(_COUNTS)
    }
    values = {Value(field, name, _one_of(here, place)) for field, name, place in draw(_VALUES)}
    matches = {
        Match(_one_of(listings, place), score, rule)
        for place, score, rule in (draw(_MATCHES) if listings else ())
    }
    listed = {_one_of(listings, place) for place in (draw(_PLACES) if listings else ())}
    return Paper(
        **draw(_PAPER),
        listings=tuple(sorted(listed)),
        counts=tuple(sorted(counts)),
        others=tuple(sorted(values)),
        matches=tuple(sorted(matches)),
    )


@st.composite
def _entities(draw: st.DrawFn, known: EntityId, all_ids: list[EntityId]) -> Entity:
    papers = [found for found in all_ids if found.kind is Kind.PAPER]
    alike = [found for found in all_ids if found.kind is known.kind]
    if known.kind is Kind.PAGE:
        return Entity(id=known, label=known.slug, url=known.slug)
    introducing = {_one_of(papers, place) for place in (draw(_PLACES) if papers else ())}
    return Entity(
        id=known,
        label=draw(_NAME),
        aliases=draw(_NAMES),
        level=draw(_LEVEL) if known.kind in _LEVELLED else Level.NAMED,
        broader=_one_of(alike, draw(_PLACE)) if draw(st.booleans()) else None,
        introduced_by=tuple(sorted(introducing)),
        url=draw(_TEXT),
    )


@st.composite
def _claims(draw: st.DrawFn, subject: EntityId, paper: Paper, target: Entity, at: int) -> Claim:
    # Each target has its own place in the title: mention spans of a paper never overlap.
    span = Span(at, at + 1)
    mention = Mention(
        part=Part.TITLE, span=span, surface=span.of(paper.title), confidence=draw(_SCORE)
    )
    return Claim(
        paper=subject,
        relation=draw(_RELATIONS[target.id.kind]),
        target=target.id,
        confidence=draw(_SCORE),
        rule=draw(_TEXT),
        quote=draw(_TEXT),
        mentions=(mention,) if draw(st.booleans()) else (),
        field=draw(_TEXT),
        listing=draw(_SOME_LISTING),
    )


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    """A graph that keeps every promise of `KnowledgeGraph`; nothing else is assumed."""
    listings = {
        slug: Listing(slug=slug, file=file, format="x", sha256="0", printed_date=date)
        for slug, file, date in sorted(draw(_LISTINGS))
    }
    paper_ids = [EntityId(Kind.PAPER, slug) for slug in draw(_SLUGS)]
    ids = sorted(EntityId(kind, slug) for kind, slug in draw(_KEYS))
    papers = {found: draw(_papers([*listings])) for found in paper_ids}
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
