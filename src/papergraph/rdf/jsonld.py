"""Triples as JSON-LD with readable keys: ``{"id": "paper:qlora", "extends": "method:lora"}``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import orjson
from pyoxigraph import Literal, NamedNode, Triple

from papergraph.rdf.paragraphs import classes_first
from papergraph.rdf.vocabulary import (
    BASE,
    CITO,
    DCTERMS,
    FABIO,
    ITSRDF,
    MLS,
    NIF,
    OWL,
    PG,
    PREFIXES,
    PRISM,
    PROV,
    RDF,
    RDFS,
    RELATION_IRI,
    SCHEMA,
    SKOS,
    VOID,
    XSD,
    Vocabulary,
)

__all__ = ["dump_jsonld"]

_Value: TypeAlias = str | int | bool | dict[str, str]

#: Whose word a key is where two namespaces share one: the first's; the other's has a prefix.
_VOCABULARIES: Mapping[str, Vocabulary] = {
    "pg": PG,
    "rdfs": RDFS,
    "dcterms": DCTERMS,
    "skos": SKOS,
    "fabio": FABIO,
    "prism": PRISM,
    "cito": CITO,
    "schema": SCHEMA,
    "prov": PROV,
    "nif": NIF,
    "itsrdf": ITSRDF,
    "owl": OWL,
    "rdf": RDF,
    "mls": MLS,
    "void": VOID,
}

#: Parts of an IRI after the base that ids are written with: ``method:lora``.
_ROOMS = ("paper", "method", "dataset", "task", "repository", "listing", "claim", "suggestion")

#: Properties whose values are always nodes, written as ids.
_NODES = frozenset(
    {
        *(iri for iri in RELATION_IRI.values() if iri != PG.hasProjectPage),
        *(getattr(CITO, name) for name in ("extends", "usesMethodIn", "discusses", "usesDataFrom")),
        *(PG.buildsOn, PG.basedOn, PG.introducedBy, PG.listedOn, PG.authorList, PG.ofPaper),
        *(PG.onDataset, PG.forTask, PG.first, PG.second, PG.about, SKOS.broader, OWL.sameAs),
        *(DCTERMS.license, DCTERMS.source, PROV.wasAttributedTo, PROV.wasDerivedFrom),
        *(RDF.rest, RDF.subject, RDF.predicate, NIF.sourceUrl, NIF.referenceContext),
        *(VOID.classPartition, VOID.propertyPartition, VOID.property, getattr(VOID, "class")),
        *(VOID.dataDump, VOID.exampleResource, VOID.vocabulary),
    }
)

#: Properties whose values are always of one datatype.
_TYPED = {
    PG.hasProjectPage: XSD.anyURI,
    SCHEMA.url: XSD.anyURI,
    SCHEMA.codeRepository: XSD.anyURI,
    PG.inCorpus: XSD.boolean,
    PG.confidence: XSD.decimal,
    ITSRDF.taConfidence: XSD.decimal,
    NIF.beginIndex: XSD.nonNegativeInteger,
    NIF.endIndex: XSD.nonNegativeInteger,
    VOID.classes: XSD.nonNegativeInteger,
    VOID.distinctSubjects: XSD.nonNegativeInteger,
    VOID.entities: XSD.nonNegativeInteger,
    VOID.properties: XSD.nonNegativeInteger,
    VOID.triples: XSD.nonNegativeInteger,
}


def dump_jsonld(triples: Iterable[Triple], *, base: str = BASE) -> bytes:
    """UTF-8 JSON-LD: a context, and an object a subject, a line each.

    A key is the property's own word ("extends"), with a prefix where two share it
    ("cito:extends" beside pg's). A property with several values has a list. Decimals are
    strings: JSON-LD would turn a number into another lexical form.

    Args:
        triples: without blank nodes; repeated ones count once.
        base: where the IRIs of nodes start.
    """
    writer = _Writer(base)
    subjects: defaultdict[str, defaultdict[str, list[_Value]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for triple in sorted(set(triples), key=classes_first):
        key, value = writer.pair(triple.predicate, triple.object)
        subjects[writer.id(triple.subject)][key].append(value)
    lines = [orjson.dumps({"id": name, **_single(found)}) for name, found in subjects.items()]
    context = orjson.dumps(writer.context, option=orjson.OPT_INDENT_2)
    return b'{"@context": %b,\n"@graph": [\n%b\n]}\n' % (context, b",\n".join(lines))


def _single(found: Mapping[str, list[_Value]]) -> dict[str, _Value | list[_Value]]:
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


class _Writer:
    """Names for IRIs.

    Attributes:
        context: what the names mean; the same for every graph of one base.
    """

    def __init__(self, base: str) -> None:
        self._rooms = {f"{base}{room}/": room for room in _ROOMS}
        self._keys = _keys()
        self.context: dict[str, str | dict[str, str]] = {"id": "@id", "type": "@type"}
        self.context |= dict(sorted(PREFIXES.items()))
        self.context |= {room: start for start, room in self._rooms.items()}
        for iri, key in self._keys.items():
            meant = _meaning(iri, key)
            if meant is not None:
                self.context[key] = meant

    def id(self, node: object) -> str:
        """The IRI of a node, short where it is one of ours."""
        if not isinstance(node, NamedNode):
            raise TypeError(f"only IRIs have names: {node}")
        if node in self._keys:
            return _COMPACT[node]
        head, mark, _ = node.value.partition("#")
        for start, room in self._rooms.items():
            # What follows "//" is no suffix to JSON-LD.
            if head.startswith(start) and not head.startswith(f"{start}//"):
                return f"{room}:{head.removeprefix(start)}{node.value[len(head) :] if mark else ''}"
        return node.value

    def pair(self, predicate: NamedNode, value: object) -> tuple[str, _Value]:
        """Key and value of a triple."""
        if predicate == RDF.type and isinstance(value, NamedNode):
            return "type", self._keys[value]
        if isinstance(value, Literal):
            return self._keys[predicate], _literal(value, _TYPED.get(predicate))
        name = self.id(value)
        return self._keys[predicate], name if predicate in _NODES else {"id": name}


def _keys() -> dict[NamedNode, str]:
    """The key of every term of ours; each word once."""
    found: dict[NamedNode, str] = {}
    taken = {"id", "type", *PREFIXES, *_ROOMS}
    for prefix, vocabulary in _VOCABULARIES.items():
        for name, iri in vars(vocabulary).items():
            if isinstance(iri, NamedNode):
                found[iri] = f"{prefix}:{name}" if name in taken else name
                taken.add(name)
    return found


#: The terms of ours as compact IRIs, which an id may be and a plain word may not.
_COMPACT = {
    iri: f"{prefix}:{name}"
    for prefix, vocabulary in _VOCABULARIES.items()
    for name, iri in vars(vocabulary).items()
    if isinstance(iri, NamedNode)
}


def _meaning(iri: NamedNode, key: str) -> str | dict[str, str] | None:
    """What the context says of a key; ``None`` where its prefix says it all."""
    if iri in _NODES:
        return {"@id": iri.value, "@type": "@id"}
    if iri in _TYPED:
        return {"@id": iri.value, "@type": _TYPED[iri].value}
    return None if ":" in key else iri.value


def _literal(value: Literal, coerced: NamedNode | None) -> _Value:
    if coerced == value.datatype:
        return _native(value)
    if value.datatype == XSD.string:
        return {"@value": value.value} if coerced else value.value
    return {"@value": value.value, "@type": value.datatype.value}


def _native(value: Literal) -> str | int | bool:
    if value.datatype == XSD.boolean:
        return value.value == "true"
    return int(value.value) if value.datatype == XSD.nonNegativeInteger else value.value
