"""Triples as RDF/XML, for tools that read nothing newer; equal triples, equal bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from papergraph.rdf.paragraphs import classes_first
from papergraph.rdf.vocabulary import PREFIXES

__all__ = ["dump_rdfxml"]

#: What XML 1.0 cannot hold, not even escaped (production 2, ``Char``).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ROOT = re.compile(rb"<rdf:RDF[^>]*>")


def dump_rdfxml(triples: Iterable[Triple]) -> bytes:
    """UTF-8 RDF/XML, an element a subject, its classes first.

    IRIs are whole. A character that XML 1.0 cannot hold becomes U+FFFD: that is all that is
    lost.

    Args:
        triples: without blank nodes; every predicate in a namespace of `PREFIXES`.
    """
    ordered = sorted({_for_xml(triple) for triple in triples}, key=classes_first)
    body = serialize(ordered, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    # pyoxigraph writes the prefixes in no fixed order: their line is ours.
    names = "".join(f' xmlns:{name}="{escape(iri)}"' for name, iri in sorted(PREFIXES.items()))
    whole = _ROOT.sub(f"<rdf:RDF{names}>".encode(), body, count=1)
    # A reader of XML takes a bare carriage return for a line feed.
    return whole.replace(b"\r", b"&#13;").rstrip(b"\n") + b"\n"


def _for_xml(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or not _NOT_XML.search(value.value):
        return triple
    clean = _NOT_XML.sub("\ufffd", value.value)
    return Triple(triple.subject, triple.predicate, Literal(clean, datatype=value.datatype))
