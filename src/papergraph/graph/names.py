"""The words that users may choose from, and what they probably meant by another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from papergraph.errors import UnknownNameError
from papergraph.model import Kind, Relation

__all__ = ["kinds_named", "known_name", "relations_named"]


def known_name(what: str, name: str, known: Iterable[str]) -> str:
    """`name` itself, where it is one of `known`.

    Args:
        what: what the name stands for, as the error calls it ("relation").
        name: as the user wrote it.
        known: all names there are.

    Raises:
        UnknownNameError: `name` is none of them; up to three that resemble it are suggested.

    >>> known_name("measure", "pagernak", ["degree", "pagerank"])
    Traceback (most recent call last):
    papergraph.errors.UnknownNameError: unknown measure 'pagernak'; did you mean pagerank?
    """
    names = sorted(known)
    if name in names:
        return name
    by_case = {each.casefold(): each for each in names}
    close = get_close_matches(name.casefold(), by_case, n=3, cutoff=0.6)
    raise UnknownNameError(what, name, [by_case[each] for each in close])


def relations_named(names: Collection[str | Relation] | None) -> frozenset[Relation]:
    """The relations of these names, or of one; all for ``None``, none for an empty collection.

    Raises:
        UnknownNameError: no relation is called so.
    """
    if names is None:
        return frozenset(Relation)
    return frozenset(
        Relation(known_name("relation", name, list(Relation))) for name in _several(names)
    )


def kinds_named(names: Collection[str | Kind] | None) -> frozenset[Kind]:
    """The kinds of these names, or of one; all for ``None``, none for an empty collection.

    Raises:
        UnknownNameError: no kind is called so.
    """
    if names is None:
        return frozenset(Kind)
    return frozenset(Kind(known_name("kind", name, list(Kind))) for name in _several(names))


def _several(names: Collection[str]) -> Collection[str]:
    """The names; of a text alone itself, not its letters."""
    return [names] if isinstance(names, str) else names
