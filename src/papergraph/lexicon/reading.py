"""Lexicon files: tab-separated, a row a name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from papergraph.errors import InputError
from papergraph.garbage_collection import paused_collection
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.rows import TERM_COLUMNS, CellError, TermRow, term_row
from papergraph.lexicon.tables import read_rows
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import Entity, EntityId, Kind
from papergraph.text.normalize import name_key

__all__ = ["TERM_COLUMNS", "curated_lexicon", "read_stops", "read_terms"]

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
    """Entities and names of a file with `TERM_COLUMNS`.

    Args:
        path: the file.
        kind: of all its entities, which are slugs then; without one every entity says its own,
            as in ``dataset/glue``.
        beside: entities that another file describes: this one may give them more names, and
            may call them broader than its own.

    Raises:
        InputError: a row that breaks the format or contradicts another, with its line.
    """
    rows = [_row(path, line, cells, kind) for line, cells in read_rows(path, TERM_COLUMNS)]
    _check_names(path, rows)
    preferred = _preferred(path, rows, beside)
    _check_broader(path, preferred, beside)
    terms = tuple(row.term for row in rows)
    aliases = _aliases(terms)
    return tuple(_known(row, aliases[entity]) for entity, row in preferred.items()), terms


def _row(
    path: Path | Traversable, line: int, cells: Mapping[str, str], kind: Kind | None
) -> TermRow:
    stripped = {column: cell.strip() for column, cell in cells.items()}
    try:
        return term_row(line, stripped, kind)
    except CellError as error:
        raise InputError(str(path), line, error.expected, error.found) from error


def _check_names(path: Path | Traversable, rows: Iterable[TermRow]) -> None:
    """No name is one of two entities of a kind."""
    owners: dict[tuple[Kind, str], TermRow] = {}
    for row in rows:
        name, entity = row.term.name, row.term.entity
        owner = owners.setdefault((entity.kind, name_key(name)), row)
        if owner.term.entity != entity:
            other = f"{owner.term.entity} in line {owner.line}"
            expected = f"a name of one {entity.kind} alone"
            raise InputError(str(path), row.line, expected, f"{name!r} for {entity} and {other}")


def _preferred(
    path: Path | Traversable, rows: Iterable[TermRow], beside: Collection[EntityId]
) -> dict[EntityId, TermRow]:
    """The row of each entity's preferred name; there is just one, or the entity is `beside`."""
    preferred: dict[EntityId, TermRow] = {}
    first: dict[EntityId, TermRow] = {}
    for row in rows:
        entity = row.term.entity
        first.setdefault(entity, row)
        if row.term.status is Status.PREFERRED and preferred.setdefault(entity, row) is not row:
            expected = f"one preferred name of {entity.slug}"
            raise InputError(str(path), row.line, expected, f"a second: {row.term.name!r}")
    for entity, row in first.items():
        if entity not in preferred and entity not in beside:
            found = f"only aliases, such as {row.term.name!r}"
            raise InputError(str(path), row.line, f"a preferred name of {entity.slug}", found)
    return preferred


def _check_broader(
    path: Path | Traversable, preferred: Mapping[EntityId, TermRow], beside: Collection[EntityId]
) -> None:
    """What is broader is known, and nothing is broader than itself."""
    for entity, row in preferred.items():
        if row.broader and row.broader not in preferred and row.broader not in beside:
            expected = f"a broader {entity.kind} that some row describes"
            raise InputError(str(path), row.line, expected, repr(row.broader.slug))
        seen = {entity}
        above = row.broader
        while above and above not in seen:
            seen.add(above)
            above = preferred[above].broader if above in preferred else None
        if above:
            found = f"that of {above.slug!r}"
            raise InputError(str(path), row.line, "nothing broader than itself", found)


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
