"""What the first bytes of a file say that it is, whatever its name."""

from __future__ import annotations

from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.json_faults import broken_json, decode_slowly
from papergraph.sources.line_ends import ends_lines_in_cr
from papergraph.sources.lines import encoding_fault

__all__ = ["HEAD_SIZE", "head_text", "is_html", "unreadable", "unrecognised"]

#: As many bytes as detection looks at.
HEAD_SIZE = 1 << 16

# First bytes, longest first where one begins another.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "binary data (PNG image)"),
    (b"\xff\xd8\xff", "binary data (JPEG image)"),
    (b"GIF8", "binary data (GIF image)"),
    (b"%PDF-", "binary data (PDF document)"),
    (b"PK\x03\x04", "binary data (ZIP archive, or an office document)"),
    (b"\x1f\x8b", "binary data (gzip within a compressed file)"),
    (b"\x28\xb5\x2f\xfd", "binary data (Zstandard within a compressed file)"),
    (b"\xfd7zXZ\x00", "binary data (xz within a compressed file)"),
    *((b"BZh%d1AY&SY" % n, "binary data (bzip2 within a compressed file)") for n in range(1, 10)),
    (b"PAR1", "binary data (Parquet table)"),
    (b"SQLite format 3\x00", "binary data (SQLite database)"),
)
_WIDE: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BOM = b"\xef\xbb\xbf"
# Control characters that text never holds; a few may be strays, more than this are no text.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.1
# UTF-16 without a mark: every other byte of English is zero.
_WIDE_ZEROS = 0.3
_HTML_OPENINGS = ("<!doctype html", "<html", "<head", "<body")


def head_text(head: bytes) -> str:
    """The head as text: bytes that are not UTF-8 replaced, a byte order mark dropped.

    Lines that end in carriage returns alone end in line feeds, as they are read.
    """
    text = head.removeprefix(_BOM).decode("utf-8", errors="replace")
    return text.replace("\r", "\n") if ends_lines_in_cr(head) else text


def is_html(text: str) -> bool:
    """Whether `text` opens an HTML page, after comments and declarations.

    >>> is_html("<!-- saved from url=(0026) --> <!DOCTYPE html><html>")
    True
    """
    text = text.lstrip()
    while text.startswith(("<!--", "<?xml")):
        closing = "-->" if text.startswith("<!--") else "?>"
        _, found, text = text.partition(closing)
        if not found:
            return False
        text = text.lstrip()
    return text[:15].lower().startswith(_HTML_OPENINGS)


def unreadable(head: bytes) -> Fault | None:
    """A fault for a file that no parser of text can read: empty, binary, UTF-16.

    >>> print(unreadable(b""))
    : expected a listing of papers, found an empty file
    """
    if not head.removeprefix(_BOM).strip(b" \t\r\n"):
        found = "nothing but white space" if head else "an empty file"
        return _fault("a listing of papers", found, FaultKind.EMPTY)
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return _fault("a listing of papers", name, FaultKind.BINARY)
    wide = next((name for mark, name in _WIDE if head.startswith(mark)), "")
    zeros = head.count(0) / len(head)
    if not wide and zeros > _WIDE_ZEROS and _alternates(head):
        wide = "UTF-16"
    if wide:
        return _fault("UTF-8", f"{wide} text (save it as UTF-8)", FaultKind.ENCODING)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(head):
        return _fault("a listing of papers", "binary data", FaultKind.BINARY)
    return None


def unrecognised(head: bytes, suffix: str) -> Fault:
    """A fault for readable bytes of no known format, named as what they are.

    Args:
        head: the first bytes of the file.
        suffix: of its name, for the message only.
    """
    text = head_text(head)
    kind = FaultKind.FORMAT
    if is_html(text):
        under = "" if suffix.lower() in {".html", ".htm"} else f" under {suffix or 'no suffix'}"
        return _fault("a listing of papers", f"an HTML page{under} that lists no papers", kind)
    opening = text.lstrip()[:1]
    if opening == "<":
        return _fault("a listing of papers", "XML of an unknown kind", kind)
    if opening in {"[", "{"}:
        broken = _broken_json(head) if len(head) < HEAD_SIZE else None
        return broken or _fault("a listing of papers", "JSON without known fields of a paper", kind)
    lines = head.split(b"\n")
    if len(head) >= HEAD_SIZE:
        lines.pop()  # it may be cut inside a character
    for number, line in enumerate(lines, start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            return encoding_fault(number, error)
    found = f"text without a title and its abstract: {text.strip()[:40]!r}"
    return _fault("a listing of papers", found, kind)


def _broken_json(content: bytes) -> Fault | None:
    """The fault of a file whose first value is no JSON."""
    content = content.removeprefix(_BOM)
    line = 1 + content[: len(content) - len(content.lstrip())].count(b"\n")
    try:
        decode_slowly(content.lstrip())
    except ValueError:
        return broken_json(content.strip(), line)
    return None


def _fault(expected: str, found: str, kind: FaultKind) -> Fault:
    return Fault(line=0, expected=expected, found=found, kind=kind)


def _alternates(head: bytes) -> bool:
    """Whether the zero bytes stand at even places only, or at odd ones only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.6 * len(head) / 2 and min(even, odd) < 0.1 * len(head) / 2
