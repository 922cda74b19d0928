"""The saved text of a Hugging Face papers page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import BinaryIO

from papergraph.model import Paper
from papergraph.sources.chrome import is_chrome, is_masthead, printed_date, without_chrome
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.lines import Line, read_lines
from papergraph.sources.printed import Printed
from papergraph.sources.roles import Role, prose_evidence, roles

__all__ = ["is_hf_text", "parse_hf_text"]

# The top of the real pages has six lines; their card-like relatives have up to thirty.
_HEAD_LINES = 40
# No line of the top that is not known by its words is longer.
_LONGEST_UNKNOWN = 40
_OTHER_MARKUP = re.compile(r"\s*(?:<[a-z!?]|@\w+\s*\{|#{1,6} |```|---\s*$)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|.*\|\s*$|[-*] )", re.MULTILINE)


def is_hf_text(text: str) -> bool:
    r"""Whether `text` opens a saved page: by its masthead, or by a title over an abstract.

    >>> is_hf_text("LoRA\n\nWe freeze the weights of the model and train two matrices.\n")
    True
    >>> is_hf_text("# LoRA\n\nWe freeze the weights of the model and train two matrices.\n")
    False
    """
    data = (line.encode("utf-8", errors="replace") for line in text.split("\n"))
    lines = list(islice(read_lines(data), 200))
    if any(is_masthead(line.text) for line in lines[:_HEAD_LINES]):
        return True
    if _OTHER_MARKUP.match(text) or len(_MARKDOWN.findall(text)) > 1:
        return False
    return any(
        (above is Role.TITLE, below) == (True, Role.ABSTRACT)
        and line.after_blank
        and prose_evidence(line.text) > 0
        for (_, above), (line, below) in pairwise(roles(without_chrome(iter(lines))))
    )


def parse_hf_text(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    r"""Yield the papers of a saved page, in page order.

    One block a line. Lines of the site are dropped wherever they stand: those that
    `papergraph.sources.chrome` knows by their words or shape, and at the top of the page
    also short ones above its masthead. The rest are titles and abstracts, told apart by
    `papergraph.sources.roles`: by what each line looks like and by the rhythm of the page.

    - Title and abstract are their lines verbatim, without white space at the ends.
    - An abstract over several lines is one abstract, its lines joined by ``\n``.
    - A title without an abstract is a paper with an empty one.
    - An abstract without a title is a fault.
    - Lines up to the next blank one of which a byte is not UTF-8 are a fault, and with them the
      paper where its title is among them.

    >>> from io import BytesIO
    >>> [paper.title for paper in parse_hf_text(BytesIO(b"new\n\nMamba\n\nWe scan fast.\n"))]
    ['Mamba']
    """
    date, lines = _below_head(read_lines(stream))
    if date:
        yield Printed(date)
    block: list[Line] = []
    titled = False
    for line, role in roles(without_chrome(lines)):
        if role is Role.TITLE:
            yield from _paper(block, titled)
            block, titled = [], True
        block.append(line)
    yield from _paper(block, titled)


def _below_head(lines: Iterator[Line]) -> tuple[str, Iterator[Line]]:
    """The date printed at the top of the page, and the lines that may be papers."""
    first = list(islice(lines, _HEAD_LINES))
    below = 0
    for number, line in enumerate(first):
        if is_masthead(line.text):
            below = number + 1
        elif not is_chrome(line.text) and len(line.text) > _LONGEST_UNKNOWN:
            break
    while below < len(first) and is_chrome(first[below].text):
        below += 1
    dates = (printed_date(line.text) for line in first[:below])
    date = next(filter(None, dates), "")
    if below < len(first) and prose_evidence(first[below].text) > 0:
        below = 0  # an abstract comes first: its title is one of the short lines above
    return date, chain(first[below:], lines)


def _paper(block: list[Line], titled: bool) -> Iterator[Paper | Fault]:
    faults = [next(filter(None, (line.fault for line in part)), None) for part in _parts(block)]
    readable = [
        line
        for part, fault in zip(_parts(block), faults, strict=True)
        if fault is None or fault.kind is not FaultKind.ENCODING
        for line in part
    ]
    if titled and readable[:1] == block[:1]:
        title, *rest = readable
        yield Paper(title=title.text.strip(), abstract=_joined(rest), line=title.number)
    elif readable and not titled:
        expected = "a title above the abstract"
        found = _joined(readable)
        yield Fault(line=readable[0].number, expected=expected, found=found, kind=FaultKind.TITLE)
    yield from filter(None, faults)


def _parts(block: Iterable[Line]) -> list[list[Line]]:
    """The lines, parted where there are blank ones between them."""
    parts: list[list[Line]] = []
    for line in block:
        if line.after_blank or not parts:
            parts.append([])
        parts[-1].append(line)
    return parts


def _joined(lines: Iterable[Line]) -> str:
    return "\n".join(line.text.strip() for line in lines)
