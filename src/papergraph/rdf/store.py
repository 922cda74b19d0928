"""The Oxigraph store of a built graph: written whole, opened read-only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from papergraph.errors import GraphFolderError, InputError
from papergraph.rdf.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = [
    "load_store",
    "load_turtle",
    "memory_store",
    "open_store",
    "to_rdflib",
    "write_store",
]

_GRAPH_FILE, _EVIDENCE_FILE, _STORE_FOLDER = "graph.ttl", "evidence.ttl", "store"


def memory_store(triples: Iterable[Triple]) -> Store:
    """A store that lives as long as the process."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return store


def write_store(triples: Iterable[Triple], folder: Path, *, keys: Iterable[Quad] = ()) -> None:
    """Write a store at `folder`, whole or not at all; one that stands there is replaced.

    Args:
        triples: of the graph.
        folder: made where it is missing.
        keys: of the names in it, as `papergraph.rdf.name_keys` gives; without them a name is
            searched for.
    """
    # Imported here, as rdflib below: they take longer to import than a query takes to run.
    import shutil
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        _fill(triples, room / "new", keys)
        _replace(folder, room)
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


def _fill(triples: Iterable[Triple], folder: Path, keys: Iterable[Quad]) -> None:
    # The store closes when this function returns: its files may then be moved.
    store = Store(folder)
    store.bulk_extend(Quad(*triple) for triple in triples)
    store.bulk_extend(keys)
    store.flush()


def open_store(folder: Path) -> Store:
    """The store at `folder`, read-only: several processes may have it open.

    Raises:
        GraphFolderError: there is none, or none that this version of Oxigraph reads.
    """
    try:
        return Store.read_only(str(folder))
    except (OSError, ValueError) as error:
        raise GraphFolderError(folder.parent, folder.name) from error


def load_store(folder: Path) -> Store:
    """The triples of a build's output folder: its store, or else its Turtle files in memory.

    Raises:
        GraphFolderError: neither is there.
        InputError: a Turtle file is broken.
    """
    if (folder / _STORE_FOLDER).is_dir():
        try:
            return open_store(folder / _STORE_FOLDER)
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
