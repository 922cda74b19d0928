"""Triples as text: Turtle for people, N-Triples for tools; equal triples, equal bytes."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from papergraph.rdf.vocabulary import BASE, PREFIXES, RDF

__all__ = ["classes_first", "dump_ntriples", "dump_turtle", "prefixed"]

_TYPE = f" {RDF.type} "


def dump_turtle(triples: Iterable[Triple], *, base: str = BASE) -> bytes:
    """UTF-8 Turtle, a paragraph a subject, its classes first.

    Subjects, predicates and objects are in code point order, so that the bytes do not
    depend on the order of `triples`; a repeated triple is written once.

    Args:
        triples: without blank nodes, whose labels would not be stable.
        base: what the IRIs of nodes are written relative to.
    """
    ordered = sorted(set(triples), key=classes_first)
    return prefixed(_serialized(ordered, RdfFormat.TURTLE, base), base)


def dump_ntriples(triples: Iterable[Triple]) -> bytes:
    """UTF-8 N-Triples, a triple a line, in code point order, without repetition."""
    return _serialized(sorted(set(triples), key=str), RdfFormat.N_TRIPLES, None)


def classes_first(triple: Triple) -> str:
    """The key by which triples are sorted for people: by subject, its classes before all else."""
    # A control character sorts before the "<" of any predicate, and is escaped in a literal.
    return str(triple).replace(_TYPE, " \x01 ", 1)


def prefixed(body: bytes, base: str) -> bytes:
    """Turtle or TriG as pyoxigraph writes it, with prefixes in order and room between subjects."""
    # pyoxigraph writes the prefixes in no fixed order: their lines are ours.
    while body.startswith(b"@"):
        body = body.partition(b"\n")[2]
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    # A line break in a literal is escaped: this one always ends a statement.
    paragraphs = body.replace(b" .\n", b" .\n\n").replace(b"\n\n}\n", b"\n}\n\n")
    return f"@base <{base}> .\n{prefixes}\n".encode() + paragraphs.removesuffix(b"\n")


def _serialized(triples: list[Triple], form: RdfFormat, base: str | None) -> bytes:
    prefixes = None if base is None else PREFIXES
    written = serialize(triples, format=form, prefixes=prefixes, base_iri=base)
    return written or b""
