"""Columns of plain tables: which of them holds what.

They are known by their names, without regard to case, blanks, ``_`` and ``-``; a caller may say
which column holds what: ``{"title": "Name"}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import is_unicode
from papergraph.sources.records import Json

__all__ = [
    "FIELDS",
    "NO_COLUMNS",
    "Columns",
    "chosen_columns",
    "columns_fault",
    "date_columns",
    "has_columns_of_papers",
    "is_paper",
    "known_columns",
]

#: The column of a field, by the field's name.
Columns: TypeAlias = Mapping[str, str]

_SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "papertitle", "articletitle", "documenttitle", "name", "papername"),
        "abstract": (
            *("abstract", "paperabstract", "abstracttext", "abstractnote"),
            *("summary", "description"),
        ),
        "authors": ("authors", "author", "authornames", "authorlist", "paperauthors", "creators"),
        "date": (
            *("date", "issued", "published", "publishedat", "publicationdate", "datepublished"),
            *("pubdate", "submitted", "submissiondate", "releasedate", "year", "publicationyear"),
        ),
        "doi": ("doi", "paperdoi", "doiurl"),
        "arxiv": ("arxiv", "arxivid", "paperarxivid", "arxivurl", "arxivlink", "eprint"),
        "url": ("url", "paperurl", "link", "paperlink", "urlabs", "pdf", "pdfurl", "urlpdf"),
        "venue": (
            *("venue", "journal", "conference", "booktitle", "containertitle", "sourcetitle"),
            *("proceedings", "proceeding", "publication", "publicationtitle", "publicationvenue"),
        ),
        "code": (
            *("code", "codeurl", "codelink", "github", "githuburl", "githublink", "githubrepo"),
            *("repository", "repositoryurl", "repo", "repourl", "officialcode"),
        ),
        "page": ("projectpage", "projecturl", "project", "website", "homepage"),
        "categories": (
            *("categories", "category", "keywords", "authorkeywords", "subjects", "topics", "tags"),
            "manualtags",
        ),
        "pmid": ("pmid", "pubmedid"),
        "id": ("id", "paperid", "entryid"),
    }
)
#: What a column may hold: the names to which `columns` maps those of a file.
FIELDS = tuple(_SYNONYMS)

#: Columns that go by the names that are usual.
NO_COLUMNS: Columns = MappingProxyType({})

_FIELD_OF = {name: field for field, names in _SYNONYMS.items() for name in names}
# Many a thing has a name and a description: these alone make no listing of papers.
_WEAK = frozenset({"name", "description"})
# Others have a title and one of these; only where it is filled in it is an abstract.
_SHARED = frozenset({"name", "summary", "description"})
# Files of names have a column for the title of the paper that a name comes from.
_NAMES = TERM_COLUMNS[:3]
_BETWEEN_WORDS = re.compile(r"[\s_\-]+")
_LONGEST_NAME = 60
_MOST_WORDS = 5


def chosen_columns(
    names: Sequence[str], columns: Columns, *, must_have: bool = True
) -> Columns | str:
    """The column of each field; or what is missing, as a noun phrase.

    Args:
        names: of the columns.
        columns: what the caller says of them.
        must_have: whether each of `columns` has to be there, not the title alone.
    """
    normal: dict[str, str] = {}
    for name in names:
        normal.setdefault(_normal(name), name)
    chosen: dict[str, str] = {}
    for field, written in columns.items():
        own = _FIELD_OF.get(_normal(field))
        if own is None:
            return f"a field among {', '.join(FIELDS)} instead of {field!r}"
        found = written if written in names else normal.get(_normal(written))
        if found is not None:
            chosen[own] = found
        elif must_have or own == "title":
            return f"a column {written!r}"
    overridden = {_FIELD_OF[_normal(field)] for field in columns}
    for field, synonyms in _SYNONYMS.items():
        usual = next((normal[one] for one in synonyms if one in normal), None)
        if usual is not None and field not in overridden:
            chosen[field] = usual
    return chosen if "title" in chosen else "a column 'title'"


def date_columns(names: Sequence[str], chosen: Columns) -> tuple[str, ...]:
    """The columns that may state the date, the chosen one first.

    >>> date_columns(("title", "year", "Date"), {"title": "title", "date": "Date"})
    ('Date', 'year')
    """
    if "date" not in chosen:
        return ()
    normal = {_normal(name): name for name in names}
    usual = [normal[one] for one in _SYNONYMS["date"] if one in normal]
    taken = {name for field, name in chosen.items() if field != "date"}
    return tuple(name for name in dict.fromkeys((chosen["date"], *usual)) if name not in taken)


def known_columns(names: Sequence[str], columns: Columns) -> int:
    """How many of the names are known, or are those that the caller says."""
    mapped = {_normal(name) for name in columns.values()}
    normal = [_normal(name) for name in names]
    return sum(name in _FIELD_OF or name in mapped for name in normal)


def has_columns_of_papers(header: list[str], columns: Columns = NO_COLUMNS) -> bool:
    """Whether a row names columns, of which one is a title of papers, or the one that is named."""
    if (title := _title_of(columns)) and title in map(_normal, header):
        return True
    if len(header) < 2 or tuple(header[:3]) == _NAMES:
        return False
    if any(len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS for name in header):
        return False
    normal = {_normal(name) for name in header}
    titles = normal.intersection(_SYNONYMS["title"])
    return bool(titles - _WEAK) or bool(titles and normal & {"abstract", "summary"})


def is_paper(value: Json, columns: Columns = NO_COLUMNS) -> bool:
    """Whether it is an object with a title and an abstract, as texts.

    The abstract may be ``None`` or empty where the fields have the names of nothing else. Where
    `columns` name the title, it is enough.
    """
    if not isinstance(value, dict) or "$schema" in value:
        return False
    chosen = chosen_columns(tuple(value), columns, must_have=False)
    if isinstance(chosen, str):
        return False
    if _title_of(columns):
        return True
    if "abstract" not in chosen:
        return False
    names = {_normal(chosen["title"]), _normal(chosen["abstract"])}
    title, abstract = (value[chosen[field]] for field in ("title", "abstract"))
    if names == _WEAK or not isinstance(title, str) or not title.strip():
        return False
    is_text = isinstance(abstract, str) and bool(abstract.strip())
    return is_text or (abstract in (None, "") and not names & _SHARED)


def columns_fault(line: int, expected: str, names: Sequence[str]) -> Fault:
    """The fault of a table that lacks a column; it lists those that there are."""
    found = f"columns {', '.join(names)}"
    if not is_unicode(found):
        found = found.encode("utf-8", "replace").decode("utf-8")
    return Fault(line=line, expected=expected, found=found, kind=FaultKind.FORMAT)


def _title_of(columns: Columns) -> str:
    """The column that a caller names for the title, or ""."""
    return next((_normal(columns[one]) for one in columns if _normal(one) == "title"), "")


def _normal(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold()
