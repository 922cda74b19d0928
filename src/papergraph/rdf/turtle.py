"""Triples as text: Turtle for people, N-Triples for tools; equal triples, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from papergraph.rdf.vocabulary import BASE, PREFIXES, RDF

__all__ = ["dump_ntriples", "dump_turtle"]

_TYPE = f" {RDF.type} "


def dump_turtle(triples: Iterable[Triple], *, base: str = BASE) -> bytes:
    """UTF-8 Turtle, a paragraph a subject, its classes first.

    Subjects, predicates and objects are in code point order, so that the bytes do not
    depend on the order of `triples`; a repeated triple is written once.

    Args:
        triples: without blank nodes, whose labels would not be stable.
        base: what the IRIs of nodes are written relative to.
    """
    body = _serialized(sorted(set(triples), key=_classes_first), RdfFormat.TURTLE, base)
    # pyoxigraph writes the prefixes in no fixed order: their lines are ours.
    while body.startswith(b"@"):
        body = body.partition(b"\n")[2]
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    # A line break in a literal is escaped: this one always ends a statement.
    paragraphs = body.replace(b" .\n", b" .\n\n").removesuffix(b"\n")
    return f"@base <{base}> .\n{prefixes}\n".encode() + paragraphs


def dump_ntriples(triples: Iterable[Triple]) -> bytes:
    """UTF-8 N-Triples, a triple a line, in code point order, without repetition."""
    return _serialized(sorted(set(triples), key=str), RdfFormat.N_TRIPLES, None)


def _classes_first(triple: Triple) -> str:
    # A control character sorts before the "<" of any predicate, and is escaped in a literal.
    return str(triple).replace(_TYPE, " \x01 ", 1)


def _serialized(triples: list[Triple], form: RdfFormat, base: str | None) -> bytes:
    prefixes = None if base is None else PREFIXES
    written = serialize(triples, format=form, prefixes=prefixes, base_iri=base)
    return written or b""
