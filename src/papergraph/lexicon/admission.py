"""What somebody else's list adds to a lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from papergraph.lexicon.entry import Entry
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.refusals import Refusal
from papergraph.lexicon.sifting import Sifted, core_key, sift
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import Entity, EntityId, Level
from papergraph.text.normalize import slug

__all__ = ["Admission", "admit"]

#: Names of fewer letters and digits are too often something else's as well.
_TELLING_LENGTH = 5


@dataclass(frozen=True)
class Admission:
    """What became of the names of a list.

    Attributes:
        known: the new entities, in id order.
        terms: their names.
        clashes: names that the lexicon has, for an entity or as stop words, and every other
            name of an entity that it has.
        repeats: names that another entry of the list has taken.
        refusals: how many names were refused, by reason.
    """

    known: tuple[KnownEntity, ...] = ()
    terms: tuple[Term, ...] = ()
    clashes: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    refusals: Mapping[Refusal, int] = field(default_factory=dict)

    @property
    def refused(self) -> int:
        """How many names were refused, for whatever reason."""
        return sum(self.refusals.values())

    @property
    def names(self) -> int:
        """How many names came in."""
        return len(self.terms) + len(self.clashes) + len(self.repeats) + self.refused


def admit(entries: Iterable[Entry], lexicon: Lexicon, ordinary: Iterable[str] = ()) -> Admission:
    """Choose what a list adds to a lexicon; the order of its entries changes nothing.

    An entry is the lexicon's own where the lexicon has one of its names or keys for the same
    kind. A name that two entries share goes to the one that prefers it, else to the one that
    has it among its names and not its variants, else to the first in the alphabet.

    Args:
        entries: the list.
        lexicon: what is known.
        ordinary: words in small letters that many texts have, of which names are not made.

    >>> from papergraph.lexicon import curated_lexicon
    >>> from papergraph.model import Kind
    >>> entry = Entry(kind=Kind.METHOD, names=("FrobNet", "Frobnication Network", "FN"))
    >>> found = admit([entry], curated_lexicon())
    >>> [term.name for term in found.terms], found.refused
    (['FrobNet', 'Frobnication Network'], 1)
    """
    words = frozenset(ordinary) - _telling(lexicon)
    sifted = [sift(entry, lexicon, words) for entry in sorted(set(entries), key=_entry_order)]
    register = _Register(lexicon)
    register.enter(one for one in sifted if one.names)
    return Admission(
        known=tuple(register.known()),
        terms=tuple(register.terms),
        clashes=tuple(name for one in sifted for name in one.clashes),
        repeats=tuple(register.repeats),
        refusals=Counter(why for one in sifted for why in one.refusals),
    )


def _telling(lexicon: Lexicon) -> set[str]:
    """Words that tell of something named however they are printed: "cityscapes", "mnist"."""
    return {
        term.name.lower()
        for term in lexicon.terms
        if term.folding is not Folding.CONTEXT
        and (term.name[1:].islower() or term.name.isupper())
        and lexicon.known[term.entity].entity.level is Level.NAMED
    }


def _entry_order(entry: Entry) -> tuple[str, bool, Entry]:
    """By preferred name; of two entries with one, first the one that names its paper."""
    return (entry.names[0] if entry.names else "", not entry.introduction.title, entry)


class _Register:
    """Who has which name, while a list is gone through."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.terms: list[Term] = []
        self.repeats: list[str] = []
        self._lexicon = lexicon
        self._entries: dict[EntityId, Entry] = {}
        self._owners: dict[str, EntityId] = {}

    def enter(self, sifted: Iterable[Sifted]) -> None:
        """Take over what can be: first the preferred names of all, then the others."""
        admitted = [(entity, one) for one in sifted if (entity := self._admitted(one))]
        for entity, one in admitted:
            for name in one.names[1:]:
                self._add(entity, name)
        for entity, one in admitted:
            for name in one.variants:
                self._add(entity, name)

    def _admitted(self, one: Sifted) -> EntityId | None:
        name = one.names[0]
        entity = EntityId(one.entry.kind, slug(name))
        if entity in self._lexicon.known or entity in self._entries:
            self.repeats.extend((*one.names, *one.variants))
            return None
        if self._owners.setdefault(core_key(name), entity) != entity:
            self.repeats.extend((*one.names, *one.variants))
            return None
        self._entries[entity] = one.entry
        self.terms.append(Term(entity, name, Status.PREFERRED, _folding(name)))
        return entity

    def _add(self, entity: EntityId, name: str) -> None:
        if self._owners.setdefault(core_key(name), entity) == entity:
            self.terms.append(Term(entity, name, Status.ALIAS, _folding(name)))
        else:
            self.repeats.append(name)

    def known(self) -> Iterator[KnownEntity]:
        """The new entities, in id order, once all names are in."""
        names: dict[EntityId, list[str]] = {}
        for term in self.terms:
            names.setdefault(term.entity, []).append(term.name)
        for entity, (label, *aliases) in sorted(names.items()):
            source = self._entries[entity].introduction
            node = Entity(id=entity, label=label, aliases=tuple(sorted(aliases)))
            yield KnownEntity(node, source if source.title else None)


def _folding(name: str) -> Folding:
    """How freely to look for a name that nobody here has read: never in another case.

    >>> [_folding(name).name for name in ("FrobNet", "FROBS", "Frobnic Search", "FROB", "Frobnic")]
    ['EXACT', 'EXACT', 'EXACT', 'CONTEXT', 'CONTEXT']
    """
    like_a_word = name.isalpha() and name[1:].islower()
    ambiguous = like_a_word or sum(map(str.isalnum, name)) < _TELLING_LENGTH
    return Folding.CONTEXT if ambiguous and " " not in name else Folding.EXACT
