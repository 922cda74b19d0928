"""Papers in, one graph out: discover, link, derive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from msgspec import structs

from papergraph.garbage_collection import paused_collection
from papergraph.graph.citations import cited_papers
from papergraph.graph.decided import Decided
from papergraph.graph.decisions import NO_DECISIONS, Decisions
from papergraph.graph.grounding import ground
from papergraph.graph.identity import by_title, identify_papers, paper_slug
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.progress import Progress, silent
from papergraph.graph.stated import joined_claims, stated_by
from papergraph.graph.suggestions import suggestions
from papergraph.graph.title_match import identity_key
from papergraph.lexicon import KnownEntity, Lexicon
from papergraph.linking import (
    Batch,
    Discovered,
    Discoverer,
    Linker,
    Reader,
    url_entity,
)
from papergraph.model import Claim, Entity, EntityId, Evaluation, Kind, Listing, Paper, Relation
from papergraph.text.urls import find_urls, stated_url

__all__ = ["build_graph"]

#: Papers that are read together: enough that what one costs alone is shared by many.
_BATCH = 1024
#: Papers kept ready between the two passes; more are read twice, to bound the memory.
_MOST_KEPT = 10_000


def build_graph(
    records: Iterable[Paper],
    listings: Iterable[Listing],
    lexicon: Lexicon,
    *,
    decisions: Decisions = NO_DECISIONS,
    progress: Progress = silent,
) -> KnowledgeGraph:
    """Link papers and join them into a graph; equal input in any order gives an equal graph.

    Args:
        records: papers as their sources gave them; the same paper may come several times.
        listings: the files that they came from.
        lexicon: curated names.
        decisions: what the user says is one thing, or two.
        progress: called after every thousand papers or so of each of the two passes.
    """
    identified = identify_papers(records, decisions.papers)
    papers = identified.papers
    with paused_collection():
        linked = _linked(papers, lexicon, decisions, progress)
        graph = _assembled(papers, linked, listings)
    apart = (*decisions.distinct, *linked.decided.apart)
    found = suggestions(
        graph.papers,
        graph.entities,
        graph.claims,
        identified.refusals,
        replace(decisions, distinct=apart),
        lexicon.known,
    )
    return replace(graph, suggestions=found)


class _AllLinked(NamedTuple):
    """What linking all papers gives.

    Attributes:
        claims: by paper, not yet sorted.
        names: of entities that no lexicon has.
        lexicon: the curated one and every name that a paper proposes.
        cited: papers that only references know.
        evaluations: rows of leaderboards.
        decided: what the user says of methods and datasets.
    """

    claims: dict[EntityId, list[Claim]]
    names: dict[EntityId, str]
    lexicon: Lexicon
    cited: Mapping[EntityId, Paper]
    evaluations: tuple[Evaluation, ...]
    decided: Decided


def _linked(
    papers: Mapping[EntityId, Paper],
    lexicon: Lexicon,
    decisions: Decisions,
    progress: Progress,
) -> _AllLinked:
    """Both passes over all papers, some hundreds at a time."""
    decided = Decided(decisions, papers)
    reader = Reader(lexicon)
    discoverer = Discoverer(reader)
    total = len(papers)
    ready: dict[int, Batch] = {}
    found: dict[EntityId, Discovered] = {}
    for start, ids in _in_batches(papers):
        batch = reader.read([papers[paper] for paper in ids])
        if start + len(ids) <= _MOST_KEPT:
            ready[start] = batch
        found.update(zip(ids, discoverer.discover(batch), strict=True))
        progress("discover", start + len(ids), total)
    grounded = ground(papers, found, lexicon)
    cited = cited_papers(papers)
    evaluations: list[Evaluation] = []
    linker = Linker(reader, grounded.lexicon)
    claims: dict[EntityId, list[Claim]] = {}
    names: dict[EntityId, str] = {}
    for start, ids in _in_batches(papers):
        batch = ready.pop(start) if start in ready else reader.read([papers[p] for p in ids])
        linked = linker.link(ids, batch, grounded.own, grounded.others)
        for paper_id, one in zip(ids, linked, strict=True):
            stated = stated_by(paper_id, papers[paper_id], grounded.lexicon)
            together = joined_claims(one.claims, stated.claims)
            together = together if decided.is_empty else decided.claims(paper_id, together)
            claims[paper_id] = [*together, *cited.claims.get(paper_id, ())]
            evaluations += stated.evaluations
            for entity, name in (*one.names.items(), *stated.names.items()):
                names[entity] = min(name, names.get(entity, name))
        progress("link", start + len(ids), total)
    rows = sorted(
        one._replace(dataset=decided.entity(one.dataset, one.paper)) for one in evaluations
    )
    return _AllLinked(claims, names, grounded.lexicon, cited.papers, tuple(rows), decided)


def _in_batches(papers: Mapping[EntityId, Paper]) -> Iterator[tuple[int, list[EntityId]]]:
    ids = list(papers)
    for start in range(0, len(ids), _BATCH):
        yield start, ids[start : start + _BATCH]


def _in_order(claims: Mapping[EntityId, Iterable[Claim]]) -> tuple[Claim, ...]:
    """All claims by their `sort_key`; paper by paper, for that compares far fewer of them."""
    order = attrgetter("sort_key")
    return tuple([one for paper in sorted(claims) for one in sorted(claims[paper], key=order)])


def _assembled(
    papers: Mapping[EntityId, Paper], linked: _AllLinked, listings: Iterable[Listing]
) -> KnowledgeGraph:
    ordered = _in_order(linked.claims)
    lexicon = linked.lexicon
    labels = {one: known.entity.label for one, known in lexicon.known.items()}
    names = linked.decided.names(linked.names, labels)
    spelled = _spelled_names(lexicon, names)
    urls = _url_nodes(papers, ordered)
    introduced = _introducers(ordered)
    targets = {claim.target for claim in ordered if claim.target.kind is not Kind.PAPER}
    targets.update(one for row in linked.evaluations for one in (row.task, row.dataset))
    everything = {**papers, **linked.cited}
    titles = by_title(everything)
    by_arxiv = {paper.arxiv_id: one for one, paper in everything.items() if paper.arxiv_id}
    entities: dict[EntityId, Entity] = {}
    for target in _with_broader(targets, lexicon, linked.decided):
        known = lexicon.known.get(target)
        node = urls.get(target) or (
            known.entity if known else Entity(id=target, label=names[target])
        )
        by = introduced.get(target, set()) | _introduction(known, titles, by_arxiv, everything)
        node = linked.decided.with_names(node, spelled)
        entities[target] = replace(node, introduced_by=tuple(sorted(by)))
    return KnowledgeGraph(
        papers={key: _without_fields(everything[key]) for key in sorted(everything)},
        entities=dict(sorted(entities.items())),
        claims=ordered,
        listings={one.slug: one for one in sorted(set(listings))},
        evaluations=linked.evaluations,
    )


def _spelled_names(
    lexicon: Lexicon, names: Mapping[EntityId, str]
) -> dict[EntityId, tuple[str, ...]]:
    """All names of every entity."""
    known = {key: (one.entity.label, *one.entity.aliases) for key, one in lexicon.known.items()}
    return {**{key: (name,) for key, name in names.items()}, **known}


def _without_fields(paper: Paper) -> Paper:
    """Without what has become claims and evaluations."""
    if paper.statements or paper.references or paper.results:
        return structs.replace(paper, statements=(), references=(), results=())
    return paper


def _url_nodes(papers: Mapping[EntityId, Paper], claims: Iterable[Claim]) -> dict[EntityId, Entity]:
    """Repositories and pages; of one printed in several cases the first in sort order."""
    nodes: dict[EntityId, Entity] = {}
    for claim in claims:
        if claim.target.kind in (Kind.REPOSITORY, Kind.PAGE):
            paper = papers[claim.paper]
            # What a surface stands for only its text tells: "code at owner/name".
            printed = {
                (part, one.span): one.url
                for part in {mention.part for mention in claim.mentions}
                for one in find_urls(paper.text(part))
            }
            mentioned = [printed[one.part, one.span] for one in claim.mentions]
            for url in mentioned or [stated_url(one.value) for one in paper.statements]:
                node = url_entity(url) if url else None
                if node and node.id == claim.target:
                    known = nodes.get(node.id, node)
                    nodes[node.id] = min(known, node, key=lambda one: one.url)
    return nodes


def _introducers(claims: Iterable[Claim]) -> dict[EntityId, set[EntityId]]:
    found: dict[EntityId, set[EntityId]] = {}
    for claim in claims:
        if claim.relation is Relation.INTRODUCES:
            found.setdefault(claim.target, set()).add(claim.paper)
    return found


def _introduction(
    known: KnownEntity | None,
    titles: Mapping[str, EntityId],
    by_arxiv: Mapping[str, EntityId],
    papers: dict[EntityId, Paper],
) -> set[EntityId]:
    """The paper that the lexicon names; added to `papers` where no listing has it."""
    if known is None or known.introduction is None:
        return set()
    source = known.introduction
    listed = by_arxiv.get(source.arxiv_id) or titles.get(identity_key(source.title))
    if listed is None:
        listed = EntityId(Kind.PAPER, paper_slug(source.title))
        papers.setdefault(
            listed,
            Paper(
                title=source.title,
                arxiv_id=source.arxiv_id,
                issued=str(source.year) if source.year else "",
            ),
        )
    return {listed}


def _with_broader(
    targets: Iterable[EntityId], lexicon: Lexicon, decided: Decided
) -> list[EntityId]:
    """Targets and everything broader than them, in id order."""
    found = set(targets)
    waiting = sorted(found)
    while waiting:
        known = lexicon.known.get(waiting.pop())
        broader = decided.broader(known.entity) if known else None
        if broader and broader not in found:
            found.add(broader)
            waiting.append(broader)
    return sorted(found)
