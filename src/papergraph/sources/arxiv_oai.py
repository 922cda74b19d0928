"""What arXiv's OAI-PMH interface answers: records in one of three kinds of metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.arxiv_fields import (
    comment_statements,
    first_doi,
    posting_day,
    printed_names,
)
from papergraph.sources.fault import Fault
from papergraph.sources.fields import record_fault, unwrapped
from papergraph.sources.printed import Printed
from papergraph.sources.xml import Found, read_elements
from papergraph.sources.xml_elements import (
    Children,
    Element,
    children_of,
    first_text,
    local_name,
    shown_element,
    text_in,
)
from papergraph.text.identifiers import arxiv_id, iso_date, iso_day

__all__ = ["is_arxiv_oai", "parse_arxiv_oai"]

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:OAI-PMH|ListRecords|GetRecord|record)[\s>]")
_OWN = re.compile(r"oai:arxiv\.org:|arxiv\.org/(?:OAI/|oai2?\b)", re.IGNORECASE)
_COMMENT = re.compile(r"Comments?:\s*")


def is_arxiv_oai(text: str) -> bool:
    """Whether `text` opens an answer of arXiv's OAI-PMH interface, be it an error.

    >>> is_arxiv_oai("<OAI-PMH><request>http://export.arxiv.org/oai2</request>")
    True
    >>> is_arxiv_oai("<OAI-PMH><request>https://zenodo.org/oai2d</request>")
    False
    """
    opens = text.lstrip("\ufeff \t\r\n").startswith("<")
    return opens and bool(_ROOT.search(text)) and bool(_OWN.search(text))


def parse_arxiv_oai(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of ``ListRecords`` and ``GetRecord``; of several answers in one file.

    Metadata is ``arXiv``, ``arXivRaw`` or ``oai_dc``, record by record.

    - The abstract is verbatim, without the blanks that arXiv puts around it. Hard wraps in a
      title, a journal reference and a comment become one blank.
    - The date is that of version 1 in ``arXivRaw``, ``created`` in ``arXiv`` (which may be that
      of the last version), and the earliest one in ``oai_dc``.
    - Of several DOIs in the field, the first counts. Repositories in the comment are statements
      of the field ``comment``.
    - Deleted records are passed over. An ``error`` of the interface is a fault.
    """
    for found in read_elements(stream, "record", "OAI-PMH", others=("error",)):
        item = found if isinstance(found, Fault) else _item(found)
        if item is not None:
            yield item


def _item(found: Found) -> Paper | Fault | None:
    if local_name(found.element) == "error":
        text = f"{found.element.get('code', '')}: {text_in(found.element)}".strip(": ")
        return record_fault(found.line, "records", text)
    parts = children_of(found.element)
    metadata = [child for element in parts.get("metadata", ()) for child in element]
    fields = children_of(metadata[0]) if metadata else {}
    if title := first_text(fields, "title"):
        mapped = _paper_of_dc if local_name(metadata[0]) == "dc" else _paper
        key = arxiv_id(first_text(fields, "id")) or _identifier(parts)
        return mapped(fields, unwrapped(title), key, found.line)
    if any(header.get("status") == "deleted" for header in parts.get("header", ())):
        return None
    return record_fault(found.line, "a title", shown_element(found.element))


def _identifier(record: Children) -> str:
    """The id in the record's header; what is no metadata of arXiv's may have no other."""
    for header in record.get("header", ()):
        for part in header:
            if local_name(part) == "identifier":
                return arxiv_id(text_in(part))
    return ""


def _paper(fields: Children, title: str, key: str, line: int) -> Paper:
    """Of ``arXiv`` and ``arXivRaw``, which differ in authors and dates only."""
    of_doi, doi = first_doi(first_text(fields, "doi"))
    return Paper(
        title=title,
        abstract=first_text(fields, "abstract"),
        arxiv_id=key or of_doi,
        doi=doi,
        authors=_authors(fields),
        issued=_issued(fields),
        categories=tuple(first_text(fields, "categories").split()),
        venue=unwrapped(first_text(fields, "journal-ref")),
        statements=comment_statements(first_text(fields, "comments")),
        line=line,
    )


def _authors(fields: Children) -> tuple[str, ...]:
    if "authors" not in fields:
        return ()
    authors = fields["authors"][0]
    return _names(authors) if len(authors) else printed_names(text_in(authors))


def _names(authors: Element) -> tuple[str, ...]:
    # In one go: most elements of a record are parts of names.
    names: list[str] = []
    first = last = suffix = ""
    for element in authors.iter("*"):
        tag = element.tag
        if tag.endswith("author"):
            names.append(f"{first} {last} {suffix}")
            first = last = suffix = ""
        elif tag.endswith("keyname"):
            last = element.text or ""
        elif tag.endswith("forenames"):
            first = element.text or ""
        elif tag.endswith("suffix"):
            suffix = element.text or ""
    names.append(f"{first} {last} {suffix}")
    return tuple(filter(None, map(_on_one_line, names)))


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _issued(fields: Children) -> str:
    for version in fields.get("version", ()):
        if version.get("version") == "v1":
            return posting_day(first_text(children_of(version), "date"))
    return iso_day(first_text(fields, "created"))


def _paper_of_dc(fields: Children, title: str, key: str, line: int) -> Paper:
    pages, dois, others = _dc_identifiers(fields)
    of_doi, doi = first_doi(" ".join(dois))
    texts = _texts(fields, "description")
    comments = [text for text in texts if _COMMENT.match(text)]
    return Paper(
        title=title,
        abstract=next((text for text in texts if text not in comments), ""),
        arxiv_id=key or next(filter(None, map(arxiv_id, pages)), "") or of_doi,
        doi=doi,
        authors=tuple(map(_dc_name, _texts(fields, "creator"))),
        issued=min(filter(None, map(iso_date, _texts(fields, "date"))), default=""),
        url=next(filter(arxiv_id, pages), ""),
        categories=_texts(fields, "subject"),
        venue=unwrapped(others[0]) if others else "",
        statements=comment_statements("\n".join(comments)),
        line=line,
    )


def _dc_identifiers(fields: Children) -> tuple[list[str], list[str], list[str]]:
    """Addresses, DOIs, and what is left, which is where the paper was published."""
    pages: list[str] = []
    dois: list[str] = []
    others: list[str] = []
    for text in _texts(fields, "identifier"):
        if any(first_doi(text)):
            dois.append(text)
        elif text.startswith(("http://", "https://")):
            pages.append(text)
        else:
            others.append(text)
    return pages, dois, others


def _dc_name(name: str) -> str:
    """``Last, First, Suffix`` as it is printed."""
    last, *rest = (part.strip() for part in name.split(","))
    return " ".join([*rest[:1], last, *rest[1:]]).strip()


def _texts(fields: Children, name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(text_in, fields.get(name, ()))))
