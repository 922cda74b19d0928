"""Does a graph keep to its shapes? In one pass, whatever its size.

`violations` knows one node at a time, and of all others only their classes. `pyshacl`, which
holds everything in memory, says the same of small graphs.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from papergraph.rdf.shapes import Allowed, Constraint, Term, shapes_by_class
from papergraph.rdf.vocabulary import PREFIXES, RDF, XSD

__all__ = ["Violation", "folder_triples", "violations"]

_LONGEST = 100
_WORDS = {1: "one", 2: "two"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with one node; its text is a sentence.

    Attributes:
        node: the IRI.
        expected: what should hold, as a noun phrase.
        found: what is there instead.

    >>> str(Violation("https://w3id.org/papergraph/method/lora", "one pg:level", "none"))
    '<https://w3id.org/papergraph/method/lora>: expected one pg:level, found none'
    """

    node: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"<{self.node}>: expected {self.expected}, found {self.found}"


def folder_triples(folder: Path) -> Iterator[Triple]:
    """The triples of graph.ttl and, where it is there, evidence.ttl, those of a node together.

    Both files are sorted by node, as a build writes them, and neither is read whole.
    """
    paths = [path for name in ("graph.ttl", "evidence.ttl") if (path := folder / name).is_file()]
    return heapq.merge(*map(_read, paths), key=lambda triple: str(triple.subject))


def _read(path: Path) -> Iterator[Triple]:
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        yield quad.triple


def violations(triples: Iterable[Triple]) -> Iterator[Violation]:
    """What breaks the shapes that come with the package, node by node.

    Memory grows with the number of nodes, not with that of triples. What only a node further
    on can settle, its class, comes last; the same fault of several nodes is one violation,
    which names the first.

    Args:
        triples: those of one node together, as in every file of ours; ``sorted(…, key=str)`` too.

    Raises:
        ValueError: those of a node stand apart.
    """
    seen = _Seen()
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        values: dict[NamedNode, dict[Term, None]] = {}
        for triple in group:
            values.setdefault(triple.predicate, {})[triple.object] = None
        yield from _of_node(_Node(_name(subject), values), seen)
    yield from seen.unsettled()


@dataclass(frozen=True, slots=True)
class _Node:
    """A node with all that is said of it."""

    name: str
    said: Mapping[NamedNode, Mapping[Term, None]]

    def all(self, path: NamedNode) -> list[Term]:
        return list(self.said.get(path, ()))


@dataclass(slots=True)
class _Awaited:
    """The first node that needs a class of another, and how many more do."""

    node: str
    path: NamedNode
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """The classes of the nodes so far, and the classes that nodes are yet to have."""

    classes: dict[str, frozenset[Term]] = field(default_factory=dict)
    awaited: dict[tuple[str, frozenset[NamedNode]], _Awaited] = field(default_factory=dict)
    _kept: dict[frozenset[Term], frozenset[Term]] = field(default_factory=dict)

    def add(self, node: _Node) -> list[Term]:
        """Keep the classes of a node, and give them."""
        if node.name in self.classes:
            raise ValueError(f"expected the triples of <{node.name}> together, found them apart")
        found = node.all(RDF.type)
        classes = frozenset(found)
        self.classes[node.name] = self._kept.setdefault(classes, classes)
        return found

    def expect(self, value: str, classes: frozenset[NamedNode], node: str, path: NamedNode) -> None:
        """Note that `value` has to be of one of these classes."""
        if self.classes.get(value, frozenset()).isdisjoint(classes):
            awaited = self.awaited.get((value, classes))
            if awaited is None:
                self.awaited[value, classes] = _Awaited(node, path)
            else:
                awaited.more += 1

    def unsettled(self) -> Iterator[Violation]:
        """What no node turned out to be."""
        for (value, classes), one in self.awaited.items():
            found = self.classes.get(value, frozenset())
            if found.isdisjoint(classes):
                what = f"<{value}>, which is {_listed(found, 'and') or 'no node of this graph'}"
                more = f" (and {one.more} more like it)" if one.more else ""
                expected = f"each {_short(one.path)} to be of class {_listed(classes)}"
                yield Violation(one.node, expected, what + more)


def _of_node(node: _Node, seen: _Seen) -> Iterator[Violation]:
    shapes = shapes_by_class()
    for found in seen.add(node):
        for one in shapes.get(found, ()) if isinstance(found, NamedNode) else ():
            if one.path in node.said or one.least or one.required:
                yield from _of_property(one, node, seen)


def _of_property(one: Constraint, node: _Node, seen: _Seen) -> Iterator[Violation]:
    values = node.all(one.path)
    for expected, found in _faults(one, values, node):
        yield Violation(node.name, expected, found)
    for allowed in one.allowed:
        for value in values:
            if not _allows(allowed, value) and not _awaits(allowed, value, one, node, seen):
                expected = f"each {_short(one.path)} to be {_described(allowed)}"
                yield Violation(node.name, expected, _short(value))


def _awaits(allowed: Allowed, value: Term, one: Constraint, node: _Node, seen: _Seen) -> bool:
    """Whether the class of `value` decides; then it is noted."""
    if not allowed.classes or not isinstance(value, NamedNode):
        return False
    seen.expect(value.value, allowed.classes, node.name, one.path)
    return True


def _allows(allowed: Allowed, value: Term) -> bool:
    """Whether `value` will do, whatever its class."""
    if value in allowed.values:
        return True
    if isinstance(value, Literal):
        return value.datatype in allowed.datatypes and _well_formed(value)
    return allowed.iri and isinstance(value, NamedNode)


def _faults(one: Constraint, values: list[Term], node: _Node) -> Iterator[tuple[str, str]]:
    """Expected and found, of all that the node alone settles but what each value is."""
    yield from _counted(one, values)
    for required in one.required:
        if required not in values:
            yield f"{_short(one.path)} {_short(required)}", _listed(values, "and") or "none"
    for value in values:
        for wanted in _measured(one, value):
            yield f"each {_short(one.path)} to {wanted}", _short(value)
    for other in one.disjoint:
        for shared in node.said.get(other, {}).keys() & values:
            yield f"no value in both {_short(one.path)} and {_short(other)}", _short(shared)
    for other in one.less_than:
        yield from _ordered(one, values, other, node.all(other))


def _counted(one: Constraint, values: list[Term]) -> Iterator[tuple[str, str]]:
    if len(values) < one.least:
        few = _WORDS.get(one.least, str(one.least))
        exactly = few if one.least == one.most else f"at least {few}"
        yield f"{exactly} {_short(one.path)}", _listed(values, "and") or "none"
    if one.most is not None and len(values) > one.most:
        most = _WORDS.get(one.most, str(one.most))
        yield f"at most {most} {_short(one.path)}", f"{len(values)}: {_listed(values, 'and')}"


def _measured(one: Constraint, value: Term) -> Iterator[str]:
    """What `value` should do and does not, after "to"."""
    text = value.value if isinstance(value, Literal | NamedNode) else ""
    if len(text) < one.shortest:
        yield f"have {one.shortest} character or more"
    if one.pattern and not one.pattern.search(text):
        yield f"match {one.pattern.pattern}"
    if one.lowest is None and one.highest is None:
        return
    number = _number(value)
    if one.lowest is not None and (number is None or number < one.lowest):
        yield f"be {one.lowest} or more"
    if one.highest is not None and (number is None or number > one.highest):
        yield f"be {one.highest} or less"


def _ordered(
    one: Constraint, values: list[Term], other: NamedNode, others: list[Term]
) -> Iterator[tuple[str, str]]:
    for value in values:
        for bound in others:
            low, high = _number(value), _number(bound)
            if low is None or high is None or low >= high:
                expected = f"each {_short(one.path)} to be less than {_short(other)}"
                yield expected, f"{_short(value)} and {_short(bound)}"


def _number(value: Term) -> Decimal | None:
    if not isinstance(value, Literal) or value.datatype == XSD.string:
        return None
    try:
        return Decimal(value.value)
    except InvalidOperation:
        return None


def _well_formed(value: Literal) -> bool:
    check = _FORMS.get(value.datatype)
    return check is None or check(value.value)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_double(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _like(pattern: str) -> Callable[[str], bool]:
    shape = re.compile(pattern, re.ASCII)
    return lambda text: shape.fullmatch(text) is not None


#: How a literal is written, by its datatype; one that is not here is never wrong.
_FORMS: Mapping[NamedNode, Callable[[str], bool]] = {
    XSD.boolean: _like("true|false|1|0"),
    XSD.date: _is_date,
    XSD.decimal: _like(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD.gYear: _like(r"\d{4}"),
    XSD.gYearMonth: _like(r"\d{4}-(0[1-9]|1[0-2])"),
    XSD.nonNegativeInteger: _like(r"[+-]?\d+"),  # the shapes say that it is 0 or more
    NamedNode(f"{XSD.iri}double"): _is_double,
}


def _described(allowed: Allowed) -> str:
    """What `allowed` allows, in words."""
    ways = [_listed(allowed.values), _listed(allowed.datatypes)]
    if allowed.classes:
        ways.append(f"of class {_listed(allowed.classes)}")
    if allowed.iri:
        ways.append("an IRI")
    return " or ".join(filter(None, ways))


def _listed(terms: Iterable[Term], last: str = "or") -> str:
    *most, final = sorted(map(_short, terms)) or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def _short(term: Term) -> str:
    """A term as people write it, with the prefix of its namespace and no longer than a line."""
    if isinstance(term, NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value.removeprefix(iri)}"
        return str(term)
    if isinstance(term, Literal) and term.datatype != XSD.string and not term.language:
        return f'"{_cut(term.value)}"^^{_short(term.datatype)}'
    return _cut(str(term))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _name(subject: Term) -> str:
    return subject.value if isinstance(subject, NamedNode) else str(subject)
