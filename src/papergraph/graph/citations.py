"""Who cites whom, as sources list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from papergraph.graph.identity import paper_slug
from papergraph.graph.title_match import identity_key
from papergraph.model import Claim, EntityId, Kind, Paper, Reference, Relation
from papergraph.text.identifiers import share_scheme

__all__ = ["Cited", "cited_papers"]

#: That a reference is a paper: by its identifier, and by its title.
_BY_KEY, _BY_TITLE = 0.98, 0.85
_ARXIV, _DOI = "arxiv:", "doi:"
_SCHEMES = {"arxiv_id": _ARXIV, "doi": _DOI}


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
    # What says most comes first, so that the rest is found by any part of it.
    full = {
        (one.keys, one.title): one
        for paper in papers.values()
        for one in paper.references
        if one.keys and one.title.strip()
    }
    for said in sorted(full, key=lambda one: (-len(one[0]), one)):
        index.find(full[said])
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
        # Where the user says that a preprint and an article are one, both identifiers are its.
        others = (
            f"{_SCHEMES[one.field]}{one.value}" for one in paper.others if one.field in _SCHEMES
        )
        for key in (*paper.keys, *others):
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
        return share_scheme(paper.keys, keys)

    def _free_id(self, paper: Paper) -> EntityId:
        """An id of its own, where others have its title or one that is spelt so in an IRI."""
        name, keys = paper_slug(paper.title), ":".join(paper.keys)
        said = sha256("\n".join((paper.title, *paper.keys)).encode()).hexdigest()
        endings = ("", f"-{paper_slug(keys)}" if keys else "", f"-{said[:6]}", f"-{said}")
        ids = [EntityId(Kind.PAPER, name + ending) for ending in endings]
        return next(one for one in ids if one not in self._taken)

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
        paper_id = self._free_id(paper)
        self._taken.add(paper_id)
        self.unlisted[paper_id] = paper
        self._add(paper_id, paper)
        return paper_id
