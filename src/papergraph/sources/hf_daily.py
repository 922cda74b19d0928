"""The daily papers of Hugging Face, as its API answers and as people save the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.identifiers import arxiv_id, iso_day
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, read_records

__all__ = ["is_hf_daily", "parse_hf_daily", "parse_records"]

_PAGE = "https://huggingface.co/papers/"
# Fields that, of all sources, only this one has.
_OWN_FIELD = re.compile(
    r'"(?:paper"\s*:\s*\{|dailyPapers"\s*:\s*\[|(?:summary|upvotes|discussionId|ai_summary'
    r'|submittedOnDailyAt|publishedAt)"\s*:)'
)
_TITLE_FIELD = re.compile(r'"(?:title|paper)"\s*:')
_HARD_WRAP = re.compile(r"\s*[\r\n]\s*")
_SHOWN = 200


def is_hf_daily(text: str) -> bool:
    """Whether `text` opens JSON with the fields of daily papers.

    >>> is_hf_daily('[{"paper": {"id": "2410.17243", "title": "A"}}]')
    True
    >>> is_hf_daily('{"n": 0, "title": "A", "methods": []}')
    False
    """
    opens = text.lstrip()[:1] in {"[", "{"}
    return opens and bool(_OWN_FIELD.search(text)) and bool(_TITLE_FIELD.search(text))


def parse_hf_daily(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of items ``{"paper": {...}, ...}`` and of bare paper objects.

    An array, one object, or one a line; also several days, as arrays in an array or under
    their dates, and the object of the page itself (``dailyPapers``). Each field is looked
    for in the paper first, then in the item around it, except the paper's own date.

    - The abstract is verbatim; in a title, a line break and the spaces around it, which only
      wrap it, become one space. Machine-made summaries are never read.
    - A record without a title, or whose title or summary is no text, is a fault. Other
      fields of an unknown shape are as good as missing.
    - The printed date is the day of the listing, where all items that state one agree.
    """
    return parse_records(read_records(stream))


def parse_records(records: Iterable[Record | Fault]) -> Iterator[Paper | Fault | Printed]:
    """Like `parse_hf_daily`, of records that are parsed already."""
    days: set[str] = set()
    for record in records:
        if isinstance(record, Fault):
            yield record
            continue
        for item, day in _items(record.value, ""):
            found = _paper(item, record.number)
            yield found
            if isinstance(found, Paper):
                days.add(_listing_day(item) or day)
    days.discard("")
    if len(days) == 1:
        yield Printed(days.pop())


def _items(value: Json, day: str) -> Iterator[tuple[Json, str]]:
    """The items in a record, each with the day that is written above it, or ""."""
    # A stack, not a recursion: JSON may be nested as deep as the stack is.
    stack = [(value, day)]
    while stack:
        value, day = stack.pop()
        if isinstance(value, list):
            stack.extend((item, day) for item in reversed(value))
        elif isinstance(value, dict) and isinstance(value.get("dailyPapers"), list):
            stack.append((value["dailyPapers"], iso_day(_text(value, "dateString")) or day))
        elif _is_calendar(value):
            stack.extend((items, iso_day(key) or day) for key, items in reversed(value.items()))
        else:
            yield value, day


def _is_calendar(value: Json) -> bool:
    """Whether it is an object of nothing but arrays under their dates."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(iso_day(key) and isinstance(items, list) for key, items in value.items())
    )


def _paper(item: Json, number: int) -> Paper | Fault:
    if not isinstance(item, dict):
        return _fault(number, "a paper object", item)
    inner = item.get("paper")
    if inner is not None and not isinstance(inner, dict):
        return _fault(number, "an object under paper", inner)
    places = [inner, item] if inner is not None else [item]
    title, abstract = (_first(places, name) for name in ("title", "summary"))
    if not isinstance(title, str) or not title.strip():
        return _fault(number, "a title", item if title is None else title)
    if not isinstance(abstract, str | None):
        return _fault(number, "text under summary", abstract)
    if not _is_unicode(title) or not _is_unicode(abstract or ""):
        return _fault(number, "Unicode text", title if not _is_unicode(title) else abstract)
    key = arxiv_id(_any_text(places, "id"))
    return Paper(
        title=_HARD_WRAP.sub(" ", title.strip()),
        abstract=abstract or "",
        arxiv_id=key,
        authors=_authors(_first(places, "authors")),
        issued=iso_day(_text(places[0], "publishedAt")),
        url=_PAGE + key if key else "",
        repository=_any_text(places, "githubRepo"),
        project_page=_any_text(places, "projectPage"),
        line=number,
    )


def _first(places: list[dict[str, Json]], name: str) -> Json:
    """The field in the first place that has it, or ``None``."""
    return next((place[name] for place in places if place.get(name) is not None), None)


def _any_text(places: list[dict[str, Json]], name: str) -> str:
    return next(filter(None, (_text(place, name) for place in places)), "")


def _text(place: dict[str, Json], name: str) -> str:
    """The field without white space around it, or "" where it is no text."""
    value = place.get(name)
    return value.strip() if isinstance(value, str) and _is_unicode(value) else ""


def _authors(value: Json) -> tuple[str, ...]:
    authors = value if isinstance(value, list) else []
    names = (_text(author, "name") for author in authors if isinstance(author, dict))
    return tuple(filter(None, names))


def _listing_day(item: dict[str, Json]) -> str:
    """The day on which the item was listed; a bare paper's own date is not that."""
    inner = item.get("paper")
    stated = _text(item, "publishedAt") if isinstance(inner, dict) else ""
    places = [inner, item] if isinstance(inner, dict) else [item]
    return iso_day(stated) or iso_day(_any_text(places, "submittedOnDailyAt"))


def _is_unicode(text: str) -> bool:
    """False for lone surrogates, which stand for bytes that are not UTF-8."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _fault(number: int, expected: str, found: Json) -> Fault:
    shown = found if isinstance(found, str) else _shown(found)
    return Fault(line=number, expected=expected, found=shown, kind=FaultKind.RECORD)


def _shown(value: Json) -> str:
    """The start of a value; of a deep one its outside."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: ..." for key in list(value)[:8]) + "}"
    if isinstance(value, list):
        return f"an array of {len(value)}"
    return "null" if value is None else str(value)[:_SHOWN]
