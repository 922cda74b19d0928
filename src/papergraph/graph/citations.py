"""Who cites whom, as sources list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from papergraph.graph.identity import paper_slug
from papergraph.graph.title_match import identity_key
from papergraph.model import Claim, EntityId, Kind, Paper, Reference, Relation

__all__ = ["Cited", "cited_papers"]

#: That a reference is a paper: by its identifier, and by its title.
_BY_KEY, _BY_TITLE = 0.98, 0.85
_ARXIV, _DOI = "arxiv:", "doi:"


class Cited(NamedTuple):
    """Citations of all papers.

    Attributes:
        claims: by citing paper, one a cited paper; unordered.
        papers: those that no listing has, by id: known by identifier or title alone.
    """

    claims: dict[EntityId, list[Claim]]
    papers: dict[EntityId, Paper]


def cited_papers(papers: Mapping[EntityId, Paper]) -> Cited:
    """Ground every reference: in a listed paper, else in one that is known by the reference.

    What no listing has is no error: it becomes a paper with what the reference tells of it.
    """
    index = _Index(papers)
    claims: dict[EntityId, list[Claim]] = {}
    for citing, paper in papers.items():
        found: dict[EntityId, Claim] = {}
        for reference in sorted(paper.references, key=_fullest_first):
            cited, confidence = index.find(reference)
            if cited is not None and cited != citing and cited not in found:
                found[cited] = _claim(citing, cited, reference, confidence)
        if found:
            claims[citing] = list(found.values())
    return Cited(claims, index.unlisted)


def _fullest_first(reference: Reference) -> tuple[bool, bool, Reference]:
    return (not reference.quote, not reference.intents, reference)


def _claim(citing: EntityId, cited: EntityId, reference: Reference, confidence: float) -> Claim:
    intents = f", intents: {', '.join(reference.intents)}" if reference.intents else ""
    return Claim(
        paper=citing,
        relation=Relation.CITES,
        target=cited,
        confidence=confidence,
        rule=f"field: reference{intents}",
        quote=reference.quote,
        field=reference.field,
        listing=reference.listing,
    )


class _Index:
    """Papers by identifier and by title; those that only references know are added."""

    def __init__(self, papers: Mapping[EntityId, Paper]) -> None:
        self._papers = papers
        self.unlisted: dict[EntityId, Paper] = {}
        self._taken = set(papers)
        self._by_key: dict[str, EntityId] = {}
        self._by_title: dict[str, EntityId] = {}
        for paper_id, paper in papers.items():
            self._add(paper_id, paper)

    def _add(self, paper_id: EntityId, paper: Paper) -> None:
        for key in paper.keys:
            self._by_key.setdefault(key, paper_id)
        self._by_title.setdefault(identity_key(paper.title), paper_id)

    def find(self, reference: Reference) -> tuple[EntityId | None, float]:
        """The paper of a reference, and how sure that is."""
        for key in reference.keys:
            if known := self._by_key.get(key):
                return known, _BY_KEY
        title = reference.title.strip()
        known = self._by_title.get(identity_key(title)) if title else None
        if known and not self._contradicts(known, reference.keys):
            return known, _BY_TITLE
        if not title and not reference.keys:
            return None, 0.0
        return self._unlisted(reference.keys, title), _BY_KEY if reference.keys else _BY_TITLE

    def _contradicts(self, known: EntityId, keys: Iterable[str]) -> bool:
        """Whether a paper has other identifiers of the schemes that a reference has."""
        paper = self._papers.get(known) or self.unlisted[known]
        schemes = {key.partition(":")[0] for key in paper.keys}
        return any(key.partition(":")[0] in schemes for key in keys)

    def _unlisted(self, keys: Iterable[str], title: str) -> EntityId:
        ordered = sorted(keys)
        arxiv = next((key for key in ordered if key.startswith(_ARXIV)), "")
        doi = next((key for key in ordered if key.startswith(_DOI)), "")
        paper = Paper(
            title=title or arxiv or doi or ordered[0],
            arxiv_id=arxiv.removeprefix(_ARXIV),
            doi=doi.removeprefix(_DOI),
            identifiers=tuple(key for key in ordered if not key.startswith((_ARXIV, _DOI))),
        )
        name = paper_slug(paper.title)
        paper_id = EntityId(Kind.PAPER, name)
        if paper_id in self._taken:
            # Another paper has this title and other identifiers.
            paper_id = EntityId(Kind.PAPER, f"{name}-{paper_slug(':'.join(paper.keys) or title)}")
        self._taken.add(paper_id)
        self.unlisted[paper_id] = paper
        self._add(paper_id, paper)
        return paper_id
