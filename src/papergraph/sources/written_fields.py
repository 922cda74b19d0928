"""Fields that people write as they like: dates, venues, addresses of code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from papergraph.model import Kind, Relation, Statement
from papergraph.sources.fields import unwrapped
from papergraph.sources.markup import without_markup
from papergraph.text.identifiers import iso_date
from papergraph.text.urls import CODE_HOSTS, find_urls, repository_name

__all__ = ["code_statements", "venue_name", "written_date"]

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"(?<![a-z])({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)\d\d?(?!\d)", re.ASCII)
_FIGURES = re.compile(r"((?:1[5-9]|20)\d\d)(\d\d)(\d\d)", re.ASCII)
# As spreadsheets write a day: the year is behind the month.
_SHORT_YEAR = re.compile(rf"(\d\d?)[- ]({'|'.join(_MONTHS)})[a-z]*[- ]'?(\d\d)", re.I | re.ASCII)
# Of two figures, as POSIX has it.
_LAST_YEAR_OF_2000 = 68
_PREPRINT = re.compile(r"(?:arxiv|corr)\b|.*\barxiv:", re.IGNORECASE)
_CODE_HOST = re.compile("|".join(map(re.escape, sorted(CODE_HOSTS))), re.IGNORECASE)


def written_date(text: str) -> str:
    """A date as people write it: ``2021/06/17/``, ``17 June 2021``, ``17-Jun-21``; else "".

    Of a date in figures alone that begins with no year, the year: nobody can say which of
    the other two is the month.

    >>> [written_date(text) for text in ("2021/06//", "June 17, 2021", "6/7/2021", "in press")]
    ['2021-06', '2021-06-17', '2021', '']
    """
    found = iso_date(text.replace("/", "-"))
    if len(found) > 4 or found == text:
        return found
    year = _YEAR.search(text)
    if not year:
        return found or _dense_date(text)
    month = _MONTH.search(text)
    if not month:
        return year[0]
    number = _MONTHS.index(month[1].lower()) + 1
    day = _DAY.search(text[: year.start()] + " " + text[year.end() :])
    exact = iso_date(f"{year[0]}-{number}-{day[0]}") if day else ""
    return exact or f"{year[0]}-{number:02}"


def _dense_date(text: str) -> str:
    """A day without signs between its parts, or with two figures for its year.

    >>> [_dense_date(text) for text in ("20210617", "17-Jun-21", "17-Jun-99", "20211306", "170621")]
    ['2021-06-17', '2021-06-17', '1999-06-17', '', '']
    """
    if figures := _FIGURES.fullmatch(text):
        return iso_date("-".join(figures.groups()))
    short = _SHORT_YEAR.fullmatch(text)
    if not short:
        return ""
    day, month, year = short[1], _MONTHS.index(short[2].lower()) + 1, int(short[3])
    century = 2000 if year <= _LAST_YEAR_OF_2000 else 1900
    return iso_date(f"{century + year}-{month}-{day}")


def venue_name(*places: str) -> str:
    """The first journal or conference, on one line; "" where there is only arXiv, which is none.

    Args:
        places: what fields of a source say of where a paper is published, the best first.

    >>> venue_name("<i>arXiv</i>.org", "ICLR"), venue_name("CoRR"), venue_name("Corrosion")
    ('ICLR', '', 'Corrosion')
    """
    venues = (unwrapped(without_markup(text)) for text in places)
    return next((venue for venue in venues if venue and not _PREPRINT.match(venue)), "")


def code_statements(
    places: Iterable[tuple[str, str]], confidence: float = 0.8
) -> tuple[Statement, ...]:
    """The repositories whose URLs stand in fields, each once.

    Args:
        places: names of fields and their texts.
        confidence: that a repository is the paper's own.

    >>> [found.value for found in code_statements([("note", "Code: github.com/a/b.")])]
    ['https://github.com/a/b']
    """
    found: dict[str, Statement] = {}
    for field, text in places:
        if not text or not _CODE_HOST.search(text):
            continue
        for _, url in find_urls(text):
            if repository_name(url):
                statement = Statement(
                    field, Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, confidence
                )
                found.setdefault(url.lower(), statement)
    return tuple(found.values())
