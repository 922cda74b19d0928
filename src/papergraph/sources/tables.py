"""Plain tables with a column for the title: CSV, TSV, and JSON objects.

Columns are known by their names, without regard to case, blanks, ``_`` and ``-``; a caller may
say which column holds what: ``{"title": "Name"}``.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import BinaryIO, TypeAlias

from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import is_unicode, record_fault, unwrapped
from papergraph.sources.lines import encoding_fault
from papergraph.sources.person_names import first_last
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, read_records
from papergraph.sources.written_fields import code_statements, venue_name, written_date
from papergraph.text.identifiers import arxiv_id, key_of, printed_arxiv_id, split_doi
from papergraph.text.urls import find_urls, repository_name

__all__ = ["FIELDS", "is_csv", "is_jsonl", "parse_csv", "parse_jsonl"]

_Columns: TypeAlias = Mapping[str, str]

_SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "papertitle", "articletitle", "documenttitle", "name", "papername"),
        "abstract": ("abstract", "paperabstract", "abstracttext", "summary", "description"),
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
        ),
        "pmid": ("pmid", "pubmedid"),
        "id": ("id", "paperid"),
    }
)
#: What a column may hold: the names to which `columns` maps those of a file.
FIELDS = tuple(_SYNONYMS)

_NO_COLUMNS: _Columns = MappingProxyType({})
_FIELD_OF = {name: field for field, names in _SYNONYMS.items() for name in names}
# Many a thing has a name and a description: these alone make no listing of papers.
_WEAK = frozenset({"name", "description"})
# Files of names have a column for the title of the paper that a name comes from.
_NAMES = TERM_COLUMNS[:3]
_DELIMITERS = (",", "\t", ";")
_BETWEEN_WORDS = re.compile(r"[\s_\-]+")
_ABSENT = frozenset({"", "nan", "none", "null", "n/a", "na", "-"})
_BOM = b"\xef\xbb\xbf"
# A column with full texts is below it; a quotation mark that is never closed costs no more.
_LONGEST_CELL = 1 << 20
_LONGEST_NAME = 60
_MOST_WORDS = 5
# A head that is shorter is a whole file.
_LONG_HEAD = 1 << 15
# Objects that are asked which columns a file of JSON has.
_FIRST_OBJECTS = 100
_MOST_LAYOUTS = 1000
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_LIST_END = re.compile(r"\s*[;,|]\s*")
# Of ids since 2015; with four digits a spreadsheet has taken the last zero for nothing.
_SHORTENED_ID = re.compile(r"(?:1[5-9]|[2-9]\d)\d\d\.\d{4}(?:v\d+)?", re.ASCII)
_DECODER = json.JSONDecoder(strict=False)


def is_csv(text: str) -> bool:
    r"""Whether `text` opens with a row of names of columns, one of which is a title.

    >>> is_csv("Title\tAbstract\nLoRA\tWe freeze the weights.\n")
    True
    >>> is_csv("Title, abstract and text\n\nWe freeze the weights.\n")
    False
    """
    every = text.removeprefix("\ufeff").splitlines(keepends=True)
    lines = [line for line in every if line.strip()]
    if lines and lines[0].lower().startswith("sep="):
        del lines[0]
    if not lines or len(lines[0]) > 1 << 12:
        return False
    header, delimiter = _header(lines[0], _NO_COLUMNS)
    if not _is_header(header):
        return False
    rows = csv.reader(lines[1:], delimiter=delimiter)
    try:
        second = next(rows, None)
    except csv.Error:
        return False
    is_cut = len(text) >= _LONG_HEAD and rows.line_num >= len(lines) - 1
    return second is None or is_cut or len(second) == len(header)


def is_jsonl(text: str) -> bool:
    """Whether `text` opens JSON whose first objects have a title and an abstract, as texts.

    To be asked after the detectors of all other formats of JSON.

    >>> is_jsonl('{"title": "LoRA", "abstract": "We freeze the weights."}')
    True
    >>> is_jsonl('{"name": "left-pad", "description": "Pads."}')
    False
    """
    text = text.removeprefix("\ufeff").lstrip()
    place = 1 if text.startswith("[") else 0
    for _ in range(20):
        start = text.find("{", place)
        if start < 0 or text[place:start].strip(" \t\r\n,"):
            return False
        try:
            value, place = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            return False
        if _is_paper(value):
            return True
    return False


def parse_csv(
    stream: BinaryIO, columns: _Columns = _NO_COLUMNS
) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the paper of each row of a table with commas, semicolons or tabs.

    The first line that is not blank names the columns. A row with more or fewer values than
    that, or without a title, is a fault; blank rows are not. A table without a column for the
    title, or without a column that `columns` names, is one fault that lists what there is.

    Args:
        stream: the table; the column of ids may hold those of arXiv.
        columns: names of columns, as in the file, by our `FIELDS`; of other fields the usual
            names are known.

    >>> from io import BytesIO
    >>> [paper.title for paper in parse_csv(BytesIO(b"Name;x\nLoRA;1\n"), {"title": "name"})]
    ['LoRA']
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    lines = _Lines(stream)
    first = next((line for line in lines if line.strip() and not _names_delimiter(line)), "")
    if not first:
        return
    header, delimiter = _header(first, columns)
    chosen = _chosen(header, columns)
    if isinstance(chosen, str):
        yield _columns_fault(lines.number, chosen, header)
        return
    if fault := lines.taken_fault():
        yield fault
    places = {field: header.index(name) for field, name in chosen.items()}
    for number, row in _rows(lines, delimiter):
        fault = lines.taken_fault()
        if fault or isinstance(row, Fault):
            yield fault or row  # type: ignore[misc]
        elif any(row):
            yield _row_paper(row, number, header, places, chosen)


def parse_jsonl(
    stream: BinaryIO, columns: _Columns = _NO_COLUMNS
) -> Iterator[Paper | Fault | Printed]:
    """Yield the paper of each object: of an array, of one object, or of one a line.

    Fields are known as the columns of `parse_csv` are. That a column which `columns` names is
    in none of the first objects is one fault for the file.
    """
    records = read_records(stream)
    first = list(islice(records, _FIRST_OBJECTS))
    objects = [
        one.value for one in first if isinstance(one, Record) and isinstance(one.value, dict)
    ]
    names = list(dict.fromkeys(name for one in objects for name in one))
    chosen = _chosen(names, columns)
    if objects and isinstance(chosen, str):
        yield _columns_fault(1, chosen, names)
        return
    layouts: dict[tuple[str, ...], _Columns | str] = {}
    for record in chain(first, records):
        yield record if isinstance(record, Fault) else _object_paper(record, columns, layouts)


class _Lines:
    """The lines of a table as text, and which of those read last are not UTF-8.

    Attributes:
        number: 1-based, of the line read last.
        ended: whether more was asked for than there is.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = self._decoded(stream)
        self._fault: Fault | None = None
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _decoded(self, stream: BinaryIO) -> Iterator[str]:
        for data in stream:
            self.number += 1
            if self.number == 1:
                data = data.removeprefix(_BOM)
            try:
                yield data.decode("utf-8")
            except UnicodeDecodeError as error:
                self._fault = self._fault or encoding_fault(self.number, error)
                yield data.decode("utf-8", errors="replace")
        self.ended = True

    def taken_fault(self) -> Fault | None:
        fault, self._fault = self._fault, None
        return fault


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Fault]]:
    """The rows, each with its first line."""
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        number = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            found = f"a row that is none: {error}"
            yield (
                number,
                Fault(
                    line=number, expected="a row of the table", found=found, kind=FaultKind.SYNTAX
                ),
            )
            continue
        if lines.ended:
            found = f"a quotation mark that nothing closes, up to line {lines.number} (truncated?)"
            yield (
                number,
                Fault(
                    line=number, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED
                ),
            )
            return
        yield number, row


def _row_paper(
    row: list[str], number: int, header: list[str], places: Mapping[str, int], chosen: _Columns
) -> Paper | Fault:
    width = len(header)
    if len(row) > width and not any(row[width:]):
        row = row[:width]
    if len(row) != width:
        return record_fault(number, f"{width} values", f"{len(row)} values: {', '.join(row)[:200]}")
    values = {field: row[place] for field, place in places.items()}
    return _paper(values, number, chosen, ", ".join(row))


def _object_paper(
    record: Record, columns: _Columns, layouts: dict[tuple[str, ...], _Columns | str]
) -> Paper | Fault:
    value = record.value
    if not isinstance(value, dict):
        return record_fault(record.number, "an object", value)
    layout = tuple(value)
    chosen = layouts.get(layout)
    if chosen is None:
        chosen = _chosen(layout, columns, must_have=False)
        if len(layouts) < _MOST_LAYOUTS:
            layouts[layout] = chosen
    if isinstance(chosen, str):
        return record_fault(record.number, "a title", value)
    values = {field: value[name] for field, name in chosen.items()}
    return _paper(values, record.number, chosen, value)


def _header(line: str, columns: _Columns) -> tuple[list[str], str]:
    """The names of columns and the delimiter: that under which most of them are known."""

    def names(delimiter: str) -> list[str]:
        try:
            return [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            return []

    mapped = {_normal(name) for name in columns.values()}

    def known(header: list[str]) -> tuple[int, int]:
        normal = [_normal(name) for name in header]
        return sum(name in _FIELD_OF or name in mapped for name in normal), len(header)

    return max(((names(sign), sign) for sign in _DELIMITERS), key=lambda one: known(one[0]))


def _is_header(header: list[str]) -> bool:
    if len(header) < 2 or tuple(header[:3]) == _NAMES:
        return False
    if any(len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS for name in header):
        return False
    normal = {_normal(name) for name in header}
    titles = normal.intersection(_SYNONYMS["title"])
    return bool(titles - _WEAK) or bool(titles and normal & {"abstract", "summary"})


def _names_delimiter(line: str) -> bool:
    """Whether it is the line that spreadsheets read as a setting: ``sep=;``."""
    return line.lower().startswith("sep=") and len(line.strip()) <= len("sep=;")


def _chosen(names: Sequence[str], columns: _Columns, *, must_have: bool = True) -> _Columns | str:
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


def _columns_fault(line: int, expected: str, names: Sequence[str]) -> Fault:
    found = f"columns {', '.join(names)}"
    if not is_unicode(found):
        found = found.encode("utf-8", "replace").decode("utf-8")
    return Fault(line=line, expected=expected, found=found, kind=FaultKind.FORMAT)


def _normal(name: str) -> str:
    return _BETWEEN_WORDS.sub("", name).casefold()


def _is_paper(value: Json) -> bool:
    if not isinstance(value, dict) or "$schema" in value:
        return False
    chosen = _chosen(tuple(value), _NO_COLUMNS)
    if isinstance(chosen, str) or "abstract" not in chosen:
        return False
    names = {_normal(chosen["title"]), _normal(chosen["abstract"])}
    texts = (value[chosen[field]] for field in ("title", "abstract"))
    return names != _WEAK and all(isinstance(text, str) and text.strip() for text in texts)


def _paper(values: Mapping[str, Json], number: int, chosen: _Columns, shown: Json) -> Paper | Fault:
    title = values["title"]
    if not isinstance(title, str) or title.strip().lower() in _ABSENT:
        return record_fault(number, "a title", shown)
    abstract = values.get("abstract")
    abstract = abstract if isinstance(abstract, str) else ""
    if not is_unicode(title) or not is_unicode(abstract):
        return record_fault(number, "Unicode text", abstract if is_unicode(title) else title)
    stated, url = _text(values, "doi"), _text(values, "url")
    arxiv, doi = split_doi(stated) if stated else ("", "")
    keys = _keys(values, url)
    return Paper(
        title=unwrapped(title),
        abstract="" if abstract.strip().lower() in _ABSENT else abstract,
        arxiv_id=_arxiv(values) or arxiv or keys.pop("arxiv", ""),
        doi=doi or keys.pop("doi", ""),
        identifiers=tuple(
            sorted(f"{name}:{key}" for name, key in keys.items() if name not in ("arxiv", "doi"))
        ),
        authors=_authors(values.get("authors")),
        issued=written_date(_text(values, "date")) if "date" in values else "",
        url="" if repository_name(url.removesuffix(".git")) else url,
        categories=_categories(values.get("categories")),
        venue=venue_name(_text(values, "venue")),
        statements=_statements(values, chosen),
        line=number,
    )


def _text(values: Mapping[str, Json], field: str) -> str:
    """The value as text: of a number its digits; "" where it stands for nothing."""
    value = values.get(field)
    if value is None or value == "" or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        value = str(value)
    if not isinstance(value, str) or value.strip().lower() in _ABSENT or not is_unicode(value):
        return ""
    return value.strip()


def _arxiv(values: Mapping[str, Json]) -> str:
    text = _text(values, "arxiv")
    if not text or _SHORTENED_ID.fullmatch(text):
        return ""
    return arxiv_id(text) or printed_arxiv_id(text)


def _keys(values: Mapping[str, Json], url: str) -> dict[str, str]:
    """Identifiers by scheme: that the URL and the column of ids are, and of PubMed."""
    keys: dict[str, str] = {}
    for text in (_text(values, "id"), url):
        if text and not _SHORTENED_ID.fullmatch(text):
            scheme, found, key = key_of(text).partition(":")
            keys |= {scheme: key} if found and scheme not in keys else {}
    if (pubmed := _text(values, "pmid").removesuffix(".0")).isdigit():
        keys["pmid"] = pubmed
    return keys


def _statements(values: Mapping[str, Json], chosen: _Columns) -> tuple[Statement, ...]:
    found = (
        code_statements([(chosen["code"], _text(values, "code"))], 0.9) if "code" in chosen else ()
    )
    if "page" in chosen:
        for _, url in find_urls(_text(values, "page"))[:1]:
            if repository_name(url):
                found += code_statements([(chosen["page"], url)])
            else:
                page = Statement(chosen["page"], Relation.HAS_PROJECT_PAGE, Kind.PAGE, url, 0.9)
                found += (page,)
    if "url" in chosen:
        known = {statement.value for statement in found}
        stated = code_statements([(chosen["url"], _text(values, "url"))])
        found += tuple(statement for statement in stated if statement.value not in known)
    return found


def _authors(value: Json) -> tuple[str, ...]:
    """The names of a list, of its text, or of a cell that parts them by a sign or by "and"."""
    names = _listed(value)
    if names is None:
        names = _parted(value) if isinstance(value, str) and is_unicode(value) else []
    spoken = [first_last(name) if "," in name else name.strip() for name in names]
    return tuple([name for name in spoken if name.lower() not in _ABSENT])


def _parted(cell: str) -> list[str]:
    for sign in (";", "|", "\n"):
        if sign in cell:
            return cell.split(sign)
    # "Hu, Edward and Shen, Yelong", or "Edward Hu, Yelong Shen, and Phillip Wallis".
    names = cell.split(" and ")
    if len(names) > 1 and all(name.count(",") == 1 and name[-1] != "," for name in names):
        return names
    names = [name for one in names for name in one.split(",") if name.strip()]
    is_inverted = len(names) == 2 and any(" " not in name.strip() for name in names)
    return [cell] if is_inverted and " and " not in cell else names


def _categories(value: Json) -> tuple[str, ...]:
    names = _listed(value)
    if names is None:
        names = (
            _LIST_END.split(value.strip()) if isinstance(value, str) and is_unicode(value) else []
        )
    return tuple(dict.fromkeys(name for name in names if name.lower() not in _ABSENT))


def _listed(value: Json) -> list[str] | None:
    """The texts of a list, of JSON or as Python prints one; ``None`` where it is no list."""
    if isinstance(value, list):
        texts = (one.get("name") if isinstance(one, dict) else one for one in value)
        return [one.strip() for one in texts if isinstance(one, str) and is_unicode(one)]
    if isinstance(value, str) and value.startswith("[") and value.rstrip().endswith("]"):
        return [(one or other).strip() for one, other in _QUOTED.findall(value)]
    return None
