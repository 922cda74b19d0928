"""Keys under which two written forms are one: of names, of titles, of IRIs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

__all__ = ["name_key", "slug", "title_key"]

# Hyphens and dashes of every length, the minus sign, the underscore, every space.
_JOINERS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_\\-\\s]+")
_NOT_WORD = re.compile(r"[^\w+]|_")
_GREEK = re.compile("[\u0391-\u03c9]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def _dropped(pattern: re.Pattern[str]) -> dict[int, None]:
    """What `str.translate` drops of ASCII, for it is several times as fast as `re.sub` there."""
    return {code: None for code in range(128) if pattern.match(chr(code))}


_ASCII_JOINERS = _dropped(_JOINERS)
_ASCII_NOT_WORD = _dropped(_NOT_WORD)


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """Fold a name to its lookup key: without regard to case, spacing and dashes.

    Two names with one key are the same name to the lexicon and to queries. The fold is
    idempotent, and it never makes a name that is not blank empty.

    >>> name_key("Low\u2013Rank  Adaptation")
    'lowrankadaptation'
    >>> name_key("ResNet-50") == name_key("resnet50")
    True
    """
    return _fold(name, _JOINERS, _ASCII_JOINERS) or name.strip()


def title_key(title: str) -> str:
    """Fold a title to letters, digits and plus signs, so that punctuation cannot part two copies.

    Digits and version words stay: "Llama 2" and "Llama 3" are two keys.

    >>> title_key("LoRA: Low-Rank Adaptation")
    'loralowrankadaptation'
    """
    return _fold(title, _NOT_WORD, _ASCII_NOT_WORD) or title.strip()


def _fold(text: str, dropped: re.Pattern[str], dropped_ascii: Mapping[int, None]) -> str:
    if text.isascii():
        lower = text.lower()
        return lower if lower.isalnum() else lower.translate(dropped_ascii)
    # Until nothing changes: dropping a dash lets a letter and a combining mark compose anew.
    while True:
        folded = dropped.sub("", unicodedata.normalize("NFKC", text).casefold())
        folded = unicodedata.normalize("NFKC", folded)
        if folded == text:
            return folded
        text = folded


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and dashes, for use in an IRI; "" where none is left.

    >>> slug("S^{2}FT: Fr\u00e9chet & C++")
    's-2-ft-frechet-c-plus-plus'
    """
    spelled = _GREEK.sub(_spelled, unicodedata.normalize("NFKC", text).replace("+", " plus "))
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")


def _spelled(greek: re.Match[str]) -> str:
    return unicodedata.name(greek.group()).rpartition(" ")[2].lower()
