"""Triples as text: Turtle for people, N-Triples for tools; equal triples, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import RdfFormat, Triple, serialize

from papergraph.rdf.paragraphs import classes_first, paragraphs
from papergraph.rdf.vocabulary import BASE, PREFIXES

__all__ = ["dump_ntriples", "dump_turtle", "prefixed", "turtle_head", "turtle_parts"]

#: Triples that are made text at once: some two megabytes of it.
_PART = 25_000


def dump_turtle(triples: Iterable[Triple], *, base: str = BASE) -> bytes:
    """UTF-8 Turtle, a paragraph a subject, its classes first.

    Subjects, predicates and objects are in code point order, so that the bytes do not
    depend on the order of `triples`; a repeated triple is written once.

    Args:
        triples: without blank nodes, whose labels would not be stable.
        base: what the IRIs of nodes are written relative to.
    """
    ordered = sorted(set(triples), key=classes_first)
    return turtle_head(base) + _body(ordered, base).removesuffix(b"\n")


def turtle_parts(triples: Iterable[Triple], *, base: str = BASE) -> Iterator[bytes]:
    """What `dump_turtle` gives, in parts of some megabytes, without holding all triples.

    Each part but the first, which is the head, is Turtle when the head stands before it.

    Args:
        triples: in the order of `graph_triples` and `evidence_triples`.
        base: as of `dump_turtle`.

    Raises:
        ValueError: as `paragraphs`.
    """
    yield turtle_head(base)
    gap = b""
    some: list[Triple] = []
    for paragraph in paragraphs(triples):
        some += paragraph
        if len(some) >= _PART:
            yield gap + _body(some, base).removesuffix(b"\n")
            gap, some = b"\n", []
    if some:
        yield gap + _body(some, base).removesuffix(b"\n")


def dump_ntriples(triples: Iterable[Triple]) -> bytes:
    """UTF-8 N-Triples, a triple a line, in code point order, without repetition."""
    return serialize(sorted(set(triples), key=str), format=RdfFormat.N_TRIPLES) or b""


def prefixed(body: bytes, base: str) -> bytes:
    """Turtle or TriG as pyoxigraph writes it, with prefixes in order and room between subjects."""
    return turtle_head(base) + _spaced(body).removesuffix(b"\n")


def turtle_head(base: str = BASE) -> bytes:
    """The base and the prefixes, in order, with the empty line after them."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    return f"@base <{base}> .\n{prefixes}\n".encode()


def _body(ordered: list[Triple], base: str) -> bytes:
    """Paragraphs without a head, an empty line after each."""
    form = RdfFormat.TURTLE
    return _spaced(serialize(ordered, format=form, prefixes=PREFIXES, base_iri=base) or b"")


def _spaced(body: bytes) -> bytes:
    # pyoxigraph writes the prefixes in no fixed order: their lines are ours.
    start = 0
    while body.startswith(b"@", start):
        start = body.index(b"\n", start) + 1
    # A line break in a literal is escaped: this one always ends a statement.
    return body[start:].replace(b" .\n", b" .\n\n").replace(b"\n\n}\n", b"\n}\n\n")
