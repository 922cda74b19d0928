"""A paper, what its sources say of it, and the listing that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from msgspec import Struct

from papergraph.model.ids import Kind, Part
from papergraph.model.relation import Relation

__all__ = ["Count", "Listing", "Match", "Paper", "Reference", "Result", "Statement", "Value"]


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


class Statement(NamedTuple):
    """What a field of a source says that a paper has to do with a thing; no text says it.

    Attributes:
        field: the field's name in the source (``githubRepo``, ``methods``).
        relation: of the paper to the thing.
        kind: of the thing; of a URL, repository or page alike.
        value: its URL or its name, verbatim.
        confidence: 0 to 1: low where a machine made the field.
        listing: slug of the listing that states it; "" until records are merged.
    """

    field: str
    relation: Relation
    kind: Kind
    value: str
    confidence: float
    listing: str = ""


class Reference(NamedTuple):
    """An entry of a paper's reference list, as a source states it.

    Attributes:
        field: the field's name in the source (``referenced_works``).
        keys: identifiers of the cited paper, as in `Paper.keys`; may be empty.
        title: of the cited paper, or "".
        intents: why it is cited, in the source's words.
        quote: a sentence that cites it, or "".
        listing: slug of the listing that states it; "" until records are merged.
    """

    field: str
    keys: tuple[str, ...]
    title: str = ""
    intents: tuple[str, ...] = ()
    quote: str = ""
    listing: str = ""


class Result(NamedTuple):
    """A row of a leaderboard: what a model of the paper reached.

    Attributes:
        task: name of the task.
        dataset: name of the dataset.
        metric: name of the metric.
        value: a decimal number as text, canonical: no exponent, no superfluous zero.
        model: the paper's model, as the leaderboard names it.
        listing: slug of the listing that states it; "" until records are merged.
    """

    task: str
    dataset: str
    metric: str
    value: str
    model: str
    listing: str = ""


class Count(NamedTuple):
    """How often a paper was cited or voted for, which changes from day to day.

    Attributes:
        what: "citations", "upvotes", "stars" ...
        value: 0 or more.
        source: who counted ("openalex").
        day: when, ``YYYY-MM-DD``, or "" where the source does not say.
        listing: slug of the listing that states it; "" until records are merged.
    """

    what: str
    value: int
    source: str
    day: str = ""
    listing: str = ""


class Value(NamedTuple):
    """What another record of the same paper has in a field, where it is not what is shown.

    Attributes:
        field: name of the field of `Paper`.
        value: as text; authors parted by "; ".
        listing: slug of the listing that has it.
    """

    field: str
    value: str
    listing: str


class Match(NamedTuple):
    """That a listing's record is this paper, where no identifier proves it.

    Attributes:
        listing: slug of the listing.
        confidence: 0 to 1.
        rule: what the records share, e.g. "title and first author".
    """

    listing: str
    confidence: float
    rule: str


class Paper(Struct, frozen=True, kw_only=True):
    """One paper, as its source has it but for tags and entities; nothing inferred.

    Attributes:
        title: as the source has it, without markup; never blank.
        abstract: likewise, its LaTeX too; "" where the source has none.
        listings: slugs of the listings that hold it, sorted; empty for a paper known only
            because a method or a citation names it.
        arxiv_id: without its version, or "".
        doi: lower case, without a resolver, or "". That of arXiv's own is the `arxiv_id`.
        identifiers: further ones, each ``scheme:value``, sorted: ``acl``, ``dblp``, ``mag``,
            ``openalex``, ``openreview``, ``pmcid``, ``pmid``, ``pwc`` (slug), ``s2`` (corpus id),
            ``s2paper``.
        authors: names in the printed order, "First Last".
        issued: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` of the first version, or "".
        url: a page about the paper that its source states, or "".
        categories: subjects as the source names them, in its order ("cs.CL").
        venue: journal or conference, or "".
        counts: of citations and votes.
        statements: what fields of its sources say of methods, datasets, tasks, code and pages.
        references: what its sources say that it cites.
        results: what leaderboards say that it reached.
        others: values of merged records that are not shown, sorted.
        matches: listings whose record is this paper by its title alone, sorted.
        line: 1-based line (or record) in the source; 0 where unknown or merged.

    Raises:
        ValueError: the title is blank.
    """

    title: str
    abstract: str = ""
    listings: tuple[str, ...] = ()
    arxiv_id: str = ""
    doi: str = ""
    identifiers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    issued: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    venue: str = ""
    counts: tuple[Count, ...] = ()
    statements: tuple[Statement, ...] = ()
    references: tuple[Reference, ...] = ()
    results: tuple[Result, ...] = ()
    others: tuple[Value, ...] = ()
    matches: tuple[Match, ...] = ()
    line: int = 0

    def __post_init__(self) -> None:
        if not self.title or self.title.isspace():
            raise ValueError(f"line {self.line}: a paper has no title")

    @property
    def in_corpus(self) -> bool:
        """False for a paper known only by name."""
        return bool(self.listings)

    @property
    def keys(self) -> tuple[str, ...]:
        """All identifiers, each ``scheme:value``; the strongest first.

        >>> Paper(title="A", arxiv_id="2106.09685", identifiers=("s2:1",)).keys
        ('arxiv:2106.09685', 's2:1')
        """
        arxiv = (f"arxiv:{self.arxiv_id}",) if self.arxiv_id else ()
        doi = (f"doi:{self.doi}",) if self.doi else ()
        return (*arxiv, *doi, *self.identifiers)

    def text(self, part: Part) -> str:
        """The verbatim text that spans of `part` index."""
        return self.title if part is Part.TITLE else self.abstract
