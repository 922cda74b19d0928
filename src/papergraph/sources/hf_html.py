"""Saved pages of Hugging Face's papers: the data that a page is drawn from, else its cards."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO, TypeAlias

from lxml import etree

from papergraph.model import Paper
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.fields import record_fault
from papergraph.sources.hf_daily import parse_records
from papergraph.sources.printed import Printed
from papergraph.sources.records import Json, Record, read_records

__all__ = ["is_hf_html", "parse_hf_html"]

#: An element of lxml, which has no types.
_Element: TypeAlias = Any

_BOM = b"\xef\xbb\xbf"
_PAGE = "https://huggingface.co/papers/"
_SITE = r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?"
# An arXiv id in the address keeps out other sites that have papers.
_CARD_LINK = re.compile(_SITE + r"/papers/(\d{4}\.\d{4,5})(?:v\d+)?(?:[/?#].*)?", re.ASCII)
_SURE = re.compile(
    r"""data-target\s*=\s*["']?(?:DailyPapers|PaperContent)\b"""
    r"""|(?:&quot;|")dailyPapers(?:&quot;|")\s*:\s*\["""
    r"""|<title>\s*(?:(?:Daily|Trending) Papers - Hugging Face|Paper page - )"""
)
_CARD = re.compile(rf"""\bhref\s*=\s*["']?{_SITE}/papers/\d{{4}}\.\d{{4,5}}\b""", re.ASCII)
_BEGUN_DATA = re.compile(rb'(&quot;|&#34;|")dailyPapers\1')
_LISTED = re.compile(r'"dailyPapers"\s*:\s*(?=\[)')
_DAY = re.compile(r'"dateString"\s*:\s*"([^"\\]*)"')
_SHOWN = 200
_HEADINGS = ".//h1|.//h2|.//h3|.//h4"


def is_hf_html(text: str) -> bool:
    """Whether `text` opens a page of Hugging Face that lists papers, or shows one.

    >>> is_hf_html("<html><div data-props='{}' data-target=DailyPapers>")
    True
    >>> is_hf_html('<html><p>See <a href="https://huggingface.co/papers/2410.17243">it</a>')
    False
    """
    if not text.lstrip().startswith("<"):
        return False
    return bool(_SURE.search(text)) or ("<article" in text and bool(_CARD.search(text)))


def parse_hf_html(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield the papers of a saved page, as `papergraph.sources.hf_daily` does of its data.

    The page's data are JSON in an attribute of the element ``DailyPapers``, else of any that
    holds papers; a page about a single paper has them too. Where there are none, the cards
    that the page shows have titles and arXiv ids, but no abstracts.

    - The page is read whole; papers and faults are numbered by their place on it.
    - Of data that are broken or cut, every paper that is whole comes out.
    - The printed date is the day that the page states.
    - A page of another kind is a fault; one without any content is nothing.
    """
    content = stream.read().removeprefix(_BOM)
    if not content.strip():
        return
    page = _escaped(content)
    root = _root(page)
    records = _records(root, page)
    if records is not None:
        yield from parse_records(records)
        return
    found = False
    for card in _cards(root):
        yield card
        found = True
    if not found:
        yield _foreign(root)


def _escaped(content: bytes) -> bytes:
    """UTF-8; other bytes become JSON's escapes of the lone surrogates that stand for them."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="surrogateescape")
        return text.encode("utf-8", errors="backslashreplace")
    return content


def _root(page: bytes) -> _Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return etree.fromstring(page, parser)
    except (etree.LxmlError, ValueError):
        return None


def _records(root: _Element | None, page: bytes) -> Iterator[Record | Fault] | None:
    """The papers in the page's data; ``None`` for a page without such data."""
    broken = ""
    for data in _data(root):
        value = _value(data)
        if _holds_papers(value):
            return _placed(value)
        if value is None and '"dailyPapers"' in data:
            broken = broken or data
    broken = broken or _begun_data(page)
    return _salvaged(broken) if broken else None


def _data(root: _Element | None) -> list[str]:
    """The JSON of all elements that may hold papers, that of the listing first."""
    found = [] if root is None else root.xpath("//*[@data-props]")
    found.sort(key=lambda element: element.get("data-target") != "DailyPapers")
    texts = (str(element.get("data-props")) for element in found)
    return [text for text in texts if '"dailyPapers"' in text or '"paper"' in text]


def _value(data: str) -> Json:
    """The one value that JSON is, or ``None`` where it is broken."""
    found = list(read_records(BytesIO(data.encode("utf-8"))))
    return found[0].value if len(found) == 1 and isinstance(found[0], Record) else None


def _holds_papers(value: Json) -> bool:
    if not isinstance(value, dict):
        return False
    paper = value.get("paper")
    return isinstance(value.get("dailyPapers"), list) or (
        isinstance(paper, dict) and isinstance(paper.get("title"), str)
    )


def _placed(value: dict[str, Json]) -> Iterator[Record]:
    listed = value.get("dailyPapers")
    if not isinstance(listed, list):
        yield Record(1, value)
        return
    for number, item in enumerate(listed, start=1):
        yield _item(number, item, value.get("dateString"))


def _item(number: int, item: Json, day: Json) -> Record:
    """An item of a listing, with the day of the listing above it."""
    return Record(number, {"dateString": day, "dailyPapers": [item]})


def _salvaged(data: str) -> Iterator[Record | Fault]:
    """The whole items of a listing in broken JSON, and faults for what is broken."""
    listed = _LISTED.search(data)
    begin = listed.end() if listed else len(data)
    day = _DAY.search(data, 0, begin)
    rest, number = data[:_SHOWN], 0
    for found in read_records(BytesIO(data[begin:].encode("utf-8"))):
        if isinstance(found, Record) and not isinstance(found.value, dict):
            rest = rest and str(found.value)
            break
        if isinstance(found, Fault) and _is_no_item(found):
            rest = rest and found.found
            break
        number += 1
        if isinstance(found, Record):
            yield _item(number, found.value, day and day[1])
        else:
            rest = ""
            yield _placed_fault(found, number)
    if rest:
        yield _fault(number + 1, "the rest of a page's data", rest, FaultKind.SYNTAX)


def _is_no_item(fault: Fault) -> bool:
    return fault.kind is FaultKind.SYNTAX and not fault.found.startswith("{")


def _placed_fault(fault: Fault, number: int) -> Fault:
    """A fault of the page's data, told by its place on the page: the data are one line."""
    if fault.kind is FaultKind.TRUNCATED:
        found = f"data that end in paper {number} (truncated?)"
        return replace(fault, line=number, found=found)
    return replace(fault, line=number)


def _begun_data(page: bytes) -> str:
    """The data of a listing in a tag that is broken or has no end; "" where there is none."""
    name = _BEGUN_DATA.search(page)
    if name is None:
        return ""
    quote = b"'" if name[1] == b'"' else b'"'
    begin = page.rfind(quote, 0, name.start()) + 1
    if not page[: begin - 1].rstrip().endswith(b"="):
        return ""
    end = page.find(quote, begin)
    return html.unescape(page[begin : end if end > 0 else len(page)].decode("utf-8"))


def _cards(root: _Element | None) -> Iterator[Paper | Fault]:
    number = 0
    for card in () if root is None else root.iter("article"):
        links = (_CARD_LINK.fullmatch(link.strip()) for link in card.xpath(".//a/@href"))
        key = next((link[1] for link in links if link), "")
        if not key:
            continue
        number += 1
        heading = next(iter(card.xpath(_HEADINGS)), None)
        title = "" if heading is None else " ".join("".join(heading.itertext()).split())
        if not title or r"\udc" in title:
            yield record_fault(number, "Unicode text" if title else "a title", title or key)
        else:
            yield Paper(title=title, arxiv_id=key, url=_PAGE + key, line=number)


def _foreign(root: _Element | None) -> Fault:
    title = "" if root is None else " ".join(root.xpath("string(//title)").split())
    found = f"a page titled {title[:100]!r}" if title else "a page without papers"
    return _fault(1, "a Hugging Face papers page", found, FaultKind.FORMAT)


def _fault(line: int, expected: str, found: str, kind: FaultKind) -> Fault:
    return Fault(line=line, expected=expected, found=found, kind=kind)
