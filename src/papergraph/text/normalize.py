"""Keys under which two written forms are one: of names, of titles, of IRIs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

__all__ = ["letters_and_digits", "name_key", "plain_ascii", "singular", "slug", "title_key"]

# Hyphens and dashes of every length, the minus sign, the underscore, every space.
_JOINERS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_\\-\\s]+")
_NOT_WORD = re.compile(r"[^\w+]|_")
# "Qwen2.5", "C#", "RRT*"; but a star behind the last word is the mark of a footnote.
_MEANT_SIGN = re.compile(r"([.*#](?:(?<=\d\.)(?=\d)|(?<=[^\W\d_]\#)|(?<=[^\W\d_]\*)(?![\W_]*\Z)))")
_GREEK = re.compile("[\u0391-\u03c9]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Letters that Unicode does not take apart into one of ASCII and a mark.
_WHOLE_LETTERS = str.maketrans(
    {
        **dict(zip("øłđħŧıØŁĐĦŦ", "oldhtiOLDHT", strict=True)),
        **{"æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"},
        **{"Æ": "AE", "Œ": "OE", "ẞ": "SS", "Ð": "D", "Þ": "TH"},
    }
)


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
    return _fold(name, _without_joiners) or name.strip()


def letters_and_digits(name: str) -> str:
    """A name without its other signs, in the case that it is printed in.

    >>> letters_and_digits("TC^2"), letters_and_digits("GPT-4o")
    ('TC2', 'GPT4o')
    """
    return name if name.isalnum() else "".join(filter(str.isalnum, name))


def singular(short: str) -> str:
    """A short form without the small letter of its plural.

    >>> singular("MTPs"), singular("bias")
    ('MTP', 'bias')
    """
    return short.removesuffix("s") if short[-2:-1].isupper() else short


def title_key(title: str) -> str:
    """Fold a title to letters, digits and a few signs, so that punctuation cannot part two copies.

    What tells two titles apart stays: digits and version words, plus signs, the point of a
    decimal number, a star or a number sign right behind a letter.

    >>> title_key("LoRA: Low-Rank Adaptation"), title_key("RRT*: Planning"), title_key("Adam*")
    ('loralowrankadaptation', 'rrt*planning', 'adam')
    >>> title_key("Qwen 2.5") == title_key("Qwen-2.5") != title_key("Qwen-25")
    True
    """
    return _fold(title, _without_punctuation) or title.strip()


def _without_joiners(text: str) -> str:
    return text.translate(_ASCII_JOINERS) if text.isascii() else _JOINERS.sub("", text)


def _without_punctuation(text: str) -> str:
    pieces = _MEANT_SIGN.split(text)
    # Every other piece is a sign that stays.
    pieces[::2] = [
        piece.translate(_ASCII_NOT_WORD) if piece.isascii() else _NOT_WORD.sub("", piece)
        for piece in pieces[::2]
    ]
    return "".join(pieces)


def _fold(text: str, dropped: Callable[[str], str]) -> str:
    if text.isascii():
        lower = text.lower()
        return lower if lower.isalnum() else dropped(lower)
    # Until nothing changes: dropping a dash lets a letter and a combining mark compose anew.
    while True:
        folded = dropped(unicodedata.normalize("NFKC", text).casefold())
        folded = unicodedata.normalize("NFKC", folded)
        if folded == text:
            return folded
        text = folded


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and dashes, for use in an IRI; "" where none is left.

    >>> slug("S^{2}FT: Fr\u00e9chet & C++")
    's-2-ft-frechet-c-plus-plus'
    """
    plain = plain_ascii(unicodedata.normalize("NFKC", text).replace("+", " plus "))
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")


def plain_ascii(text: str) -> str:
    """Letters without their accents and strokes, Greek ones spelt; what is left is dropped.

    >>> plain_ascii("M\u00f8ller, \u0141ukasz: \u03b2-VAE")
    'Moller, Lukasz: beta-VAE'
    """
    if text.isascii():
        return text
    spelled = _GREEK.sub(_spelled, unicodedata.normalize("NFKC", text))
    # Taken apart first: "ǿ" is "ø" with an accent.
    apart = unicodedata.normalize("NFKD", spelled).translate(_WHOLE_LETTERS)
    return apart.encode("ascii", "ignore").decode("ascii")


def _spelled(greek: re.Match[str]) -> str:
    return unicodedata.name(greek.group()).rpartition(" ")[2].lower()
