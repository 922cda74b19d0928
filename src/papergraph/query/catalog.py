"""The collection of named queries, installed or in a checkout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from papergraph.errors import UnknownNameError
from papergraph.query.named import NamedQuery

__all__ = ["named_queries", "named_query", "queries_folder"]

_PACKAGE = Path(__file__).parents[1]

# Below this, two query names have nothing but letters in common.
_SIMILAR = 60


def queries_folder() -> Path:
    """Where the ``*.rq`` files are: in the installed package, else at a checkout's top."""
    installed = _PACKAGE / "queries"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "queries"


def named_queries() -> Mapping[str, NamedQuery]:
    """Every query by its name, in name order. Raises `QueryError` where one is broken."""
    return {name: NamedQuery.read(path) for name, path in _paths().items()}


def named_query(name: str) -> NamedQuery:
    """One query; `UnknownNameError` tells which ones resemble a wrong name."""
    paths = _paths()
    if name not in paths:
        from rapidfuzz import fuzz, process  # here, because it takes time to import

        near = process.extract(name, list(paths), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        raise UnknownNameError("query", name, [found for found, _, _ in near[:3]] or list(paths))
    return NamedQuery.read(paths[name])


def _paths() -> dict[str, Path]:
    return dict(sorted((path.stem, path) for path in queries_folder().glob("*.rq")))
