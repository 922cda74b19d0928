"""What arXiv's API answers to a query: an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.arxiv_fields import comment_statements, first_doi
from papergraph.sources.fault import Fault
from papergraph.sources.fields import record_fault, unwrapped
from papergraph.sources.printed import Printed
from papergraph.sources.xml import Found, read_elements
from papergraph.sources.xml_elements import (
    Children,
    children_of,
    first_text,
    local_name,
    shown_element,
    text_in,
)
from papergraph.text.identifiers import arxiv_id, iso_day

__all__ = ["is_arxiv_atom", "parse_arxiv_atom"]

_ATOM = "http://www.w3.org/2005/Atom"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:feed|entry)[\s>]")
# Feeds of others link to arXiv; only its own have it in their ids.
_OWN_ID = re.compile(
    r"<(?:[\w.-]+:)?id(?:\s[^>]*)?>\s*https?://(?:export\.|www\.)?arxiv\.org/(?:abs|api)/"
)
# The daily news are Atom as well, with other things in the same elements.
_NEWS = re.compile(r"<(?:[\w.-]+:)?announce_type[\s>]")
_ERROR_ID = "arxiv.org/api/errors"


def is_arxiv_atom(text: str) -> bool:
    """Whether `text` opens an answer of arXiv's API, be it without papers or an error.

    >>> is_arxiv_atom('<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>')
    True
    >>> is_arxiv_atom("Rate exceeded.")
    False
    """
    return (
        text.lstrip("\ufeff \t\r\n").startswith("<")
        and _ATOM in text
        and bool(_ROOT.search(text))
        and bool(_OWN_ID.search(text))
        and not _NEWS.search(text)
    )


def parse_arxiv_atom(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of the feed's entries; of several answers, one after the other.

    - The abstract is verbatim, without the blanks that arXiv puts around it. Hard wraps in a
      title, a journal reference and a comment become one blank.
    - The date is that of version 1 (``published``), the URL the page that the entry links.
    - Of several DOIs in the field, the first counts. Repositories in the comment are statements
      of the field ``comment``.
    - The entry titled "Error", with which the API answers a wrong query, is a fault.
    """
    for found in read_elements(stream, "entry", "feed"):
        yield found if isinstance(found, Fault) else _paper(found)


def _paper(found: Found) -> Paper | Fault:
    entry = children_of(found.element)
    title, page = first_text(entry, "title"), first_text(entry, "id")
    if _ERROR_ID in page:
        return record_fault(found.line, "an entry of a paper", first_text(entry, "summary"))
    if not title:
        return record_fault(found.line, "a title", shown_element(found.element))
    links = _links(entry)
    of_doi, doi = first_doi(first_text(entry, "doi") or links.get("doi", ""))
    return Paper(
        title=unwrapped(title),
        abstract=first_text(entry, "summary"),
        arxiv_id=arxiv_id(page) or of_doi,
        doi=doi,
        authors=_authors(entry),
        issued=iso_day(first_text(entry, "published")),
        url=links.get("alternate", ""),
        categories=_categories(entry),
        venue=unwrapped(first_text(entry, "journal_ref")),
        statements=comment_statements(first_text(entry, "comment")),
        line=found.line,
    )


def _links(entry: Children) -> dict[str, str]:
    """The links' addresses by their titles, or by their relations where they have none."""
    return {
        link.get("title") or link.get("rel", "alternate"): link.get("href", "").strip()
        for link in entry.get("link", ())
    }


def _authors(entry: Children) -> tuple[str, ...]:
    parts = (part for author in entry.get("author", ()) for part in author)
    names = (text_in(part) for part in parts if local_name(part) == "name")
    return tuple(filter(None, map(unwrapped, names)))


def _categories(entry: Children) -> tuple[str, ...]:
    elements = entry.get("category") or entry.get("primary_category") or ()
    terms = (element.get("term", "").strip() for element in elements)
    return tuple(filter(None, terms))
