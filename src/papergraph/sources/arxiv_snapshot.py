"""arXiv's metadata as Kaggle spreads it: a JSON object a line, with all versions of a paper."""

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
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    objects_of,
    record_fault,
    text_of,
    unwrapped,
)
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, read_records
from papergraph.text.identifiers import arxiv_id

__all__ = ["is_arxiv_snapshot", "parse_arxiv_snapshot"]

_TITLE = re.compile(r'"title"\s*:')
_ID = re.compile(r'"id"\s*:')
_ARXIV_ID = re.compile(r'"id"\s*:\s*"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z-]+)?/\d{7})"')
# Fields that, of all sources, only this one has; the others have them under other names.
_OWN_FIELD = re.compile(r'"(?:authors_parsed|journal-ref|report-no|update_date)"\s*:')
# Fields that others have as well, but not of a record whose id is arXiv's.
_COMMENTS = re.compile(r'"comments"\s*:')
_CATEGORIES = re.compile(r'"categories"\s*:')
_VERSIONS_OR_LICENSE = re.compile(r'"(?:versions|license)"\s*:')
_FOREIGN_FIELD = re.compile(r'"(?:paper"\s*:\s*\{|(?:summary|upvotes|paper_url|corpusid)"\s*:)')


def is_arxiv_snapshot(text: str) -> bool:
    """Whether `text` opens JSON with the fields of arXiv's snapshot, be it some of them only.

    >>> is_arxiv_snapshot('{"id": "2106.09685", "title": "LoRA", "update_date": "2021-10-18"}')
    True
    >>> is_arxiv_snapshot('{"id": "2106.09685", "title": "LoRA", "abstract": "A method."}')
    False
    """
    if text.lstrip("\ufeff \t\r\n")[:1] not in {"[", "{"} or _FOREIGN_FIELD.search(text):
        return False
    if not _TITLE.search(text) or not _ID.search(text):
        return False
    if _OWN_FIELD.search(text):
        return True
    has_both = bool(_COMMENTS.search(text) and _CATEGORIES.search(text))
    return bool(_ARXIV_ID.search(text)) and (has_both or bool(_VERSIONS_OR_LICENSE.search(text)))


def parse_arxiv_snapshot(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of arXiv's snapshot; any field but the title may be missing.

    - The abstract is verbatim, without the blanks that arXiv puts around it. Hard wraps in a
      title, a journal reference and a comment become one blank.
    - The date is that of version 1, wherever it stands in the list; ``update_date`` is that of
      the last change of the record and is not read.
    - Names come from ``authors_parsed``, and where that is missing from the string of authors,
      without the affiliations in brackets and with TeX's accents read.
    - Of several DOIs in the field, the first counts. Repositories in the comment are statements
      of the field ``comment``.
    """
    for record in read_records(stream):
        yield record if isinstance(record, Fault) else _paper(record.value, record.number)


def _paper(record: Json, number: int) -> Paper | Fault:
    if not isinstance(record, dict):
        return record_fault(number, "an object", record)
    title, abstract = record.get("title"), record.get("abstract")
    if not isinstance(title, str) or not title or title.isspace():
        return record_fault(number, "a title", record if title is None else title)
    abstract = abstract.strip() if isinstance(abstract, str) else ""
    if not is_unicode(title) or not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract if is_unicode(title) else title)
    key, doi = arxiv_id(text_of(record, "id")), ""
    if record.get("doi"):
        of_doi, doi = first_doi(text_of(record, "doi"))
        key = key or of_doi
    return Paper(
        title=unwrapped(title),
        abstract=abstract,
        arxiv_id=key,
        doi=doi,
        authors=_authors(record),
        issued=_issued(record),
        categories=_categories(record.get("categories")),
        venue=unwrapped(text_of(record, "journal-ref")),
        statements=comment_statements(text_of(record, "comments")),
        line=number,
    )


def _authors(record: Fields) -> tuple[str, ...]:
    parsed = record.get("authors_parsed")
    names = tuple(filter(None, map(_name, parsed))) if isinstance(parsed, list) else ()
    if not is_unicode("".join(names)):
        names = tuple(filter(is_unicode, names))
    return names or printed_names(text_of(record, "authors"))


def _name(parts: Json) -> str:
    """``[last, first, suffix, affiliation...]`` as it is printed."""
    if not isinstance(parts, list):
        return ""
    try:
        name = " ".join([*parts[1::-1], *parts[2:3]]).strip()
    except TypeError:  # a part is no text
        return ""
    return " ".join(name.split()) if "  " in name or "\n" in name else name


def _issued(record: Fields) -> str:
    for version in objects_of(record, "versions"):
        if version.get("version") == "v1":
            return posting_day(text_of(version, "created"))
    return ""


def _categories(value: Json) -> tuple[str, ...]:
    """Those of one string; older snapshots have an array of one."""
    texts = value if isinstance(value, list) else [value]
    return tuple(
        name
        for text in texts
        if isinstance(text, str) and is_unicode(text)
        for name in text.split()
    )
