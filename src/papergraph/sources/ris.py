"""RIS: records of tagged lines, which every reference manager exports.

Also what the formats of reference managers share: how they write dates, venues and links to code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple, TypeAlias

from rispy import RisParser

from papergraph.model import Paper
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import record_fault, unwrapped
from papergraph.sources.lines import encoding_fault
from papergraph.sources.markup import without_markup
from papergraph.sources.person_names import first_last
from papergraph.sources.printed import Printed
from papergraph.sources.written_fields import code_statements, venue_name, written_date
from papergraph.text.identifiers import (
    arxiv_id,
    key_of,
    printed_arxiv_id,
    split_doi,
)
from papergraph.text.urls import repository_name

__all__ = ["is_ris", "parse_ris"]

_Tags: TypeAlias = Mapping[str, str | list[str]]

_OPENING = re.compile(
    r"^\ufeff?TY( {1,2}-)[ \t]*[A-Z]\w*[ \t]*\r?\n\s*[A-Z][A-Z\d]\1", re.MULTILINE
)
_BOM = b"\xef\xbb\xbf"
_TYPE = re.compile(rb"TY {1,2}-")
_END = re.compile(rb"ER {1,2}-\s*$")
_PMCID = re.compile(r"PMC\d+", re.IGNORECASE | re.ASCII)
# Of a record: a URL holds no blank, but may hold the semicolon at which rispy would split.
_PARSER = RisParser(delimiter_tags_mapping={})
_TITLES = ("title", "primary_title")
_ABSTRACTS = ("abstract", "notes_abstract")
_DATES = ("year", "publication_year", "date")
_VENUES = ("secondary_title", "alternate_title3", "journal_name", "alternate_title2")
# Fields that may hold a link to code, and the tag of each.
_LINKS = {
    "urls": "UR",
    "file_attachments1": "L1",
    "file_attachments2": "L2",
    "notes": "N1",
    "note": "M1",
}


class _Record(NamedTuple):
    """The lines of one record, from its first tag to its end.

    Attributes:
        number: 1-based line of its first tag.
        lines: as read.
        ended: whether its end is marked.
    """

    number: int
    lines: list[bytes]
    ended: bool

    @property
    def last(self) -> int:
        return self.number + len(self.lines) - 1


def is_ris(text: str) -> bool:
    r"""Whether a record of RIS opens in `text`, behind no more than a short head.

    >>> is_ris("TY  - JOUR\nTI  - LoRA\nER  - \n"), is_ris("TY is a tag\n")
    (True, False)
    """
    opening = _OPENING.search(text)
    if opening is None or text.lstrip().startswith(("{", "[", "<")):
        return False
    return all(len(line) <= 200 for line in text[: opening.start()].splitlines())


def parse_ris(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the paper of each record from ``TY`` to ``ER``.

    - A record ends at ``ER``, at the next ``TY`` or where the file does; one that ends
      inside its last line is a paper, and a fault says that it may be cut.
    - A line without a tag continues the value above it: of an abstract it is a line of its
      own, in other values a blank.
    - What stands before the first record is no fault. Schemes of identifiers: ``acl``,
      ``openalex``, ``openreview``, ``pmcid``, ``pmid``, ``s2paper``.

    >>> from io import BytesIO
    >>> text = "TY  - JOUR\nTI  - LoRA\nAU  - Hu, Edward\nER  - \n"
    >>> [(paper.title, paper.authors) for paper in parse_ris(BytesIO(text.encode()))]
    [('LoRA', ('Edward Hu',))]
    """
    for record in _records(stream):
        try:
            text = b"".join(record.lines).decode("utf-8")
        except UnicodeDecodeError:
            yield _encoding_fault(record)
            continue
        yield _paper(text, record.number)
        if not record.ended and not text.endswith("\n"):
            yield _cut(record)


def _records(stream: Iterable[bytes]) -> Iterator[_Record]:
    first, lines = 0, list[bytes]()
    for number, line in enumerate(stream, start=1):
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.startswith(b"TY") and _TYPE.match(line):
            if lines:
                yield _Record(first, lines, ended=False)
            first, lines = number, [line]
        elif lines:
            lines.append(line)
            if line.startswith(b"ER") and _END.match(line):
                yield _Record(first, lines, ended=True)
                lines = []
    if lines:
        yield _Record(first, lines, ended=False)


def _cut(record: _Record) -> Fault:
    found = f"a record without ER that ends at line {record.last} (truncated?)"
    return Fault(line=record.last, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)


def _encoding_fault(record: _Record) -> Fault:
    for number, line in enumerate(record.lines, start=record.number):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            return encoding_fault(number, error)
    raise AssertionError("only called for bytes that are no UTF-8")


def _tagged(text: str) -> list[str]:
    """The lines as rispy reads them: ``TAG  - value``, a wrapped value with its line breaks."""
    separator = text[2 : text.index("-") + 1]
    size = 2 + len(separator)
    tagged: list[str] = []
    wrapped: list[str] = []
    for line in text.split("\n"):
        if line[2:size] == separator and line[0].isalpha() and line[:2].isupper():
            if wrapped:
                tagged[-1] = "\n".join([tagged[-1], *wrapped])
                wrapped.clear()
            tagged.append(f"{line[:2]}  - {line[size:].strip()}")
        else:
            wrapped.append(line.strip())
    tagged[-1] = "\n".join([tagged[-1], *wrapped])
    return tagged


def _paper(text: str, number: int) -> Paper | Fault:
    lines = _tagged(text)
    if not lines[-1].startswith("ER"):
        lines.append("ER  - ")
    # `next` is all that rispy asks of its lines, though it says that it takes a list.
    (tags,) = _PARSER.parse_lines(iter(lines))
    title = unwrapped(without_markup(_first(tags, _TITLES)))
    if not title:
        return record_fault(number, "a title", text.strip())
    links = [(tag, text) for name, tag in _LINKS.items() for text in _texts(tags, name)]
    arxiv, doi = split_doi(_text(tags, "doi") or _text(tags, "type_of_work"))
    statements = code_statements(links)
    keys, urls = _keys_and_urls(links)
    return Paper(
        title=title,
        abstract=without_markup(_first(tags, _ABSTRACTS)),
        arxiv_id=arxiv or keys.get("arxiv", "") or _printed_arxiv(tags),
        doi=doi or keys.get("doi", ""),
        identifiers=_identifiers(tags, keys),
        authors=_authors(tags),
        issued=max((written_date(_text(tags, name)) for name in _DATES), key=len),
        url=next((url for url in urls if not repository_name(url)), ""),
        categories=_keywords(tags),
        venue=venue_name(*(_text(tags, name) for name in _VENUES)),
        statements=statements,
        line=number,
    )


def _keys_and_urls(links: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """The identifiers that links are, by scheme, and the URLs of ``UR``."""
    keys: dict[str, str] = {}
    urls = []
    for tag, text in links:
        if "//" not in text:
            continue
        for word in text.split():
            scheme, found, value = key_of(word).partition(":")
            if found:
                keys.setdefault(scheme, value)
            if tag == "UR" and "://" in word:
                urls.append(word)
    return keys, urls


def _identifiers(tags: _Tags, keys: Mapping[str, str]) -> tuple[str, ...]:
    found = {f"{scheme}:{key}" for scheme, key in keys.items() if scheme not in ("arxiv", "doi")}
    # Zotero writes the number of PubMed Central there.
    if _PMCID.fullmatch(central := _text(tags, "custom2")):
        found.add(f"pmcid:{central.lower()}")
    return tuple(sorted(found))


def _printed_arxiv(tags: _Tags) -> str:
    places = [*_VENUES, "number", "accession_number", "note", "notes", "publisher"]
    texts = (text for name in places for text in _texts(tags, name) if "rxiv" in text.lower())
    return next(filter(None, (arxiv_id(text) or printed_arxiv_id(text) for text in texts)), "")


def _authors(tags: _Tags) -> tuple[str, ...]:
    names = _texts(tags, "authors") or _texts(tags, "first_authors")
    return tuple(filter(None, (first_last(name) for name in names)))


def _keywords(tags: _Tags) -> tuple[str, ...]:
    lines = (line.strip() for text in _texts(tags, "keywords") for line in text.splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _first(tags: _Tags, names: Iterable[str]) -> str:
    return next(filter(None, (_text(tags, name) for name in names)), "")


def _text(tags: _Tags, name: str) -> str:
    return next(iter(_texts(tags, name)), "")


def _texts(tags: _Tags, name: str) -> list[str]:
    value = tags.get(name)
    if isinstance(value, str):
        return [value] if value else []
    return value or []
