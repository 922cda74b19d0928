"""The forms that an answer can have."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DESCRIPTIONS", "PAGE", "QUERY_TEXT", "SOLUTIONS", "TRIPLES", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of an answer.

    Attributes:
        media_types: that ask for it, its own first.
        iri: what a service description calls it, or "" where it calls it nothing.
    """

    media_types: tuple[str, ...]
    iri: str = ""


_W3C = "http://www.w3.org/ns/formats/"
_RDF_XML = Form(("application/rdf+xml",), f"{_W3C}RDF_XML")

#: Of what SELECT and ASK answer; of forms that a client likes as much, the first is taken.
SOLUTIONS = (
    Form(("application/sparql-results+json", "application/json"), f"{_W3C}SPARQL_Results_JSON"),
    Form(
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        f"{_W3C}SPARQL_Results_XML",
    ),
    Form(("text/csv",), f"{_W3C}SPARQL_Results_CSV"),
    Form(("text/tab-separated-values",), f"{_W3C}SPARQL_Results_TSV"),
)

#: Of what CONSTRUCT and DESCRIBE answer.
TRIPLES = (
    Form(("text/turtle", "application/x-turtle"), f"{_W3C}Turtle"),
    Form(("application/n-triples", "text/plain"), f"{_W3C}N-Triples"),
    Form((*_RDF_XML.media_types, "application/xml", "text/xml"), _RDF_XML.iri),
    Form(("application/ld+json", "application/json"), f"{_W3C}JSON-LD"),
)

#: Of the service description, which nobody asks for as plain XML or JSON.
DESCRIPTIONS = tuple(Form(form.media_types[:1], form.iri) for form in TRIPLES)

#: The page, for browsers.
PAGE = Form(("text/html", "application/xhtml+xml"))

#: A query instead of its answer.
QUERY_TEXT = Form(("application/sparql-query",))
