"""The shapes of ``shapes.ttl`` as values: what every node of a graph keeps to.

The file is SHACL Core, for any validator. What is read here is the part of it that the file
uses; `papergraph.rdf.validation` checks by it, so that there is one statement of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from papergraph.rdf.vocabulary import RDF, Vocabulary

__all__ = ["SHAPES", "Allowed", "Constraint", "Term", "read_shapes", "shapes_by_class"]

#: What may stand as an object.
Term = NamedNode | BlankNode | Literal | Triple

#: The file itself.
SHAPES = files("papergraph.rdf") / "shapes.ttl"

_SH = Vocabulary(
    "http://www.w3.org/ns/shacl#",
    """NodeShape IRI targetClass property path minCount maxCount datatype nodeKind or
    hasValue minInclusive maxInclusive minLength pattern disjoint lessThan""",
)
_SH_CLASS, _SH_IN, _SH_OR = (NamedNode(_SH.iri + name) for name in ("class", "in", "or"))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a value may be: one of several things, any of which will do.

    Attributes:
        datatypes: a well-formed literal of one of them.
        classes: a node that is an instance of one of them.
        values: one of these themselves.
        iri: any IRI.
    """

    datatypes: frozenset[NamedNode] = frozenset()
    classes: frozenset[NamedNode] = frozenset()
    values: frozenset[Term] = frozenset()
    iri: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """What holds of one property of a node.

    Attributes:
        path: the property.
        least: how many values there are at least.
        most: how many at the most, or ``None``.
        allowed: what each value is; all of them hold.
        lowest: of a number, or ``None``.
        highest: of a number, or ``None``.
        shortest: how many characters a value has at least.
        pattern: what is found in each value, or ``None``.
        required: values that are there.
        disjoint: properties that share no value with this one.
        less_than: properties all of whose values are greater.
    """

    path: NamedNode
    least: int = 0
    most: int | None = None
    allowed: tuple[Allowed, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    shortest: int = 0
    pattern: re.Pattern[str] | None = None
    required: tuple[Term, ...] = ()
    disjoint: tuple[NamedNode, ...] = ()
    less_than: tuple[NamedNode, ...] = ()


@lru_cache(maxsize=1)
def shapes_by_class() -> Mapping[NamedNode, tuple[Constraint, ...]]:
    """The shapes that come with the package, by the class that each is about."""
    return read_shapes(SHAPES.read_bytes())


def read_shapes(turtle: bytes) -> Mapping[NamedNode, tuple[Constraint, ...]]:
    """Shapes by their class.

    Raises:
        ValueError: a shape uses a part of SHACL that is not known here.
    """
    file = _File(Store())
    file.store.extend(Quad(*quad.triple) for quad in parse(turtle, format=RdfFormat.TURTLE))
    return {
        _iri(target): tuple(_constraint(file, node) for node in file.of(shape, _SH.property))
        for shape in file.instances(_SH.NodeShape)
        for target in file.of(shape, _SH.targetClass)
    }


@dataclass(frozen=True, slots=True)
class _File:
    store: Store = field(repr=False)

    def instances(self, found: NamedNode) -> Iterator[Term]:
        for quad in self.store.quads_for_pattern(None, RDF.type, found):
            yield quad.subject

    def pairs(self, node: Term) -> Iterator[tuple[NamedNode, Term]]:
        """What a blank node says."""
        if not isinstance(node, BlankNode):
            raise ValueError(f"expected a shape in brackets, found {node}")  # noqa: TRY004 - the file is wrong
        for quad in self.store.quads_for_pattern(node, None, None):
            yield quad.predicate, quad.object

    def of(self, node: Term, predicate: NamedNode) -> list[Term]:
        """The values of a property, sorted where they have names."""
        if not isinstance(node, NamedNode | BlankNode):
            raise ValueError(f"expected a node, found {node}")  # noqa: TRY004 - the file is wrong
        quads = self.store.quads_for_pattern(node, predicate, None)
        return sorted((quad.object for quad in quads), key=str)

    def members(self, head: Term) -> Iterator[Term]:
        """What is in an rdf:List."""
        while head != RDF.nil:
            yield self.of(head, RDF.first)[0]
            head = self.of(head, RDF.rest)[0]


def _constraint(file: _File, node: Term) -> Constraint:
    said = dict.fromkeys(predicate for predicate, _ in file.pairs(node))
    made = Constraint(_iri(file.of(node, _SH.path)[0]))
    for predicate in sorted(said, key=str):
        if predicate != _SH.path:
            made = _with(made, file, predicate, file.of(node, predicate))
    return made


def _with(made: Constraint, file: _File, predicate: NamedNode, values: list[Term]) -> Constraint:
    if predicate in _READERS:
        name, read = _READERS[predicate]
        changed: dict[str, Any] = {name: read(values)}
        return replace(made, **changed)
    return replace(made, allowed=(*made.allowed, _allowed(file, predicate, values[0])))


def _allowed(file: _File, predicate: NamedNode, value: Term) -> Allowed:
    if predicate == _SH.datatype:
        return Allowed(datatypes=frozenset({_iri(value)}))
    if predicate == _SH_CLASS:
        return Allowed(classes=frozenset({_iri(value)}))
    if predicate == _SH_IN:
        return Allowed(values=frozenset(file.members(value)))
    if predicate == _SH.nodeKind and value == _SH.IRI:
        return Allowed(iri=True)
    if predicate == _SH_OR:
        pairs = [pair for node in file.members(value) for pair in file.pairs(node)]
        return _any_of(_allowed(file, *pair) for pair in pairs)
    raise ValueError(f"not a constraint that is known here: {predicate} {value}")


def _any_of(several: Iterable[Allowed]) -> Allowed:
    ways = list(several)
    return Allowed(
        datatypes=frozenset().union(*(way.datatypes for way in ways)),
        classes=frozenset().union(*(way.classes for way in ways)),
        values=frozenset().union(*(way.values for way in ways)),
        iri=any(way.iri for way in ways),
    )


def _iri(term: Term) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise ValueError(f"expected an IRI, found {term}")  # noqa: TRY004 - the file is wrong
    return term


def _text(values: list[Term]) -> str:
    if len(values) != 1 or not isinstance(values[0], Literal):
        raise ValueError(f"expected one literal, found {values}")
    return values[0].value


def _iris(values: list[Term]) -> tuple[NamedNode, ...]:
    return tuple(_iri(value) for value in values)


_READERS: Mapping[NamedNode, tuple[str, Callable[[list[Term]], Any]]] = {
    _SH.minCount: ("least", lambda values: int(_text(values))),
    _SH.maxCount: ("most", lambda values: int(_text(values))),
    _SH.minInclusive: ("lowest", lambda values: Decimal(_text(values))),
    _SH.maxInclusive: ("highest", lambda values: Decimal(_text(values))),
    _SH.minLength: ("shortest", lambda values: int(_text(values))),
    _SH.pattern: ("pattern", lambda values: re.compile(_text(values))),
    _SH.hasValue: ("required", tuple),
    _SH.disjoint: ("disjoint", _iris),
    _SH.lessThan: ("less_than", _iris),
}
