"""Text without the characters that a format cannot hold."""

from __future__ import annotations

import re

__all__ = ["whole_text", "xml_text"]

#: What XML 1.0 cannot hold, not even escaped (production 2, ``Char``).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: A reader of XML turns each of these into a line feed; so do we, to read back what we wrote.
_RETURN = re.compile("\r\n?")

_HALF = re.compile("[\ud800-\udfff]")


def xml_text(text: str) -> str:
    """What XML cannot hold becomes U+FFFD, and a carriage return a line feed."""
    return _NOT_XML.sub("\ufffd", _RETURN.sub("\n", text))


def whole_text(text: str) -> str:
    """Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    return _HALF.sub("\ufffd", text)
