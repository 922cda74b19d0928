"""What is wrong with a stretch of JSON that no parser takes: broken, or cut."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.lines import encoding_fault

__all__ = ["CutJsonError", "Json", "broken_json", "cut_json", "decode_slowly"]

#: Whatever a JSON text holds: `Any`, as each parser checks the fields that it reads.
Json: TypeAlias = Any

_SHOWN = 200
# JSON that is cut inside its last token (a literal, an escape) is called wrong that far before
# its end.
_CUT_TOKEN = len("-Infinity")
# Line breaks inside strings are no JSON, but some write them.
_DECODER = json.JSONDecoder(strict=False)


class CutJsonError(ValueError):
    """JSON that is only wrong because it ends too early."""


def decode_slowly(content: bytes) -> tuple[Json, int]:
    """The value that JSON begins with, and how many bytes it takes.

    Lenient where the fast parser is not: bytes that are not UTF-8 become lone surrogates, NaN
    is a number, and strings may hold line breaks.

    Raises:
        CutJsonError: it is only the beginning of a value.
        ValueError: it is no JSON.
    """
    text = content.decode("utf-8", errors="surrogateescape")
    try:
        value, end = _DECODER.raw_decode(text)
    except json.JSONDecodeError as error:
        last = text[error.pos :]
        in_last_token = len(last) <= _CUT_TOKEN and not last.endswith(("}", "]"))
        if in_last_token or error.msg.startswith("Unterminated string"):
            raise CutJsonError(str(error)) from error
        raise
    except RecursionError as error:
        raise ValueError(str(error)) from error
    return value, len(text[:end].encode("utf-8", errors="surrogateescape"))


def broken_json(content: bytes, line: int) -> Fault:
    """The fault of a record that is no JSON.

    Args:
        content: from where the record begins, to its end or some way beyond it.
        line: 1-based, of the beginning.
    """
    try:
        decode_slowly(content)
    except CutJsonError:
        return cut_json(line + content.count(b"\n"))
    except ValueError:
        pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < _SHOWN:
            return encoding_fault(line, error)
        text = content.decode("utf-8", errors="replace")
    return Fault(line=line, expected="valid JSON", found=text[:_SHOWN], kind=FaultKind.SYNTAX)


def cut_json(line: int) -> Fault:
    """The fault of JSON that ends at a line before it should."""
    found = f"JSON that ends early at line {line} (truncated?)"
    return Fault(line=line, expected="the rest of it", found=found, kind=FaultKind.TRUNCATED)
