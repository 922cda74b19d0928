"""The Oxigraph store of a built graph, opened read-only, or of triples, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from papergraph.errors import DamagedStoreError, GraphFolderError, InputError, PapergraphError
from papergraph.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = [
    "STORE_FOLDER",
    "Stamp",
    "build_stamp",
    "damage_told",
    "is_store",
    "load_store",
    "load_turtle",
    "memory_store",
    "open_store",
    "steadily",
    "to_rdflib",
]

STORE_FOLDER = "store"
_GRAPH_FILE, _EVIDENCE_FILE = "graph.ttl", "evidence.ttl"

_Read = TypeVar("_Read")
#: What tells the files of one build from those of another.
Stamp: TypeAlias = tuple[tuple[int, int] | None, ...]


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn what the engine says of a damaged store into `DamagedStoreError`."""
    try:
        yield
    except RuntimeError as error:
        reason = " ".join(str(error).split())
        if not reason.startswith("Corruption"):
            raise
        raise DamagedStoreError(reason) from error


def steadily(folder: Path, read: Callable[[Path], _Read]) -> _Read:
    """What ``read(folder)`` gives of a build's output folder, all of it of one build.

    Where another build took its place meanwhile, it is read again.
    """
    while True:
        before = build_stamp(folder)
        try:
            found = read(folder)
        except (OSError, PapergraphError):
            if build_stamp(folder) == before:
                raise
        else:
            if build_stamp(folder) == before:
                return found


def build_stamp(folder: Path) -> Stamp:
    """The stamp of a build's output folder; ``None`` for what is not there."""
    found: list[tuple[int, int] | None] = []
    for name in (STORE_FOLDER, _GRAPH_FILE, _EVIDENCE_FILE):
        try:
            seen = (folder / name).stat()
        except OSError:
            found.append(None)
        else:
            found.append((seen.st_ino, seen.st_mtime_ns))
    return tuple(found)


def memory_store(triples: Iterable[Triple]) -> Store:
    """A store that lives as long as the process."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def open_store(folder: Path) -> Store:
    """The store at `folder`, read-only: several processes may have it open.

    Raises:
        DamagedStoreError: it cannot be read.
        GraphFolderError: there is none, or none that this version of Oxigraph reads.
    """
    try:
        with damage_told():
            return Store.read_only(str(folder))
    except (OSError, ValueError) as error:
        raise GraphFolderError(folder.parent, folder.name) from error


def is_store(folder: Path) -> bool:
    """Whether `open_store` opens what is at `folder`."""
    try:
        open_store(folder)
    except GraphFolderError:
        return False
    return True


def load_store(folder: Path) -> Store:
    """The triples of a build's output folder: its store, or else its Turtle files in memory.

    Raises:
        DamagedStoreError: the store cannot be read.
        GraphFolderError: neither is there.
        InputError: a Turtle file is broken.
    """
    return steadily(folder, _load_store)


def _load_store(folder: Path) -> Store:
    if (folder / STORE_FOLDER).is_dir():
        try:
            return open_store(folder / STORE_FOLDER)
        except GraphFolderError:
            if not (folder / _GRAPH_FILE).is_file():
                raise
    if not (folder / _GRAPH_FILE).is_file():
        raise GraphFolderError(folder, _GRAPH_FILE)
    store = Store()
    for path in (folder / _GRAPH_FILE, folder / _EVIDENCE_FILE):
        if path.is_file():
            _load(store, path)
    return store


def load_turtle(path: Path) -> list[Triple]:
    """The triples of a Turtle file, every literal as it is written.

    Raises:
        GraphFolderError: there is no such file.
        InputError: it is broken.
    """
    if not path.is_file():
        raise GraphFolderError(path.parent, path.name)
    try:
        return [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise InputError(path, error.lineno or 0, "Turtle", str(error.msg)) from error


def _load(store: Store, path: Path) -> None:
    try:
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise InputError(path, error.lineno or 0, "Turtle", str(error.msg)) from error


def to_rdflib(store: Store) -> Graph:
    """An ``rdflib.Graph`` over `store`, not a copy, with every prefix bound.

    Oxigraph keeps every integer type as xsd:integer, so offsets read as that here.
    """
    # Imported here: rdflib takes longer to import than most commands take to run.
    from oxrdflib import OxigraphStore
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    graph = Graph(
        store=OxigraphStore(store=store),
        identifier=DATASET_DEFAULT_GRAPH_ID,
        bind_namespaces="none",
    )
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph
