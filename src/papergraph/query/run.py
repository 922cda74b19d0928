"""Queries, asked of a store."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from papergraph.errors import QueryError
from papergraph.model import Kind
from papergraph.query.catalog import queries_folder
from papergraph.query.named import LITERAL_KINDS, NamedQuery, Parameter
from papergraph.query.names import resolve_kind, resolve_name
from papergraph.query.table import Form, ResultTable
from papergraph.rdf.store import damage_told
from papergraph.rdf.vocabulary import PREFIXES, XSD

__all__ = ["ask_sparql", "resolve_arguments", "run_query"]

_YEAR = re.compile(r"[0-9]{4}")


def run_query(store: Store, query: NamedQuery, arguments: Mapping[str, str]) -> ResultTable:
    """Answer a named query; no answer is a table without rows.

    Args:
        store: the graph, with evidence if quotes are wanted.
        query: what to ask.
        arguments: parameter name to the value as the user typed it.

    Raises:
        UnknownNameError: the graph knows nothing by a value.
        QueryError: a parameter is missing or unknown, a year is none, the query asks another
            server, or the SPARQL is wrong.
    """
    filled = query.filled(resolve_arguments(store, query, arguments))
    return ask_sparql(store, filled, f"{query.name}.rq")


def resolve_arguments(
    store: Store, query: NamedQuery, arguments: Mapping[str, str]
) -> dict[str, NamedNode | Literal]:
    """The terms that the arguments mean, by parameter; raises as `run_query` does."""
    if query.federated:
        path = queries_folder() / f"{query.name}.rq"
        raise QueryError(f"query {query.name!r} asks another server; run it with --file {path}")
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for name in arguments:
        if name not in parameters:
            takes = ", ".join(parameters) or "none"
            raise QueryError(f"query {query.name!r} has no parameter {name!r}; it takes: {takes}")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in arguments:
            raise QueryError(f"query {query.name!r} needs a value for {parameter.name!r}")
    with damage_told():
        return {name: _term(store, parameters[name], text) for name, text in arguments.items()}


def ask_sparql(store: Store, text: str, source: str = "query") -> ResultTable:
    """Answer a SPARQL query of any form; the prefixes of `PREFIXES` need no declaration.

    ASK gives one column "answer" with one row; CONSTRUCT and DESCRIBE give subject,
    predicate and object, sorted.

    Args:
        store: what to ask.
        text: the query.
        source: what an error calls the query: the file that it is from.

    Raises:
        DamagedStoreError: the store cannot be read.
        SparqlError: it is no SPARQL, an update, or uses a prefix that nobody declared.
        QueryError: it cannot be evaluated, or a server that it asks does not answer; it has
            the engine's message.
    """
    try:
        with damage_told():
            return _table(store.query(text, prefixes=PREFIXES))
    except SyntaxError as error:
        from papergraph.query.syntax import located  # here: few queries are wrong

        raise located(text, error, source) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"{source}: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise QueryError(f"{source}: no answer from another server: {error}") from error


def _table(answer: QuerySolutions | QueryBoolean | QueryTriples) -> ResultTable:
    if isinstance(answer, QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return ResultTable(columns, tuple(tuple(solution) for solution in answer))
    if isinstance(answer, QueryBoolean):
        truth = Literal("true" if answer else "false", datatype=XSD.boolean)
        return ResultTable(("answer",), ((truth,),), Form.TRUTH)
    triples = tuple(tuple(triple) for triple in sorted(answer, key=str))
    return ResultTable(("subject", "predicate", "object"), triples, Form.GRAPH)


def _term(store: Store, parameter: Parameter, text: str) -> NamedNode | Literal:
    if parameter.kind in LITERAL_KINDS:
        return _literal(parameter, text)
    if parameter.kind == "kind":
        return resolve_kind(text)
    return resolve_name(store, None if parameter.kind == "entity" else Kind(parameter.kind), text)


def _literal(parameter: Parameter, text: str) -> Literal:
    found = text.strip()
    if parameter.kind == "year" and not _YEAR.fullmatch(found):
        raise QueryError(f"{parameter.name!r} is a year: expected four digits, found {text!r}")
    if not found:
        raise QueryError(f"{parameter.name!r} is a text: expected a word or more, found {text!r}")
    try:
        return Literal(found)
    except ValueError as error:  # bytes of a command line that are no UTF-8
        raise QueryError(f"{parameter.name!r} is a text: found {text!r}") from error
