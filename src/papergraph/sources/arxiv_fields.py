"""Fields of a paper as arXiv writes them, whatever the format around them."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate
from functools import lru_cache

from papergraph.model import Kind, Relation, Statement
from papergraph.sources.fields import (
    unwrapped,
)
from papergraph.text.identifiers import iso_day, split_doi
from papergraph.text.latex import read_latex
from papergraph.text.urls import CODE_HOSTS, find_urls, repository_name

__all__ = ["comment_statements", "first_doi", "posting_day", "printed_names"]

_BRACKETS = re.compile(r" ?\([^()]*\)")
# Affiliations in brackets in brackets in brackets are the deepest that there are.
_DEEPEST = 4
# Few comments link code, and looking for one of its hosts is quick.
_CODE_HOST = re.compile("|".join(map(re.escape, sorted(CODE_HOSTS))), re.IGNORECASE)
# Besides commas.
_BETWEEN_NAMES = (" and ", " & ", ";", ": ")
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})


def comment_statements(comment: str) -> tuple[Statement, ...]:
    """The repositories that an author's comment on a paper links.

    >>> [stated.value for stated in comment_statements("5 pages, code: github.com/a/b.")]
    ['https://github.com/a/b']
    """
    if "/" not in comment or not _CODE_HOST.search(comment):
        return ()
    urls = (printed.url for printed in find_urls(unwrapped(comment)))
    return tuple(
        Statement("comment", Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, 0.85)
        for url in dict.fromkeys(urls)
        if repository_name(url)
    )


def first_doi(text: str) -> tuple[str, str]:
    """The arXiv id and the DOI, as in `split_doi`, of the first DOI among blanks.

    >>> first_doi("10.1103/A.1 10.1103/A.2")
    ('', '10.1103/a.1')
    """
    for word in text.split():
        if any(found := split_doi(word)):
            return found
    return "", ""


def posting_day(text: str) -> str:
    """The day of a date as mails have it or in the order of ISO; "" where it is neither.

    >>> posting_day("Mon, 2 Apr 2007 19:18:42 GMT"), posting_day("2007-04-02"), posting_day("soon")
    ('2007-04-02', '2007-04-02', '')
    """
    # Without their times they are few enough to remember what they stand for.
    return _mail_day(text.partition(":")[0].rpartition(" ")[0]) or iso_day(text)


@lru_cache(maxsize=1 << 14)
def _mail_day(text: str) -> str:
    try:
        parts = parsedate(f"{text} 00:00:00")
        return date(*parts[:3]).isoformat() if parts else ""
    except (ValueError, IndexError, TypeError, OverflowError):
        return ""


def printed_names(text: str) -> tuple[str, ...]:
    r"""The names in arXiv's string of authors, without affiliations and TeX's accents.

    >>> printed_names("C. Bal\\'azs (1), J. Roe, Jr. and D. Lee (1 and 2) ((1) Inst, (2) Lab)")
    ('C. Balázs', 'J. Roe Jr.', 'D. Lee')
    """
    text = " ".join(text.split())
    if "(" in text:
        text = _without_brackets(text)
    if "\\" in text or "{" in text:
        text = read_latex(text).text
    for between in _BETWEEN_NAMES:
        text = text.replace(between, ",")
    names: list[str] = []
    for name in map(str.strip, text.split(",")):
        if name in _SUFFIXES and names:
            names[-1] += f" {name}"
        elif name and name != "et al.":
            names.append(name)
    return tuple(names)


def _without_brackets(text: str) -> str:
    for _ in range(_DEEPEST):
        shorter = _BRACKETS.sub("", text)
        if shorter == text:
            break
        text = shorter
    # What was opened and never closed is an affiliation to the end.
    return text.partition("(")[0].replace(")", "")
