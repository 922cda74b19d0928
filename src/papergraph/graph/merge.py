"""Several records of one paper, as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from papergraph.graph.clusters import Cluster
from papergraph.graph.shown import best_first, earliest_date, first_authors
from papergraph.model import Count, Match, Paper, Reference, Result, Statement, Value

__all__ = ["merged"]

#: Fields of which one value is shown; those of the other records are kept beside it.
_SHOWN = ("title", "abstract", "arxiv_id", "doi", "issued", "url", "venue")

_Item = TypeVar("_Item", Statement, Reference, Result, Count)


def merged(cluster: Cluster) -> Paper:
    """One paper with every listing of its records, and every value that they have.

    What is shown, in this order:

    1. title and abstract of the record with the longest abstract, so that offsets index one
       real text (ties: the first record, see `papergraph.graph.identity`);
    2. the earliest date, for a paper is as old as its first version, and of dates that agree
       the most precise one;
    3. every other field from the record that gives the texts, else from the first of its title
       that has the field, else from the first of all.

    Identifiers, categories, counts, statements, references and results of all records are kept
    together, each with its listing; other values of the fields that are shown stand in `others`.
    """
    records = cluster.records
    ordered = best_first(records)
    authors = first_authors(ordered)
    shown = {name: _first(getattr(one, name) for one in ordered) for name in _SHOWN}
    shown["issued"] = earliest_date(ordered)
    others = {*_others(records, {**shown, "authors": _text(authors)})}
    return Paper(
        authors=authors,
        title=shown["title"],
        abstract=shown["abstract"],
        arxiv_id=shown["arxiv_id"],
        doi=shown["doi"],
        issued=shown["issued"],
        url=shown["url"],
        venue=shown["venue"],
        listings=tuple(sorted({slug for one in records for slug in one.listings})),
        identifiers=tuple(sorted({key for one in records for key in one.identifiers})),
        categories=tuple(sorted({name for one in records for name in one.categories})),
        counts=_with_listings(records, lambda one: one.counts),
        statements=_with_listings(records, lambda one: one.statements),
        references=_with_listings(records, lambda one: one.references),
        results=_with_listings(records, lambda one: one.results),
        others=tuple(sorted(others.union(*(one.others for one in records)))),
        matches=_matches(cluster),
    )


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _with_listings(
    records: Iterable[Paper], items_of: Callable[[Paper], Iterable[_Item]]
) -> tuple[_Item, ...]:
    """The items of all records, each with the first listing that has it."""
    found: dict[_Item, _Item] = {}
    for record in records:
        listing = record.listings[0] if record.listings else ""
        for item in items_of(record):
            found.setdefault(
                item._replace(listing=""), item if item.listing else item._replace(listing=listing)
            )
    return tuple(sorted(found.values()))


def _others(records: Iterable[Paper], shown: dict[str, str]) -> Iterator[Value]:
    for record in records:
        for name in shown:
            value = _text(getattr(record, name))
            if value and value.split() != shown[name].split():
                for listing in record.listings or ("",):
                    yield Value(name, value, listing)


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _matches(cluster: Cluster) -> tuple[Match, ...]:
    return tuple(
        sorted(
            {
                *(match for record in cluster.records for match in record.matches),
                *(
                    Match(listing, match.confidence, match.rule)
                    for record, match in zip(cluster.records, cluster.matches, strict=True)
                    if match
                    for listing in record.listings
                ),
            }
        )
    )
