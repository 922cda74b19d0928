"""BibTeX and BibLaTeX, entry by entry."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from bibtexparser.exceptions import ParserStateException
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ImplicitComment,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter
from msgspec.structs import replace

from papergraph.model import Paper
from papergraph.sources.bibtex_values import places_outside, plain_title, value_of
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import is_unicode, record_fault, unwrapped
from papergraph.sources.lines import encoding_fault
from papergraph.sources.markup import without_markup
from papergraph.sources.person_names import first_last
from papergraph.sources.printed import Printed
from papergraph.sources.written_fields import code_statements, venue_name, written_date
from papergraph.text.identifiers import arxiv_id, key_of, printed_arxiv_id, split_doi
from papergraph.text.urls import repository_name

__all__ = ["is_bibtex", "parse_bibtex"]

# The library reports broken entries to the log as well, and so on standard error by default.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

_BOM = b"\xef\xbb\xbf"
_BLOCK = re.compile(rb"\s*@\w+[ \t]*[{(]")
_OPENING = re.compile(
    r"^[ \t]*@(?:string\s*[{(]\s*[\w:.+-]+\s*=\s*[\"{\w]"
    r"|(?!string\b)\w+[ \t]*[{(][^{}=\n]{0,200},\s*[\w-]+\s*=)",
    re.IGNORECASE | re.MULTILINE,
)
_BRACES = str.maketrans("", "", "{}")
_BRACED = re.compile(r"\{+[^{}]*\}+")
_AND = re.compile(r"\s+and(?:\s+|$)", re.IGNORECASE)
_KEYWORD_END = re.compile(r"\s*[;,]\s*")
_URL_COMMAND = re.compile(r"\\(?:url|href)\s*\{")

#: Types whose entries are volumes, not papers: others are in them by ``crossref``.
_VOLUMES = frozenset({"proceedings", "mvproceedings", "periodical", "mvcollection", "mvbook"})
_PARENTS = _VOLUMES | {"book", "collection", "reference", "mvreference"}
# Settings of styles, and data that other entries take in.
_NO_PAPERS = frozenset({"control", "ieeetranbstctl", "set", "xdata"})
_CODE_FIELDS = ("note", "howpublished", "url", "code", "repository", "addendum", "annote")
_ARXIV_FIELDS = ("journal", "journaltitle", "eid", "number", "note", "howpublished", "booktitle")
#: Papers that wait for their volume; more than this go out without what it would add.
_MOST_WAITING = 5000


class _Volume(NamedTuple):
    venue: str
    issued: str


class _Fields(NamedTuple):
    """The fields of one entry: their values as written, the first of each name."""

    written: Mapping[str, str]
    macros: Mapping[str, str]

    def text(self, *names: str) -> str:
        """The first field that has a value, without the delimiters around it."""
        for name in names:
            if (written := self.written.get(name)) and (
                value := value_of(written, self.macros).strip()
            ):
                return value
        return ""

    def plain(self, *names: str) -> str:
        return plain_title(self.text(*names))


def is_bibtex(text: str) -> bool:
    r"""Whether an entry of BibTeX opens in `text`, behind no more than a short head.

    >>> is_bibtex("% Encoding: UTF-8\n@article{lora, title = {LoRA}}")
    True
    >>> is_bibtex("new\n\n@article is a word\n")
    False
    """
    opening = _OPENING.search(text)
    if opening is None:
        return False
    head = text[: opening.start()]
    return not head.lstrip().startswith(("{", "[", "<", "#")) and not any(
        "```" in line or (len(line) > 200 and "@" not in line) for line in head.splitlines()
    )


def parse_bibtex(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the paper of each entry; volumes, comments, preambles and macros are none.

    - In a title, braces that protect letters go and accents are decoded; the LaTeX of its
      mathematics and of the whole abstract is verbatim. A venue that only says "arXiv" is none.
    - A paper that lacks the venue or date which its ``crossref`` has is yielded behind that
      volume, or at the end of the file, hence perhaps out of order.
    - An entry that is broken, not UTF-8, or without a title is a fault.
    - Schemes of identifiers: ``acl``, ``openalex``, ``openreview``, ``pmcid``, ``pmid``,
      ``s2paper``.

    >>> from io import BytesIO
    >>> text = r"@article{hu, title={{LoRA} for Fr{\'e}chet}, author={Hu, Edward and others}}"
    >>> [(paper.title, paper.authors) for paper in parse_bibtex(BytesIO(text.encode()))]
    [('LoRA for Fréchet', ('Edward Hu',))]
    """
    return _Reading().papers(stream)


class _Reading:
    """What one file has said so far that later entries need."""

    def __init__(self) -> None:
        self._macros: dict[str, str] = {}
        self._volumes: dict[str, _Volume] = {}
        self._waiting: dict[str, list[Paper]] = {}
        self._waiting_count = 0

    def papers(self, stream: BinaryIO) -> Iterator[Paper | Fault]:
        for first_line, data, is_last in _chunks(stream):
            # Lone surrogates stand for bytes that are not UTF-8, and cost only their own entry.
            text = data.decode("utf-8", errors="surrogateescape")
            yield from self._chunk(first_line, text, is_last)
        yield from self._all_waiting()

    def _chunk(self, first_line: int, text: str, is_last: bool) -> Iterator[Paper | Fault]:
        try:
            blocks = Splitter(text).split().blocks
        except ParserStateException:
            yield _broken(first_line, text.encode("utf-8", "replace").decode("utf-8"))
            return
        for block in blocks:
            line = first_line + (block.start_line or 0)
            while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
                # Of two fields of one name the first counts, of two entries each.
                block = block.ignore_error_block or ImplicitComment("")
            if _is_comment(block):
                continue
            if not is_unicode(block.raw or ""):
                yield _encoding_fault(line, block.raw or "")
            elif isinstance(block, String):
                self._macros[block.key.lower()] = value_of(block.value, self._macros)
            elif isinstance(block, Entry):
                yield from self._entry(block, line)
            else:
                yield _broken(line, block.raw or "", text if is_last else None)

    def _entry(self, entry: Entry, line: int) -> Iterator[Paper | Fault]:
        kind = entry.entry_type.lower()
        if kind in _NO_PAPERS:
            return
        written: dict[str, str] = {}
        for field in entry.fields:
            written.setdefault(field.key.lower(), field.value)
            if "=" in field.value and places_outside(field.value, "="):
                # The comma before the next field is missing.
                yield _broken(line, entry.raw or "")
                return
        fields = _Fields(written, self._macros)
        key = entry.key.lower()
        if kind in _PARENTS or key in self._waiting:
            venue = venue_name(*map(fields.plain, ("booktitle", "title")))
            self._volumes[key] = _Volume(venue, _issued(fields))
        if kind not in _VOLUMES:
            found = _paper(fields, entry, line)
            parent = fields.text("crossref").lower()
            if parent and isinstance(found, Paper) and not (found.venue and found.issued):
                yield from self._child(found, parent)
            else:
                yield found
        for paper in self._waiting.pop(key, ()):
            self._waiting_count -= 1
            yield _within(paper, self._volumes[key])

    def _child(self, paper: Paper, parent: str) -> Iterator[Paper]:
        if parent in self._volumes:
            yield _within(paper, self._volumes[parent])
            return
        if self._waiting_count >= _MOST_WAITING:
            yield from self._all_waiting()
        self._waiting.setdefault(parent, []).append(paper)
        self._waiting_count += 1

    def _all_waiting(self) -> Iterator[Paper]:
        papers = [paper for waiting in self._waiting.values() for paper in waiting]
        self._waiting.clear()
        self._waiting_count = 0
        yield from sorted(papers, key=lambda paper: paper.line)


def _chunks(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Stretches that begin with an entry, with their first line, and whether it is the last."""
    first, lines = 1, list[bytes]()
    for number, line in enumerate(stream, start=1):
        if number == 1:
            line = line.removeprefix(_BOM)
        if b"@" in line and lines and _BLOCK.match(line):
            yield first, b"".join(lines), False
            first, lines = number, []
        lines.append(line)
    if lines:
        yield first, b"".join(lines), True


def _paper(fields: _Fields, entry: Entry, line: int) -> Paper | Fault:
    title = unwrapped(without_markup(fields.plain("title")))
    if not title:
        return record_fault(line, "a title", entry.raw or "")
    arxiv, doi = split_doi(_url(fields.text("doi")))
    url = _url(fields.text("url"))
    scheme, _, value = key_of(url).partition(":")
    found = {scheme: value} if value else {}
    return Paper(
        title=title,
        abstract=without_markup(fields.text("abstract")),
        arxiv_id=_eprint(fields) or arxiv or found.pop("arxiv", "") or _printed_arxiv(fields),
        doi=doi or found.pop("doi", ""),
        identifiers=_identifiers(fields, found),
        authors=_authors(fields.text("author")),
        issued=_issued(fields),
        url="" if repository_name(url.removesuffix(".git")) else url,
        categories=_categories(fields),
        venue=venue_name(*map(fields.plain, ("journal", "journaltitle", "booktitle"))),
        statements=code_statements([(name, fields.text(name)) for name in _CODE_FIELDS]),
        line=line,
    )


def _within(paper: Paper, volume: _Volume) -> Paper:
    return replace(paper, venue=paper.venue or volume.venue, issued=paper.issued or volume.issued)


def _eprint(fields: _Fields) -> str:
    kind = fields.text("archiveprefix", "eprinttype").lower()
    return arxiv_id(fields.text("eprint")) if kind in ("", "arxiv") else ""


def _printed_arxiv(fields: _Fields) -> str:
    for name in _ARXIV_FIELDS:
        if found := printed_arxiv_id(fields.text(name)):
            return found
    # As DBLP writes it: journal = {CoRR}, volume = {abs/2106.09685}.
    volume = fields.text("volume")
    return arxiv_id(volume.removeprefix("abs/")) if volume.startswith("abs/") else ""


def _identifiers(fields: _Fields, found: dict[str, str]) -> tuple[str, ...]:
    ids = {f"{scheme}:{value}" for scheme, value in found.items() if scheme not in ("arxiv", "doi")}
    pubmed = fields.text("pmid") or (
        fields.text("eprint") if fields.text("eprinttype").lower() in ("pubmed", "pmid") else ""
    )
    if pubmed.isdigit():
        ids.add(f"pmid:{pubmed}")
    if central := fields.text("pmcid").lower().removeprefix("pmc"):
        ids |= {f"pmcid:pmc{central}"} if central.isdigit() else set()
    return tuple(sorted(ids))


def _authors(text: str) -> tuple[str, ...]:
    names = split_multiple_persons_names(text) if "{" in text else _AND.split(text)
    spoken = (_person(name) for name in names if name.strip().lower() != "others")
    return tuple(name for name in spoken if name)


@lru_cache(maxsize=1 << 14)
def _person(name: str) -> str:
    # Commas in braces are part of a name: {Hugging Face, Inc.}
    is_whole = _BRACED.fullmatch(name.strip())
    name = plain_title(name.replace("~", " "))
    return name if is_whole else first_last(name)


def _issued(fields: _Fields) -> str:
    if found := written_date(fields.text("date")):
        return found
    year, month = fields.text("year"), fields.text("month").replace("~", " ")
    if month.isdigit() and (found := written_date(f"{year}-{month}")):
        return found
    return written_date(f"{month} {year}" if month else year) or written_date(year)


def _categories(fields: _Fields) -> tuple[str, ...]:
    keywords = fields.plain("keywords", "keyword")
    archive = fields.text("primaryclass", "eprintclass")
    return tuple(dict.fromkeys(filter(None, [archive, *_KEYWORD_END.split(keywords)])))


def _url(text: str) -> str:
    """The first URL of a field, without its LaTeX."""
    text = _URL_COMMAND.sub("", text).translate(_BRACES).replace("\\", "").strip()
    return text.split(None, 1)[0] if text else ""


def _is_comment(block: Block) -> bool:
    if isinstance(block, ExplicitComment | ImplicitComment | Preamble):
        return True
    return (block.raw or "").lower().startswith(("@comment", "@preamble"))


def _broken(line: int, raw: str, last: str | None = None) -> Fault:
    """The fault of a broken entry; cut where it reaches the end of the `last` stretch."""
    if last is not None and last.rstrip().endswith(raw.rstrip()):
        end = line + raw.rstrip().count("\n")
        found = f"an entry that ends early at line {end} (truncated?)"
        return Fault(line=line, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)
    return Fault(
        line=line, expected="a complete entry", found=raw[:200].rstrip(), kind=FaultKind.SYNTAX
    )


def _encoding_fault(first_line: int, raw: str) -> Fault:
    data = raw.encode("utf-8", errors="surrogateescape")
    for number, line in enumerate(data.split(b"\n"), start=first_line):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            return encoding_fault(number, error)
    raise AssertionError("only called for what is not UTF-8")
