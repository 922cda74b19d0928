"""Requests that get no answer, each with its status and one sentence.

Statuses follow the SPARQL 1.1 Protocol (section 2.1.4), which knows 400 for a query that is
wrong and leaves the rest to HTTP. What is understood and not done is 403. A query that was
ended for its time is 504: the process that it waited for did not answer, and 503 with
Retry-After stays for what a client should send again. One that took too much memory is 500.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from papergraph.errors import (
    PapergraphError,
    QueryEndedError,
    QueryError,
    QueryTimeoutError,
    UnknownNameError,
)

__all__ = [
    "BusyError",
    "FederationError",
    "NotAcceptableError",
    "RequestError",
    "status_of",
]

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class RequestError(PapergraphError):
    """A request that breaks the protocol.

    Attributes:
        status: of HTTP.
        headers: that go with it.
    """

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] = _NO_HEADERS
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.headers = headers


class BusyError(RequestError):
    """More queries at once than there are workers.

    Attributes:
        seconds: after which there is one.
    """

    def __init__(self, workers: int, seconds: int) -> None:
        many = "1 query is" if workers == 1 else f"{workers} queries are"
        sentence = f"{many} being answered, and no more at once: ask again in {seconds} s"
        super().__init__(503, sentence, {"Retry-After": str(seconds)})
        self.seconds = seconds


class FederationError(PapergraphError):
    """A query that asks another server."""

    def __str__(self) -> str:
        return "SERVICE is not answered here: this endpoint asks no other server"


class NotAcceptableError(PapergraphError):
    """An answer that has none of the forms that the client takes.

    Attributes:
        media_types: of the forms that it has.
    """

    def __init__(self, media_types: tuple[str, ...]) -> None:
        super().__init__(media_types)
        self.media_types = media_types

    def __str__(self) -> str:
        return (
            f"none of the accepted types fits: this answer comes as {', '.join(self.media_types)}"
        )


def status_of(error: PapergraphError) -> int:
    """The status of HTTP that tells of an error.

    >>> status_of(QueryTimeoutError(30)), status_of(UnknownNameError("method", "LORRA"))
    (504, 400)
    """
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, UnknownNameError) and error.kind == "query":
        return 404
    statuses: dict[type[PapergraphError], int] = {
        FederationError: 403,
        NotAcceptableError: 406,
        QueryTimeoutError: 504,
        QueryEndedError: 500,
        QueryError: 400,
        UnknownNameError: 400,
    }
    return next((status for kind, status in statuses.items() if isinstance(error, kind)), 500)
