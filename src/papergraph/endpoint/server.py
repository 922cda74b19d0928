"""The endpoint on a port of this machine."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

__all__ = ["address_of", "listening", "run_until_stopped"]

#: Seconds that requests are given when the server is told to end.
_GRACE = 1
_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that waits for connections; port 0 is any free one.

    Raises:
        OSError: the port is taken or not allowed, or the host is none of this machine's.
    """
    family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.create_server((host, port), family=family) as found:
        yield found


def address_of(listener: socket.socket, host: str) -> str:
    """The URL under which a browser finds it."""
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class _Server(uvicorn.Server):
    """Ends what it waits for before it waits."""

    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end()
        # An answer that a slow client has not read by the end is cut off, which is no fault.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def run_until_stopped(app: ASGIApp, listener: socket.socket, end: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; then call `end`, which is to end every query."""
    config = uvicorn.Config(
        app,
        access_log=False,
        lifespan="off",
        log_config=None,  # what is wrong goes to standard error as all else does
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        ws="none",
    )
    # The server ends in order and then repeats the signal, which by now asks for nothing.
    former = {each: signal.signal(each, lambda *_: None) for each in _ENDING}
    try:
        _Server(config, end).run(sockets=[listener])
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
