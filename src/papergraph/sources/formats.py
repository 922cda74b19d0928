"""The formats that are read: one table of parsers, and what tells their files apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from papergraph.errors import UnknownNameError
from papergraph.sources.arxiv_atom import is_arxiv_atom, parse_arxiv_atom
from papergraph.sources.arxiv_oai import is_arxiv_oai, parse_arxiv_oai
from papergraph.sources.arxiv_snapshot import is_arxiv_snapshot, parse_arxiv_snapshot
from papergraph.sources.bibtex import is_bibtex, parse_bibtex
from papergraph.sources.columns import NO_COLUMNS, Columns
from papergraph.sources.content import head_text, is_html, unreadable
from papergraph.sources.csl_json import is_csl_json, parse_csl_json
from papergraph.sources.hf_daily import is_hf_daily, parse_hf_daily
from papergraph.sources.hf_html import is_hf_html, parse_hf_html
from papergraph.sources.hf_text import is_hf_text, parse_hf_text
from papergraph.sources.openalex import is_openalex, parse_openalex
from papergraph.sources.printed import Parser
from papergraph.sources.pwc import is_pwc_links, is_pwc_papers, parse_pwc_links, parse_pwc_papers
from papergraph.sources.pwc_tables import is_pwc_evaluations, parse_pwc_evaluations
from papergraph.sources.ris import is_ris, parse_ris
from papergraph.sources.semantic_scholar import is_semantic_scholar, parse_semantic_scholar
from papergraph.sources.tables import is_csv, is_jsonl, parse_csv, parse_jsonl

__all__ = ["TABLES", "detect_format", "parser_of", "parsers"]


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

#: Formats whose columns a caller may name, with what takes these names.
TABLES: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"csv": parse_csv, "jsonl": parse_jsonl}
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
        columns: a file whose columns are named is a table.
    """
    if unreadable(head):
        return None
    text = head_text(head)
    if columns:
        return "jsonl" if text.lstrip()[:1] in {"[", "{"} else "csv"
    if is_html(text):
        return _HTML.name if is_hf_html(text) else None
    return next((one.name for one in _FORMATS if one.detects(text)), None)


def parser_of(name: str, columns: Columns = NO_COLUMNS) -> Parser:
    """The parser of a format; of a table with the columns that a caller names.

    Raises:
        UnknownNameError: no format has that name; it lists those that there are.
    """
    if name not in parsers:
        raise UnknownNameError("format", name, sorted(parsers))
    if columns and name in TABLES:
        return partial(TABLES[name], columns=columns)  # type: ignore[return-value]
    return parsers[name]
