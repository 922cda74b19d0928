"""Which records are one paper, and what each node's IRI is made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from msgspec import structs

from papergraph.graph.clusters import Refusal, clustered
from papergraph.graph.decisions import Decision
from papergraph.graph.merge import merged
from papergraph.graph.title_match import identity_key
from papergraph.model import EntityId, Kind, Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import slug, title_key

__all__ = ["Identified", "by_title", "identify_papers", "paper_slug"]

#: Slugs are cut at a word's end at this length; a hash tells those apart that were cut alike.
_LONGEST_SLUG = 80
_HASH_DIGITS = 6


class Identified(NamedTuple):
    """Papers, each once.

    Attributes:
        papers: by id, in id order.
        refusals: records that share a key and stay two papers all the same.
    """

    papers: dict[EntityId, Paper]
    refusals: tuple[Refusal, ...]


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
    return Identified(dict(sorted(_with_ids(papers))), found.refusals)


def _record_order(record: Paper) -> tuple[object, ...]:
    """Every field, identifiers first, so that records in one place of the order are equal."""
    return (record.arxiv_id, record.doi, *structs.astuple(record))


def _with_ids(papers: Iterable[Paper]) -> Iterable[tuple[EntityId, Paper]]:
    by_slug: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_slug[paper_slug(paper.title)].append(paper)
    for name, found in by_slug.items():
        held = Counter(key for paper in found for key in paper.keys)
        for paper in found:
            suffix = "" if len(found) == 1 else "-" + _telling_suffix(paper, held)
            yield EntityId(Kind.PAPER, name + suffix), paper


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
