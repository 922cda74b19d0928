"""A named query: one ``queries/*.rq`` file, its head read, its parameters fillable.

The head is the lines that start with ``#+``::

    #+ summary: Papers that extend a method.
    #+ param: method method The method asked about.
    #+ optional: paper paper Only what this paper says.
    #+ federated: yes

A parameter has a name, a kind and a description. Where its value belongs, the query has a
commented line ``# VALUES ?method { <an example> }``: the file runs as it stands in any SPARQL
engine, and with the parameter fixed once somebody fills that line in, which is also all that
`NamedQuery.filled` does. A federated query asks another server, so it is shown and never run
by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from papergraph.errors import QueryError

__all__ = ["LITERAL_KINDS", "PARAMETER_KINDS", "NamedQuery", "Parameter"]

#: Parameters that stand for what was typed: a year of four digits, or any text.
LITERAL_KINDS = ("year", "text")

#: What a parameter may stand for: a node of that kind, "entity" for a method or dataset,
#: "kind" for a class of nodes, or a literal.
PARAMETER_KINDS = (
    *("method", "dataset", "task", "paper", "repository", "entity", "kind"),
    *LITERAL_KINDS,
)

_HEAD = re.compile(r"#\+ (?P<key>\w+): (?P<value>\S.*)")
_PARAMETER = re.compile(r"(?P<name>[a-z]\w*)\s+(?P<kind>\w+)\s+(?P<description>\S.*)")
_BLANK = re.compile(r"(?m)^(?P<indent>[ ]*)# VALUES \?(?P<name>\w+) \{ \S+ \}$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a query asks its user for.

    Attributes:
        name: its variable in SPARQL, and its option on the command line.
        kind: one of `PARAMETER_KINDS`.
        description: a sentence.
        required: whether the query makes no sense without it.
    """

    name: str
    kind: str
    description: str
    required: bool


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the collection.

    Attributes:
        name: the file's stem, as typed on the command line.
        summary: one sentence.
        parameters: in the order of the head.
        sparql: the whole text, no parameter filled in.
        federated: whether it asks another server.
    """

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    sparql: str
    federated: bool = False

    @classmethod
    def read(cls, path: Path) -> NamedQuery:
        """Read one file. Raises `QueryError` where its head breaks the form."""
        return cls.parse(path.stem, path.read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, name: str, sparql: str) -> NamedQuery:
        """Read a query's text.

        Raises:
            QueryError: the head has no summary, a line of no known form, or a parameter
                that no line of the query can take.
        """
        summary, parameters, federated = "", [], False
        for line in sparql.splitlines():
            if not line.startswith("#+"):
                continue
            head = _HEAD.fullmatch(line.rstrip())
            key = head["key"] if head else ""
            if head and key == "summary":
                summary = head["value"]
            elif head and key in {"param", "optional"}:
                parameters.append(_parameter(name, head["value"], required=key == "param"))
            elif head and (key, head["value"]) == ("federated", "yes"):
                federated = True
            else:
                raise QueryError(f"query {name!r}: expected a head line, found {line!r}")
        if not summary:
            raise QueryError(f"query {name!r}: expected a line '#+ summary: ...', found none")
        _check_blanks(name, parameters, sparql)
        return cls(name, summary, tuple(parameters), sparql, federated)

    def filled(self, values: Mapping[str, NamedNode | Literal]) -> str:
        """The query with each parameter of `values` fixed.

        Values are terms of the RDF library, which checks IRIs and escapes literals: nothing
        that a user typed gets into the text as it is. They are not given to Oxigraph as
        substitutions, which it joins when everything else is done: measured, minutes against
        milliseconds for a property path.
        """

        def fill(blank: re.Match[str]) -> str:
            value = values.get(blank["name"])
            if value is None:
                return blank[0]
            return f"{blank['indent']}VALUES ?{blank['name']} {{ {value} }}"

        return _BLANK.sub(fill, self.sparql)


def _parameter(query: str, text: str, *, required: bool) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if found is None:
        raise QueryError(f"query {query!r}: expected 'name kind description', found {text!r}")
    if found["kind"] not in PARAMETER_KINDS:
        known = ", ".join(PARAMETER_KINDS)
        raise QueryError(f"query {query!r}: expected a kind ({known}), found {found['kind']!r}")
    return Parameter(found["name"], found["kind"], found["description"], required)


def _check_blanks(query: str, parameters: list[Parameter], sparql: str) -> None:
    blanks = {blank["name"] for blank in _BLANK.finditer(sparql)}
    for parameter in parameters:
        if parameter.name not in blanks:
            raise QueryError(
                f"query {query!r}: expected a line '# VALUES ?{parameter.name} {{ an example }}', "
                "found none"
            )
