"""The formats that are read: one table of parsers, one of what tells their files apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from papergraph.errors import UnknownNameError
from papergraph.sources.content import head_text, is_html, unreadable
from papergraph.sources.hf_daily import is_hf_daily, parse_hf_daily
from papergraph.sources.hf_text import is_hf_text, parse_hf_text
from papergraph.sources.printed import Parser

__all__ = ["detect_format", "parser_of", "parsers"]

#: Every parser by the name of its format, which is what ``--format`` takes.
parsers: Mapping[str, Parser] = MappingProxyType(
    {
        "hf-daily-json": parse_hf_daily,
        "hf-text": parse_hf_text,
    }
)

# Asked in this order, the surest first: plain text is whatever nothing else claims.
_DETECTORS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "hf-daily-json": is_hf_daily,
        "hf-text": is_hf_text,
    }
)


def detect_format(head: bytes) -> str | None:
    """The format of a file by its first bytes, never by its name; ``None`` if no parser reads it.

    Args:
        head: the first `papergraph.sources.content.HEAD_SIZE` bytes, or all there are. Bytes
            that are not UTF-8 do not hide the format: they are faults of their papers.
    """
    if unreadable(head):
        return None
    text = head_text(head)
    if is_html(text):
        return None
    return next((name for name, detects in _DETECTORS.items() if detects(text)), None)


def parser_of(name: str) -> Parser:
    """The parser of a format. Raises ``UnknownNameError`` that lists the formats there are."""
    if name not in parsers:
        raise UnknownNameError("format", name, sorted(parsers))
    return parsers[name]
