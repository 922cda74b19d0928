"""A paper and the listing that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from papergraph.model.ids import Part

__all__ = ["Listing", "Paper"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Listing:
    """A file that listed papers.

    Attributes:
        slug: readable and unique by content: the file's stem and eight digits of its hash.
        file: the file's name, without its folder.
        format: name of the parser that read it.
        sha256: hash of the file's bytes, lower-case hex.
        printed_date: the date as the page prints it ("Aug 1", "2024-04-08"), or "".
    """

    slug: str
    file: str
    format: str
    sha256: str
    printed_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper, as printed: nothing cleaned, nothing inferred.

    Attributes:
        title: the title verbatim; never blank.
        abstract: the abstract verbatim; "" where the source has none.
        listings: slugs of the listings that hold it, sorted; empty for a paper known only
            because a method or a citation names it.
        arxiv_id: without its version, or "".
        doi: lower case, without a resolver, or "".
        authors: names in the printed order.
        issued: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` of the first version, or "".
        url: a page about the paper that its source states, or "".
        repository: a code URL that a source's field states, verbatim, or "".
        project_page: likewise for a page.
        line: 1-based line (or record) in the source; 0 where unknown. Not part of equality.

    Raises:
        ValueError: the title is blank.
    """

    title: str
    abstract: str = ""
    listings: tuple[str, ...] = ()
    arxiv_id: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    issued: str = ""
    url: str = ""
    repository: str = ""
    project_page: str = ""
    line: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError(f"line {self.line}: a paper has no title")

    @property
    def in_corpus(self) -> bool:
        """False for a paper known only by name."""
        return bool(self.listings)

    def text(self, part: Part) -> str:
        """The verbatim text that spans of `part` index."""
        return self.title if part is Part.TITLE else self.abstract
