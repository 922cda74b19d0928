"""What records of Semantic Scholar say of a paper's identity and of who cites whom, and why."""

from __future__ import annotations

from typing import NamedTuple

from papergraph.model import Reference
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    object_of,
    objects_of,
    text_of,
    texts_of,
    unwrapped,
)
from papergraph.sources.markup import without_markup
from papergraph.sources.records import Json
from papergraph.text.identifiers import arxiv_id, split_doi

__all__ = [
    "Identity",
    "Spelling",
    "identity_of",
    "reference_to",
    "references_of",
    "spelling_of",
]

_ARXIV_DOI = "10.48550/"
_PAGE = "https://www.semanticscholar.org/paper/"
_HASH_LENGTH = 40


class Identity(NamedTuple):
    """The identifiers of a paper, as in `Paper`."""

    arxiv_id: str
    doi: str
    identifiers: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """As `Paper.keys`."""
        arxiv = (f"arxiv:{self.arxiv_id}",) if self.arxiv_id else ()
        doi = (f"doi:{self.doi}",) if self.doi else ()
        return (*arxiv, *doi, *self.identifiers)


class Spelling(NamedTuple):
    """The names of those fields that the API and the datasets spell differently."""

    external_ids: str
    corpus_id: str
    citations: str
    influential: str
    fields: str
    date: str


_GRAPH = Spelling(
    "externalIds",
    "corpusId",
    "citationCount",
    "influentialCitationCount",
    "s2FieldsOfStudy",
    "publicationDate",
)
_DATASET = Spelling._make(name.lower() for name in _GRAPH)


def spelling_of(record: Fields) -> Spelling:
    """The spelling of a record: every one of a dataset of papers has its id in lower case."""
    return _DATASET if "corpusid" in record else _GRAPH


def identity_of(record: Fields) -> Identity:
    """The identifiers of a paper.

    >>> identity_of({"corpusid": 7, "externalids": {"ArXiv": "2106.09685", "PubMed": "31"}})
    Identity(arxiv_id='2106.09685', doi='', identifiers=('pmid:31', 's2:7'))
    """
    spelling = spelling_of(record)
    external = object_of(record, spelling.external_ids)
    ids = {
        name.lower(): text
        for name, value in external.items()
        if value is not None and (text := _as_text(value))
    }
    arxiv = arxiv_id(ids["arxiv"]) if "arxiv" in ids else ""
    doi = ids.get("doi", "")
    # The DOI that arXiv gives says nothing beyond its id.
    if doi:
        own, doi = ("", "") if arxiv and doi.startswith(_ARXIV_DOI) else split_doi(doi)
        arxiv = arxiv or own
    if corpus := _as_text(record.get(spelling.corpus_id)):
        ids["corpusid"] = corpus
    return Identity(arxiv, doi, _identifiers(ids, _paper_hash(record)))


def _identifiers(ids: dict[str, str], paper_hash: str) -> tuple[str, ...]:
    """Sorted, as the schemes are asked for in their order."""
    found = [f"acl:{ids['acl'].lower()}"] if "acl" in ids else []
    if "dblp" in ids:
        found.append(f"dblp:{ids['dblp']}")
    if "mag" in ids:
        found.append(f"mag:{ids['mag']}")
    if "pubmedcentral" in ids:
        found.append(f"pmcid:pmc{ids['pubmedcentral'].lower().removeprefix('pmc')}")
    if "pubmed" in ids:
        found.append(f"pmid:{ids['pubmed']}")
    if "corpusid" in ids:
        found.append(f"s2:{ids['corpusid']}")
    if paper_hash:
        found.append(f"s2paper:{paper_hash}")
    return tuple(found)


def _as_text(value: Json) -> str:
    """Identifiers are texts or numbers, now this, now that."""
    if isinstance(value, str):
        return value.strip() if is_unicode(value) else ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _paper_hash(record: Fields) -> str:
    """The hash that is a paper's id; in the datasets it only ends the URL."""
    if stated := text_of(record, "paperId"):
        return stated.lower()
    url = text_of(record, "url")
    last = url.rpartition("/")[2] if url.startswith(_PAGE) else ""
    return last.lower() if len(last) == _HASH_LENGTH else ""


def references_of(record: Fields, name: str = "references") -> tuple[Reference, ...]:
    """The entries of an array, whether papers, or edges with a ``citedPaper``.

    Args:
        record: a paper, or a page of references.
        name: the field with the array.
    """
    if not record.get(name):
        return ()
    found = [
        reference_to(object_of(edge, "citedPaper") if "citedPaper" in edge else edge, edge)
        for edge in objects_of(record, name)
    ]
    return tuple(reference for reference in found if reference.keys or reference.title)


def reference_to(cited: Fields, edge: Fields, field: str = "references") -> Reference:
    """That a paper is cited, with what the edge says of why: its intents and a sentence."""
    return Reference(
        field,
        identity_of(cited).keys,
        unwrapped(without_markup(text_of(cited, "title"))),
        _intents(edge),
        _quote(edge),
    )


def _intents(edge: Fields) -> tuple[str, ...]:
    """The reasons, which stand in an array, in an array a context, or beside each context."""
    stated = edge.get("intents")
    if not stated and edge.get("contextsWithIntent"):
        stated = [context.get("intents") for context in objects_of(edge, "contextsWithIntent")]
    if not stated or not isinstance(stated, list):
        return ()
    flat = [one for part in stated for one in (part if isinstance(part, list) else (part,))]
    return tuple(dict.fromkeys(texts_of({"intents": flat}, "intents")))


def _quote(edge: Fields) -> str:
    """The first context that is a text."""
    contexts = edge.get("contexts")
    if isinstance(contexts, list) and contexts:
        stated = (text_of({"context": one}, "context") for one in contexts)
    elif edge.get("contextsWithIntent"):
        stated = (text_of(one, "context") for one in objects_of(edge, "contextsWithIntent"))
    else:
        return ""
    return next(filter(None, stated), "")
