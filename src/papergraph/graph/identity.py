"""Which records are one paper, and what each node's IRI is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain, count
from typing import NamedTuple

from msgspec import structs

from papergraph.graph.clusters import clustered
from papergraph.graph.decisions import Decision
from papergraph.graph.merge import merged
from papergraph.graph.title_match import identity_key
from papergraph.model import EntityId, Kind, Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import slug, title_key

__all__ = ["Identified", "Refused", "by_title", "identify_papers", "paper_slug"]

#: Slugs are cut at a word's end at this length; a hash tells those apart that were cut alike.
_LONGEST_SLUG = 80
_HASH_DIGITS = 6


class Refused(NamedTuple):
    """Two papers that share a key, kept apart for a reason."""

    first: EntityId
    second: EntityId
    reason: str


class Identified(NamedTuple):
    """Papers, each once.

    Attributes:
        papers: by id, in id order.
        refusals: what shares a key and stays two papers all the same.
    """

    papers: dict[EntityId, Paper]
    refusals: tuple[Refused, ...]


def identify_papers(records: Iterable[Paper], decisions: Iterable[Decision] = ()) -> Identified:
    """One paper an identity, in id order, whatever the order of the records.

    Records are one paper where the user says so, where they share an identifier, or where they
    share a normalised title or a long abstract and nothing contradicts it: another identifier of
    one scheme, another first author, another decade. See `papergraph.graph.clusters`.
    """
    different = {structs.replace(record, line=0) for record in records}
    ordered = sorted(different, key=_record_order)
    found = clustered(ordered, decisions)
    papers = [merged(cluster) for cluster in found.clusters]
    ids = _ids(papers)
    refusals = (Refused(ids[one.first], ids[one.second], one.reason) for one in found.refusals)
    return Identified(dict(sorted(zip(ids, papers, strict=True))), tuple(refusals))


def _record_order(record: Paper) -> tuple[object, ...]:
    """Every field, identifiers first, so that records in one place of the order are equal."""
    return (record.arxiv_id, record.doi, *structs.astuple(record))


def _ids(papers: Sequence[Paper]) -> list[EntityId]:
    """What each paper goes by, in their order."""
    names = [paper_slug(paper.title) for paper in papers]
    by_name: defaultdict[str, list[Paper]] = defaultdict(list)
    for name, paper in zip(names, papers, strict=True):
        by_name[name].append(paper)
    held = {
        name: Counter(key for paper in found for key in paper.keys)
        for name, found in by_name.items()
        if len(found) > 1
    }
    ids: dict[EntityId, None] = {}
    for name, paper in zip(names, papers, strict=True):
        told = f"{name}-{_telling_suffix(paper, held[name])}" if name in held else name
        # Only a user's word keeps papers apart that say the same.
        ways = chain([told], (f"{told}-{number}" for number in count(2)))
        ids[next(one for way in ways if (one := EntityId(Kind.PAPER, way)) not in ids)] = None
    return list(ids)


def _telling_suffix(paper: Paper, held: Mapping[str, int]) -> str:
    """What tells papers of one title apart: an identifier of its own, or a hash of all it says.

    Args:
        paper: one of them.
        held: how many of them have each identifier.
    """
    own = next((key for key in paper.keys if held[key] == 1), "")
    said = "\n".join((paper.title, paper.abstract, *paper.authors, paper.issued, *paper.keys))
    return slug(own.partition(":")[2]) or _digest(said)


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
        found.setdefault(identity_key(paper.title), paper_id)
    return found
