"""From a name as a user types it to the node of a graph that it means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from papergraph.errors import UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind, Relation
from papergraph.text.identifiers import key_of
from papergraph.text.near_keys import near_keys
from papergraph.text.normalize import name_key

__all__ = ["find_name", "find_paper"]

# In percent of letters in common: a suggestion below the first is noise beside a good name.
_SIMILAR = 60
_MOST_SUGGESTIONS = 3


def find_name(graph: KnowledgeGraph, name: str, kinds: Sequence[Kind]) -> EntityId:
    """The entity that `name` means: of the first kind that has one; a label before an alias.

    Case, spaces and dashes do not count, but the exact spelling wins.

    Raises:
        UnknownNameError: no entity of these kinds goes by that name.
    """
    key = name_key(name)
    names: list[str] = []
    for kind in kinds:
        found: list[tuple[bool, bool, EntityId]] = []
        for entity in graph.entities.values():
            if entity.id.kind is kind:
                names.append(entity.label)
                spellings = (entity.label, *entity.aliases, entity.id.slug)
                if key in map(name_key, spellings):
                    aliased = name_key(entity.label) != key
                    found.append((name not in spellings, aliased, entity.id))
        if found:
            return min(found)[2]
    what = kinds[0].value if len(kinds) == 1 else "entity"
    raise UnknownNameError(what, name, _near(name, names))


def find_paper(graph: KnowledgeGraph, name: str) -> EntityId:
    """The paper that `name` means: by title, identifier, slug, title before a colon, or method.

    An identifier is an arXiv id, a DOI or another that papers keep, plain or as a URL.

    Raises:
        UnknownNameError: there is none.
    """
    if identified := _identified(graph, key_of(name)):
        return identified
    key = name_key(name)
    for paper_id, paper in graph.papers.items():
        if key in (name_key(paper.title), name_key(paper.arxiv_id or "-"), name_key(paper_id.slug)):
            return paper_id
    for paper_id, paper in graph.papers.items():
        if ":" in paper.title and name_key(paper.title.partition(":")[0]) == key:
            return paper_id
    if introducing := _introducing(graph, key):
        return introducing
    titles = {name_key(paper.title): paper.title for paper in graph.papers.values()}
    near = list(near_keys(key, titles))[:_MOST_SUGGESTIONS]
    raise UnknownNameError("paper", name, [titles[each] for each in near])


def _identified(graph: KnowledgeGraph, identifier: str) -> EntityId | None:
    if not identifier:
        return None
    return next((one for one, paper in graph.papers.items() if identifier in paper.keys), None)


def _introducing(graph: KnowledgeGraph, key: str) -> EntityId | None:
    for claim in graph.claims:
        if claim.relation is Relation.INTRODUCES:
            entity = graph.entities[claim.target]
            if key in map(name_key, (entity.label, *entity.aliases)):
                return claim.paper
    return None


def _near(name: str, names: Iterable[str]) -> list[str]:
    found = process.extract(
        name,
        sorted(set(names)),
        scorer=fuzz.ratio,
        processor=name_key,
        score_cutoff=_SIMILAR,
        limit=_MOST_SUGGESTIONS,
    )
    return [text for text, _, _ in found]
