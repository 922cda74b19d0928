"""Tags and entities in titles and abstracts, as catalogues take them over from publishers."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from papergraph.sources.fields import unwrapped

__all__ = ["without_markup"]

# Of HTML, JATS and MathML in titles and abstracts. With a prefix they are never meant as text.
_PREFIXED = r"(?:jats|mml|xhtml):[\w-]+"
_BLOCKS = r"(?:jats:)?(?:p|title|sec|label|list|list-item|break)|div|ul|ol|li|br"
_INLINE = (
    r"i|b|em|u|s|tt|strong|small|span|sub|sup|inf|scp|sc|italic|bold|roman|monospace|underline"
    r"|math|m(?:row|i|n|o|s|text|style|space|frac|sqrt|root|su[bp]|subsup|over|under|underover)"
)
_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>(?P<block>{_BLOCKS})|{_PREFIXED}|{_INLINE})"
    rf"{_ATTRIBUTES}(?P<empty>/?)>",
    re.IGNORECASE,
)
# A heading that says no more than the name of the field.
_OWN_HEADING = re.compile(r"<((?:jats:)?title)>\s*abstract\s*</\1>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|[xX][\da-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z\d]{1,31}));")


def without_markup(text: str) -> str:
    """The text that a reader sees: known tags dropped, entities read.

    A tag without a prefix counts where its other end is there too, for a text may compare
    ("a<b and c>d") or speak of tags ("<script>"). What was escaped twice is read twice.

    >>> without_markup("<i>In vivo</i> models for design &amp; test: H<sub>2</sub>O")
    'In vivo models for design & test: H2O'
    >>> without_markup("<jats:title>Abstract</jats:title><jats:p>We show that a &lt; b.</jats:p>")
    'We show that a < b.'
    >>> without_markup("The <script> of R&D, where a<b and c>d")
    'The <script> of R&D, where a<b and c>d'
    """
    while True:
        plain = _without_tags(text) if "<" in text else text
        plain = _ENTITY.sub(_read, plain) if "&" in plain else plain
        if plain == text:
            return text
        text = plain


def _without_tags(text: str) -> str:
    text = _OWN_HEADING.sub("", text)
    ends: tuple[set[str], set[str]] = (set(), set())
    for tag in _TAG.finditer(text):
        ends[bool(tag["end"])].add(tag["name"].lower())
    paired = ends[0] & ends[1] | {"br"}
    has_blocks = False

    def shown(tag: re.Match[str]) -> str:
        nonlocal has_blocks
        name = tag["name"].lower()
        if not (":" in name or tag["empty"] or name in paired):
            return tag[0]
        has_blocks |= bool(tag["block"])
        return "\n" if tag["block"] else ""

    plain = _TAG.sub(shown, text)
    return unwrapped(plain) if has_blocks else plain


def _read(entity: re.Match[str]) -> str:
    """The character of an entity; a name that is none is text."""
    name = entity["name"]
    return html5.get(f"{name};", entity[0]) if name else unescape(entity[0])
