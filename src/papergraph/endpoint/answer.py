"""What a worker's process does for the endpoint: it answers, and writes the answer's bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from papergraph.endpoint.federation import asks_another_server
from papergraph.endpoint.media import SOLUTIONS, TRIPLES
from papergraph.endpoint.refusal import FederationError, NotAcceptableError
from papergraph.errors import QueryError
from papergraph.query.catalog import named_query
from papergraph.query.run import resolve_arguments
from papergraph.query.syntax import located
from papergraph.rdf.vocabulary import PREFIXES, RDF, VOID

__all__ = ["Asked", "answer", "described_graphs", "filled_query"]

# Longer lists of what could stand there help nobody.
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, with the forms that its answer may have.

    Attributes:
        sparql: its text.
        default_graphs: as of `papergraph.endpoint.protocol.Question`.
        named_graphs: likewise.
        solutions: media type for what SELECT and ASK answer, "" where the client takes none.
        triples: media type for what CONSTRUCT and DESCRIBE answer, "" likewise.
    """

    sparql: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    solutions: str
    triples: str


def answer(store: Store, asked: Asked, *, output: IO[bytes]) -> bool:
    """Write the answer; whether it is triples.

    Raises:
        FederationError: the query asks another server.
        SparqlError: it is no SPARQL.
        QueryError: it cannot be evaluated.
        NotAcceptableError: the client does not take what such a query answers.
    """
    if asks_another_server(asked.sparql):
        raise FederationError
    try:
        default_graphs, named_graphs = _data_set(asked)
        found = store.query(
            asked.sparql,
            prefixes=PREFIXES,
            default_graph=default_graphs,
            named_graphs=named_graphs,
        )
        _write(found, asked, output)
    except SyntaxError as error:
        raise located(asked.sparql, error, "query") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {_one_line(str(error))}") from error
    return isinstance(found, QueryTriples)


def filled_query(store: Store, name: str, arguments: Mapping[str, str]) -> str:
    """The text of a named query with its parameters filled in.

    Raises as `papergraph.query.run_query` does; `UnknownNameError` for the query's name too.
    """
    query = named_query(name)
    return query.filled(resolve_arguments(store, query, arguments))


def described_graphs(store: Store) -> tuple[str, ...]:
    """IRIs of the data sets that the graph describes, sorted."""
    found = store.quads_for_pattern(None, RDF.type, VOID.Dataset, None)
    subjects = (quad.subject for quad in found)
    return tuple(sorted(node.value for node in subjects if isinstance(node, NamedNode)))


def _data_set(
    asked: Asked,
) -> tuple[list[NamedNode | BlankNode | DefaultGraph] | None, list[NamedNode | BlankNode] | None]:
    """Default and named graphs; a data set that the request states is the whole of it."""
    if not asked.default_graphs and not asked.named_graphs:
        return None, None
    return [_graph(iri) for iri in asked.default_graphs], [
        _graph(iri) for iri in asked.named_graphs
    ]


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"expected the IRI of a graph, found {iri!r}") from error


def _write(
    found: QuerySolutions | QueryBoolean | QueryTriples, asked: Asked, output: IO[bytes]
) -> None:
    if isinstance(found, QueryTriples):
        _check(asked.triples, tuple(form.media_types[0] for form in TRIPLES))
        found.serialize(output, RdfFormat.from_media_type(asked.triples))
    else:
        _check(asked.solutions, tuple(form.media_types[0] for form in SOLUTIONS))
        found.serialize(output, QueryResultsFormat.from_media_type(asked.solutions))


def _check(media_type: str, all_types: tuple[str, ...]) -> None:
    if not media_type:
        raise NotAcceptableError(all_types)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…"
