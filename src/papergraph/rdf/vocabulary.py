"""Namespaces, closed vocabularies, and the IRI of everything that has one.

What is written here is the contract of an export: IRIs come from content, never from a
counter or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from papergraph.model import EntityId, Kind, Part, Relation, Span

__all__ = [
    "BASE",
    "CITO",
    "DCTERMS",
    "FABIO",
    "ITSRDF",
    "KIND_TYPES",
    "MLS",
    "NIF",
    "OWL",
    "PG",
    "PREFIXES",
    "PRISM",
    "PROV",
    "RDF",
    "RDFS",
    "RELATION_IRI",
    "SCHEMA",
    "SKOS",
    "VOID",
    "XSD",
    "Vocabulary",
    "checked_base",
    "context_iri",
    "digest_of",
    "entity_id",
    "entity_iri",
    "kind_of",
    "listing_iri",
    "listing_slug",
    "phrase_iri",
    "relation_of",
]

#: Where the IRIs of a graph's nodes start unless a build says otherwise.
BASE = "https://w3id.org/papergraph/"

# 48 bits: a million claims share one with a chance of two in a thousand.
_HASH_LENGTH = 12
# What may stand in a path segment as it is; a comma stays free to part the numbers of a span.
_SAFE = "/@:+~"


class Vocabulary:
    """One namespace, closed to the terms that we write: a misspelt one raises where it stands.

    >>> PG.extends.value
    'https://w3id.org/papergraph/ns#extends'
    >>> PG.zebra
    Traceback (most recent call last):
    AttributeError: no term 'zebra' in <https://w3id.org/papergraph/ns#>
    """

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        # Real attributes: a million triples ask for a term several million times.
        self.__dict__.update({term: NamedNode(iri + term) for term in terms.split()})

    def __getattr__(self, term: str) -> NamedNode:
        raise AttributeError(f"no term {term!r} in <{self.__dict__.get('iri', '')}>")


PG = Vocabulary(
    "https://w3id.org/papergraph/ns#",
    """Paper Method Dataset Repository Task Listing Claim Result Count Match Suggestion StatedValue
    Score
    introduces extends analyzes uses evaluatesOn comparesWith mentions
    hasRepository hasProjectPage addresses buildsOn basedOn introducedBy listedOn inCorpus level
    authorList fileName format printedDate sha256 confidence rule quote field
    ofPaper onDataset forTask model metric value what countedBy verdict first second
    about measure scope""",
)
RDF = Vocabulary(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type first rest nil List Statement subject predicate object",
)
RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#", "label")
XSD = Vocabulary(
    "http://www.w3.org/2001/XMLSchema#",
    "anyURI boolean date decimal gYear gYearMonth integer nonNegativeInteger string",
)
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#", "Concept prefLabel altLabel hiddenLabel broader"
)
DCTERMS = Vocabulary(
    "http://purl.org/dc/terms/",
    "title abstract creator date identifier issued license rights source subject",
)
FABIO = Vocabulary("http://purl.org/spar/fabio/", "ResearchPaper hasArXivId")
CITO = Vocabulary("http://purl.org/spar/cito/", "cites extends usesMethodIn discusses usesDataFrom")
PRISM = Vocabulary("http://prismstandard.org/namespaces/basic/2.0/", "doi publicationName")
MLS = Vocabulary("http://www.w3.org/ns/mls#", "ModelEvaluation")
OWL = Vocabulary("http://www.w3.org/2002/07/owl#", "sameAs")
SCHEMA = Vocabulary(
    "https://schema.org/",
    "Dataset SoftwareSourceCode SoftwareApplication codeRepository url softwareVersion",
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#", "Entity SoftwareAgent wasAttributedTo wasDerivedFrom"
)
NIF = Vocabulary(
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context Phrase isString sourceUrl referenceContext beginIndex endIndex anchorOf",
)
ITSRDF = Vocabulary("http://www.w3.org/2005/11/its/rdf#", "taIdentRef taConfidence")
VOID = Vocabulary(
    "http://rdfs.org/ns/void#",
    """Dataset class classPartition classes dataDump distinctSubjects entities exampleResource
    properties property propertyPartition triples uriSpace vocabulary""",
)

#: Prefix to namespace, by prefix: what every Turtle file and every rdflib graph binds.
PREFIXES = {
    "cito": CITO.iri,
    "dcterms": DCTERMS.iri,
    "fabio": FABIO.iri,
    "itsrdf": ITSRDF.iri,
    "mls": MLS.iri,
    "nif": NIF.iri,
    "owl": OWL.iri,
    "pg": PG.iri,
    "prism": PRISM.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "void": VOID.iri,
    "xsd": XSD.iri,
}

#: The classes of a node, our own first. A page is a literal and has none.
KIND_TYPES = {
    Kind.PAPER: (PG.Paper, FABIO.ResearchPaper),
    Kind.METHOD: (PG.Method, SKOS.Concept),
    Kind.DATASET: (PG.Dataset, SCHEMA.Dataset),
    Kind.REPOSITORY: (PG.Repository, SCHEMA.SoftwareSourceCode),
    Kind.TASK: (PG.Task, SKOS.Concept),
}
_KIND = {types[0]: kind for kind, types in KIND_TYPES.items()}

#: The predicate of each relation.
RELATION_IRI = {
    relation: CITO.cites if relation is Relation.CITES else getattr(PG, relation.value)
    for relation in Relation
}
_RELATION = {iri: relation for relation, iri in RELATION_IRI.items()}


def kind_of(iri: NamedNode) -> Kind:
    """The kind that a class of ours stands for; ``KeyError`` on any other IRI."""
    return _KIND[iri]


def relation_of(iri: NamedNode) -> Relation:
    """The relation that a predicate of ours stands for; ``KeyError`` on any other IRI."""
    return _RELATION[iri]


def checked_base(base: str) -> str:
    """`base` itself; ``ValueError`` unless it is an absolute IRI that ends in a slash."""
    if "://" not in base or not base.endswith("/"):
        raise ValueError(f"expected an absolute IRI that ends in '/', found {base!r}")
    return NamedNode(base).value


def entity_iri(entity: EntityId, base: str = BASE) -> NamedNode:
    """The IRI of a node; what an IRI cannot hold is percent-encoded.

    Raises:
        ValueError: `entity` is a page, which is a literal.

    >>> entity_iri(EntityId(Kind.METHOD, "β-vae")).value
    'https://w3id.org/papergraph/method/%CE%B2-vae'
    """
    if entity.kind is Kind.PAGE:
        raise ValueError(f"a page has no IRI of its own: {entity.slug}")
    return _node(base, entity.kind.value, entity.slug)


def entity_id(iri: str, base: str = BASE) -> EntityId:
    """Undo `entity_iri`. Raises ``ValueError`` on an IRI that it never makes.

    >>> entity_id("https://w3id.org/papergraph/method/%CE%B2-vae").slug
    'β-vae'
    """
    if not iri.startswith(base) or "#" in iri:
        raise ValueError(f"not a node of <{base}>: <{iri}>")
    return EntityId.parse(unquote(iri.removeprefix(base)))


def listing_iri(slug: str, base: str = BASE) -> NamedNode:
    """The IRI of a listing."""
    return _node(base, "listing", slug)


def listing_slug(iri: str, base: str = BASE) -> str:
    """Undo `listing_iri`; "" for an IRI that is no listing's."""
    start = f"{base}listing/"
    return unquote(iri.removeprefix(start)) if iri.startswith(start) else ""


def context_iri(paper: NamedNode, part: Part) -> NamedNode:
    """The IRI of a paper's title or abstract as a text that phrases point into."""
    return NamedNode(f"{paper.value}#{part.value}")


def phrase_iri(context: NamedNode, span: Span, kind: Kind) -> NamedNode:
    """The IRI of a stretch of a text that names something: ``…#abstract,118,142``.

    A task may be named where a method is, so that its phrase is another one:
    ``…#abstract,118,142,task``.
    """
    suffix = f",{kind}" if kind is Kind.TASK else ""
    return NamedNode(f"{context.value},{span.start},{span.end}{suffix}")


def digest_of(parts: Iterable[object]) -> str:
    """Digits for an IRI that stand for everything that its node says.

    >>> digest_of(("a", 1)) == digest_of(("a", "1"))
    True
    """
    import hashlib  # here, because a query that needs none would wait for it

    said = "\n".join(map(str, parts))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


@lru_cache(maxsize=100_000)  # a paper is named by each of its claims and mentions
def _node(base: str, room: str, slug: str) -> NamedNode:
    return NamedNode(f"{base}{room}/{_encoded(slug)}")


def _encoded(slug: str) -> str:
    # "." and ".." would vanish when a relative IRI is resolved.
    return "/".join(
        "%2E" * len(segment) if segment in {".", ".."} else quote(segment, safe=_SAFE)
        for segment in slug.split("/")
    )
