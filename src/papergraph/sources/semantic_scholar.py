"""Papers of Semantic Scholar: lines of its datasets, and objects and pages of its Graph API."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from functools import lru_cache
from typing import BinaryIO

from papergraph.model import Count, Paper, Reference
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    number_of,
    object_of,
    objects_of,
    record_fault,
    text_of,
    texts_of,
    unwrapped,
)
from papergraph.sources.markup import without_markup
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, page_opening, read_records
from papergraph.sources.semantic_scholar_edges import (
    Spelling,
    identity_of,
    reference_to,
    references_of,
    spelling_of,
)
from papergraph.sources.written_fields import venue_name
from papergraph.text.identifiers import iso_date

__all__ = ["is_semantic_scholar", "parse_semantic_scholar"]

_SOURCE = "semantic-scholar"
_CITATIONS = "citations"
_OWN_FIELD = re.compile(
    r'"(?:paperId"\s*:\s*"[0-9a-f]{40}"|(?:corpusi|corpusI|CorpusI)d"\s*:\s*"?\d'
    r'|(?:citing|cited)corpusid"\s*:\s*"?\d|(?:citedPaper|citingPaper|citingPaperInfo)"\s*:\s*\{'
    r'|(?:s2FieldsOfStudy|recommendedPapers)"\s*:\s*\[|influentialCitationCount"\s*:\s*\d)'
)
# A page that says whose references it has, in an object of its own, is none of these.
_PAGE = page_opening("data", "recommendedPapers")
# Datasets that are no papers, by a field that, of them all, only it has.
_WITHOUT_TITLES: Mapping[str, str] = {
    "citingcorpusid": "citations",
    "abstract": "abstracts",
    "vector": "embeddings",
    "content": "s2orc",
    "sha": "paper-ids",
    "text": "tldrs",
}

# A listing has few days and many papers.
_date = lru_cache(maxsize=1 << 12)(iso_date)


def is_semantic_scholar(text: str) -> bool:
    """Whether `text` opens JSON with the fields of Semantic Scholar.

    >>> is_semantic_scholar('{"corpusid": 235458009, "externalids": {"ArXiv"')
    True
    >>> is_semantic_scholar('{"id": "2106.09685", "title": "A", "abstract": "B"}')
    False
    """
    return text.lstrip()[:1] in {"[", "{"} and bool(_OWN_FIELD.search(text))


def parse_semantic_scholar(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of the dataset *papers* and of any answer of the Graph API.

    An answer is a paper, an array of them, or a page: of a search, of recommendations, of
    references (the cited papers) or of citations (the citing ones).

    - Identifiers have the schemes ``acl``, ``dblp``, ``mag``, ``pmcid``, ``pmid``, ``s2`` (corpus
      id) and ``s2paper`` (hash). Summaries by a machine are never read.
    - A paper's ``references`` are its references. Each of its ``citations`` that has a title is
      a paper of its own behind it, with one reference to it.
    - The other datasets (abstracts, citations, ...) have no titles and so no papers: of each
      kind, one fault says so at its first record, and the rest is passed over.
    - Papers of a page are numbered by their place in all pages, others by their line.
    """
    place = 0
    told: set[str] = set()
    for record in read_records(stream, _PAGE):
        if isinstance(record, Fault):
            yield record
            continue
        page = _page(record.value)
        if page is None:
            yield from _papers(record.value, record.number, told)
            continue
        cited = yield from _around(record)
        for item in page:
            place += 1
            yield from _papers(item, place, told, cited)


def _page(value: Json) -> list[Json] | None:
    """What a page or an array holds; ``None`` where it is neither."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or "title" in value:
        return None
    for name in ("data", "recommendedPapers"):
        if name in value:
            return value[name] if isinstance(value[name], list) else []
    return None


def _around(record: Record) -> Generator[Paper | Fault, None, Fields]:
    """What a page says besides its entries: whose references they are, or why there are none.

    Returns:
        The paper that a page of citations is about, if the page says that.
    """
    page = record.value
    if not isinstance(page, dict):
        return {}
    citing = object_of(page, "citingPaperInfo")
    if text_of(citing, "title"):
        yield _paper(citing, record.number, references_of(page, "data"))
    if "data" in page and not isinstance(page["data"], list):
        # A publisher may withhold references: then the page says so, far from its `data`.
        notice = text_of(object_of(citing, "openAccessPdf"), "disclaimer")
        yield record_fault(record.number, "an array under data", notice or page["data"])
    return object_of(page, "citedPaperInfo")


def _papers(
    item: Json, number: int, told: set[str], cited: Fields | None = None
) -> Iterator[Paper | Fault]:
    """The papers of an object.

    Args:
        item: a paper, or an edge between two.
        number: of its line or place.
        told: kinds of records without titles that were faults already; grows.
        cited: the paper that a page of citations is about, if it says that.
    """
    if not isinstance(item, dict):
        yield record_fault(number, "a paper object", item)
    elif "citingPaper" in item or "citedPaper" in item:
        yield from _ends(item, number, cited or {})
    elif "title" not in item and (kind := _kind_without_titles(item)):
        if kind not in told:
            told.add(kind)
            expected = f"papers: no record of the dataset {kind!r} has a title"
            yield record_fault(number, expected, item)
    else:
        paper = _paper(item, number)
        yield paper
        if item.get("citations") and isinstance(paper, Paper):
            yield from _citing(item, paper)


def _kind_without_titles(item: Fields) -> str:
    if "corpusid" not in item and "citingcorpusid" not in item:
        return ""
    return next((kind for field, kind in _WITHOUT_TITLES.items() if field in item), "")


def _ends(edge: Fields, number: int, cited: Fields) -> Iterator[Paper | Fault]:
    """The papers at the ends of an edge, as far as it has them."""
    if "citingPaper" in edge:
        reference = reference_to(object_of(edge, "citedPaper") or cited, edge, _CITATIONS)
        is_known = bool(reference.keys or reference.title)
        yield _end(edge["citingPaper"], number, (reference,) if is_known else ())
    if "citedPaper" in edge:
        yield _end(edge["citedPaper"], number)


def _end(paper: Json, number: int, references: tuple[Reference, ...] = ()) -> Paper | Fault:
    if not isinstance(paper, dict):
        return record_fault(number, "a paper object", paper)
    return _paper(paper, number, references)


def _citing(item: Fields, cited: Paper) -> Iterator[Paper | Fault]:
    """The papers under a paper's citations; those without a title are of no use."""
    for entry in objects_of(item, _CITATIONS):
        citing = object_of(entry, "citingPaper") or entry
        if text_of(citing, "title"):
            yield _paper(citing, cited.line, (reference_to(item, entry, _CITATIONS),))


def _paper(record: Fields, number: int, references: tuple[Reference, ...] = ()) -> Paper | Fault:
    title = unwrapped(without_markup(text_of(record, "title")))
    if not title:
        stated = record.get("title")
        return record_fault(number, "a title", record if stated is None else stated)
    abstract = record.get("abstract")
    if not isinstance(abstract, str) or abstract.isspace():
        abstract = ""
    if not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract)
    spelling = spelling_of(record)
    arxiv, doi, identifiers = identity_of(record)
    return Paper(
        title=title,
        abstract=without_markup(abstract),
        arxiv_id=arxiv,
        doi=doi,
        identifiers=identifiers,
        authors=_authors(record),
        issued=_date(text_of(record, spelling.date) or str(number_of(record, "year") or "")),
        url=text_of(record, "url"),
        categories=_categories(record, spelling),
        venue=_venue(record),
        counts=_counts(record, spelling),
        references=references_of(record) + references,
        line=number,
    )


def _authors(record: Fields) -> tuple[str, ...]:
    names = [text_of(author, "name") for author in objects_of(record, "authors")]
    return tuple(filter(None, names))


def _categories(record: Fields, spelling: Spelling) -> tuple[str, ...]:
    """Fields of study; several classifiers may name the same."""
    fields = dict.fromkeys(
        [text_of(one, "category") for one in objects_of(record, spelling.fields)]
    )
    fields.pop("", None)
    return tuple(fields) or texts_of(record, "fieldsOfStudy")


def _venue(record: Fields) -> str:
    return venue_name(
        text_of(record, "venue"),
        text_of(object_of(record, "publicationVenue"), "name"),
        text_of(object_of(record, "journal"), "name"),
    )


def _counts(record: Fields, spelling: Spelling) -> tuple[Count, ...]:
    cited = number_of(record, spelling.citations)
    influential = number_of(record, spelling.influential)
    counts = (("citations", cited), ("influential citations", influential))
    return tuple([Count(what, n, _SOURCE) for what, n in counts if n is not None])
