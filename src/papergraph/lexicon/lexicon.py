"""All names that linking knows, and the entities behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import Entity, EntityId, Introduction, Kind
from papergraph.text.normalize import letters_and_digits, name_key, singular, title_key

__all__ = ["KnownEntity", "Lexicon"]


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity and the paper that it comes from, where that is known.

    Attributes:
        entity: with label and aliases.
        introduction: the introducing paper, or ``None``.
    """

    entity: Entity
    introduction: Introduction | None = None


@dataclass(frozen=True)
class Lexicon:
    """A plain value, quick to send to another process.

    Attributes:
        known: entities by id.
        terms: every name of a method or dataset, sorted by entity and name.
        tasks: every name of a task, sorted likewise; they stand apart, for a method may go by
            the name of a task.
        stops: keys of names that look like a method's and are none (metrics, hardware ...),
            each with its category.
        exact_stops: the same for names that only count with their printed case.
    """

    known: Mapping[EntityId, KnownEntity] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    tasks: tuple[Term, ...] = ()
    stops: Mapping[str, str] = field(default_factory=dict)
    exact_stops: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, tuple[EntityId, ...]]:
        """Entities by the `name_key` of any of their names, in id order."""
        found: dict[str, set[EntityId]] = {}
        for term in self.terms:
            found.setdefault(name_key(term.name), set()).add(term.entity)
        return {key: tuple(sorted(ids)) for key, ids in found.items()}

    @cached_property
    def tasks_by_key(self) -> Mapping[str, EntityId]:
        """Tasks by the `name_key` of any of their names."""
        return {name_key(term.name): term.entity for term in reversed(self.tasks)}

    @cached_property
    def vague(self) -> frozenset[str]:
        """Keys of names that always need a context that speaks for them: "MACE", "CART"."""
        clear = {name_key(one.name) for one in self.terms if one.folding is not Folding.CONTEXT}
        return frozenset(set(self.by_key) - clear)

    @cached_property
    def by_title(self) -> Mapping[str, tuple[EntityId, ...]]:
        """Entities by the `title_key` of the paper that introduced them, in id order."""
        found: dict[str, list[EntityId]] = {}
        for entity in sorted(self.known):
            if introduction := self.known[entity].introduction:
                found.setdefault(title_key(introduction.title), []).append(entity)
        return {key: tuple(ids) for key, ids in found.items()}

    def knows(self, name: str) -> bool:
        """Whether a name, plural or not, is one of an entity's."""
        return bool(self.ids(name))

    def is_vague(self, name: str) -> bool:
        """Whether a name, plural or not, is an entity's only where its context says so."""
        key = name_key(name)
        return (key if key in self.by_key or name[-1:] != "s" else key[:-1]) in self.vague

    def ids(self, name: str) -> tuple[EntityId, ...]:
        """Entities of a name, plural or not, in id order.

        A small s behind a capital is a plural's: "ViTs" are no ViT-S, but BEATs has one.
        """
        return self.by_key.get(self._key(name), ())

    def _key(self, name: str) -> str:
        """The key under which a name, plural or not, is looked for."""
        key = name_key(name)
        if name[-1:] != "s":  # most names
            return key
        if singular(name) == name:
            return key if key in self.by_key else key[:-1]
        is_own = key[:-1] not in self.by_key and letters_and_digits(name) in self._own_plurals
        return key if is_own else key[:-1]

    @cached_property
    def _own_plurals(self) -> frozenset[str]:
        """Names with a small s behind a capital, by their letters and digits."""
        names = (one.name for one in self.terms)
        return frozenset(letters_and_digits(name) for name in names if singular(name) != name)

    def stop_category(self, name: str) -> str:
        """The category of a stop word, plural or not; "" where `name` is none."""
        if name in self.exact_stops:
            return self.exact_stops[name]
        key = name_key(name)
        return self.stops.get(key) or (self.stops.get(key[:-1], "") if name[-1:] == "s" else "")

    def extended(self, known: Iterable[KnownEntity], terms: Iterable[Term]) -> Lexicon:
        """A lexicon with more entities and names; an entity given again replaces the old one."""
        entities = {one.entity.id: one for one in known}
        added = {*terms}
        if not entities and not added:
            return self
        tasks = {term for term in added if term.entity.kind is Kind.TASK}
        return replace(
            self,
            known=dict(sorted({**self.known, **entities}.items(), key=itemgetter(0))),
            terms=_merged(self.terms, added - tasks),
            tasks=_merged(self.tasks, tasks),
        )


def _merged(terms: tuple[Term, ...], added: Iterable[Term]) -> tuple[Term, ...]:
    """Sorted terms with others in their places: most builds add few to the thousands of ours."""
    merged: list[Term] = []
    done = 0
    for term in sorted(added, key=_term_order):
        place = bisect_left(terms, _term_order(term), lo=done, key=_term_order)
        merged.extend(terms[done:place])
        if terms[place : place + 1] != (term,):
            merged.append(term)
        done = place
    return (*merged, *terms[done:])


def _term_order(term: Term) -> tuple[EntityId, bool, str, str]:
    return (term.entity, term.status is not Status.PREFERRED, term.name, term.folding)
