"""The formats that are read: one table of parsers, and what tells their files apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from papergraph.errors import UnknownNameError
from papergraph.model import Paper
from papergraph.sources.arxiv_atom import is_arxiv_atom, parse_arxiv_atom
from papergraph.sources.arxiv_oai import is_arxiv_oai, parse_arxiv_oai
from papergraph.sources.arxiv_snapshot import is_arxiv_snapshot, parse_arxiv_snapshot
from papergraph.sources.bibtex import is_bibtex, parse_bibtex
from papergraph.sources.columns import NO_COLUMNS, Columns
from papergraph.sources.content import head_text, is_html, unreadable, unrecognised
from papergraph.sources.csl_json import is_csl_json, parse_csl_json
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.hf_daily import is_hf_daily, parse_hf_daily
from papergraph.sources.hf_html import is_hf_html, parse_hf_html
from papergraph.sources.hf_text import is_hf_text, parse_hf_text
from papergraph.sources.openalex import is_openalex, parse_openalex
from papergraph.sources.printed import Parser, Printed
from papergraph.sources.pwc import is_pwc_links, is_pwc_papers, parse_pwc_links, parse_pwc_papers
from papergraph.sources.pwc_tables import is_pwc_evaluations, parse_pwc_evaluations
from papergraph.sources.ris import is_ris, parse_ris
from papergraph.sources.semantic_scholar import is_semantic_scholar, parse_semantic_scholar
from papergraph.sources.tables import is_csv, is_jsonl, parse_csv, parse_jsonl

__all__ = ["TABLES", "detect_format", "format_fault", "parser_of", "parsers"]


class _Format(NamedTuple):
    name: str
    parse: Parser
    detects: Callable[[str], bool]


# Asked in this order, the surest first: a table is any JSON with a title, plain text whatever
# nothing else claims.
_FORMATS = (
    _Format("arxiv-atom", parse_arxiv_atom, is_arxiv_atom),
    _Format("arxiv-oai", parse_arxiv_oai, is_arxiv_oai),
    _Format("openalex", parse_openalex, is_openalex),
    _Format("semantic-scholar", parse_semantic_scholar, is_semantic_scholar),
    _Format("pwc-evaluations", parse_pwc_evaluations, is_pwc_evaluations),
    _Format("pwc-links", parse_pwc_links, is_pwc_links),
    _Format("pwc-papers", parse_pwc_papers, is_pwc_papers),
    _Format("arxiv-snapshot", parse_arxiv_snapshot, is_arxiv_snapshot),
    _Format("hf-daily-json", parse_hf_daily, is_hf_daily),
    _Format("csl-json", parse_csl_json, is_csl_json),
    _Format("jsonl", parse_jsonl, is_jsonl),
    _Format("bibtex", parse_bibtex, is_bibtex),
    _Format("ris", parse_ris, is_ris),
    _Format("csv", parse_csv, is_csv),
    _Format("hf-text", parse_hf_text, is_hf_text),
)
_HTML = _Format("hf-html", parse_hf_html, is_hf_html)


class _Table(NamedTuple):
    parse: Callable[[BinaryIO, Columns], Iterator[Paper | Fault | Printed]]
    detects: Callable[[str, Columns], bool]


#: Formats whose columns a caller may name, with what takes these names.
TABLES: Mapping[str, _Table] = MappingProxyType(
    {"csv": _Table(parse_csv, is_csv), "jsonl": _Table(parse_jsonl, is_jsonl)}
)

#: Every parser by the name of its format, which is what ``--format`` takes.
parsers: Mapping[str, Parser] = MappingProxyType(
    {one.name: one.parse for one in sorted((*_FORMATS, _HTML))}
)


def detect_format(head: bytes, columns: Columns = NO_COLUMNS) -> str | None:
    """The format of a file by its first bytes, never by its name; ``None`` if no parser reads it.

    Args:
        head: the first `papergraph.sources.content.HEAD_SIZE` bytes, or all there are. Bytes
            that are not UTF-8 do not hide the format: they are faults of their papers.
        columns: what a caller says of tables: a table that has these columns needs no others to
            be known. What is plainly of another format stays what it is.
    """
    if unreadable(head):
        return None
    text = head_text(head)
    if is_html(text):
        return _HTML.name if is_hf_html(text) else None
    return next((one.name for one in _FORMATS if _detects(one, text, columns)), None)


def _detects(one: _Format, text: str, columns: Columns) -> bool:
    if columns and one.name in TABLES:
        return TABLES[one.name].detects(text, columns)
    return one.detects(text)


def format_fault(head: bytes, suffix: str, columns: Columns = NO_COLUMNS) -> Fault:
    """Why `detect_format` knows no format for readable bytes.

    Args:
        head: the first bytes of the file.
        suffix: of its name, for the message only.
        columns: as they were asked for.
    """
    fault = unrecognised(head, suffix)
    opening = head_text(head).lstrip()[:1]
    if columns and fault.kind is FaultKind.FORMAT and opening != "<":
        parse = parser_of("jsonl" if opening in {"[", "{"} else "csv", columns)
        first = next(parse(BytesIO(head)), None)
        if isinstance(first, Fault) and first.kind is FaultKind.FORMAT:
            return first
    return fault


def parser_of(name: str, columns: Columns = NO_COLUMNS) -> Parser:
    """The parser of a format; of a table with the columns that a caller names.

    Raises:
        UnknownNameError: no format has that name; it lists those that there are.
    """
    if name not in parsers:
        raise UnknownNameError("format", name, sorted(parsers))
    if columns and name in TABLES:
        parse = TABLES[name].parse
        return lambda stream: parse(stream, columns)
    return parsers[name]
