"""Entities and names as the text of a lexicon file."""

from __future__ import annotations

from collections.abc import Iterable

from papergraph.lexicon.lexicon import KnownEntity
from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.lexicon.tables import dump_rows
from papergraph.lexicon.term import Status, Term
from papergraph.model import EntityId, Introduction

__all__ = ["dump_terms"]


def dump_terms(known: Iterable[KnownEntity], terms: Iterable[Term]) -> str:
    """A file that `read_terms` reads back, each entity with its kind: ``method/lora``.

    Rows are sorted by entity, the preferred name first.
    """
    by_id = {one.entity.id: one for one in known}
    ordered = sorted(terms, key=lambda term: (str(term.entity), not _is_preferred(term), term.name))
    return dump_rows(TERM_COLUMNS, [_row(term, by_id) for term in ordered])


def _is_preferred(term: Term) -> bool:
    return term.status is Status.PREFERRED


def _row(term: Term, known: dict[EntityId, KnownEntity]) -> tuple[str, ...]:
    row = (str(term.entity), term.name, term.status.value)
    if not _is_preferred(term):
        return (*row, "", term.folding.value, "", "", "", "")
    one = known[term.entity]
    source = one.introduction or Introduction(title="")
    return (
        *row,
        one.entity.level.value,
        term.folding.value,
        str(one.entity.broader or ""),
        source.title,
        str(source.year or ""),
        source.arxiv_id,
    )
