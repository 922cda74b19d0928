"""Python values as RDF literals, in the one lexical form that every store gives back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.rdf.vocabulary import RDF, RDFS, XSD

__all__ = ["boolean", "date", "decimal", "described", "index", "uri"]

_DATE_TYPES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD.date),
    (re.compile(r"\d{4}-\d{2}"), XSD.gYearMonth),
    (re.compile(r"\d{4}"), XSD.gYear),
)


def decimal(number: float) -> Literal:
    """`number` as xsd:decimal, without the trailing zeros that Oxigraph would drop.

    >>> decimal(0.90).value, decimal(1.0).value
    ('0.9', '1')
    """
    return _decimal(number)


def index(number: int) -> Literal:
    """An offset or a count."""
    return _index(number)


# Confidences have two decimals and offsets rarely four digits: few values, in every triple.
@lru_cache(maxsize=1_000)
def _decimal(number: float) -> Literal:
    plain = format(Decimal(repr(number)), "f")
    return Literal(plain.rstrip("0").rstrip(".") if "." in plain else plain, datatype=XSD.decimal)


@lru_cache(maxsize=5_000)
def _index(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.nonNegativeInteger)


def boolean(value: bool) -> Literal:
    """``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def date(text: str) -> Literal:
    """`text` as a date, a month or a year by its shape; a plain string where it has none.

    >>> date("2024-05").datatype.value
    'http://www.w3.org/2001/XMLSchema#gYearMonth'
    """
    for shape, datatype in _DATE_TYPES:
        if shape.fullmatch(text):
            return Literal(text, datatype=datatype)
    return Literal(text)


def uri(text: str) -> Literal:
    """An address as a literal, verbatim: source files print some that are no IRI."""
    return Literal(text, datatype=XSD.anyURI)


def described(node: NamedNode, types: Iterable[NamedNode], label: str) -> Iterator[Triple]:
    """What every node has: its classes and a label."""
    for found in types:
        yield Triple(node, RDF.type, found)
    yield Triple(node, RDFS.label, Literal(label))
