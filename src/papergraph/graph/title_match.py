"""How surely two records of one title are one paper, by all else that they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from papergraph.model import Paper
from papergraph.text.latex import read_latex
from papergraph.text.normalize import plain_ascii, slug, title_key

__all__ = [
    "Details",
    "TitleMatch",
    "abstract_details",
    "abstract_key",
    "identity_key",
    "title_details",
    "title_match",
]

#: Chance that two papers of one title are one, by the words of the title; 4 stands for more.
_BY_WORDS = {0: 0.5, 1: 0.6, 2: 0.75, 3: 0.85, 4: 0.9}
#: What is left of the doubt where something else agrees too.
_AUTHOR, _YEAR, _ABSTRACT = 0.2, 0.7, 0.1
#: No title proves anything.
_SUREST = 0.99
#: A preprint may come out years before its journal does.
_MOST_YEARS = 3
#: Letters in common, in percent, of two printings of one abstract, and of two abstracts.
_SAME_TEXT, _OTHER_TEXT = 80, 60
#: Letters of an abstract that are compared, and of one that is a key of its own.
_COMPARED, _LEAST_KEY = 1500, 300
#: Letters at the start of a text that tell it from others.
_START = 20
#: How the names of letters begin that ASCII has something for, or nothing of worth.
_SPELT = ("LATIN", "GREEK", "COMBINING", "MODIFIER")
_GENERATION = re.compile(r"^(?:jr|sr|ii|iii|iv)$")


class TitleMatch(NamedTuple):
    """That records are one paper.

    Attributes:
        confidence: 0 to 1; 0 where something contradicts it.
        rule: what agrees, e.g. "title, first author and year"; what contradicts at 0.
    """

    confidence: float
    rule: str


def identity_key(title: str) -> str:
    r"""One key for the printings of a title: case, accents, LaTeX, dashes and blanks aside.

    Digits, signs of versions and Greek letters stay, and so do the signs of `title_key`.

    >>> identity_key("The Fr\\'echet {D}istance") == identity_key("the Fréchet distance")
    True
    >>> identity_key("Llama 2") == identity_key("Llama 3")
    False
    """
    key = title_key(read_latex(title).text)
    # Of other scripts nothing would be left, neither letters nor digits.
    if key.isascii() or any(map(_is_of_another_script, key)):
        return key
    return plain_ascii(key) or key


def _is_of_another_script(char: str) -> bool:
    return not char.isascii() and not unicodedata.name(char, "").startswith(_SPELT)


def abstract_key(abstract: str) -> str:
    """One key for the printings of an abstract; "" where it is too short to be one."""
    if len(abstract) < _LEAST_KEY:
        return ""
    key = identity_key(abstract)
    return key if len(key) >= _LEAST_KEY else ""


class Details(NamedTuple):
    """What tells papers that share a text apart.

    Attributes:
        told: by a record.
        asked: of which the other record of a paper tells some.
    """

    told: frozenset[str]
    asked: frozenset[str]


def title_details(paper: Paper) -> Details:
    """What a record tells beside its title, and what another of the same paper may tell.

    >>> doe, reversed, other = (
    ...     title_details(Paper(title="Editorial", authors=(author,)))
    ...     for author in ("Jane Doe", "Doe, Jane", "Jane Roe")
    ... )
    >>> bool(doe.told & reversed.asked), bool(doe.told & other.asked)
    (True, False)
    """
    return _details(paper, paper.abstract)


def abstract_details(paper: Paper) -> Details:
    """What a record tells beside its abstract, and what another of the same paper may tell."""
    return _details(paper, paper.title)


def _details(paper: Paper, text: str) -> Details:
    told: set[str] = set()
    asked: set[str] = set()
    if paper.authors and (parts := _name_parts(paper.authors[0])):
        first, last = parts[0], parts[-1]
        # One of the two family names stands last; the other may stand first.
        told |= {f"ends {last}", f"begins {first}"}
        asked |= {f"ends {last}", f"begins {last}", f"ends {first}"}
    # Two records that say nothing cannot be told apart.
    if text or not told:
        start = f"text {identity_key(text[:_START])}"
        told.add(start)
        asked.add(start)
    return Details(frozenset(told), frozenset(asked))


def title_match(first: Paper, second: Paper) -> TitleMatch:
    """How surely two records of one title are one paper."""
    words = len(re.findall(r"\w+", first.title))
    doubt = 1 - _BY_WORDS[min(words, max(_BY_WORDS))]
    agreeing = ["title"]
    for name, found in (
        ("first author", _of_authors(first, second)),
        ("year", _of_years(first, second)),
        ("abstract", _of_abstracts(first, second)),
    ):
        contradicts = found == 0 and (name != "abstract" or _is_vague(words, agreeing))
        if contradicts:
            return TitleMatch(0.0, f"another {name}")
        if found:
            agreeing.append(name)
            doubt *= found
    *rest, last = agreeing
    return TitleMatch(
        min(_SUREST, round(1 - doubt, 2)), f"{', '.join(rest)} and {last}" if rest else last
    )


def _is_vague(words: int, agreeing: Sequence[str]) -> bool:
    """Whether a title is so short that other papers may have it."""
    return words < max(_BY_WORDS) and "first author" not in agreeing


def _of_authors(first: Paper, second: Paper) -> float | None:
    """What is left of the doubt; 0 where they contradict each other, ``None`` if unknown."""
    if not first.authors or not second.authors:
        return None
    return _AUTHOR if _same_person(first.authors[0], second.authors[0]) else 0


def _of_years(first: Paper, second: Paper) -> float | None:
    years = [int(one.issued[:4]) for one in (first, second) if one.issued[:4].isdigit()]
    if len(years) < 2:
        return None
    between = abs(years[0] - years[1])
    return 0 if between > _MOST_YEARS else _YEAR if between < 2 else None


def _of_abstracts(first: Paper, second: Paper) -> float | None:
    if not first.abstract or not second.abstract:
        return None
    alike = _alike(first.abstract, second.abstract)
    return _ABSTRACT if alike >= _SAME_TEXT else 0 if alike < _OTHER_TEXT else None


def _alike(first: str, second: str) -> float:
    """Letters in common, in percent; 0 for fewer than those of other abstracts."""
    a, b = (text[:_COMPARED].lower() for text in (first, second))
    # A twentieth of the time, and enough for most.
    whole = fuzz.ratio(a, b, score_cutoff=_SAME_TEXT)
    return whole or fuzz.partial_ratio(a, b, score_cutoff=_OTHER_TEXT)


def _same_person(first: str, second: str) -> bool:
    """Whether two printings can be one person's name: by the family name, wherever it stands."""
    one, other = (_name_parts(name) for name in (first, second))
    if not one or not other:
        return True
    ends = {one[-1], one[0]}, {other[-1], other[0]}
    return one[-1] in ends[1] or other[-1] in ends[0]


def _name_parts(name: str) -> list[str]:
    parts: Iterable[str] = slug(read_latex(name).text).split("-")
    return [part for part in parts if part and not _GENERATION.match(part)]
