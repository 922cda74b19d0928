"""Identifiers and dates as they are written, in the one form that papers keep."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

__all__ = [
    "arxiv_id",
    "bare_doi",
    "iso_date",
    "iso_day",
    "key_of",
    "printed_arxiv_id",
    "share_scheme",
    "split_doi",
]

_ID = (
    r"(?:(?P<new>\d\d(?:0[1-9]|1[0-2])\.\d{4,5})"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)*)(?:\.[a-z]{2,5}(?:-[a-z]+)?)?/(?P<number>\d{7}))"
)
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.|browse\.)?(?:arxiv|alphaxiv)\.org/(?:abs|pdf|html|e-print)/"
    r"|(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\."
    r"|(?:https?://)?(?:huggingface\.co|hf\.co)/papers/"
    r"|oai:arxiv\.org:|arxiv[:.]\s*)?"
    rf"{_ID}(?:v\d+)?(?:\.pdf)?/?(?:[?#]\S*|\s*\[[\w.-]+\])?",
    re.IGNORECASE | re.ASCII,
)
# In running text only with a word that says so: "1234.5678" alone may be any number.
_PRINTED_ARXIV = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|10\.48550/arxiv\.|\barxiv\s*(?:e-prints?|preprint)?[:\s]\s*"
    rf"(?:arxiv:\s*)?){_ID}(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(r"(?:doi:\s*|info:doi/)?(10\.\d{4,9}/\S*[^\s.,;])[.,;]*", re.I | re.ASCII)
_DOI_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
# "https://dl.acm.org/doi/abs/10.1145/1", and as Wiley had it ".../doi/10.1002/1/abstract".
_DOI_PAGE = re.compile(r"https?://[^\s?#]+?/doi/(?:[a-z]+/)?(?=10\.)", re.IGNORECASE)
_DOI_PAGE_END = re.compile(r"/(?:abstract|full|e?pdf)$", re.IGNORECASE)
_QUERY = re.compile(r"[?#].*", re.DOTALL)
_OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?![\d])", re.ASCII)

#: Prefixes of URLs that are identifiers, and the scheme of each.
_URL_SCHEMES = (
    (re.compile(r"https?://(?:api\.)?openalex\.org/(?:works/)?(W\d+)", re.I), "openalex"),
    (re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)(?:\.pdf|/)?", re.I), "acl"),
    (re.compile(r"https?://(?:www\.)?aclweb\.org/anthology/([\w.-]+?)(?:\.pdf|/)?", re.I), "acl"),
    (re.compile(r"https?://(?:www\.ncbi\.nlm\.nih\.gov/pubmed|pubmed\.[\w.]+)/(\d+)/?"), "pmid"),
    (re.compile(r"https?://\S+/articles/(PMC\d+)\S*", re.I), "pmcid"),
    (re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]+)\S*"), "openreview"),
    (re.compile(r"https?://www\.semanticscholar\.org/paper/(?:\S*/)?([0-9a-f]{40})"), "s2paper"),
)
_KEY = re.compile(r"((?i:acl|dblp|mag|openalex|openreview|pmcid|pmid|pwc|s2|s2paper)):(\S+)")
#: Schemes of which "A" and "a" are two identifiers.
_CASED = frozenset({"dblp", "openreview"})


def arxiv_id(text: str) -> str:
    """The arXiv id that `text` is, without version, prefix and subject class; else "".

    >>> arxiv_id("2410.17243v2"), arxiv_id("math.GT/0309136"), arxiv_id("W2741809807")
    ('2410.17243', 'math/0309136', '')
    >>> arxiv_id("https://doi.org/10.48550/arXiv.2106.09685")
    '2106.09685'
    """
    match = _ARXIV.fullmatch(text.strip())
    return _plain_id(match) if match else ""


def printed_arxiv_id(text: str) -> str:
    """The first arXiv id within `text`, where the text calls it one; else "".

    >>> printed_arxiv_id("arXiv preprint arXiv:2106.09685 (2021)")
    '2106.09685'
    """
    match = _PRINTED_ARXIV.search(text)
    return _plain_id(match) if match else ""


def _plain_id(match: re.Match[str]) -> str:
    return match["new"] or f"{match['archive'].lower()}/{match['number']}"


def bare_doi(text: str) -> str:
    """The DOI that `text` is, in lower case, without a resolver or a publisher's page; else "".

    A bracket at its end that nothing opens is not of the DOI.

    >>> bare_doi("https://doi.org/10.1145/3292500.3330701"), bare_doi("10 ways")
    ('10.1145/3292500.3330701', '')
    >>> bare_doi("https://dl.acm.org/doi/abs/10.1145/1?ref=x"), bare_doi("10.1145/1)")
    ('10.1145/1', '10.1145/1')
    """
    text = text.strip()
    if resolver := _DOI_RESOLVER.match(text):
        text = _QUERY.sub("", text[resolver.end() :])
    elif page := _DOI_PAGE.match(text):
        text = _DOI_PAGE_END.sub("", _QUERY.sub("", text[page.end() :]))
    if "%" in text:
        text = unquote(text)
    match = _DOI.fullmatch(text)
    while match:
        doi = match[1].lower()
        opening = _OPENING.get(doi[-1])
        if opening is None or doi.count(opening) >= doi.count(doi[-1]):
            return doi
        match = _DOI.fullmatch(doi[:-1])
    return ""


def split_doi(text: str) -> tuple[str, str]:
    """The arXiv id and the DOI that a DOI stands for: arXiv's own are ids of its papers.

    >>> split_doi("10.48550/arXiv.2106.09685v2"), split_doi("10.1145/1")
    (('2106.09685', ''), ('', '10.1145/1'))
    """
    found = bare_doi(text)
    arxiv = arxiv_id(found) if found.startswith("10.48550/") else ""
    return arxiv, "" if arxiv else found


def key_of(text: str) -> str:
    """The identifier that a URL, a DOI or a ``scheme:value`` is, as papers keep it; else "".

    >>> key_of("https://aclanthology.org/P19-1001.pdf"), key_of("https://arxiv.org/abs/2106.09685v1")
    ('acl:p19-1001', 'arxiv:2106.09685')
    >>> key_of("openalex:W77"), key_of("openreview:nZeVKeeFYf9")
    ('openalex:w77', 'openreview:nZeVKeeFYf9')
    """
    arxiv, doi = split_doi(text)
    if arxiv := arxiv or arxiv_id(text):
        return f"arxiv:{arxiv}"
    if doi:
        return f"doi:{doi}"
    if match := _KEY.fullmatch(text.strip()):
        return _key(match[1].lower(), match[2])
    for pattern, scheme in _URL_SCHEMES:
        if match := pattern.fullmatch(text.strip()):
            return _key(scheme, match[1])
    return ""


def _key(scheme: str, value: str) -> str:
    return f"{scheme}:{value if scheme in _CASED else value.lower()}"


def share_scheme(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether some of two lists of identifiers, each ``scheme:value``, are of one scheme.

    >>> share_scheme(["arxiv:2106.09685"], ["s2:7", "arxiv:2305.14314"])
    True
    """
    schemes = {key.partition(":")[0] for key in first}
    return any(key.partition(":")[0] in schemes for key in second)


def iso_day(text: str) -> str:
    """The day that a timestamp begins with, or "" where it is no day.

    >>> iso_day("2024-10-22T17:59:30.000Z"), iso_day("2024-13-40"), iso_day("2024-10")
    ('2024-10-22', '', '')
    """
    found = iso_date(text)
    return found if found.count("-") == 2 else ""


@lru_cache(maxsize=1 << 14)
def iso_date(text: str) -> str:
    """The day, month or year that `text` begins with; "" where it is none.

    >>> iso_date("2024-10-22T17:59:30Z"), iso_date("2024-3"), iso_date("2024"), iso_date("n.d.")
    ('2024-10-22', '2024-03', '2024', '')
    """
    match = _DATE.match(text.strip())
    if not match:
        return ""
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        found = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return ""
    return found[: 10 if month and day else 7 if month else 4]
