"""A running server, as its clients see it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

__all__ = ["Answered", "Served", "serving"]


class Answered(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class Served(NamedTuple):
    """A server's process, and the address that it printed."""

    process: subprocess.Popen[str]
    url: str

    @property
    def endpoint(self) -> str:
        return f"{self.url}sparql"

    def ask(self, sparql: str, accept: str = "text/csv") -> Answered:
        """A query by POST, answered or refused."""
        body = urlencode({"query": sparql}).encode()
        request = Request(self.endpoint, data=body, headers={"Accept": accept})
        try:
            with urlopen(request) as response:
                return Answered(response.status, dict(response.headers), response.read().decode())
        except HTTPError as error:
            with error:
                return Answered(error.code, dict(error.headers), error.read().decode())

    def begin(self, sparql: str) -> socket.socket:
        """Send a query and do not wait for its answer."""
        parts = urlsplit(self.url)
        connection = socket.create_connection((str(parts.hostname), int(parts.port or 80)))
        path = f"/sparql?{urlencode({'query': sparql})}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        return connection


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """``papergraph serve`` in a process of its own, on a free port, until the block ends."""
    command = [sys.executable, "-m", "papergraph.cli.main", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Served(process, process.stdout.readline().rstrip("\n"))
        finally:
            process.kill()
