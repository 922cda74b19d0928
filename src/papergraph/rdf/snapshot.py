"""A graph as one compact file beside its store: read in seconds where triples take minutes.

It is a cache: what it holds is what the triples of the store say, and it is read only while
the store is the one that it was made with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from papergraph.garbage_collection import paused_collection
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import (
    Claim,
    Entity,
    EntityId,
    Evaluation,
    Level,
    Listing,
    Mention,
    Paper,
    Part,
    Relation,
    Score,
    Span,
    Suggestion,
)

__all__ = ["is_snapshot", "read_snapshot", "write_snapshot"]

_FILE = "papergraph.msgpack"
#: Raised by one whenever what follows means something else.
_FORM = 1

#: The end of a table of Oxigraph says when and by whom it was written, and how it is indexed.
_TAIL = 65_536
#: What is in the one table that says which version of Oxigraph made the store, and nothing of
#: the graph: it may be written anew whenever a store is opened.
_VERSION, _LONGEST_VERSION = b"oxversion", 2_048

_PARTS, _RELATIONS = tuple(Part), tuple(Relation)
_PART_AT = {part: at for at, part in enumerate(_PARTS)}
_RELATION_AT = {relation: at for at, relation in enumerate(_RELATIONS)}

_Value = TypeVar("_Value", str, float, EntityId)


class _Entity(Struct, frozen=True, array_like=True):
    """An `Entity` whose nodes are places; -1 for none."""

    label: str
    aliases: tuple[str, ...]
    level: Level
    broader: int
    introduced_by: tuple[int, ...]
    url: str


class _Columns(Struct, frozen=True, array_like=True):
    """All claims and, in their order, all mentions: a list a field, of places in tables."""

    papers: list[int]
    relations: list[int]
    targets: list[int]
    confidences: list[int]
    rules: list[int]
    quotes: list[int]
    fields: list[int]
    listings: list[int]
    mentions: list[int]
    parts: list[int]
    starts: list[int]
    ends: list[int]
    surfaces: list[int]
    sureness: list[int]


class _Snapshot(Struct, frozen=True, array_like=True):
    """A graph; `nodes` are the papers, then the entities, then what is only named."""

    nodes: list[EntityId]
    texts: list[str]
    numbers: list[float]
    papers: list[Paper]
    entities: list[_Entity]
    claims: _Columns
    listings: list[Listing]
    evaluations: tuple[Evaluation, ...]
    suggestions: tuple[Suggestion, ...]
    scores: tuple[Score, ...]


def is_snapshot(name: str) -> bool:
    """Whether a file of this name in a store's folder is one."""
    return name == _FILE


def write_snapshot(graph: KnowledgeGraph, folder: Path) -> None:
    """Put a graph beside the store at `folder`, which nobody has open.

    Args:
        graph: what reading the store's triples would give.
        folder: of the store.
    """
    path = folder / _FILE
    path.write_bytes(_head(folder) + msgspec.msgpack.encode(_packed(graph)))


def read_snapshot(folder: Path) -> KnowledgeGraph | None:
    """The graph that was put beside the store at `folder`.

    ``None`` where there is none, or where it is not known to be what the store says: the store
    was written to or replaced, or another version of papergraph made it.
    """
    path = folder / _FILE
    if not path.is_file():
        return None
    with path.open("rb") as file:
        head = _head(folder)
        if file.read(len(head)) != head:
            return None
        with paused_collection():
            try:
                return _unpacked(msgspec.msgpack.decode(file.read(), type=_Snapshot))
            except msgspec.DecodeError:
                return None


def _head(folder: Path) -> bytes:
    """A line that only a snapshot of this store, by this version, starts with."""
    return f"papergraph {version('papergraph')} {_FORM} {_fingerprint(folder)}\n".encode()


def _fingerprint(folder: Path) -> str:
    """Digits for what a store holds; another after every change.

    A store is tables that are never changed, only written anew under another number, and a
    log of what is in no table yet. Who opens it and writes nothing leaves both as they are.
    """
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix == ".sst":
            size = path.stat().st_size
            with path.open("rb") as file:
                file.seek(max(0, size - _TAIL))
                tail = file.read()
            if size > _LONGEST_VERSION or _VERSION not in tail:
                found.update(f"{path.name} {size}\n".encode() + tail)
        elif path.suffix == ".log" and path.stat().st_size:
            found.update(f"{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()


class _Table(dict[_Value, int]):
    """The place of every value that is asked for, in the order that they are."""

    def __missing__(self, value: _Value) -> int:
        place = self[value] = len(self)
        return place


def _packed(graph: KnowledgeGraph) -> _Snapshot:
    nodes: _Table[EntityId] = _Table()
    texts: _Table[str] = _Table()
    numbers: _Table[float] = _Table()
    nodes.update((one, at) for at, one in enumerate((*graph.papers, *graph.entities)))
    claims, mentions = graph.claims, [one for claim in graph.claims for one in claim.mentions]
    columns = _Columns(
        papers=[nodes[claim.paper] for claim in claims],
        relations=[_RELATION_AT[claim.relation] for claim in claims],
        targets=[nodes[claim.target] for claim in claims],
        confidences=[numbers[float(claim.confidence)] for claim in claims],
        rules=[texts[claim.rule] for claim in claims],
        quotes=[texts[claim.quote] for claim in claims],
        fields=[texts[claim.field] for claim in claims],
        listings=[texts[claim.listing] for claim in claims],
        mentions=[len(claim.mentions) for claim in claims],
        parts=[_PART_AT[mention.part] for mention in mentions],
        starts=[mention.span.start for mention in mentions],
        ends=[mention.span.end for mention in mentions],
        surfaces=[texts[mention.surface] for mention in mentions],
        sureness=[numbers[float(mention.confidence)] for mention in mentions],
    )
    entities = [
        _Entity(
            entity.label,
            entity.aliases,
            entity.level,
            -1 if entity.broader is None else nodes[entity.broader],
            tuple(nodes[paper] for paper in entity.introduced_by),
            entity.url,
        )
        for entity in graph.entities.values()
    ]
    return _Snapshot(
        nodes=list(nodes),
        texts=list(texts),
        numbers=list(numbers),
        papers=list(graph.papers.values()),
        entities=entities,
        claims=columns,
        listings=list(graph.listings.values()),
        evaluations=graph.evaluations,
        suggestions=graph.suggestions,
        scores=graph.scores,
    )


def _unpacked(found: _Snapshot) -> KnowledgeGraph:
    first = len(found.papers)
    nodes = found.nodes[first : first + len(found.entities)]
    entities = [
        Entity(
            id=node,
            label=one.label,
            aliases=one.aliases,
            level=one.level,
            broader=None if one.broader < 0 else found.nodes[one.broader],
            introduced_by=tuple([found.nodes[paper] for paper in one.introduced_by]),
            url=one.url,
        )
        for node, one in zip(nodes, found.entities, strict=True)
    ]
    return KnowledgeGraph(
        papers=dict(zip(found.nodes[:first], found.papers, strict=True)),
        entities={entity.id: entity for entity in entities},
        claims=tuple(_claims(found)),
        listings={listing.slug: listing for listing in found.listings},
        evaluations=found.evaluations,
        suggestions=found.suggestions,
        scores=found.scores,
    )


def _claims(found: _Snapshot) -> Iterator[Claim]:
    nodes, texts, columns = found.nodes, found.texts, found.claims
    mentions = _mentions(columns, texts, found.numbers)
    for paper, relation, target, confidence, rule, quote, field, listing, count in zip(
        columns.papers,
        columns.relations,
        columns.targets,
        columns.confidences,
        columns.rules,
        columns.quotes,
        columns.fields,
        columns.listings,
        columns.mentions,
        strict=True,
    ):
        yield Claim(
            paper=nodes[paper],
            relation=_RELATIONS[relation],
            target=nodes[target],
            confidence=found.numbers[confidence],
            rule=texts[rule],
            quote=texts[quote],
            mentions=tuple(islice(mentions, count)),
            field=texts[field],
            listing=texts[listing],
        )


def _mentions(
    columns: _Columns, texts: Sequence[str], numbers: Sequence[float]
) -> Iterator[Mention]:
    for part, start, end, surface, sureness in zip(
        columns.parts,
        columns.starts,
        columns.ends,
        columns.surfaces,
        columns.sureness,
        strict=True,
    ):
        yield Mention(
            part=_PARTS[part],
            span=Span(start, end),
            surface=texts[surface],
            confidence=numbers[sureness],
        )
