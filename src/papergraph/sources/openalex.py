"""Works of OpenAlex: lines of its snapshot, and pages and objects of its API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, repeat
from operator import itemgetter
from typing import BinaryIO

from papergraph.model import Count, Kind, Paper, Reference, Relation, Statement
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    number_of,
    object_of,
    objects_of,
    record_fault,
    text_of,
    unwrapped,
)
from papergraph.sources.markup import without_markup
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, page_opening, read_records
from papergraph.sources.written_fields import venue_name
from papergraph.text.identifiers import arxiv_id, iso_date, iso_day, split_doi

__all__ = ["is_openalex", "parse_openalex"]

_SOURCE = "openalex"
_HOME = "https://openalex.org/"
_KEYWORD_CONFIDENCE = 0.3

_OWN_FIELD = re.compile(
    r'"(?:abstract_inverted_index"\s*:\s*(?:\{|null)|(?:authorships|referenced_works)"\s*:\s*\[)'
)
# Others write these ids too, but not beside the other field.
_OWN_ID = re.compile(r'"id"\s*:\s*"https://openalex\.org/W\d')
_FIELD_BESIDE = re.compile(r'"(?:display_name|publication_year)"\s*:')

_PAGE = page_opening("results", beside="meta")

_WORK = re.compile(
    r"^(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?[Ww](\d+)$", re.ASCII | re.MULTILINE
)

_NAME = "display_name"
# Types of sources; a repository is no venue of a paper that has one.
_VENUES = frozenset({"journal", "conference", "book series"})

# A listing has few days and many papers.
_date = lru_cache(maxsize=1 << 12)(iso_date)
_day = lru_cache(maxsize=1 << 12)(iso_day)
_DAY_LENGTH = len("2024-10-22")


def is_openalex(text: str) -> bool:
    """Whether `text` opens JSON with the fields of works of OpenAlex.

    >>> is_openalex('{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1", "doi')
    False
    >>> is_openalex('{"id": "https://openalex.org/W1", "display_name": "A"')
    True
    """
    if text.lstrip()[:1] not in {"[", "{"}:
        return False
    if _OWN_FIELD.search(text):
        return True
    return bool(_OWN_ID.search(text) and _FIELD_BESIDE.search(text))


def parse_openalex(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of works: one a line, in an array, or in pages ``{meta, results}``.

    - The abstract is put together from the inverted index: the words in the order of their
      positions, with a blank between. Positions that are missing leave no trace.
    - Identifiers have the schemes ``openalex``, ``mag``, ``pmcid`` and ``pmid``. The arXiv id is
      that of an arXiv DOI, else of a location's URL.
    - arXiv is no venue: then a journal or conference among the other locations is.
    - References are ``referenced_works``; works that are merely related are none. Keywords,
      which a machine chose, are weak statements.
    - Works of a page, which is no more read whole than an array is, are numbered by their place
      in all pages, others by their line.
    - A work without a title, and an author, source or topic in its place, is a fault.
    """
    place = 0
    for record in read_records(stream, _PAGE):
        if isinstance(record, Fault):
            yield record
            continue
        works = _works(record.value)
        if works is None:
            yield _paper(record.value, record.number)
            continue
        for work in works:
            place += 1
            yield _paper(work, place)


def _works(value: Json) -> list[Json] | None:
    """The works of a page or an array; ``None`` where it is neither."""
    works = value.get("results") if isinstance(value, dict) else value
    return works if isinstance(works, list) else None


def _paper(work: Json, number: int) -> Paper | Fault:
    if not isinstance(work, dict):
        return record_fault(number, "a work", work)
    title = unwrapped(without_markup(text_of(work, "title") or text_of(work, _NAME)))
    if not title:
        stated = work.get("title")
        return record_fault(number, "a title", work if stated is None else stated)
    page = text_of(work, "id")
    work_number = _WORK.search(page)
    if page.startswith(_HOME) and not work_number:
        return record_fault(number, "a work", page)
    abstract = without_markup(_abstract(work.get("abstract_inverted_index")))
    if not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract)
    ids, first = object_of(work, "ids"), object_of(work, "primary_location")
    arxiv, doi = split_doi(text_of(work, "doi") or text_of(ids, "doi"))
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=arxiv or _located_arxiv_id(work),
        doi=doi,
        identifiers=_identifiers(ids, work_number[1] if work_number else ""),
        authors=_authors(work),
        issued=_issued(work),
        url=text_of(first, "landing_page_url") or page,
        categories=_categories(work),
        venue=_venue(work),
        counts=_counts(work),
        statements=_keywords(work),
        references=_references(work.get("referenced_works")),
        line=number,
    )


def _venue(work: Fields) -> str:
    """The venue of the first location; where that is arXiv, the first journal or conference."""
    first = object_of(object_of(work, "primary_location"), "source")
    sources = (object_of(place, "source") for place in objects_of(work, "locations"))
    others = (one for one in sources if text_of(one, "type") in _VENUES)
    return venue_name(
        *(text_of(one, _NAME) for one in (first, object_of(work, "host_venue"), *others))
    )


def _issued(work: Fields) -> str:
    return _date(
        text_of(work, "publication_date") or str(number_of(work, "publication_year") or "")
    )


def _abstract(index: Json) -> str:
    if not isinstance(index, dict) or not index:
        return ""
    # Nearly every index has each position once: then the words go straight to their places,
    # and any irregularity raises.
    try:
        words: list[Json] = [None] * sum(map(len, index.values()))
        for word, places in index.items():
            for place in places:
                words[place] = word
        return " ".join(words)
    except (TypeError, IndexError):
        return _irregular_abstract(index)


def _irregular_abstract(index: Fields) -> str:
    """The words by position, where positions are missing, taken twice, or no numbers."""
    placed = [
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int) and place >= 0
    ]
    ordered = sorted(dict.fromkeys(placed), key=itemgetter(0))
    return " ".join(word for _, word in ordered)


def _located_arxiv_id(work: Fields) -> str:
    places = (object_of(work, "primary_location"), object_of(work, "best_oa_location"))
    for place in chain(objects_of(work, "locations"), places):
        for name in ("landing_page_url", "pdf_url"):
            url = place.get(name)
            # Asking for the name first spares most URLs the search.
            if isinstance(url, str) and "arxiv" in url.lower() and (found := arxiv_id(url)):
                return found
    return ""


def _identifiers(ids: Fields, work_number: str) -> tuple[str, ...]:
    """Sorted, as the schemes are asked for in their order."""
    found = [f"mag:{mag}"] if (mag := _digits(ids, "mag")) else []
    if work_number:
        found.append(f"openalex:w{work_number}")
    if pmcid := _digits(ids, "pmcid"):
        found.append(f"pmcid:pmc{pmcid}")
    if pmid := _digits(ids, "pmid"):
        found.append(f"pmid:{pmid}")
    return tuple(found)


def _digits(ids: Fields, name: str) -> str:
    """The digits of an identifier, which may be a number, a text, or the end of a URL."""
    if name not in ids:
        return ""
    text = text_of(ids, name) or str(number_of(ids, name) or "")
    digits = text.rstrip("/").rpartition("/")[2].upper().removeprefix("PMC")
    return digits if digits.isascii() and digits.isdigit() else ""


def _authors(work: Fields) -> tuple[str, ...]:
    names = (
        text_of(object_of(authorship, "author"), _NAME) or text_of(authorship, "raw_author_name")
        for authorship in objects_of(work, "authorships")
    )
    return tuple(filter(None, names))


def _categories(work: Fields) -> tuple[str, ...]:
    topics = dict.fromkeys(text_of(topic, _NAME) for topic in objects_of(work, "topics"))
    topics.pop("", None)
    if topics:
        return tuple(topics)
    # Concepts with a score of 0 are only the ancestors of others.
    concepts = dict.fromkeys(
        text_of(concept, _NAME)
        for concept in objects_of(work, "concepts")
        if isinstance(score := concept.get("score"), int | float) and score > 0
    )
    concepts.pop("", None)
    return tuple(concepts)


def _counts(work: Fields) -> tuple[Count, ...]:
    cited = number_of(work, "cited_by_count")
    if cited is None:
        return ()
    day = _day(text_of(work, "updated_date")[:_DAY_LENGTH])
    return (Count("citations", cited, _SOURCE, day),)


def _keywords(work: Fields) -> tuple[Statement, ...]:
    names = dict.fromkeys(
        text_of(keyword, _NAME) or text_of(keyword, "keyword")
        for keyword in objects_of(work, "keywords")
    )
    return tuple(
        Statement("keywords", Relation.MENTIONS, Kind.METHOD, name, _KEYWORD_CONFIDENCE)
        for name in names
        if name
    )


def _references(works: Json) -> tuple[Reference, ...]:
    if not isinstance(works, list) or not works:
        return ()
    # One search in all of them, and no loop of Python's: a paper has dozens.
    numbers = _WORK.findall("\n".join(work for work in works if isinstance(work, str)))
    keys = [f"openalex:w{number}" for number in dict.fromkeys(numbers)]
    return tuple(map(Reference, repeat("referenced_works"), zip(keys, strict=True)))
