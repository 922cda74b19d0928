"""What users have decided about methods and datasets, carried out on claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from papergraph.graph.decisions import Decisions
from papergraph.graph.identity import paper_slug
from papergraph.graph.title_match import identity_key
from papergraph.model import Claim, Entity, EntityId, Paper

__all__ = ["Decided"]


class Decided:
    """Which entity each claim is about, after the user's word."""

    def __init__(self, decisions: Decisions, papers: Mapping[EntityId, Paper]) -> None:
        self._same = dict(_chains(decisions.same_entities))
        self._own: defaultdict[EntityId, dict[EntityId, EntityId]] = defaultdict(dict)
        wanted: defaultdict[str, list[EntityId]] = defaultdict(list)
        for entity, name in decisions.homonyms:
            wanted[name].append(entity)
            wanted[identity_key(name)].append(entity)
        for paper_id, paper in papers.items() if wanted else ():
            for name in (*paper.keys, identity_key(paper.title)):
                for entity in wanted.get(name, ()):
                    own = f"{entity.slug}-{paper_slug(paper.title)}"
                    self._own[paper_id][entity] = EntityId(entity.kind, own)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided."""
        return not self._same and not self._own

    def entity(self, entity: EntityId) -> EntityId:
        """The entity that one is the same as, or itself."""
        return self._same.get(entity, entity)

    def claims(self, paper: EntityId, claims: Iterable[Claim]) -> list[Claim]:
        """The claims of a paper, at most one an entity: of two that become one the strongest."""
        own = self._own.get(paper, {})
        found: dict[EntityId, Claim] = {}
        for claim in claims:
            target = own.get(claim.target) or self.entity(claim.target)
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
        return found

    def with_names(self, node: Entity, labels: Mapping[EntityId, Iterable[str]]) -> Entity:
        """An entity that also goes by the names of those that are the same."""
        names = {
            name
            for one, home in self._same.items()
            if home == node.id
            for name in labels.get(one, ())
        }
        aliases = sorted({*node.aliases, *names} - {node.label})
        return replace(node, aliases=tuple(aliases)) if names else node


def _chains(same: Iterable[tuple[EntityId, EntityId]]) -> Iterable[tuple[EntityId, EntityId]]:
    """Each entity that goes, with the one that stays in the end."""
    home = {second: first for first, second in same if first != second}
    for gone, first in home.items():
        seen = {gone}
        while first in home and first not in seen:
            seen.add(first)
            first = home[first]
        if first != gone:
            yield gone, first


def _stronger(first: Claim, second: Claim) -> Claim:
    """The claim that says more, with the mentions of both."""
    best, other = sorted((first, second), key=lambda one: (one.relation.rank, -one.confidence))
    mentions = {*best.mentions, *other.mentions}
    return replace(best, mentions=tuple(sorted(mentions, key=lambda one: one.sort_key)))
