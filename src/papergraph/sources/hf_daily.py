"""The daily papers of Hugging Face, as its API answers and as people save the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from papergraph.model import Count, Kind, Paper, Relation, Statement
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    number_of,
    objects_of,
    record_fault,
    text_of,
    texts_of,
    unwrapped,
)
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, read_records
from papergraph.text.identifiers import arxiv_id, iso_day

__all__ = ["is_hf_daily", "parse_hf_daily", "parse_records"]

_HOME = "https://huggingface.co/"
_PAGE = _HOME + "papers/"
# Fields that, of all sources, only this one has.
_OWN_FIELD = re.compile(
    r'"(?:dailyPapers"\s*:\s*\[|(?:discussionId|ai_summary|ai_keywords|submittedOnDailyAt)"\s*:)'
)
# A method of Papers with Code has a paper too, but neither its id nor its summary.
_ITEM = re.compile(r'"paper"\s*:\s*\{\s*(?:"(?:_?id|authors)"|(?=.*"summary"\s*:))', re.DOTALL)
# Fields that anybody may have; a paper that has both and an id of arXiv is one of the bare ones.
_SUMMARY = re.compile(r'"summary"\s*:')
_LISTED = re.compile(r'"(?:upvotes|publishedAt)"\s*:')
_ARXIV_ID = re.compile(r'"id"\s*:\s*"(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?"')
_TITLE_FIELD = re.compile(r'"(?:title|paper)"\s*:')

_STATED = 0.9
_LINKED_MODEL = 0.5
_LINKED_DATASET = 0.4
_KEYWORD = 0.3
# Whoever trains a model on a paper's links it; the first are the most liked.
_LINKED_MODELS = 3
# No paper has more votes or stars.
_MOST = 10**9


def is_hf_daily(text: str) -> bool:
    """Whether `text` opens JSON with the fields of daily papers.

    >>> is_hf_daily('[{"paper": {"id": "2410.17243", "title": "A"}}]')
    True
    >>> is_hf_daily('{"title": "A", "summary": "B", "publishedAt": "2024-10-22"}')
    False
    """
    if text.lstrip()[:1] not in {"[", "{"} or not _TITLE_FIELD.search(text):
        return False
    if _OWN_FIELD.search(text) or _ITEM.search(text):
        return True
    return all(field.search(text) for field in (_SUMMARY, _LISTED, _ARXIV_ID))


def parse_hf_daily(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of items ``{"paper": {...}, ...}`` and of bare paper objects.

    An array, one object, or one a line; also several days, as arrays in an array or under
    their dates, and the object of the page itself (``dailyPapers``). Each field is looked
    for in the paper first, then in the item around it, except the paper's own date.

    - The abstract is verbatim; in a title, a line break and the spaces around it, which only
      wrap it, become one space. Machine-made summaries are never read.
    - Repository and project page, linked models and datasets, and the keywords, which a
      machine chose, are statements; votes and stars are counts of the day of the listing.
    - A record without a title, or whose title or summary is no text, is a fault. Other
      fields of an unknown shape are as good as missing.
    - The printed date is the day of the listing, where all items that state one agree. What
      is written above items says it better than the items.
    """
    return parse_records(read_records(stream))


def parse_records(records: Iterable[Record | Fault]) -> Iterator[Paper | Fault | Printed]:
    """Like `parse_hf_daily`, of records that are parsed already."""
    days: set[str] = set()
    for record in records:
        if isinstance(record, Fault):
            yield record
            continue
        for item, day_above in _items(record.value, ""):
            day = day_above or _listing_day(item)
            found = _paper(item, record.number, day)
            yield found
            if isinstance(found, Paper):
                days.add(day)
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
        elif not isinstance(value, dict) or "paper" in value or "title" in value:
            yield value, day
        elif isinstance(value.get("dailyPapers"), list):
            stack.append((value["dailyPapers"], iso_day(text_of(value, "dateString")) or day))
        elif _is_calendar(value):
            stack.extend((items, iso_day(key) or day) for key, items in reversed(value.items()))
        else:
            yield value, day


def _is_calendar(value: Fields) -> bool:
    """Whether it holds nothing but arrays under their dates."""
    return bool(value) and all(
        isinstance(items, list) and iso_day(key) for key, items in value.items()
    )


def _listing_day(item: Json) -> str:
    """The day on which the item was listed; a bare paper's own date is not that."""
    if not isinstance(item, dict):
        return ""
    inner = item.get("paper")
    if not isinstance(inner, dict):
        return iso_day(text_of(item, "submittedOnDailyAt"))
    return (
        iso_day(text_of(item, "publishedAt"))
        or iso_day(text_of(inner, "submittedOnDailyAt"))
        or iso_day(text_of(item, "submittedOnDailyAt"))
    )


def _paper(item: Json, number: int, day: str) -> Paper | Fault:
    if not isinstance(item, dict):
        return record_fault(number, "a paper object", item)
    inner = item.get("paper")
    if inner is None:
        record = inner = item
    elif isinstance(inner, dict):
        record = {**item, **_stated(inner)}
    else:
        return record_fault(number, "an object under paper", inner)
    title, abstract = record.get("title"), record.get("summary")
    if not isinstance(title, str) or not title.strip():
        return record_fault(number, "a title", item if title is None else title)
    if not isinstance(abstract, str | None):
        return record_fault(number, "text under summary", abstract)
    if not is_unicode(title) or not is_unicode(abstract or ""):
        return record_fault(number, "Unicode text", abstract if is_unicode(title) else title)
    key = arxiv_id(text_of(record, "id"))
    return Paper(
        title=unwrapped(title),
        abstract=abstract or "",
        arxiv_id=key,
        authors=_authors(record.get("authors")),
        issued=iso_day(text_of(inner, "publishedAt")),
        url=_PAGE + key if key else "",
        counts=tuple(_counts(record, day)),
        statements=tuple(_statements(record)),
        line=number,
    )


def _authors(value: Json) -> tuple[str, ...]:
    """Their names; people who save a listing often keep nothing else of them."""
    if not isinstance(value, list):
        return ()
    named = [one if isinstance(one, dict) else {"name": one} for one in value]
    return tuple(filter(None, [text_of(one, "name") for one in named]))


def _stated(inner: dict[str, Json]) -> dict[str, Json]:
    """The fields that say something; most papers have no others."""
    if None not in inner.values():
        return inner
    return {name: value for name, value in inner.items() if value is not None}


def _counts(record: Fields, day: str) -> Iterator[Count]:
    upvotes, stars = number_of(record, "upvotes"), number_of(record, "githubStars")
    if upvotes is not None and upvotes <= _MOST:
        yield Count("upvotes", upvotes, "huggingface", day)
    if stars is not None and stars <= _MOST:
        yield Count("stars", stars, "github", day)


def _statements(record: Fields) -> Iterator[Statement]:
    if url := text_of(record, "githubRepo"):
        yield Statement("githubRepo", Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, _STATED)
    if url := text_of(record, "projectPage"):
        yield Statement("projectPage", Relation.HAS_PROJECT_PAGE, Kind.PAGE, url, _STATED)
    for keyword in dict.fromkeys(texts_of(record, "ai_keywords")):
        yield Statement("ai_keywords", Relation.MENTIONS, Kind.METHOD, keyword, _KEYWORD)
    if "linkedModels" in record or "linkedDatasets" in record:
        yield from _linked(record)


def _linked(record: Fields) -> Iterator[Statement]:
    """What the hub's models and datasets say that they belong to; a dataset's owner is no name."""
    for model in islice(filter(None, _hub_ids(record, "linkedModels")), _LINKED_MODELS):
        page = _HOME + model
        yield Statement("linkedModels", Relation.HAS_PROJECT_PAGE, Kind.PAGE, page, _LINKED_MODEL)
    for dataset in _hub_ids(record, "linkedDatasets"):
        if name := dataset.rpartition("/")[2]:
            yield Statement(
                "linkedDatasets", Relation.MENTIONS, Kind.DATASET, name, _LINKED_DATASET
            )


def _hub_ids(record: Fields, name: str) -> Iterator[str]:
    return (text_of(one, "id") for one in objects_of(record, name))
