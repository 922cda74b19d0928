"""Elements of XML, one by one, from files that hold several documents or broken ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from lxml import etree

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.lines import encoding_fault
from papergraph.sources.xml_elements import (
    Element,
)

__all__ = ["Found", "read_elements"]


_CHUNK = 1 << 15
# Without an end tag in so many bytes, they are parsed as they are.
_LONGEST_RECORD = 1 << 20
_LONGEST_PREFIX = 64
_SHOWN = 200
_SHOWN_BEFORE = 40
# Stands for all that is before the first record where that is broken.
_ANY_HEAD = b"<root>"
_ENCODING = etree.ErrorTypes.ERR_INVALID_ENCODING
_SECOND_ROOT = etree.ErrorTypes.ERR_DOCUMENT_END
_UNKNOWN_PREFIX = etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE


class Found(NamedTuple):
    """An element, and the 1-based line of the file where it begins."""

    line: int
    element: Element


class _Stretch(NamedTuple):
    """A stretch of one document; as a rule, it ends where a record ends.

    Attributes:
        line: 1-based, where it begins.
        content: its bytes.
        ends: whether the document ends with it.
    """

    line: int
    content: bytes
    ends: bool

    @property
    def next_line(self) -> int:
        """The line where the next one begins."""
        return self.line + self.content.count(b"\n")


class _Error(NamedTuple):
    code: int
    line: int
    column: int


def read_elements(
    stream: BinaryIO, record: str, root: str, others: tuple[str, ...] = ()
) -> Iterator[Found | Fault]:
    r"""Yield the elements of a name, in file order, and a fault for each broken stretch.

    The file may hold several documents, one after the other. A broken record costs itself.
    Elements are emptied soon after the next one was asked for, so memory is bounded. No entity
    is resolved, and nothing outside the file is read.

    Args:
        stream: bytes, in any encoding of which ASCII is a part.
        record: local name of the elements, whatever their namespace.
        root: local name of the root, with whose end tag a document ends.
        others: local names of further elements to yield.

    >>> from io import BytesIO
    >>> file = BytesIO(b"<r><a>1</a>\n<a>2 & 3</a>\n<a>4</a></r>")
    >>> [item.element.text if isinstance(item, Found) else str(item)
    ...     for item in read_elements(file, "a", "r")]
    ['1', ":2: expected well-formed XML, found '<a>2 & 3</a>'", '4']
    """
    tags = _Tags(record, root)
    names = tuple(f"{{*}}{name}" for name in (record, *others))
    document: _Document | None = None
    for stretch in _stretches(stream, tags):
        if document is None and stretch.content.strip():
            document = _Document(tags, names, stretch)
        if document is None:
            continue
        yield from document.read(stretch)
        if stretch.ends:
            document = None


class _Tags:
    """Where records and documents begin and end, in bytes."""

    def __init__(self, record: str, root: str) -> None:
        names = re.escape(record.encode()), re.escape(root.encode())
        self.record_begin = re.compile(rb"<(?:[\w.-]+:)?%b(?=[\s/>])" % names[0])
        self.record_end = re.compile(rb"</(?:[\w.-]+:)?%b\s*>" % names[0])
        self.empty_record = b"<%b/>" % record.encode()
        self.root_end = re.compile(rb"</(?:[\w.-]+:)?%b\s*>" % names[1])
        self.document_end = re.compile(rb"</(?:[\w.-]+:)?%b\s*>|(?=<\?xml\s)" % names[1])
        # Plain bytes are found far quicker than the expressions.
        self._record_hint = record.encode() + b">"
        self._root_hint = re.compile(rb"%b\s*>" % names[1])
        self._end_of_end = re.compile(rb"</(?:[\w.-]+:)?\Z")

    def may_end_document(self, content: bytes) -> bool:
        """Whether it is worth looking for the end of a document."""
        return b"<?xml" in content or self._root_hint.search(content) is not None

    def last_record_end(self, content: bytes, start: int) -> tuple[int, bytes]:
        """Where the last end tag ends, and the tag; ``start, b""`` if there is none."""
        at = len(content)
        while (at := content.rfind(self._record_hint, start, at)) >= 0:
            opened = self._end_of_end.search(content, max(start, at - _LONGEST_PREFIX), at)
            if opened:
                end = at + len(self._record_hint)
                return end, content[opened.start() : end]
        return start, b""


def _stretches(stream: BinaryIO, tags: _Tags) -> Iterator[_Stretch]:
    """The file, cut at the ends of documents, and else at some of the records' ends."""
    line, rest = 1, b""
    while chunk := stream.read(_CHUNK):
        rest += chunk
        start = 0
        for match in tags.document_end.finditer(rest) if tags.may_end_document(rest) else ():
            if match.end() > start:
                stretch = _Stretch(line, rest[start : match.end()], ends=True)
                yield stretch
                line, start = stretch.next_line, match.end()
        end, _ = tags.last_record_end(rest, start)
        if end == start and len(rest) > _LONGEST_RECORD:
            end = len(rest)
        if end > start:
            stretch = _Stretch(line, rest[start:end], ends=False)
            yield stretch
            line = stretch.next_line
        rest = rest[end:]
    yield _Stretch(line, rest, ends=True)


class _Document:
    """One XML document, parsed stretch by stretch.

    The parser gives up at an error. Then another one is given the document's beginning, as far
    as the first record, and goes through the stretch again, a record at a time.
    """

    def __init__(self, tags: _Tags, names: tuple[str, ...], first: _Stretch) -> None:
        self._tags = tags
        self._names = names
        self._begin(first)

    def _begin(self, first: _Stretch) -> None:
        record = self._tags.record_begin.search(first.content)
        # On one line, so that it does not count where it is parsed again.
        self._head = first.content[: record.start()].replace(b"\n", b" ") if record else _ANY_HEAD
        self._first_line = first.line
        self._is_head_broken = False
        self._is_told = False
        self._restart(first.line, b"")

    def _restart(self, line: int, head: bytes) -> None:
        """Take a new parser, whose first line is that line of the file."""
        self._parser = _new_parser(self._names)
        #: What is added to the parser's lines to make them the file's.
        self._shift = line - 1
        if head:
            self._parsed(head)

    def _check_head(self) -> None:
        """Do without the head if no record can be read after it."""
        self._restart(1, b"")
        _, error = self._parsed(self._head)
        elements, _ = self._parsed(self._tags.empty_record)
        if error or not elements:
            self._is_head_broken = True
            self._head = _ANY_HEAD

    def read(self, stretch: _Stretch) -> Iterator[Found | Fault]:
        """The elements that end in the stretch, and what is wrong with it."""
        self._is_told = False
        elements, error = self._parsed(stretch.content)
        if error is None:
            yield from self._emptied(elements)
        else:
            is_first = stretch.line == self._first_line
            self._check_head()
            self._restart(stretch.line, b"" if is_first else self._head)
            for piece in self._pieces(stretch):
                yield from self._read_piece(piece)
        if stretch.ends and not self._is_told and not self._is_head_broken:
            yield from self._end(stretch)

    def _pieces(self, stretch: _Stretch) -> Iterator[_Stretch]:
        start, line = 0, stretch.line
        ends = [match.end() for match in self._tags.record_end.finditer(stretch.content)]
        for end in dict.fromkeys([*ends, len(stretch.content)]):
            piece = _Stretch(line, stretch.content[start:end], ends=False)
            yield piece
            start, line = end, piece.next_line

    def _read_piece(self, piece: _Stretch) -> Iterator[Found | Fault]:
        elements, error = self._parsed(piece.content)
        if error and error.code == _SECOND_ROOT and not elements:
            self._begin(piece)
            self._check_head()
            self._restart(piece.line, b"")
            elements, error = self._parsed(piece.content)
        yield from self._emptied(elements)
        self._is_told = error is not None
        if error is None:
            return
        begins = [match.start() for match in self._tags.record_begin.finditer(piece.content)]
        # Behind a broken head, the document's last tags are wrong as well.
        if begins or not self._is_head_broken or self._tags.record_end.search(piece.content):
            yield self._fault(error, piece)
        self._restart(piece.next_line, self._head)
        if not elements and begins and (len(begins) > 1 or self._is_head_broken):
            yield from self._salvaged(piece, begins[-1])

    def _salvaged(self, piece: _Stretch, start: int) -> Iterator[Found]:
        """The last record of a broken piece, if it is whole: the damage may be before it."""
        line = piece.line + piece.content.count(b"\n", 0, start)
        self._restart(line, self._head)
        elements, error = self._parsed(piece.content[start:])
        if error:
            self._restart(piece.next_line, self._head)
        else:
            yield from self._emptied(elements)

    def _parsed(self, content: bytes) -> tuple[list[Element], _Error | None]:
        error = None
        try:
            self._parser.feed(content)
        except etree.XMLSyntaxError as wrong:
            error = _Error(wrong.code, *wrong.position)
        elements = [element for _, element in self._parser.read_events()]
        _, end_tag = self._tags.last_record_end(content, 0)
        if error is None and end_tag and len(elements) < content.count(end_tag):
            error = self._closed() or _Error(0, 0, 0)
        return elements, error

    def _closed(self) -> _Error | None:
        """The first error of a parser that reads no further, as some come late or not at all."""
        for entry in self._parser.feed_error_log.filter_from_fatals():
            return _Error(entry.type, entry.line, entry.column)
        try:
            self._parser.close()
        except etree.XMLSyntaxError as wrong:
            if wrong.code != _UNKNOWN_PREFIX:
                return _Error(wrong.code, *wrong.position)
            # That harms nothing, but hides what came later. The log goes back beyond this parser.
            last = wrong.error_log[-1]
            if last.type != _UNKNOWN_PREFIX:
                return _Error(last.type, last.line, last.column)
        return None

    def _emptied(self, elements: list[Element]) -> Iterator[Found]:
        for element in elements:
            yield Found(element.sourceline + self._shift, element)
        if elements and (parent := elements[-1].getparent()) is not None:
            del parent[: parent.index(elements[-1])]

    def _end(self, last: _Stretch) -> Iterator[Fault]:
        error = self._closed()
        if error and self._tags.root_end.search(last.content):
            yield self._fault(error, last)
        elif error:
            line = last.next_line
            found = f"XML that ends early at line {line} (truncated?)"
            expected = "the rest of it"
            yield Fault(line=line, expected=expected, found=found, kind=FaultKind.TRUNCATED)

    def _fault(self, error: _Error, piece: _Stretch) -> Fault:
        lines = piece.content.split(b"\n")
        place = error.line + self._shift - piece.line
        if not error.line or not 0 <= place < len(lines):
            place = next((at for at, text in enumerate(lines) if text.strip()), 0)
        line = piece.line + place
        if error.code == _ENCODING:
            try:
                lines[place].decode("utf-8")
            except UnicodeDecodeError as wrong:
                return encoding_fault(line, wrong)
        start = max(0, error.column - 1 - _SHOWN_BEFORE)
        found = lines[place][start : start + _SHOWN].decode("utf-8", errors="replace").strip()
        return Fault(line=line, expected="well-formed XML", found=found, kind=FaultKind.SYNTAX)


def _new_parser(names: tuple[str, ...]) -> Any:  # noqa: ANN401 - lxml has no types
    return etree.XMLPullParser(
        events=("end",),
        tag=names,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
