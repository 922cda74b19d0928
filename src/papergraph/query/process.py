"""The process of a `papergraph.query.worker.Worker`: it opens a graph and does as it is told.

It ends with its parent, however that ends: its standard input is then at its end, and a
thread of its own waits for that. The engine lets other threads run while it works.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, TypeAlias

from pyoxigraph import Store

from papergraph.errors import PapergraphError, QueryMemoryError
from papergraph.query.frames import DATA, ERROR, RESULT, read_frame, write_frame
from papergraph.rdf.store import load_store

__all__ = ["main"]

_Calls: TypeAlias = "SimpleQueue[tuple[Callable[..., object], tuple[Any, ...], bool]]"

#: Pages of memory that this process has, where the system tells.
_PAGES = Path("/proc/self/statm")
_MEGABYTE = 2**20
#: Bytes of an answer that are sent at once.
_PART = 2**16


class _Parts(io.RawIOBase):
    """A file whose content goes to the parent, part by part."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers

    def writable(self) -> bool:
        return True

    def write(self, part: Any, /) -> int:  # noqa: ANN401 - any buffer
        content = bytes(part)
        write_frame(self._answers, DATA, content)
        return len(content)


def main() -> None:
    """Serve calls from standard input: the arguments are a graph's folder and its megabytes."""
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no part of an answer
    calls: _Calls = SimpleQueue()
    Thread(target=_receive, args=(requests, calls), daemon=True).start()
    try:
        store = load_store(folder)
    except PapergraphError as error:
        write_frame(answers, ERROR, pickle.dumps(error))
        return
    _limit_memory(megabytes)
    write_frame(answers, RESULT, pickle.dumps(None))
    while True:
        kind, content = _answer(store, *calls.get(), answers, megabytes)
        write_frame(answers, kind, content)


def _receive(requests: BinaryIO, calls: _Calls) -> None:
    while (frame := read_frame(requests)) is not None:
        calls.put(pickle.loads(frame[1]))
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Allow so much more than what an open graph takes; 0 is no limit. Only Linux can."""
    if not megabytes or not _PAGES.is_file():
        return
    import resource

    taken = int(_PAGES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    most = taken + megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(
    store: Store,
    function: Callable[..., object],
    arguments: tuple[Any, ...],
    has_parts: bool,
    answers: BinaryIO,
    megabytes: int,
) -> tuple[bytes, bytes]:
    """The last frame of an answer; those before are sent."""
    try:
        if not has_parts:
            return RESULT, pickle.dumps(function(store, *arguments))
        with io.BufferedWriter(_Parts(answers), _PART) as output:
            result = function(store, *arguments, output=output)
        return RESULT, pickle.dumps(result)
    except MemoryError:
        return ERROR, pickle.dumps(QueryMemoryError(megabytes))
    except PapergraphError as error:
        return ERROR, pickle.dumps(error)


if __name__ == "__main__":
    main()
