"""The endpoint's addresses, and what each answers."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from papergraph.endpoint.answer import Asked, answer, described_graphs, filled_query
from papergraph.endpoint.headers import SafeHeaders
from papergraph.endpoint.media import DESCRIPTIONS, PAGE, QUERY_TEXT, SOLUTIONS, TRIPLES
from papergraph.endpoint.negotiation import Chosen, choose, names_media_type
from papergraph.endpoint.pool import Pool
from papergraph.endpoint.protocol import Question, parameters_of, read_question
from papergraph.endpoint.query_page import query_page
from papergraph.endpoint.refusal import (
    NotAcceptableError,
    RequestError,
    status_of,
)
from papergraph.endpoint.service_description import dump_description
from papergraph.errors import PapergraphError, SparqlError
from papergraph.query.catalog import named_queries

__all__ = ["endpoint_app"]

_PROBLEM = "application/problem+json"
#: Bytes of an answer that wait in memory; longer ones wait in a file.
_IN_MEMORY = 2**20
_PART = 2**16
#: The picture's page brings a policy of its own.
_GRAPH_POLICY = "frame-ancestors 'none'"


def endpoint_app(
    folder: Path, pool: Pool, *, hosts: Sequence[str], origins: Sequence[str] = ()
) -> Starlette:
    """The application over an open pool.

    Args:
        folder: of the graph.
        pool: that answers.
        hosts: names that requests may call this server by: a page of another name that a
            browser was led to cannot reach it.
        origins: of pages on other servers that may read answers.
    """
    endpoint = _Endpoint(folder, pool)
    cross_origin = Middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After"],
    )

    return Starlette(
        routes=[
            Route("/", endpoint.page),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
            Route("/graph", endpoint.graph),
            Route("/queries", endpoint.queries),
            Route("/queries/{name}", endpoint.named),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            *([cross_origin] if origins else []),
        ],
        exception_handlers={PapergraphError: _refused, HTTPException: _not_served},
    )


class _Endpoint:
    def __init__(self, folder: Path, pool: Pool) -> None:
        self._folder = folder
        self._pool = pool

    async def page(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """The page that asks."""
        page = query_page()
        headers = {"Content-Security-Policy": page.policy, "Vary": "Accept"}
        return HTMLResponse(page.html, headers=headers)

    async def graph(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """The picture that the build wrote."""
        path = self._folder / "graph.html"
        if not path.is_file():
            raise RequestError(404, "this graph has no picture: its folder has no graph.html")
        return FileResponse(path, headers={"Content-Security-Policy": _GRAPH_POLICY})

    async def queries(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """The named queries that ask no other server, with what they take."""
        described = [
            {
                "name": query.name,
                "summary": query.summary,
                "parameters": [
                    {
                        "name": one.name,
                        "kind": one.kind,
                        "description": one.description,
                        "required": one.required,
                    }
                    for one in query.parameters
                ],
                "sparql": query.sparql,
            }
            for query in named_queries().values()
            if not query.federated
        ]
        return JSONResponse(described)

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol; without a query, the service description."""
        question = await read_question(request)
        if _wants_page(request):
            return await self.page(request)
        if question is None:
            return await self._description(request)
        return await self._answer(request, question)

    async def named(self, request: Request) -> Response:
        """A named query's answer, or its text: the parameters of the address are its own."""
        parameters = parameters_of(request.scope["query_string"])
        arguments = dict(parameters)
        if len(arguments) < len(parameters):
            raise RequestError(400, "expected each parameter once, found one twice")
        filled = await self._pool.call(
            request.receive, filled_query, request.path_params["name"], arguments
        )
        forms = [*SOLUTIONS, *TRIPLES, QUERY_TEXT]
        chosen = choose(request.headers.get("accept"), forms)
        if chosen is not None and chosen.form == QUERY_TEXT:
            return _negotiated(Response(filled, media_type=chosen.media_type))
        return await self._answer(request, Question(filled))

    async def _description(self, request: Request) -> Response:
        chosen = choose(request.headers.get("accept"), DESCRIPTIONS)
        if chosen is None:
            raise NotAcceptableError(tuple(form.media_types[0] for form in DESCRIPTIONS))
        graphs = await self._pool.call(request.receive, described_graphs)
        endpoint = str(request.url_for("sparql"))
        content = dump_description(endpoint, graphs, self._pool.limits, chosen.media_type)
        return _negotiated(Response(content, media_type=_with_charset(chosen)))

    async def _answer(self, request: Request, question: Question) -> Response:
        accept = request.headers.get("accept")
        solutions, triples = choose(accept, SOLUTIONS), choose(accept, TRIPLES)
        if solutions is None and triples is None:
            forms = [*SOLUTIONS, *TRIPLES]
            raise NotAcceptableError(tuple(form.media_types[0] for form in forms))
        asked = Asked(
            question.sparql,
            question.default_graphs,
            question.named_graphs,
            solutions.form.media_types[0] if solutions else "",
            triples.form.media_types[0] if triples else "",
        )
        with ExitStack() as opened:
            # Whole before it is sent: an error has its status, and a slow client no worker.
            output = opened.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            is_triples = await self._pool.call(request.receive, answer, asked, output=output)
            opened.pop_all()  # what sends it closes it
        chosen = triples if is_triples else solutions
        headers = {"Content-Length": str(output.tell())}
        media_type = None if chosen is None else _with_charset(chosen)
        return _negotiated(
            StreamingResponse(_parts(output), headers=headers, media_type=media_type)
        )


async def _parts(content: IO[bytes]) -> AsyncIterator[bytes]:
    with content:
        content.seek(0)
        while part := await to_thread.run_sync(content.read, _PART):
            yield part


def _wants_page(request: Request) -> bool:
    """Whether it is a browser that asks."""
    if request.method == "POST":
        return False
    chosen = choose(request.headers.get("accept"), [*SOLUTIONS, *TRIPLES, PAGE])
    return chosen is not None and chosen.form == PAGE


def _with_charset(chosen: Chosen) -> str:
    is_text = chosen.media_type.startswith("text/")
    return f"{chosen.media_type}; charset=utf-8" if is_text else chosen.media_type


def _negotiated(response: Response) -> Response:
    response.headers["Vary"] = "Accept"
    return response


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, PapergraphError)
    details: dict[str, Any] = {}
    if isinstance(error, SparqlError):
        details = {"line": error.line, "column": error.column}
    headers = dict(error.headers) if isinstance(error, RequestError) else {}
    return _problem(request, status_of(error), str(error), headers, details)


async def _not_served(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    sentence = error.detail
    if error.status_code == 404:
        sentence = "nothing is here: the endpoint is /sparql, the page that asks is /"
    elif "Allow" in headers:
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        sentence = f"expected a method of {headers['Allow']}, found {request.method}"
    return _problem(request, error.status_code, sentence, headers, {})


def _problem(
    request: Request,
    status: int,
    sentence: str,
    headers: dict[str, str],
    details: dict[str, Any],
) -> Response:
    """One sentence as plain text, or with its details for a client that names their type."""
    if not names_media_type(request.headers.get("accept"), _PROBLEM):
        return _negotiated(PlainTextResponse(f"{sentence}\n", status, headers))
    problem = {"title": HTTPStatus(status).phrase, "status": status, "detail": sentence, **details}
    return _negotiated(JSONResponse(problem, status, headers, _PROBLEM))
