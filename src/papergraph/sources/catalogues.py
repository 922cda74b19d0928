"""Others' lists of methods and datasets, record by record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from papergraph.errors import InputError
from papergraph.lexicon import Entry, clean_names
from papergraph.model import Introduction, Kind
from papergraph.sources.compression import decompressed
from papergraph.sources.content import HEAD_SIZE, unreadable
from papergraph.sources.fault import Fault
from papergraph.sources.fields import Fields, record_fault, text_of, texts_of
from papergraph.sources.records import Json, Record, read_records
from papergraph.text.identifiers import arxiv_id

__all__ = ["CATALOGUES", "read_catalogue"]

_Parse: TypeAlias = Callable[[Fields], Entry]

#: What the dump of methods writes where it does not know the year.
_UNKNOWN_YEAR = 2000
_YEARS = range(1000, 10_000)
_NEW_ARXIV_ID = re.compile(r"(\d\d)\d\d\.")
# What a card's template says where nobody has filled it in.
_PLACEHOLDERS = frozenset({"more information needed", "needs more information", "n/a", "todo"})
_LINK = re.compile(r"\[(?P<text>.*)\]\((?P<url>\S+?)\s*\)")
# No title of a paper: a volume that has it, and what is left of several links.
_NO_PAPER = re.compile(
    r"(?:proceedings\b|volumes? \d|\d{4} .*\bconference on\b).*|.*\]\(.*", re.IGNORECASE
)
# Shorter link texts are "paper", "arXiv" and "More Information Needed".
_TITLE_WORDS = 4
_NAME_AND_LONG_FORM = re.compile(r"(?P<name>\S+)\s?: (?P<long>.+)")
_NAME_AND_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s\((?P<inside>[^()]+)\)")
_ABBREVIATION = re.compile(r"[A-Za-z][\w-]*[A-Z][\w-]*")


def read_catalogue(path: Path, name: str) -> Iterator[Entry | Fault]:
    """Yield the entries of a list in file order; a bad record is a fault and costs itself.

    Args:
        path: a file of JSON, compressed or not: an array, or a record a line.
        name: a key of `CATALOGUES`.

    Raises:
        InputError: it is no file, or cannot be opened.
    """
    parse = CATALOGUES[name]
    try:
        file = path.open("rb")
    except OSError as error:
        found = (error.strerror or type(error).__name__).lower()
        raise InputError(path, 0, "a file that can be read", found) from error
    with file:
        head = decompressed(file)
        first = head.read(HEAD_SIZE)
        fault = head.fault or unreadable(first)
        if fault:
            yield replace(fault, expected=f"the JSON of {name}").at(path)
            return
    with path.open("rb") as file:
        stream = decompressed(file)
        for record in read_records(stream):
            entry = record if isinstance(record, Fault) else _entry(record, parse)
            yield entry.at(path) if isinstance(entry, Fault) else entry
        if stream.fault:
            yield stream.fault.at(path)


def _entry(record: Record, parse: _Parse) -> Entry | Fault:
    if not isinstance(record.value, dict):
        return _fault(record, "an object", record.value)
    try:
        return parse(record.value)
    except _RecordError as error:
        return _fault(record, error.expected, error.found)


def _fault(record: Record, expected: str, found: Json) -> Fault:
    return record_fault(record.number, expected, _shown(found))


def _shown(value: Json) -> str:
    """A value, whole; of an object its fields, which tell the lists apart."""
    if isinstance(value, dict):
        return f"an object of {', '.join(value)}" if value else "an empty object"
    return "null" if value is None else str(value)


class _RecordError(ValueError):
    """A record of another list, or of none."""

    def __init__(self, expected: str, found: Json) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = found


def _pwc_method(record: Fields) -> Entry:
    if "variants" in record:
        raise _RecordError("a method, which has no variants", record)
    paper = record.get("paper")
    title = text_of(paper, "title") if isinstance(paper, dict) else ""
    source = arxiv_id(text_of(record, "source_url"))
    year: Json = record.get("introduced_year")
    known = int(year) if year in _YEARS and year != _UNKNOWN_YEAR else 0
    return Entry(
        kind=Kind.METHOD,
        names=clean_names([_name(record, "name"), text_of(record, "full_name")]),
        introduction=_introduction(title or text_of(record, "source_title"), source, known),
    )


def _pwc_dataset(record: Fields) -> Entry:
    if "collections" in record or "introduced_year" in record:
        raise _RecordError("a dataset, which is in no collections", record)
    names = clean_names([_name(record, "name"), text_of(record, "full_name")])
    paper = record.get("paper")
    title = text_of(paper, "title") if isinstance(paper, dict) else text_of(record, "paper")
    return Entry(
        kind=Kind.DATASET,
        names=names,
        variants=clean_names(texts_of(record, "variants"), taken=names),
        introduction=_introduction(title, "", 0),
    )


def _hf_dataset(record: Fields) -> Entry:
    key = _name(record, "id").rpartition("/")[2]
    printed = text_of(record, "pretty_name")
    if printed.strip("[]").lower() in _PLACEHOLDERS:
        printed = ""
    title, source = _linked_paper(text_of(record, "paper"))
    title = title or re.sub(r"[{}]", "", text_of(record, "bibtex_title"))
    return Entry(
        kind=Kind.DATASET,
        names=clean_names(_parted(printed or key)),
        keys=tuple(filter(None, (key, text_of(record, "paperswithcode_id")))),
        introduction=_introduction(title, source, 0),
    )


def _linked_paper(text: str) -> tuple[str, str]:
    """Title and arXiv id of "[title](url)", where the link's text is one, or of a bare URL."""
    link = _LINK.fullmatch(text)
    if link is None:
        return "", arxiv_id(text)
    is_title = len(link["text"].split()) >= _TITLE_WORDS
    return (link["text"] if is_title else ""), arxiv_id(link["url"])


def _parted(printed: str) -> list[str]:
    """The names in "NAME: long form", "long form (NAME)" and "NAME (long form)".

    >>> _parted("Frob Question Corpus (FroQC)"), _parted("FrobNews (the small one)")
    (['Frob Question Corpus', 'FroQC'], ['FrobNews', 'the small one'])
    >>> _parted("Frobs and Knobs (simplified)")
    ['Frobs and Knobs']
    """
    if found := _NAME_AND_LONG_FORM.fullmatch(printed):
        return [found["name"], found["long"]]
    found = _NAME_AND_BRACKETS.fullmatch(printed)
    if found is None:
        return [printed]
    if _ABBREVIATION.fullmatch(found["inside"]) or " " not in found["name"]:
        return [found["name"], found["inside"]]
    return [found["name"]]


def _introduction(title: str, source: str, year: int) -> Introduction:
    """The paper of a title; its arXiv id, where there is one, has the better year."""
    title = " ".join(title.split())
    if not title or _NO_PAPER.fullmatch(title):
        return Introduction(title="")
    if month := _NEW_ARXIV_ID.match(source):
        year = 2000 + int(month[1])
    return Introduction(title=title, year=year, arxiv_id=source)


def _name(record: Fields, field: str) -> str:
    """A field that every record of the list has. Raises `_RecordError` where it is no text."""
    text = text_of(record, field)
    if not any(char.isalnum() for char in text):
        raise _RecordError(f"text under {field}", record.get(field, record))
    return text


#: What each list's records are read with, by the name that the command line takes.
CATALOGUES: Mapping[str, _Parse] = MappingProxyType(
    {
        "hf-datasets": _hf_dataset,
        "pwc-datasets": _pwc_dataset,
        "pwc-methods": _pwc_method,
    }
)
