"""The endpoint as a resource of its own (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from papergraph.endpoint.media import SOLUTIONS, TRIPLES
from papergraph.endpoint.pool import Limits
from papergraph.rdf.vocabulary import DCTERMS, RDF, RDFS, VOID, Vocabulary

__all__ = ["dump_description"]

_SD = Vocabulary(
    "http://www.w3.org/ns/sparql-service-description#",
    "Dataset Graph SPARQL11Query Service defaultDataset defaultGraph endpoint resultFormat "
    "supportedLanguage",
)
_DESCRIPTION = NamedNode(f"{DCTERMS.iri}description")
_SPARQL_ENDPOINT = NamedNode(f"{VOID.iri}sparqlEndpoint")


def dump_description(
    endpoint: str, data_sets: Sequence[str], limits: Limits, media_type: str
) -> bytes:
    """The description of the service at `endpoint`, in a form of RDF.

    Args:
        endpoint: its address.
        data_sets: IRIs of what the graph describes by VoID: queries tell more of it.
        limits: of queries, which it tells in words.
        media_type: of the form.
    """
    form = RdfFormat.from_media_type(media_type)
    triples = _triples(endpoint, data_sets, limits)
    # One prefix: the engine writes several in an order of chance.
    return serialize(triples, format=form, prefixes={"sd": _SD.iri}) or b""


def _triples(endpoint: str, data_sets: Sequence[str], limits: Limits) -> Iterator[Triple]:
    # Named, so that the same service comes out the same byte for byte.
    service, everything = BlankNode("service"), BlankNode("dataset")
    address = NamedNode(endpoint)
    yield Triple(service, RDF.type, _SD.Service)
    yield Triple(service, _SD.endpoint, address)
    yield Triple(service, RDFS.label, Literal("papergraph"))
    yield Triple(service, _DESCRIPTION, Literal(_in_words(limits)))
    yield Triple(service, _SD.supportedLanguage, _SD.SPARQL11Query)
    for iri in sorted({form.iri for form in (*SOLUTIONS, *TRIPLES)}):
        yield Triple(service, _SD.resultFormat, NamedNode(iri))
    yield Triple(service, _SD.defaultDataset, everything)
    yield Triple(everything, RDF.type, _SD.Dataset)
    # A graph is told apart by the VoID of it, which it holds itself.
    graph = NamedNode(data_sets[0]) if data_sets else BlankNode("graph")
    yield Triple(everything, _SD.defaultGraph, graph)
    yield Triple(graph, RDF.type, _SD.Graph)
    if data_sets:
        yield Triple(graph, RDF.type, VOID.Dataset)
        yield Triple(graph, _SPARQL_ENDPOINT, address)


def _in_words(limits: Limits) -> str:
    return (
        "Read only: no updates, and no SERVICE. "
        f"A query is given {limits.seconds:g} s and {limits.megabytes:,} MB; "
        f"{limits.workers} at once are answered."
    )
