"""CSL-JSON: the items that Zotero, Mendeley, Crossref and citation processors exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    objects_of,
    record_fault,
    text_of,
    unwrapped,
)
from papergraph.sources.markup import without_markup
from papergraph.sources.person_names import first_last
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, read_records
from papergraph.sources.written_fields import code_statements, venue_name, written_date
from papergraph.text.identifiers import arxiv_id, key_of, printed_arxiv_id, split_doi
from papergraph.text.urls import repository_name

__all__ = ["is_csl_json", "parse_csl_json"]

_TITLE_FIELD = re.compile(r'"title"\s*:\s*"')
# Fields that, of all sources of JSON, only this one has in this form.
_OWN_FIELD = re.compile(
    r'"(?:issued"\s*:\s*\{\s*"(?:date-parts|raw|literal|edtf|season|circa)"'
    r'|author"\s*:\s*\[\s*\{\s*"(?:family|given|literal|(?:non-)?dropping-particle)"\s*:'
    r'|(?:container-title|citation-key|citation-label)"\s*:\s*")'
)
_ITEM_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-(?:journal|magazine|newspaper))?|paper-conference|chapter|book'
    r'|thesis|report|manuscript|webpage|post(?:-weblog)?|dataset|software|speech)"'
)
_NAME_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
_ARXIV_FIELDS = ("number", "note", "archive_location", "publisher", "container-title", "archive")
_CODE_FIELDS = ("note", "URL", "annote")
_KEYWORD_END = re.compile(r"\s*[;,]\s*")


def is_csl_json(text: str) -> bool:
    """Whether `text` opens JSON with the fields of CSL items.

    >>> is_csl_json('[{"type": "book", "title": "A", "issued": {"date-parts": [[2021]]}}]')
    True
    >>> is_csl_json('{"title": "A", "abstract": "B", "authors": []}')
    False
    """
    if text.lstrip()[:1] not in {"[", "{"} or not _TITLE_FIELD.search(text):
        return False
    return bool(_OWN_FIELD.search(text)) and ('"id"' in text or bool(_ITEM_TYPE.search(text)))


def parse_csl_json(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the paper of each item: of an array, of one object, or of one a line.

    - The arXiv id is looked for in ``DOI``, ``URL``, ``number``, ``archive_location`` and
      ``note``; "arXiv" itself is no venue.
    - Keywords, parted by commas or semicolons, become categories.
    - Schemes of identifiers: ``acl``, ``openalex``, ``openreview``, ``pmcid``, ``pmid``,
      ``s2paper``.
    """
    for record in read_records(stream):
        yield record if isinstance(record, Fault) else _paper(record.value, record.number)


def _paper(item: Json, number: int) -> Paper | Fault:
    if not isinstance(item, dict):
        return record_fault(number, "an item", item)
    title = item.get("title")
    if isinstance(title, list) and title:  # as the API of Crossref has it
        title = title[0]
    if not isinstance(title, str) or not (shown := unwrapped(without_markup(title))):
        return record_fault(number, "a title", item if title is None else title)
    abstract = item.get("abstract")
    if not isinstance(abstract, str | None):
        return record_fault(number, "text under abstract", abstract)
    if not is_unicode(title) or not is_unicode(abstract or ""):
        return record_fault(number, "Unicode text", abstract if is_unicode(title) else title)
    stated = text_of(item, "DOI")
    arxiv, doi = split_doi(stated) if stated else ("", "")
    url = text_of(item, "URL")
    scheme, _, value = key_of(url).partition(":") if url else ("", "", "")
    key = {scheme: value} if value else {}
    return Paper(
        title=shown,
        abstract=without_markup(abstract or ""),
        arxiv_id=arxiv or key.pop("arxiv", "") or _arxiv(item),
        doi=doi or key.pop("doi", ""),
        identifiers=_identifiers(item, key),
        authors=tuple(filter(None, map(_name, objects_of(item, "author")))),
        issued=_issued(item.get("issued")),
        url="" if repository_name(url.removesuffix(".git")) else url,
        categories=_categories(item),
        venue=venue_name(_first_text(item, "container-title"), text_of(item, "event-title")),
        statements=code_statements(
            [(field, text_of(item, field)) for field in _CODE_FIELDS if field in item]
        ),
        line=number,
    )


def _first_text(item: Fields, name: str) -> str:
    value = item.get(name)
    return (
        text_of({name: value[0]}, name)
        if isinstance(value, list) and value
        else text_of(item, name)
    )


def _arxiv(item: Fields) -> str:
    for name in _ARXIV_FIELDS:
        if (text := text_of(item, name)) and (found := printed_arxiv_id(text)):
            return found
    places = (text_of(item, name).lower() for name in ("archive", "publisher"))
    # A bare number may be any, but for the archive's own.
    if any("arxiv" in place for place in places):
        return arxiv_id(text_of(item, "archive_location")) or arxiv_id(text_of(item, "number"))
    return ""


def _identifiers(item: Fields, key: dict[str, str]) -> tuple[str, ...]:
    found = {f"{scheme}:{value}" for scheme, value in key.items() if scheme not in ("arxiv", "doi")}
    if (pubmed := _number(item, "PMID")).isdigit():
        found.add(f"pmid:{pubmed}")
    if (central := _number(item, "PMCID").lower().removeprefix("pmc")).isdigit():
        found.add(f"pmcid:pmc{central}")
    return tuple(sorted(found))


def _number(item: Fields, name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, int) else text_of(item, name)


def _name(author: Fields) -> str:
    given, family = author.get("given"), author.get("family")
    if len(author) == 2 and isinstance(given, str) and isinstance(family, str):
        name = f"{given} {family}"
        if name.isascii():
            return " ".join(name.split())
    parts = " ".join(filter(None, (text_of(author, part) for part in _NAME_PARTS)))
    return (
        " ".join(parts.split()) or text_of(author, "literal") or first_last(text_of(author, "name"))
    )


def _issued(value: Json) -> str:
    if isinstance(value, str):
        return written_date(value) if is_unicode(value) else ""
    if not isinstance(value, dict):
        return ""
    dates = value.get("date-parts")
    if isinstance(dates, list) and dates and isinstance(dates[0], list):
        parts = [str(part) for part in dates[0][:3] if isinstance(part, int | str)]
        if found := written_date("-".join(parts)):
            return found
    texts = (written_date(text_of(value, name)) for name in ("edtf", "raw", "literal"))
    return next(filter(None, texts), "")


def _categories(item: Fields) -> tuple[str, ...]:
    keywords = _KEYWORD_END.split(text_of(item, "keyword"))
    return tuple(dict.fromkeys(filter(None, keywords)))
