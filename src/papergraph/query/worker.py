"""Queries that can be ended: each runs in a process of its own, which can be killed.

The engine cannot be told to stop, and a thread cannot be made to. A process can.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, Any, Self, TypeVar, cast

from papergraph.errors import QueryEndedError, QueryMemoryError, QueryTimeoutError
from papergraph.query.frames import CALL, DATA, RESULT, read_frame, write_frame

__all__ = ["Worker", "answer_within"]

_Result = TypeVar("_Result")

_MEGABYTE = 2**20

_LOG = logging.getLogger(__name__)

# What Rust and C++ say when they are given no more memory, before they abort.
_NO_MEMORY = re.compile(rb"memory allocation of \d+ bytes failed|bad_alloc|MemoryError")


class Worker:
    """A process that has a graph open and answers one question at a time.

    It starts at once and opens the graph on its own; the first `call` waits for that. One
    whose question was ended cannot be asked again. In a ``with`` block it ends with the block,
    and it ends with this process, however that ends.
    """

    def __init__(self, folder: Path, *, megabytes: int = 0) -> None:
        """Start it.

        Args:
            folder: of a built graph.
            megabytes: of memory that a question may take beyond what the open graph does (only
                Linux keeps to that), and of what it may write; 0 for as much as there is.
        """
        self._megabytes = megabytes
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
        # Not in the current folder, which may hold modules of anybody; not in the terminal's
        # group, whose Ctrl-C is for the parent.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "papergraph.query.process", str(folder), str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, "RUST_BACKTRACE": "0"},
            start_new_session=True,
        )
        self._is_ready = False
        self._is_killed = False
        self._lock = Lock()
        self._asked: object = None
        self._is_late = False
        self._owes_answer = False

    @property
    def process_id(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        """Whether it can be asked again."""
        return not self._is_killed and self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Return when the graph is open.

        Raises:
            GraphFolderError: there is no graph in the folder.
            InputError: a Turtle file of it is broken.
            QueryEndedError: the process ended.
        """
        if not self._is_ready:
            self._result(None, 0)
            self._is_ready = True

    def call(
        self,
        function: Callable[..., _Result],
        *arguments: object,
        seconds: float = 0,
        output: IO[bytes] | None = None,
    ) -> _Result:
        """What ``function(store, *arguments)`` gives in the process, where `store` is the graph.

        Everything that is handed over must be picklable, the function by its name.

        Args:
            function: to call.
            arguments: after the store.
            seconds: after which the process is killed, from when the graph is open; 0 for never.
            output: a file to fill; the function is then given one as ``output=``.

        Raises:
            QueryTimeoutError: there was no answer in time.
            QueryMemoryError: it took too much memory, or wrote too much.
            QueryEndedError: the process ended for another reason.
            PapergraphError: what the function raised.
        """
        self.wait_until_ready()
        content = pickle.dumps((function, arguments, output is not None))
        asked = object()
        with self._lock:
            self._asked = asked
        timer = Timer(seconds, self._end, [asked])
        if seconds:
            timer.start()
        self._owes_answer = True
        try:
            write_frame(cast("Any", self._process.stdin), CALL, content)
            return cast("_Result", self._result(output, seconds))
        except BrokenPipeError:
            raise self._reason(seconds) from None
        finally:
            timer.cancel()
            with self._lock:
                self._asked = None
            if self._owes_answer:  # what it still sends is no answer to the next question
                self.kill()

    def kill(self) -> None:
        """End its process, whatever it does; what waits for an answer gets `QueryEndedError`."""
        self._is_killed = True
        self._process.kill()

    def close(self) -> None:
        """End its process and wait until it is gone."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._said):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _end(self, asked: object) -> None:
        with self._lock:
            # A timer may come late: what is asked by then is another question.
            if self._asked is asked:
                self._is_late = True
                self.kill()

    def _result(self, output: IO[bytes] | None, seconds: float) -> object:
        written = 0
        while (frame := read_frame(cast("Any", self._process.stdout))) is not None:
            kind, content = frame
            if kind == DATA and output is not None:
                written += len(content)
                if 0 < self._megabytes * _MEGABYTE < written:
                    raise QueryMemoryError(self._megabytes)
                output.write(content)
                continue
            self._owes_answer = False
            if kind == RESULT:
                return pickle.loads(content)
            raise pickle.loads(content)
        raise self._reason(seconds)

    def _reason(self, seconds: float) -> QueryEndedError:
        """Why the process ended."""
        code = self._process.wait()
        if self._is_late:
            return QueryTimeoutError(seconds)
        self._said.seek(0)
        said = self._said.read()
        if _NO_MEMORY.search(said):
            return QueryMemoryError(self._megabytes)
        if said and not self._is_killed:
            _LOG.error("a query's process ended: %s", said.decode(errors="replace"))
        return QueryEndedError(max(0, -code))


def answer_within(
    seconds: float, folder: Path, function: Callable[..., _Result], *arguments: object
) -> _Result:
    """What ``function(store, *arguments)`` gives on the graph in `folder`, or no answer in time.

    The time counts from when the graph is open. Raises as `Worker.call` does.
    """
    with Worker(folder) as worker:
        return worker.call(function, *arguments, seconds=seconds)
