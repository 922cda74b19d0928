"""Fields of a record of JSON: of the type that was asked for, or as good as missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.records import Json

__all__ = [
    "Fields",
    "is_unicode",
    "number_of",
    "object_of",
    "objects_of",
    "record_fault",
    "text_of",
    "texts_of",
    "unwrapped",
]

Fields: TypeAlias = Mapping[str, Json]

_HARD_WRAP = re.compile(r"\s*[\r\n]\s*")
_SHOWN = 200
_SHOWN_FIELDS = 8


def is_unicode(text: str) -> bool:
    """False for lone surrogates, which stand for bytes that are not UTF-8."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return False
    return True


def text_of(record: Fields, name: str) -> str:
    """The field without white space around it, or "" where it is no text.

    >>> text_of({"id": " W1 ", "year": 2020}, "id"), text_of({"year": 2020}, "year")
    ('W1', '')
    """
    value = record.get(name)
    return value.strip() if isinstance(value, str) and is_unicode(value) else ""


def texts_of(record: Fields, name: str) -> tuple[str, ...]:
    """The texts of an array, without white space around them; what is no text is left out."""
    value = record.get(name)
    if not isinstance(value, list):
        return ()
    return tuple(
        one.strip() for one in value if isinstance(one, str) and one.strip() and is_unicode(one)
    )


def objects_of(record: Fields, name: str) -> list[Fields]:
    """The objects of an array; what is none is left out."""
    value = record.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def object_of(record: Fields, name: str) -> Fields:
    """The object in a field, or an empty one where it holds none."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def number_of(record: Fields, name: str) -> int | None:
    """A whole number of 0 or more; ``None`` where the field holds none."""
    value = record.get(name)
    is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_number else None


def unwrapped(title: str) -> str:
    r"""A title on one line: a line break with the blanks around it is one blank.

    >>> unwrapped(" Low-Rank\n  Adaptation ")
    'Low-Rank Adaptation'
    """
    title = title.strip()
    return _HARD_WRAP.sub(" ", title) if "\n" in title or "\r" in title else title


def record_fault(number: int, expected: str, found: Json) -> Fault:
    """The fault of a record that is no paper; `found` is shown shortened, of an object its keys."""
    shown = found if isinstance(found, str) else _shown(found)
    if not is_unicode(shown):
        shown = shown.encode("utf-8", "replace").decode("utf-8")
    return Fault(line=number, expected=expected, found=shown, kind=FaultKind.RECORD)


def _shown(value: Json) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: ..." for key in list(value)[:_SHOWN_FIELDS]) + "}"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    return "null" if value is None else str(value)[:_SHOWN]
