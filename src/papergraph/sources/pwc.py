"""Papers with Code: its dumps of papers, and of links between papers and code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple, TypeAlias

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    objects_of,
    record_fault,
    text_of,
    texts_of,
    unwrapped,
)
from papergraph.sources.printed import Printed
from papergraph.sources.records import read_records
from papergraph.sources.written_fields import venue_name
from papergraph.text.identifiers import arxiv_id, iso_date, key_of

__all__ = [
    "Identity",
    "identity",
    "is_pwc_links",
    "is_pwc_papers",
    "parse_pwc_links",
    "parse_pwc_papers",
]

_Parse: TypeAlias = Callable[[Fields, int], Paper | Fault]

_PAPER_PAGE = re.compile(r"https?://(?:www\.)?paperswithcode\.com/paper/([^/?#\s]+)/?")
_ARXIV = "arxiv.org/"
_KEY = re.compile(r'"paper_url"\s*:')
_FIELD_OF_A_PAPER = re.compile(r'"(?:abstract|short_abstract|url_abs|conference_url_abs)"\s*:')
_FIELD_OF_A_LINK = re.compile(r'"(?:is_official|mentioned_in_(?:paper|github))"\s*:')
_REPOSITORY = re.compile(r'"repo_url"\s*:')

_TASK = 0.8
_METHOD = 0.6
_OFFICIAL = 0.95
_IN_PAPER = 0.8
_ELSEWHERE = 0.5


class Identity(NamedTuple):
    """The identifiers of a paper, as `Paper` has them."""

    arxiv_id: str
    doi: str
    identifiers: tuple[str, ...]


def is_pwc_papers(text: str) -> bool:
    """Whether `text` opens the dump of papers with their abstracts.

    >>> is_pwc_papers('[{"paper_url": "https://paperswithcode.com/paper/a", "abstract": null')
    True
    """
    return bool(
        text.lstrip()[:1] in {"[", "{"}
        and _KEY.search(text)
        and _FIELD_OF_A_PAPER.search(text)
        and not _REPOSITORY.search(text)
    )


def is_pwc_links(text: str) -> bool:
    """Whether `text` opens the dump of links between papers and code.

    >>> is_pwc_links('[{"paper_title": "A", "repo_url": "https://a.io", "is_official": true')
    True
    """
    return bool(
        text.lstrip()[:1] in {"[", "{"}
        and _REPOSITORY.search(text)
        and _FIELD_OF_A_LINK.search(text)
    )


def parse_pwc_papers(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of an array of them, or of one a line.

    - Identifiers have the schemes ``pwc`` (the slug of ``paper_url``), ``openreview``, and
      whatever ``url_abs`` is.
    - Tasks and methods are statements; the proceedings, else the conference, are the venue.
    - A record without a title, or whose title or abstract is not Unicode, is a fault.
    """
    return _parsed(stream, _paper)


def parse_pwc_links(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield a paper a link, with its title, identifiers and one repository.

    A repository is the surer, the better its source: official, mentioned in the paper, or
    none of both, where it only mentions the paper. Identifiers are as of `parse_pwc_papers`.
    A link without a paper's title is a fault.
    """
    return _parsed(stream, _linked_paper)


def identity(*urls: str, arxiv: str = "", others: Iterable[str] = ()) -> Identity:
    """The identifiers in the addresses of a paper's pages.

    Args:
        urls: addresses, or "".
        arxiv: the paper's arXiv id, where a field has it.
        others: further identifiers, each ``scheme:value``.

    >>> identity("https://paperswithcode.com/paper/adam", "http://arxiv.org/abs/1412.6980v9")
    Identity(arxiv_id='1412.6980', doi='', identifiers=('pwc:adam',))
    """
    doi = ""
    keys = set(others)
    for url in filter(None, urls):
        if page := _PAPER_PAGE.fullmatch(url):
            keys.add(f"pwc:{page[1].lower()}")
        elif _ARXIV in url:
            arxiv = arxiv or arxiv_id(url)
        else:
            scheme, _, value = key_of(url).partition(":")
            if scheme == "arxiv":
                arxiv = arxiv or value
            elif scheme == "doi":
                doi = doi or value
            elif scheme:
                keys.add(f"{scheme}:{value}")
    return Identity(arxiv, doi, tuple(sorted(keys)))


def _parsed(stream: BinaryIO, parse: _Parse) -> Iterator[Paper | Fault]:
    for record in read_records(stream):
        if isinstance(record, Fault):
            yield record
        elif isinstance(record.value, dict):
            yield parse(record.value, record.number)
        else:
            yield record_fault(record.number, "an object", record.value)


def _paper(record: Fields, number: int) -> Paper | Fault:
    title, abstract = text_of(record, "title"), record.get("abstract")
    if not title:
        return record_fault(number, "a title", record.get("title") or record)
    if not isinstance(abstract, str):
        abstract = ""
    if not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract)
    page, review = text_of(record, "paper_url"), text_of(record, "openreview_id")
    keys = identity(
        page,
        text_of(record, "url_abs"),
        arxiv=arxiv_id(text_of(record, "arxiv_id")),
        others=[f"openreview:{review}"] if review else (),
    )
    return Paper(
        title=unwrapped(title),
        abstract=abstract,
        arxiv_id=keys.arxiv_id,
        doi=keys.doi,
        identifiers=keys.identifiers,
        authors=texts_of(record, "authors"),
        issued=iso_date(text_of(record, "date")),
        url=page,
        venue=venue_name(text_of(record, "proceeding"), text_of(record, "conference")),
        statements=tuple(_statements(record)),
        line=number,
    )


def _statements(record: Fields) -> Iterator[Statement]:
    for task in dict.fromkeys(texts_of(record, "tasks")):
        yield Statement("tasks", Relation.ADDRESSES, Kind.TASK, task, _TASK)
    methods = (text_of(method, "name") for method in objects_of(record, "methods"))
    for method in filter(None, dict.fromkeys(methods)):
        yield Statement("methods", Relation.USES, Kind.METHOD, method, _METHOD)


def _linked_paper(record: Fields, number: int) -> Paper | Fault:
    title = text_of(record, "paper_title")
    if not title:
        return record_fault(number, "a title", record.get("paper_title") or record)
    page = text_of(record, "paper_url")
    arxiv = arxiv_id(text_of(record, "paper_arxiv_id"))
    keys = identity(page, text_of(record, "paper_url_abs"), arxiv=arxiv)
    return Paper(
        title=unwrapped(title),
        arxiv_id=keys.arxiv_id,
        doi=keys.doi,
        identifiers=keys.identifiers,
        url=page,
        statements=_link(record),
        line=number,
    )


def _link(record: Fields) -> tuple[Statement, ...]:
    url = text_of(record, "repo_url")
    if not url:
        return ()
    official = record.get("is_official") is True
    if official:
        confidence = _OFFICIAL
    else:
        confidence = _IN_PAPER if record.get("mentioned_in_paper") is True else _ELSEWHERE
    field = "is_official" if official else "repo_url"
    return (Statement(field, Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, confidence),)
