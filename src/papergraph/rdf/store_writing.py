"""A store on disk: made whole or not at all, from triples, from Turtle or from another store."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.rdf.name_keys import keys_of_names
from papergraph.rdf.snapshot import is_snapshot, write_snapshot
from papergraph.rdf.turtle import turtle_head
from papergraph.rdf.vocabulary import BASE

__all__ = ["StoreWriter", "changed_store", "new_store", "write_store"]

#: Bytes of Turtle that are loaded at once: fewer take longer, more take memory.
_LOAD = 40_000_000


def write_store(triples: Iterable[Triple], folder: Path) -> None:
    """Write a store at `folder`, whole or not at all; one that stands there is replaced."""
    with _room_for(folder) as new:
        _fill(triples, new)


def _fill(triples: Iterable[Triple], folder: Path) -> None:
    # The store closes when this function returns: its files may then be moved.
    store = Store(folder)
    store.bulk_extend(Quad(*triple) for triple in triples)
    store.flush()


@contextmanager
def new_store(folder: Path, graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[StoreWriter]:
    """A store to fill with Turtle, which then stands at `folder`, whole or not at all.

    Args:
        folder: where; a store that stands there is replaced.
        graph: what reading the store will give; it is put beside it.
        base: of the Turtle.
    """
    with _room_for(folder) as new:
        with closing(StoreWriter(new, base)) as writer:
            yield writer
            writer.finish(keys_of_names(graph, base=base))
        _settle(new)
        write_snapshot(graph, new)


@contextmanager
def changed_store(folder: Path, graph: KnowledgeGraph) -> Iterator[Store]:
    """A copy of the store at `folder` to change, which then takes its place, or is gone.

    Args:
        folder: of the store.
        graph: what reading the store will give after the change; it is put beside it.
    """
    with _room_for(folder) as new:
        shutil.copytree(folder, new, copy_function=_shared, ignore=_snapshots)
        store = Store(new)
        yield store
        store.flush()
        del store
        _settle(new)
        write_snapshot(graph, new)


class StoreWriter:
    """A store that takes in Turtle while more of it is made.

    It reads on a thread of its own. What waits for it is bounded, so that a large graph needs
    no more memory than a small one.
    """

    def __init__(self, folder: Path, base: str = BASE) -> None:
        self._head = turtle_head(base)
        self._store = Store(folder)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._loading: Future[None] | None = None
        self._waiting: list[bytes] = []

    def add(self, turtle: bytes) -> None:
        """Take whole statements; a head before them may be missing."""
        self._waiting.append(turtle)
        if sum(map(len, self._waiting)) >= _LOAD:
            self._load()

    def finish(self, keys: Iterable[Quad] = ()) -> None:
        """Wait until the store has everything, and at last the keys of the names in it.

        Raises:
            OSError: it cannot be written.
            SyntaxError: it was given something else than Turtle.
        """
        self._load()
        self._wait()
        self._store.bulk_extend(keys)
        self._store.flush()
        # Else the next who opens it to write sets off that its tables are put in order, and
        # they are then not known for the same.
        self._store.optimize()

    def close(self) -> None:
        """Close the store, with what it has."""
        self._thread.shutdown()
        del self._store

    def _load(self) -> None:
        self._wait()
        text = b"".join([self._head, *self._waiting])
        self._waiting.clear()
        self._loading = self._thread.submit(
            self._store.bulk_load, text, RdfFormat.TURTLE, lenient=True
        )

    def _wait(self) -> None:
        loading, self._loading = self._loading, None
        if loading is not None:
            loading.result()


def _settle(folder: Path) -> None:
    """Open a store and close it, so that its files are as any later opening leaves them."""
    Store(folder)


def _shared(source: str, target: str) -> None:
    """Copy a file of a store; tables, which are large and never changed, by another name."""
    if source.endswith(".sst"):
        try:
            os.link(source, target)
        except OSError:  # not every file system can
            shutil.copyfile(source, target)
    else:
        shutil.copyfile(source, target)


def _snapshots(_: str, names: list[str]) -> list[str]:
    return [name for name in names if is_snapshot(name) or name == "LOCK"]


@contextmanager
def _room_for(folder: Path) -> Iterator[Path]:
    """Where to make what then stands at `folder`, or is gone where it is not finished.

    Of a link, what it leads to is replaced.
    """
    if folder.is_symlink():
        folder = Path(os.path.realpath(folder))
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        yield room / "new"
        _replace(folder, room)
    except OSError as error:
        if error.errno is not None:
            raise
        # The engine has no number for it; the reason is the last that it says.
        reason = str(error).rpartition(": ")[2]
        raise OSError(errno.EIO, reason, str(folder)) from error
    finally:
        shutil.rmtree(room)


def _replace(folder: Path, room: Path) -> None:
    """Put ``room/new`` at `folder`, or leave what stands there."""
    if folder.exists():
        folder.rename(room / "old")
    try:
        (room / "new").rename(folder)
    except OSError:
        if (room / "old").exists():
            (room / "old").rename(folder)
        raise
