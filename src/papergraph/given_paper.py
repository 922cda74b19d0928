"""Papers that a program makes, checked as those that are read from files are."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from papergraph.model import Paper
from papergraph.text.identifiers import arxiv_id, bare_doi, iso_date

__all__ = ["given_paper"]


def given_paper(paper: Paper) -> Paper:
    """The paper with its identifiers in the form that papers keep.

    Raises:
        ValueError: its arXiv id, DOI or date is none, or a text has what is no Unicode character.

    >>> given_paper(Paper(title="LoRA", arxiv_id="arXiv:2106.09685v3")).arxiv_id
    '2106.09685'
    """
    for field, value in structs.asdict(paper).items():
        for text in _texts(value):
            if not text.isascii() and not _is_unicode(text):
                raise _refused(paper, field, "Unicode characters", text)
    if paper.issued and paper.issued != iso_date(paper.issued):
        raise _refused(paper, "issued", "YYYY-MM-DD, YYYY-MM or YYYY", paper.issued)
    arxiv, doi = arxiv_id(paper.arxiv_id), bare_doi(paper.doi)
    if paper.arxiv_id and not arxiv:
        raise _refused(paper, "arxiv_id", "an arXiv id", paper.arxiv_id)
    if paper.doi and not doi:
        raise _refused(paper, "doi", "a DOI", paper.doi)
    if (arxiv, doi) == (paper.arxiv_id, paper.doi):
        return paper
    return structs.replace(paper, arxiv_id=arxiv, doi=doi)


def _texts(value: object) -> Iterator[str]:
    """Every text in a field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)


def _is_unicode(text: str) -> bool:
    """Whether it has no half of a pair that UTF-16 writes a character with."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _refused(paper: Paper, field: str, expected: str, found: str) -> ValueError:
    return ValueError(f"paper {paper.title!r}: {field}: expected {expected}, found {found!r}")
