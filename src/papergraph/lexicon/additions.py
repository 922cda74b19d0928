"""A user's own files: more names, beside those of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from papergraph.errors import InputError
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.reading import curated_lexicon, read_good_terms
from papergraph.lexicon.term import Status, Term
from papergraph.model import EntityId
from papergraph.text.normalize import name_key

__all__ = ["Addition", "Clash", "read_addition", "read_lexicon"]


class Clash(NamedTuple):
    """A name that the lexicon had already, for something else; it keeps it.

    Attributes:
        name: as the file writes it.
        rival: what the lexicon says of it: ``method/lora``, or ``stop word, metric``.
    """

    name: str
    rival: str


class Addition(NamedTuple):
    """What became of a user's file.

    Attributes:
        lexicon: with the file's names.
        names: how many of them are new.
        clashes: the names that were left out, in file order; those of an entity whose
            preferred name is one of them, with it.
        kept: entities of the lexicon that a row of the file describes otherwise: they keep their
            preferred name, level, broader entity and paper, and have the row's name as one more.
        faults: of the rows that say nothing, in file order.
    """

    lexicon: Lexicon
    names: int
    clashes: tuple[Clash, ...]
    kept: tuple[EntityId, ...] = ()
    faults: tuple[InputError, ...] = ()


def read_lexicon(*files: str | Path) -> Lexicon:
    """The curated lexicon with the names of users' files; of two that clash the first stands.

    >>> read_lexicon() is curated_lexicon()
    True

    Raises:
        InputError: a file that cannot be read, or a row that breaks the format.
    """
    lexicon = curated_lexicon()
    for path in files:
        addition = read_addition(path, lexicon)
        if addition.faults:
            raise addition.faults[0]
        lexicon = addition.lexicon
    return lexicon


def read_addition(path: str | Path, lexicon: Lexicon) -> Addition:
    """Add the names of a file to a lexicon.

    Entities that the lexicon has are given more names, and stay what they are otherwise. A row
    that breaks the format costs itself.

    Raises:
        InputError: the file cannot be read, or its head has other columns.
    """
    try:
        known, terms, faults = read_good_terms(Path(path), beside=lexicon.known)
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        raise InputError(path, 0, "a file that can be read", found) from error
    rivals = {term: rival for term in terms if (rival := _rival(term, lexicon))}
    lost = {
        term.entity
        for term in rivals
        if term.status is Status.PREFERRED and term.entity not in lexicon.known
    }
    fresh = [
        term
        for term in terms
        if term not in rivals and term.entity not in lost and not _is_known(term, lexicon)
    ]
    clashes = (
        Clash(term.name, rivals.get(term) or f"{term.entity}, whose preferred name is taken")
        for term in terms
        if term in rivals or term.entity in lost
    )
    extended = lexicon.extended(
        _entities(known, fresh, lost, lexicon), (_as_alias(term, lexicon) for term in fresh)
    )
    kept = tuple(one.entity.id for one in known if _is_otherwise(one, lexicon))
    return Addition(extended, len(fresh), tuple(clashes), kept, faults)


def _is_otherwise(one: KnownEntity, lexicon: Lexicon) -> bool:
    """Whether the lexicon has an entity, and something else of it."""
    ours = lexicon.known.get(one.entity.id)
    return ours is not None and _described(one) != _described(ours)


def _described(one: KnownEntity) -> tuple[object, ...]:
    node = one.entity
    return node.label, node.level, node.broader, one.introduction


def _rival(term: Term, lexicon: Lexicon) -> str:
    """What the lexicon knows by a name, if it is not the term's own entity; else ""."""
    owners = lexicon.by_key.get(name_key(term.name), ())
    if term.entity in owners:
        return ""
    if owners:
        return str(owners[0])
    category = lexicon.stop_category(term.name)
    return f"stop word, {category}" if category else ""


def _is_known(term: Term, lexicon: Lexicon) -> bool:
    return term.entity in lexicon.by_key.get(name_key(term.name), ())


def _as_alias(term: Term, lexicon: Lexicon) -> Term:
    """An entity that the lexicon has keeps its preferred name."""
    return replace(term, status=Status.ALIAS) if term.entity in lexicon.known else term


def _entities(
    known: Iterable[KnownEntity], fresh: Iterable[Term], lost: set[EntityId], lexicon: Lexicon
) -> Iterator[KnownEntity]:
    """The file's entities, and those of the lexicon that have more names now."""
    names: dict[EntityId, set[str]] = {}
    for term in fresh:
        names.setdefault(term.entity, set()).add(term.name)
    described = {one.entity.id: one for one in known}
    for entity, found in sorted(names.items()):
        one = lexicon.known.get(entity) or described[entity]
        node = one.entity
        had = node.aliases if entity in lexicon.known else ()
        aliases = tuple(sorted({*had, *found} - {node.label}))
        broader = None if node.broader in lost else node.broader
        yield replace(one, entity=replace(node, aliases=aliases, broader=broader))
