"""Papers that a program makes, checked as those that are read from files are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from papergraph.model import Paper
from papergraph.sources.fields import is_unicode
from papergraph.text.identifiers import arxiv_id, bare_doi, iso_date, key_of

__all__ = ["given_paper"]

_KEY = re.compile(r"[a-z][a-z\d]*:(?!//)\S+")


def given_paper(paper: Paper) -> Paper:
    """The paper with its identifiers in the form that papers keep.

    Raises:
        ValueError: its arXiv id, DOI, another identifier or date is none, or a text has what is
            no Unicode character.

    >>> given_paper(Paper(title="LoRA", arxiv_id="arXiv:2106.09685v3")).arxiv_id
    '2106.09685'
    """
    for field, value in structs.asdict(paper).items():
        for text in _texts(value):
            if not is_unicode(text):
                raise _refused(paper, field, "Unicode characters", text)
    if paper.issued and paper.issued != iso_date(paper.issued):
        raise _refused(paper, "issued", "YYYY-MM-DD, YYYY-MM or YYYY", paper.issued)
    arxiv, doi = arxiv_id(paper.arxiv_id), bare_doi(paper.doi)
    if paper.arxiv_id and not arxiv:
        raise _refused(paper, "arxiv_id", "an arXiv id", paper.arxiv_id)
    if paper.doi and not doi:
        raise _refused(paper, "doi", "a DOI", paper.doi)
    found = tuple(sorted({_identifier(paper, text) for text in paper.identifiers}))
    if (arxiv, doi, found) == (paper.arxiv_id, paper.doi, paper.identifiers):
        return paper
    return structs.replace(paper, arxiv_id=arxiv, doi=doi, identifiers=found)


def _identifier(paper: Paper, text: str) -> str:
    """A further identifier; one of a scheme that nothing is known of stays as it is."""
    key = key_of(text) or text
    if not _KEY.fullmatch(key):
        raise _refused(paper, "identifiers", "scheme:value", text)
    return key


def _texts(value: object) -> Iterator[str]:
    """Every text in a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def _refused(paper: Paper, field: str, expected: str, found: str) -> ValueError:
    return ValueError(f"paper {paper.title!r}: {field}: expected {expected}, found {found!r}")
