"""Which records are one paper, and what each node's IRI is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

from papergraph.graph.merge import merged
from papergraph.model import EntityId, Kind, Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import slug, title_key

__all__ = ["by_title", "identify_papers", "paper_slug"]

#: Slugs are cut at a word's end at this length; a hash tells those apart that were cut alike.
_LONGEST_SLUG = 80
_HASH_DIGITS = 6


def identify_papers(records: Iterable[Paper]) -> dict[EntityId, Paper]:
    """One paper an identity, in id order, whatever the order of the records.

    Records are one paper where they share an arXiv id or a DOI, or a normalised title while
    their identifiers do not contradict each other.
    """
    groups: dict[str, list[Paper]] = defaultdict(list)
    for record in sorted(records, key=_record_order):
        groups[_key(record)].append(record)
    parts = [part for group in groups.values() for part in _parted(group)]
    papers = [merged(part) for part in _joined_by_identifier(parts)]
    return dict(sorted(_with_ids(papers)))


def _key(record: Paper) -> str:
    """The normalised title, as a reader sees it."""
    return title_key(read_latex(record.title).text)


def _record_order(record: Paper) -> tuple[str | tuple[str, ...] | int, ...]:
    """Every field, so that records in one place of the order are equal."""
    return (
        record.arxiv_id,
        record.doi,
        record.title,
        record.abstract,
        record.listings,
        record.authors,
        record.issued,
        record.url,
        record.repository,
        record.project_page,
        record.line,
    )


def _parted(group: list[Paper]) -> list[list[Paper]]:
    """Records of one title, apart where their identifiers contradict each other."""
    parts: list[list[Paper]] = []
    for record in sorted(group, key=lambda one: (not one.arxiv_id, not one.doi)):
        for part in parts:
            if all(_agree(record, other) for other in part):
                part.append(record)
                break
        else:
            parts.append([record])
    return parts


def _agree(first: Paper, second: Paper) -> bool:
    return not any(
        a and b and a != b for a, b in ((first.arxiv_id, second.arxiv_id), (first.doi, second.doi))
    )


def _joined_by_identifier(parts: list[list[Paper]]) -> list[list[Paper]]:
    """Parts joined where an identifier says that they are one paper under two titles."""
    joined: list[list[Paper]] = []
    home_of: dict[str, int] = {}
    for part in parts:
        keys = {key for one in part for key in (one.arxiv_id, one.doi) if key}
        homes = sorted({home_of[key] for key in keys if key in home_of})
        home = homes[0] if homes else len(joined)
        if not homes:
            joined.append([])
        joined[home].extend(part)
        # A record with two identifiers can join what were two papers until now.
        for other in homes[1:]:
            joined[home].extend(joined[other])
            joined[other] = []
            home_of.update((key, home) for key, at in list(home_of.items()) if at == other)
        home_of.update((key, home) for key in keys)
    return [found for found in joined if found]


def _with_ids(papers: Iterable[Paper]) -> Iterable[tuple[EntityId, Paper]]:
    by_slug: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_slug[paper_slug(paper.title)].append(paper)
    for name, found in by_slug.items():
        for paper in found:
            suffix = "" if len(found) == 1 else "-" + _telling_suffix(paper)
            yield EntityId(Kind.PAPER, name + suffix), paper


def _telling_suffix(paper: Paper) -> str:
    """What tells papers of one title apart: an identifier, the year, or a hash of the text."""
    return slug(paper.arxiv_id or paper.doi) or _digest(paper.title + paper.abstract)


def paper_slug(title: str) -> str:
    """The readable part of a paper's IRI.

    >>> paper_slug("LoRA: Low-Rank Adaptation of Large Language Models")
    'lora-low-rank-adaptation-of-large-language-models'
    """
    name = slug(read_latex(title).text)
    if not name:
        return _digest(title)
    if len(name) <= _LONGEST_SLUG:
        return name
    cut = name[: _LONGEST_SLUG + 1].rpartition("-")[0] or name[:_LONGEST_SLUG]
    return f"{cut}-{_digest(title_key(title))}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


def by_title(papers: Mapping[EntityId, Paper]) -> dict[str, EntityId]:
    """Papers by their normalised title; of several with one title the first."""
    found: dict[str, EntityId] = {}
    for paper_id, paper in papers.items():
        found.setdefault(_key(paper), paper_id)
    return found
