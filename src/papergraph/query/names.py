"""From a name as a user types it to the node that it means.

A store on disk has the keys of its names (`papergraph.rdf.name_keys`), so that a name is looked
up there; in a store without them, such as one read from Turtle, it is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from papergraph.errors import UnknownNameError
from papergraph.model import Kind
from papergraph.rdf.name_keys import NAME_PREDICATES, names_graph
from papergraph.rdf.vocabulary import KIND_TYPES, RDF, SKOS
from papergraph.text.normalize import name_key

__all__ = ["resolve_kind", "resolve_name"]

# Shares of letters in common, in percent: a misspelt name keeps 70 of its own, a suggestion
# worse than the best by more than 5 is noise beside it.
_SIMILAR, _NEARLY_AS_GOOD = 70, 5
_MOST_SUGGESTIONS = 3


class _Name(NamedTuple):
    """A name of a node; sorts by how directly it names it."""

    rank: int
    text: str
    iri: str


def resolve_name(store: Store, kind: Kind | None, name: str) -> NamedNode:
    """The node that `name` means, without regard to case, spaces and dashes.

    A name in its exact spelling wins, then a preferred name over another one, then the
    node whose IRI sorts first. A node's own IRI is a name too; a paper goes by its arXiv id.

    Args:
        store: where to look.
        kind: what is looked for; ``None`` for a method or else a dataset.
        name: as the user typed it.

    Raises:
        UnknownNameError: nothing goes by that name; it suggests what resembles it.
    """
    kinds = (Kind.METHOD, Kind.DATASET) if kind is None else (kind,)
    label = "entity" if kind is None else kind.value
    try:
        text = Literal(name)
    except ValueError as error:  # bytes of a command line that are no UTF-8
        raise UnknownNameError(label, name) from error
    for wanted in kinds:
        if (node := _own_iri(name)) and _is_of(store, node, wanted):
            return node
        found = _spelt(store, wanted, text) or _alike(store, wanted, {name_key(name)})
        if found:
            return NamedNode(min(found).iri)
    raise UnknownNameError(label, name, _suggestions(store, kinds, name_key(name)))


def resolve_kind(name: str) -> NamedNode:
    """The class of a kind's nodes. Raises `UnknownNameError` where there is no such kind."""
    kinds = {kind.value: types[0] for kind, types in KIND_TYPES.items()}
    if name not in kinds:
        raise UnknownNameError("kind", name, sorted(kinds))
    return kinds[name]


def _spelt(store: Store, kind: Kind, text: Literal) -> list[_Name]:
    """Names that are spelt as `text` is."""
    return [
        _Name(rank, text.value, quad.subject.value)
        for rank, predicate in enumerate(NAME_PREDICATES[kind])
        for quad in store.quads_for_pattern(None, predicate, text, DefaultGraph())
        if isinstance(quad.subject, NamedNode) and _is_of(store, quad.subject, kind)
    ]


def _alike(store: Store, kind: Kind, keys: Set[str]) -> list[_Name]:
    """Names that have one of these keys."""
    names = _indexed(store, kind, keys) if _has_keys(store, kind) else _names(store, kind)
    return [name for name in names if name_key(name.text) in keys]


def _indexed(store: Store, kind: Kind, keys: Set[str]) -> Iterator[_Name]:
    """Every name of the nodes that have a name with one of these keys."""
    nodes = {
        quad.subject
        for key in keys
        for quad in store.quads_for_pattern(None, SKOS.hiddenLabel, Literal(key), names_graph(kind))
    }
    for node in nodes:
        if isinstance(node, NamedNode) and _is_of(store, node, kind):
            yield from _names_of(store, kind, node)


def _names_of(store: Store, kind: Kind, node: NamedNode) -> Iterator[_Name]:
    for rank, predicate in enumerate(NAME_PREDICATES[kind]):
        for quad in store.quads_for_pattern(node, predicate, None, DefaultGraph()):
            yield _Name(rank, getattr(quad.object, "value", ""), node.value)


def _names(store: Store, kind: Kind) -> Iterator[_Name]:
    """Every name of every node of a kind."""
    found = store.quads_for_pattern(None, RDF.type, KIND_TYPES[kind][0], DefaultGraph())
    nodes = {quad.subject for quad in found}
    for rank, predicate in enumerate(NAME_PREDICATES[kind]):
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if quad.subject in nodes and isinstance(quad.subject, NamedNode):
                yield _Name(rank, getattr(quad.object, "value", ""), quad.subject.value)


def _keys(store: Store, kind: Kind) -> Iterable[str]:
    """The key of every name of a kind; one that several share may be there as often."""
    if not _has_keys(store, kind):
        return (name_key(name.text) for name in _names(store, kind))
    # A query, because a quad takes several times as long to read as a single term.
    asked = f"SELECT ?key {{ GRAPH {names_graph(kind)} {{ ?node {SKOS.hiddenLabel} ?key }} }}"
    return (row[0].value for row in cast(QuerySolutions, store.query(asked)))


def _has_keys(store: Store, kind: Kind) -> bool:
    return any(True for _ in store.quads_for_pattern(None, None, None, names_graph(kind)))


def _is_of(store: Store, node: NamedNode, kind: Kind) -> bool:
    return Quad(node, RDF.type, KIND_TYPES[kind][0]) in store


def _own_iri(name: str) -> NamedNode | None:
    try:
        return NamedNode(name)
    except ValueError:
        return None


def _suggestions(store: Store, kinds: Iterable[Kind], key: str) -> list[str]:
    """Names whose keys resemble `key`, best first, one a node."""
    from rapidfuzz import fuzz, process  # here: few names are wrong, and it takes time to import

    score: dict[str, float] = {}
    names: list[_Name] = []
    for kind in kinds:
        keys = sorted(set(_keys(store, kind)))
        near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=20)
        score |= {found: share for found, share, _ in near}
        names += _alike(store, kind, score.keys())
    ranked = sorted((-score[name_key(name.text)], name) for name in names)
    best = {
        name.iri: name.text
        for share, name in reversed(ranked)
        if share <= ranked[0][0] + _NEARLY_AS_GOOD
    }
    return list(reversed(best.values()))[:_MOST_SUGGESTIONS]
