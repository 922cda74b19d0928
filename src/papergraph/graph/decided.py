"""What users have decided about methods and datasets, carried out on claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from papergraph.graph.decisions import Decisions, folded_name, names_of
from papergraph.graph.identity import paper_slug
from papergraph.model import Claim, Entity, EntityId, Paper

__all__ = ["Decided"]


class Decided:
    """Which entity each claim is about, after the user's word."""

    def __init__(self, decisions: Decisions, papers: Mapping[EntityId, Paper]) -> None:
        self._same = dict(_chains(decisions.same_entities))
        self._own: defaultdict[EntityId, dict[EntityId, EntityId]] = defaultdict(dict)
        wanted: defaultdict[str, list[EntityId]] = defaultdict(list)
        for entity, name in decisions.homonyms:
            wanted[folded_name(name)].append(entity)
        for paper_id, paper in papers.items() if wanted else ():
            for name in names_of(paper):
                for entity in wanted.get(name, ()):
                    own = f"{entity.slug}-{paper_slug(paper.title)}"
                    self._own[paper_id][entity] = EntityId(entity.kind, own)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided."""
        return not self._same and not self._own

    @property
    def apart(self) -> Iterator[tuple[EntityId, EntityId]]:
        """Each entity, and what a paper has of its own under that name."""
        for own in self._own.values():
            yield from own.items()

    def entity(self, entity: EntityId, paper: EntityId | None = None) -> EntityId:
        """The entity that one is, in a paper: its own, that which it is the same as, or itself."""
        own = self._own.get(paper, {}) if paper else {}
        return own.get(entity) or self._same.get(entity, entity)

    def claims(self, paper: EntityId, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of a paper, at most one an entity: of two that become one the strongest."""
        found: dict[EntityId, Claim] = {}
        for claim in claims:
            target = self.entity(claim.target, paper)
            moved = claim if target == claim.target else replace(claim, target=target)
            found[target] = _stronger(found[target], moved) if target in found else moved
        return list(found.values())

    def names(
        self, names: Mapping[EntityId, str], entities: Mapping[EntityId, str]
    ) -> dict[EntityId, str]:
        """Names of entities that no lexicon has, with those that were decided.

        Args:
            names: so far.
            entities: labels of what the lexicon has.
        """
        found = dict(names)
        for own in self._own.values():
            for entity, other in own.items():
                if label := names.get(entity) or entities.get(entity):
                    found[other] = label
        for gone, home in self._same.items():
            # A name that the user made up goes by that of what it takes in.
            if home not in entities and (label := names.get(gone) or entities.get(gone)):
                found.setdefault(home, label)
        return found

    def with_names(self, node: Entity, labels: Mapping[EntityId, Iterable[str]]) -> Entity:
        """An entity that stands for all that are the same, and goes by their names too."""
        names = {
            name
            for one, home in self._same.items()
            if home == node.id
            for name in labels.get(one, ())
        }
        if names:
            aliases = sorted({*node.aliases, *names} - {node.label})
            node = replace(node, aliases=tuple(aliases))
        broader = self.broader(node)
        return node if broader == node.broader else replace(node, broader=broader)

    def broader(self, node: Entity) -> EntityId | None:
        """What an entity is a version of; ``None`` where the user says that it is the same."""
        broader = self.entity(node.broader) if node.broader else None
        return None if broader == node.id else broader


def _chains(same: Iterable[tuple[EntityId, EntityId]]) -> Iterable[tuple[EntityId, EntityId]]:
    """Each entity that goes, with the one that stays in the end."""
    home: dict[EntityId, EntityId] = {}

    def end(one: EntityId) -> EntityId:
        while one in home:
            one = home[one]
        return one

    for first, second in same:
        stays, goes = end(first), end(second)
        if stays != goes:
            home[goes] = stays
    for gone in home:
        yield gone, end(gone)


def _stronger(first: Claim, second: Claim) -> Claim:
    """The claim that says more, with the mentions of both."""
    best, other = sorted((first, second), key=lambda one: (one.relation.rank, -one.confidence))
    mentions = {*best.mentions, *other.mentions}
    return replace(best, mentions=tuple(sorted(mentions, key=lambda one: one.sort_key)))
