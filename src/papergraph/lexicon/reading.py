"""Lexicon files: tab-separated, a row a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from papergraph.errors import InputError
from papergraph.lexicon.lexicon import KnownEntity, Lexicon
from papergraph.lexicon.tables import read_rows
from papergraph.lexicon.term import Folding, Status, Term
from papergraph.model import Entity, EntityId, Introduction, Kind, Level
from papergraph.text.normalize import name_key

__all__ = ["TERM_COLUMNS", "curated_lexicon", "read_stops", "read_terms"]

#: Columns of methods.tsv and datasets.tsv. The last five belong to the preferred name's row.
TERM_COLUMNS = (
    "entity",
    "name",
    "status",
    "level",
    "match",
    "broader",
    "title",
    "year",
    "arxiv",
)
#: Columns of stop.tsv.
STOP_COLUMNS = ("name", "category", "match")


@cache
def curated_lexicon() -> Lexicon:
    """The lexicon that ships with the package: methods, datasets and stop words.

    >>> [str(entity) for entity in curated_lexicon().by_key["lora"]]
    ['method/lora']
    """
    folder = files("papergraph.lexicon")
    stops, exact_stops = read_stops(folder / "stop.tsv")
    empty = Lexicon(stops=stops, exact_stops=exact_stops)
    methods = read_terms(folder / "methods.tsv", Kind.METHOD)
    datasets = read_terms(folder / "datasets.tsv", Kind.DATASET)
    return empty.extended([*methods[0], *datasets[0]], [*methods[1], *datasets[1]])


def read_terms(
    path: Path | Traversable, kind: Kind
) -> tuple[tuple[KnownEntity, ...], tuple[Term, ...]]:
    """Entities and names of a file with `TERM_COLUMNS`.

    Raises:
        InputError: a row that breaks the format, with its line.
    """
    terms: list[Term] = []
    preferred: dict[EntityId, dict[str, str]] = {}
    for line, row in read_rows(path, TERM_COLUMNS):
        entity = EntityId(kind, row["entity"])
        try:
            term = Term(entity, row["name"], Status(row["status"]), Folding(row["match"]))
            if term.status is Status.PREFERRED:
                Level(row["level"]), int(row["year"] or 0)
        except ValueError as error:
            expected = "a known status, match and level, and a year in digits"
            raise InputError(str(path), line, expected, str(error)) from error
        if term.status is Status.PREFERRED and preferred.setdefault(entity, row) is not row:
            raise InputError(str(path), line, "one preferred name an entity", f"a second: {row}")
        terms.append(term)
    aliases = _aliases(terms)
    for term in terms:
        if term.entity not in preferred:
            found = f"only aliases, such as {term.name!r}"
            raise InputError(str(path), 0, f"a preferred name of {term.entity.slug}", found)
    known = (_known(entity, row, aliases[entity]) for entity, row in preferred.items())
    return tuple(known), tuple(terms)


def _aliases(terms: Iterable[Term]) -> dict[EntityId, tuple[str, ...]]:
    names: dict[EntityId, list[str]] = {}
    for term in terms:
        found = names.setdefault(term.entity, [])
        if term.status is Status.ALIAS:
            found.append(term.name)
    return {entity: tuple(sorted(found)) for entity, found in names.items()}


def _known(entity: EntityId, row: Mapping[str, str], aliases: tuple[str, ...]) -> KnownEntity:
    year = int(row["year"]) if row["year"] else 0
    introduction = Introduction(title=row["title"], year=year, arxiv_id=row["arxiv"])
    broader = EntityId(entity.kind, row["broader"]) if row["broader"] else None
    node = Entity(
        id=entity, label=row["name"], aliases=aliases, level=Level(row["level"]), broader=broader
    )
    return KnownEntity(node, introduction if introduction.title else None)


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
