"""Code repositories and project pages that a paper prints or its source states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papergraph.linking.archived import says_archived
from papergraph.linking.passage import Passage
from papergraph.model import Claim, Entity, EntityId, Kind, Mention, Relation
from papergraph.text.urls import PrintedUrl, repository_name

__all__ = ["repository_claims", "url_entity", "url_relation"]

#: A URL printed in the abstract.
_PRINTED = 0.95
#: A URL there is a citation, not the paper's own page.
_PAPER_HOSTS = ("https://arxiv.org/",)
#: Identifiers: of papers, unless the sentence says that code or data are there.
_IDENTIFIER_HOSTS = ("https://doi.org/", "https://dx.doi.org/")


def url_entity(url: str) -> Entity:
    """The node of a normalised URL: a repository on a code host, else a page.

    >>> url_entity("https://github.com/SKDDJ/LoLDU").id.slug
    'github.com/skddj/loldu'
    """
    if name := repository_name(url):
        slug = url.removeprefix("https://").lower()
        return Entity(id=EntityId(Kind.REPOSITORY, slug), label=name, url=url)
    return Entity(id=EntityId(Kind.PAGE, url), label=url, url=url)


def repository_claims(
    paper: EntityId, texts: Sequence[Passage], urls: Sequence[Sequence[PrintedUrl]]
) -> Iterator[Claim]:
    """A claim for each different URL that a paper prints, with every place of it."""
    places: dict[EntityId, list[tuple[Passage, PrintedUrl]]] = {}
    for passage, found in zip(texts, urls, strict=True):
        for one in found:
            if not _is_citation(passage, one):
                places.setdefault(url_entity(one.url).id, []).append((passage, one))
    for target, seen in places.items():
        passage, first = seen[0]
        yield Claim(
            paper=paper,
            relation=url_relation(target),
            target=target,
            confidence=_PRINTED,
            rule="url: printed in the text",
            quote=_quote(passage, first),
            mentions=tuple(_mention(text, one) for text, one in seen),
        )


def url_relation(target: EntityId) -> Relation:
    """How a paper stands to a URL of its own."""
    if target.kind is Kind.REPOSITORY:
        return Relation.HAS_REPOSITORY
    return Relation.HAS_PROJECT_PAGE


def _is_citation(passage: Passage, url: PrintedUrl) -> bool:
    if not url.url.startswith(_IDENTIFIER_HOSTS):
        return url.url.startswith(_PAPER_HOSTS)
    start = passage.plain.shown(url.span).start
    sentence, _ = passage.sentence(start)
    return not says_archived(passage.text[sentence:start])


def _mention(passage: Passage, url: PrintedUrl) -> Mention:
    surface = url.span.of(passage.printed)
    return Mention(part=passage.part, span=url.span, surface=surface, confidence=_PRINTED)


def _quote(passage: Passage, url: PrintedUrl) -> str:
    shown = passage.plain.shown(url.span)
    sentence = passage.plain.printed(*passage.sentence(shown.start))
    end = max(sentence.end, url.span.end)
    return passage.printed[sentence.start : end].strip()
