"""What is in an element of XML, whatever the prefixes of its names."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

__all__ = [
    "Children",
    "Element",
    "children_of",
    "first_text",
    "local_name",
    "shown_element",
    "text_in",
]

_SHOWN = 200

#: An element of lxml, which has no types.
Element: TypeAlias = Any
#: The children of an element under their local names, in document order.
Children: TypeAlias = dict[str, list[Element]]


def local_name(element: Element) -> str:
    """The name of an element without its namespace, or "" where it has none.

    >>> local_name(etree.fromstring('<a:b xmlns:a="urn:c"/>'))
    'b'
    """
    tag = element.tag
    # That of an entity is a function.
    return tag[tag.find("}") + 1 :] if isinstance(tag, str) else ""


def children_of(element: Element) -> Children:
    """The children under their local names, whatever their prefix is."""
    found: Children = {}
    for child in element:
        tag = child.tag
        name = tag[tag.find("}") + 1 :] if isinstance(tag, str) else ""
        found.setdefault(name, []).append(child)
    return found


def text_in(element: Element) -> str:
    """All text of an element, without white space around it."""
    text: str | None = "".join(element.itertext()) if len(element) else element.text
    return text.strip() if text else ""


def first_text(children: Children, name: str) -> str:
    """The text of the first child of a name, without white space around it; "" without one."""
    found = children.get(name)
    return text_in(found[0]) if found else ""


def shown_element(element: Element) -> str:
    """The beginning of an element, as a fault shows it."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return text[:_SHOWN]
