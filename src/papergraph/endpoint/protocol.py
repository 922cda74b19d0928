"""What a request asks: the three ways of the SPARQL 1.1 Protocol to send a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from papergraph.endpoint.refusal import RequestError

__all__ = ["MOST_BYTES", "Question", "parameters_of", "read_question"]

#: Bytes of a request's body that are read at the most.
MOST_BYTES = 2**20
#: Characters of a query.
_LONGEST = 200_000
#: Parameters of a request.
_MOST_PARAMETERS = 100

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this endpoint is read only: it takes queries and no updates"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the data set that the request states.

    Attributes:
        sparql: its text.
        default_graphs: IRIs of graphs that are the default graph together.
        named_graphs: IRIs of the graphs that are there by name; where both are empty, the
            query's own data set holds, or else the whole graph.
    """

    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


async def read_question(request: Request) -> Question | None:
    """The query that a request brings, or ``None`` for a GET without one.

    Raises:
        RequestError: it breaks the protocol, is too large, or brings an update.
    """
    if request.method != "POST":
        parameters = parameters_of(request.scope["query_string"])
        return _question(parameters, required=False)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == _UPDATE:
        raise RequestError(403, _READ_ONLY)
    if media_type not in {_FORM, _QUERY}:
        found = repr(media_type) if media_type else "none"
        accepted = f"{_FORM}, {_QUERY}"
        raise RequestError(
            415,
            f"expected a body of type {_FORM} or {_QUERY}, found {found}",
            {"Accept-Post": accepted},
        )
    body = await _body(request)
    if media_type == _FORM:
        return _question(parameters_of(body), required=True)
    parameters = parameters_of(request.scope["query_string"])
    if "query" in dict(parameters):
        raise RequestError(400, "expected one query, found one in the body and one in the address")
    return _question([*parameters, ("query", _text(body))], required=True)


def parameters_of(encoded: bytes) -> list[tuple[str, str]]:
    """The parameters of an address or a form, in their order.

    Raises:
        RequestError: they are no UTF-8, or too many.
    """
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeError as error:
        raise RequestError(400, "expected parameters in percent-encoded UTF-8") from error
    except ValueError as error:
        sentence = f"expected at most {_MOST_PARAMETERS} parameters, found more"
        raise RequestError(400, sentence) from error


def _question(parameters: Sequence[tuple[str, str]], *, required: bool) -> Question | None:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if all_of("update"):
        raise RequestError(403, _READ_ONLY)
    queries = all_of("query")
    if not queries and not required:
        return None
    if len(queries) != 1:
        raise RequestError(400, f"expected one parameter 'query', found {len(queries)}")
    if len(queries[0]) > _LONGEST:
        sentence = f"expected a query of at most {_LONGEST:,} characters, found {len(queries[0]):,}"
        raise RequestError(413, sentence)
    return Question(queries[0], all_of("default-graph-uri"), all_of("named-graph-uri"))


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise RequestError(413, f"expected a body of at most {MOST_BYTES:,} bytes, found more")
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, "expected a query in UTF-8") from error
