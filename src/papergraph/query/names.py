"""From a name as a user types it to the node that it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, NamedNode, Store
from rapidfuzz import fuzz, process

from papergraph.errors import UnknownNameError
from papergraph.model import Kind
from papergraph.rdf.vocabulary import DCTERMS, FABIO, KIND_TYPES, RDF, RDFS, SKOS
from papergraph.text.normalize import name_key

__all__ = ["resolve_kind", "resolve_name"]

#: What a node is known by, what it is called first.
_NAME_PREDICATES = {
    Kind.METHOD: (SKOS.prefLabel, SKOS.altLabel),
    Kind.DATASET: (SKOS.prefLabel, SKOS.altLabel),
    Kind.TASK: (SKOS.prefLabel, SKOS.altLabel),
    Kind.REPOSITORY: (RDFS.label, SKOS.altLabel),
    Kind.PAPER: (DCTERMS.title, FABIO.hasArXivId),
}

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
    names: list[_Name] = []
    for wanted in (Kind.METHOD, Kind.DATASET) if kind is None else (kind,):
        known = list(_names(store, wanted))
        found = [iri for _, _, iri in known if iri == name] or _best(known, name)
        if found:
            return NamedNode(found[0])
        names += known
    label = "entity" if kind is None else kind.value
    raise UnknownNameError(label, name, _suggestions(names, name))


def resolve_kind(name: str) -> NamedNode:
    """The class of a kind's nodes. Raises `UnknownNameError` where there is no such kind."""
    kinds = {kind.value: types[0] for kind, types in KIND_TYPES.items()}
    if name not in kinds:
        raise UnknownNameError("kind", name, sorted(kinds))
    return kinds[name]


def _names(store: Store, kind: Kind) -> Iterator[_Name]:
    found = store.quads_for_pattern(None, RDF.type, KIND_TYPES[kind][0], DefaultGraph())
    nodes = {quad.subject for quad in found}
    for rank, predicate in enumerate(_NAME_PREDICATES[kind]):
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph()):
            if quad.subject in nodes and isinstance(quad.subject, NamedNode):
                yield _Name(rank, getattr(quad.object, "value", ""), quad.subject.value)


def _best(known: Iterable[_Name], name: str) -> list[str]:
    key = name_key(name)
    alike = sorted((found.text != name, found) for found in known if name_key(found.text) == key)
    return [alike[0][1].iri] if alike else []


def _suggestions(known: Iterable[_Name], name: str) -> list[str]:
    """Names that resemble `name`, best first, one a node."""
    names = sorted(known)
    keys = [name_key(found.text) for found in names]
    near = process.extract(name_key(name), keys, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=20)
    ranked = sorted((-score, names[place]) for _, score, place in near)
    best = {
        found.iri: found.text
        for score, found in reversed(ranked)
        if -score >= -ranked[0][0] - _NEARLY_AS_GOOD
    }
    return list(reversed(best.values()))[:_MOST_SUGGESTIONS]
