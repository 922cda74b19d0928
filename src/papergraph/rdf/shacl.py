"""The same check as `papergraph.rdf.validation`, by pyshacl: for graphs that fit in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from pyoxigraph import Triple

from papergraph.errors import MissingExtraError
from papergraph.rdf.shapes import SHAPES
from papergraph.rdf.turtle import dump_ntriples
from papergraph.rdf.validation import Violation

__all__ = ["has_pyshacl", "pyshacl_violations"]


def has_pyshacl() -> bool:
    """Whether pyshacl is installed (extra ``validate``)."""
    return find_spec("pyshacl") is not None


def pyshacl_violations(triples: Iterable[Triple]) -> Iterator[Violation]:
    """What breaks the shapes that come with the package, in pyshacl's words, sorted.

    Args:
        triples: in any order; every literal as it is written.

    Raises:
        MissingExtraError: pyshacl is not installed.
    """
    if not has_pyshacl():
        raise MissingExtraError("SHACL", "pyshacl", "validate")
    # Imported here: it takes longer to import than most commands take to run.
    from pyshacl import validate
    from rdflib import SH, Graph

    data = Graph().parse(data=dump_ntriples(triples), format="nt")
    shapes = Graph().parse(data=SHAPES.read_bytes(), format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(report, Graph):
        raise TypeError(f"expected a report of pyshacl, found {report!r}")
    found = [
        Violation(
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.resultMessage)),
            str(report.value(result, SH.value) or "none"),
        )
        for result in report.subjects(SH.focusNode)
    ]
    yield from sorted(found, key=str)
