"""Several records of one paper, as one."""

from __future__ import annotations

from collections.abc import Sequence

from papergraph.model import Paper

__all__ = ["merged"]


def merged(records: Sequence[Paper]) -> Paper:
    """One paper with every listing of its records.

    The record with the longest abstract gives the texts (ties: the first in the given order),
    so that offsets index one real text; each other field comes from the first that has it.
    """
    if len(records) == 1:
        return records[0]
    base = max(records, key=lambda record: len(record.abstract))

    def first(name: str) -> str:
        values = [getattr(record, name) for record in (base, *records)]
        return next((value for value in values if value), "")

    authors = next((one.authors for one in (base, *records) if one.authors), ())
    dates = sorted(one.issued for one in records if one.issued)
    return Paper(
        title=base.title,
        abstract=base.abstract,
        listings=tuple(sorted({slug for one in records for slug in one.listings})),
        arxiv_id=first("arxiv_id"),
        doi=first("doi"),
        authors=authors,
        issued=dates[0] if dates else "",
        url=first("url"),
        repository=first("repository"),
        project_page=first("project_page"),
        line=base.line,
    )
