"""Lexicon files: tab-separated, a row a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from papergraph.errors import InputError
from papergraph.garbage_collection import paused_collection
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.rows import TERM_COLUMNS, CellError, TermRow, term_row
from papergraph.lexicon.tables import read_rows, read_rows_and_faults
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import Entity, EntityId, Kind
from papergraph.text.normalize import name_key

__all__ = [
    "TERM_COLUMNS",
    "GoodTerms",
    "curated_lexicon",
    "read_good_terms",
    "read_stops",
    "read_terms",
]

#: Columns of stop.tsv.
STOP_COLUMNS = ("name", "category", "match")


@cache
def curated_lexicon() -> Lexicon:
    """The lexicon that ships with the package: methods, datasets, tasks and stop words.

    >>> [str(entity) for entity in curated_lexicon().by_key["lora"]]
    ['method/lora']
    """
    folder = files("papergraph.lexicon")
    with paused_collection():
        stops, exact_stops = read_stops(folder / "stop.tsv")
        empty = Lexicon(stops=stops, exact_stops=exact_stops)
        methods = read_terms(folder / "methods.tsv", Kind.METHOD)
        datasets = read_terms(folder / "datasets.tsv", Kind.DATASET)
        tasks = read_terms(folder / "tasks.tsv", Kind.TASK)
        return empty.extended(
            [*methods[0], *datasets[0], *tasks[0]], [*methods[1], *datasets[1], *tasks[1]]
        )


def read_terms(
    path: Path | Traversable, kind: Kind | None = None, *, beside: Collection[EntityId] = ()
) -> tuple[tuple[KnownEntity, ...], tuple[Term, ...]]:
    """Entities and names of a file with `TERM_COLUMNS`, all of whose rows are good.

    See `read_good_terms`.

    Raises:
        InputError: the first row that breaks the format or contradicts another, with its line.
    """
    found = read_good_terms(path, kind, beside=beside)
    if found.faults:
        raise found.faults[0]
    return found.known, found.terms


class GoodTerms(NamedTuple):
    """What the good rows of a file say.

    Attributes:
        known: entities, in the order of their preferred names.
        terms: their names, in file order.
        faults: of the other rows, in file order.
    """

    known: tuple[KnownEntity, ...]
    terms: tuple[Term, ...]
    faults: tuple[InputError, ...]


def read_good_terms(
    path: Path | Traversable, kind: Kind | None = None, *, beside: Collection[EntityId] = ()
) -> GoodTerms:
    """Entities and names of a file with `TERM_COLUMNS`; a bad row costs itself.

    Args:
        path: the file.
        kind: of all its entities, which are slugs then; without one every entity says its own,
            as in ``dataset/glue``.
        beside: entities that another file describes: this one may give them more names, and
            may call them broader than its own.

    Raises:
        InputError: the head has other columns.
    """
    rows: list[TermRow] = []
    faults: dict[int, InputError] = {}
    for line, cells in read_rows_and_faults(path, TERM_COLUMNS):
        row = cells if isinstance(cells, InputError) else _row(path, line, cells, kind)
        if isinstance(row, InputError):
            faults[line] = row
        else:
            rows.append(row)
    # Until all agree: a row may stand on one that is refused.
    while found := _contradictions(rows, beside):
        for bad, expected, said in found:
            faults.setdefault(bad.line, InputError(str(path), bad.line, expected, said))
        rows = [row for row in rows if row.line not in faults]
    terms = tuple(row.term for row in rows)
    aliases = _aliases(terms)
    preferred = (row for row in rows if row.term.status is Status.PREFERRED)
    known = tuple(_known(row, aliases[row.term.entity]) for row in preferred)
    return GoodTerms(known, terms, tuple(faults[line] for line in sorted(faults)))


def _row(
    path: Path | Traversable, line: int, cells: Mapping[str, str], kind: Kind | None
) -> TermRow | InputError:
    stripped = {column: cell.strip() for column, cell in cells.items()}
    try:
        return term_row(line, stripped, kind)
    except CellError as error:
        return InputError(str(path), line, error.expected, error.found)


#: A row that another one contradicts: what is expected there, and what is found.
_Contradiction: TypeAlias = tuple[TermRow, str, str]


def _contradictions(rows: Sequence[TermRow], beside: Collection[EntityId]) -> list[_Contradiction]:
    """Those of the first kind that there are."""
    return (
        list(_without_one_preferred(rows, beside))
        or list(_shared_names(rows))
        or list(_bad_broader(rows, beside))
    )


def _without_one_preferred(
    rows: Sequence[TermRow], beside: Collection[EntityId]
) -> Iterator[_Contradiction]:
    """Every entity has one preferred name, or is `beside`."""
    preferred: dict[EntityId, TermRow] = {}
    for row in rows:
        entity = row.term.entity
        if row.term.status is Status.PREFERRED and preferred.setdefault(entity, row) is not row:
            yield row, f"one preferred name of {entity.slug}", f"a second: {row.term.name!r}"
    for row in rows:
        entity = row.term.entity
        if entity not in preferred and entity not in beside:
            found = f"only aliases, such as {row.term.name!r}"
            yield row, f"a preferred name of {entity.slug}", found


def _shared_names(rows: Iterable[TermRow]) -> Iterator[_Contradiction]:
    """No name is one of two entities of a kind, or stands there twice."""
    owners: dict[tuple[Kind, str], TermRow] = {}
    written: dict[tuple[EntityId, str], int] = {}
    for row in rows:
        name, entity = row.term.name, row.term.entity
        owner = owners.setdefault((entity.kind, name_key(name)), row)
        if owner.term.entity != entity:
            other = f"{owner.term.entity} in line {owner.line}"
            expected = f"a name of one {entity.kind} alone"
            yield row, expected, f"{name!r} for {entity} and {other}"
        line = written.setdefault((entity, name), row.line)
        if line != row.line:
            yield row, "each name once", f"{name!r} of line {line} again"


def _bad_broader(rows: Iterable[TermRow], beside: Collection[EntityId]) -> Iterator[_Contradiction]:
    """What is broader is known, and nothing is broader than itself."""
    preferred = {row.term.entity: row for row in rows if row.term.status is Status.PREFERRED}
    for entity, row in preferred.items():
        if row.broader and row.broader not in preferred and row.broader not in beside:
            expected = f"a broader {entity.kind} that some row describes"
            yield row, expected, repr(row.broader.slug)
        seen = {entity}
        above = row.broader
        while above and above not in seen:
            seen.add(above)
            above = preferred[above].broader if above in preferred else None
        if above == entity:
            yield row, "nothing broader than itself", f"that of {above.slug!r}"


def _aliases(terms: Iterable[Term]) -> dict[EntityId, tuple[str, ...]]:
    names: dict[EntityId, list[str]] = {}
    for term in terms:
        found = names.setdefault(term.entity, [])
        if term.status is Status.ALIAS:
            found.append(term.name)
    return {entity: tuple(sorted(found)) for entity, found in names.items()}


def _known(row: TermRow, aliases: tuple[str, ...]) -> KnownEntity:
    term = row.term
    node = Entity(
        id=term.entity, label=term.name, aliases=aliases, level=row.level, broader=row.broader
    )
    return KnownEntity(node, row.introduction if row.introduction.title else None)


def read_stops(path: Path | Traversable) -> tuple[dict[str, str], dict[str, str]]:
    """Stop words by `name_key`, and those by exact form, each with its category.

    Raises:
        InputError: a row that breaks the format, with its line.
    """
    folded: dict[str, str] = {}
    exact: dict[str, str] = {}
    for _, row in read_rows(path, STOP_COLUMNS):
        if row["match"] == Folding.EXACT:
            exact[row["name"]] = row["category"]
        else:
            folded[name_key(row["name"])] = row["category"]
    return folded, exact
