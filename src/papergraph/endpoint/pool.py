"""Workers that wait for queries: so many at once, and each query can be ended."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Self, TypeVar

from anyio import CapacityLimiter, create_task_group, to_thread
from starlette.types import Receive

from papergraph.endpoint.refusal import BusyError, RequestError
from papergraph.errors import PapergraphError
from papergraph.query.worker import Worker
from papergraph.rdf.store import Stamp, build_stamp

__all__ = ["Limits", "Pool"]

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may take.

    Attributes:
        workers: queries that are answered at once.
        seconds: that a query is given.
        megabytes: of memory beyond what the open graph takes, and of its answer.
    """

    workers: int = 2
    seconds: float = 30.0
    megabytes: int = 1024


class Pool:
    """Processes that have the graph of a folder open; use it in one event loop, in ``with``.

    One whose query was ended is replaced, and so are all when the graph is built anew.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._idle: list[tuple[Worker, Stamp]] = []
        self._ends: dict[Worker, float] = {}
        self._is_closed = False
        self._threads: CapacityLimiter | None = None

    @property
    def limits(self) -> Limits:
        """What queries may take."""
        return self._limits

    @property
    def process_ids(self) -> set[int]:
        """The numbers of its processes."""
        return {worker.process_id for worker in [*self._ends, *(one for one, _ in self._idle)]}

    def open(self) -> None:
        """Start the workers and wait until one has the graph open.

        Raises:
            GraphFolderError: there is no graph in the folder.
            InputError: a Turtle file of it is broken.
        """
        self._idle = [self._started() for _ in range(self._limits.workers)]
        self._idle[0][0].wait_until_ready()

    def close(self) -> None:
        """End every worker, whatever it does."""
        self._is_closed = True
        for worker in list(self._ends):
            worker.kill()  # whoever waits for its answer closes it
        while self._idle:
            self._idle.pop()[0].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def call(
        self,
        receive: Receive,
        function: Callable[..., _Result],
        *arguments: object,
        output: IO[bytes] | None = None,
    ) -> _Result:
        """What `Worker.call` gives; where the client goes away before, the query is ended.

        Args:
            receive: tells when the client goes away.
            function: to call, as of `Worker.call`.
            arguments: likewise.
            output: likewise.

        Raises:
            RequestError: every worker is at work, or the pool is closed.
            PapergraphError: as `Worker.call` does.
        """
        with self._lent() as worker:
            ask = partial(
                worker.call, function, *arguments, seconds=self._limits.seconds, output=output
            )
            async with create_task_group() as tasks:
                tasks.start_soon(_kill_without_client, receive, worker)
                # An error would come out of the group in a group.
                found, error = await to_thread.run_sync(_outcome, ask, limiter=self._limiter())
                tasks.cancel_scope.cancel()
        if self._is_closed:
            raise _closed()
        if error is not None:
            raise error
        return found[0]

    @contextmanager
    def _lent(self) -> Iterator[Worker]:
        if self._is_closed:
            raise _closed()
        if not self._idle:
            wait = min(self._ends.values(), default=0) - time.monotonic()
            raise BusyError(self._limits.workers, max(1, math.ceil(wait)))
        worker, stamp = self._idle.pop()
        if stamp != build_stamp(self._folder) or not worker.is_usable:
            worker.close()
            worker, stamp = self._started()
        self._ends[worker] = time.monotonic() + self._limits.seconds
        try:
            yield worker
        finally:
            del self._ends[worker]
            if worker.is_usable and not self._is_closed:
                self._idle.append((worker, stamp))
            else:
                worker.close()
                if not self._is_closed:
                    self._idle.append(self._started())

    def _started(self) -> tuple[Worker, Stamp]:
        stamp = build_stamp(self._folder)
        return Worker(self._folder, megabytes=self._limits.megabytes), stamp

    def _limiter(self) -> CapacityLimiter:
        # Threads of its own: else files that are sent would wait for queries.
        if self._threads is None:
            self._threads = CapacityLimiter(self._limits.workers)
        return self._threads


async def _kill_without_client(receive: Receive, worker: Worker) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    worker.kill()


def _outcome(
    ask: Callable[[], _Result],
) -> tuple[tuple[_Result, ...], PapergraphError | None]:
    """What asking gives, or the error that it raises."""
    try:
        return (ask(),), None
    except PapergraphError as error:
        return (), error


def _closed() -> RequestError:
    return RequestError(503, "this server is ending and answers no more")
