"""From a name as a user types it to the node that it means.

A store on disk has the keys of its names (`papergraph.rdf.name_keys`), so that a name is looked
up there; in a store without them, such as one read from Turtle, it is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from papergraph.errors import InputError, UnknownNameError
from papergraph.model import EntityId, Kind
from papergraph.query.written_nodes import written_node
from papergraph.rdf.facts import read_base
from papergraph.rdf.name_keys import NAME_PREDICATES, names_graph
from papergraph.rdf.vocabulary import BASE, FABIO, KIND_TYPES, PG, PRISM, RDF, SKOS, entity_iri
from papergraph.text.identifiers import key_of
from papergraph.text.near_keys import NEARLY_AS_GOOD, near_keys
from papergraph.text.normalize import name_key

__all__ = ["resolve_kind", "resolve_name"]

_MOST_SUGGESTIONS = 3


class _Name(NamedTuple):
    """A name of a node; sorts by how directly it names it."""

    rank: int
    text: str
    iri: str


def resolve_name(store: Store, kind: Kind | None, name: str) -> NamedNode:
    """The node that `name` means, without regard to case, spaces and dashes.

    A name in its exact spelling wins, then a preferred name over another one, then the
    node whose IRI sorts first. A node's own IRI, its id ("method/lora") or what that ends in is
    a name too, and a repository's URL. A paper goes by its arXiv id or DOI, also as a URL, else
    by the part of its title before a colon, else by what it introduces.

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
    key, base = name_key(name), _base(store)
    for wanted in kinds:
        if (node := _own_iri(name, base)) and _is_of(store, node, wanted):
            return node
        if wanted is Kind.PAPER and (identified := _identified(store, name)):
            return NamedNode(min(identified))
        found = _spelt(store, wanted, text) or _alike(store, wanted, {key})
        if found:
            return NamedNode(min(found).iri)
        if _is_of(store, node := entity_iri(EntityId(wanted, name), base), wanted):
            return node
        if wanted is Kind.PAPER and (papers := _cited_as(store, key) or _introducing(store, key)):
            return NamedNode(min(papers))
    raise UnknownNameError(label, name, _suggestions(store, kinds, key))


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


def _identified(store: Store, name: str) -> list[str]:
    """Papers of which `name` is the arXiv id or the DOI, plain or as a URL."""
    scheme, _, value = key_of(name).partition(":")
    predicate = {"arxiv": FABIO.hasArXivId, "doi": PRISM.doi}.get(scheme)
    if predicate is None:
        return []
    return [
        quad.subject.value
        for quad in store.quads_for_pattern(None, predicate, Literal(value), DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    ]


def _cited_as(store: Store, key: str) -> list[str]:
    """Papers of whose titles that is the part before the colon."""
    if ":" in key:
        return []
    titles = {title for title in _keys(store, Kind.PAPER) if title.startswith(f"{key}:")}
    return [name.iri for name in _alike(store, Kind.PAPER, titles)]


def _introducing(store: Store, key: str) -> list[str]:
    """Papers that introduce what is called that."""
    return [
        quad.subject.value
        for kind in (Kind.METHOD, Kind.DATASET)
        for name in _alike(store, kind, {key})
        for quad in store.quads_for_pattern(
            None, PG.introduces, NamedNode(name.iri), DefaultGraph()
        )
        if isinstance(quad.subject, NamedNode)
    ]


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


def _own_iri(name: str, base: str) -> NamedNode | None:
    """The IRI that a name is or stands for."""
    node = None if name.startswith(base) else written_node(name)
    if node is not None and node.kind is not Kind.PAGE:
        return entity_iri(node, base)
    try:
        return NamedNode(name)
    except ValueError:
        return None


def _base(store: Store) -> str:
    try:
        return read_base(store)
    except InputError:  # triples of others have none
        return BASE


def _suggestions(store: Store, kinds: Iterable[Kind], key: str) -> list[str]:
    """Names whose keys resemble `key`, best first, each once."""
    score: dict[str, float] = {}
    names: list[_Name] = []
    for kind in kinds:
        score |= near_keys(key, _keys(store, kind))
        names += _alike(store, kind, score.keys())
    ranked = sorted((-score[name_key(name.text)], name) for name in names)
    best = {
        name.iri: name.text
        for share, name in reversed(ranked)
        if share <= ranked[0][0] + NEARLY_AS_GOOD
    }
    return list(dict.fromkeys(reversed(best.values())))[:_MOST_SUGGESTIONS]
