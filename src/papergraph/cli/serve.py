"""``papergraph serve``: the graph as a SPARQL endpoint with a page that asks."""

from __future__ import annotations

import ipaddress
import os
import socket
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

import click

from papergraph.errors import MissingExtraError

__all__ = ["serve"]

#: What the extra brings.
_LIBRARIES = ("anyio", "starlette", "uvicorn")
#: Names by which this machine calls itself.
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def _origins(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str]:
    """What a browser sends: scheme, host and port."""
    for value in values:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
            raise click.BadParameter(f"expected an origin, as https://example.org, found {value!r}")
    return [value.rstrip("/") for value in values]


@click.command(epilog="Example: papergraph serve exports --port 8080")
@click.argument(
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exports"),
    metavar="[DIR]",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address of this machine to serve on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="0 for any free one.",
)
@click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30,
    show_default=True,
    help="Seconds after which a query is killed.",
)
@click.option(
    "--memory",
    "megabytes",
    type=click.IntRange(min=16),
    default=1024,
    show_default=True,
    help="Megabytes that a query may take, and its answer.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="Queries that are answered at once; one more is told to come again.",
)
@click.option(
    "--allow-origin",
    "origins",
    metavar="URL",
    multiple=True,
    callback=_origins,
    help="Let pages of this origin read answers (CORS); may be given several times.",
)
@click.option(
    "--allow-host",
    "hosts",
    metavar="NAME",
    multiple=True,
    help="A name or address by which others reach this server; may be given several times.",
)
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
def serve(
    folder: Path,
    host: str,
    port: int,
    seconds: float,
    megabytes: int,
    workers: int,
    origins: list[str],
    hosts: tuple[str, ...],
    opened: bool,
) -> None:
    """Serve the graph in DIR as a read-only SPARQL endpoint, with a page that asks.

    The address of the page is printed; the endpoint is /sparql beside it.
    """
    if _is_every_address(host) and not hosts:
        raise click.UsageError(f"with --host {host}, say by --allow-host how others call it")
    try:
        from papergraph.endpoint.app import endpoint_app
        from papergraph.endpoint.pool import Limits, Pool
        from papergraph.endpoint.server import address_of, listening, run_until_stopped
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        if library not in _LIBRARIES:
            raise
        raise MissingExtraError("serving a graph", library, "serve") from error
    try:
        with (
            listening(host, port) as listener,
            Pool(folder, Limits(workers, seconds, megabytes)) as pool,
        ):
            pool.open()
            called = [*_LOCAL, f"[{host}]" if ":" in host else host, *hosts]
            address = address_of(listener, host)
            click.echo(address)
            click.echo(f"the endpoint is {address}sparql; Ctrl-C ends it", err=True)
            if opened:
                webbrowser.open(address)
            app = endpoint_app(folder, pool, hosts=called, origins=origins)
            run_until_stopped(app, listener, end=pool.close)
    except OSError as error:
        if error.filename is not None:
            raise
        # Python adds the address to what the system says of one.
        is_name = isinstance(error, socket.gaierror)
        reason = error.strerror if is_name else os.strerror(error.errno or 0)
        raise click.ClickException(f"cannot serve on {host}:{port}: {reason}") from error


def _is_every_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
