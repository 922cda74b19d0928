"""Annotated pages: what readers say that a graph should know of each paper.

A file holds one JSON object a paper and line::

    {"title": "...",
     "introduces":   [{"name": "QLoRA", "mentions": ["QLoRA"]}],
     "methods":      [{"name": "LoRA", "mentions": ["LoRA"], "relation": "extends",
                       "level": "named", "also": ["uses"]}],
     "datasets":     [{"name": "MMLU", "mentions": ["MMLU"], "relation": "evaluates",
                       "optional": true}],
     "repositories": [{"url": "https://github.com/owner/name"}]}

`also` (relations that count as right too) and `optional` may be absent; other fields are
ignored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import orjson

from papergraph.analysis.keys import name_key
from papergraph.errors import InputError
from papergraph.model import Level, Relation

__all__ = ["GoldEntity", "GoldPaper", "parse_gold", "read_gold"]

_T = TypeVar("_T")

#: Annotations say two relations in other words than the graph does.
_RELATIONS = {
    "introduces": Relation.INTRODUCES,
    "extends": Relation.EXTENDS,
    "analyzes": Relation.ANALYZES,
    "uses": Relation.USES,
    "evaluates": Relation.EVALUATES_ON,
    "compares": Relation.COMPARES_WITH,
    "mentions": Relation.MENTIONS,
}

_LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """A method or dataset that readers found in a paper.

    Attributes:
        name: its canonical name.
        mentions: every surface that the paper prints it as.
        relation: how the paper stands to it.
        also: relations that count as right, too.
        asked: whether a graph owes it. A generic method or an optional dataset is neither
            asked for nor held against a graph.
    """

    name: str
    mentions: tuple[str, ...]
    relation: Relation
    also: frozenset[Relation] = frozenset()
    asked: bool = True

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all its names."""
        return frozenset(name_key(name) for name in (self.name, *self.mentions))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPaper:
    """What readers found in one paper.

    Attributes:
        title: verbatim.
        methods: those that the paper introduces, then the others, in the annotation's order.
        datasets: in the annotation's order.
        repositories: URLs of its code and its project page.
    """

    title: str
    methods: tuple[GoldEntity, ...] = ()
    datasets: tuple[GoldEntity, ...] = ()
    repositories: tuple[str, ...] = ()


def read_gold(paths: Iterable[Path]) -> list[GoldPaper]:
    """The papers of all files, in order.

    Raises:
        InputError: a line that is no annotation, with its file and number.
    """
    papers: list[GoldPaper] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                path, 0, "UTF-8 text", f"byte {error.start}: {error.reason}"
            ) from error
        papers.extend(parse_gold(text.split("\n"), path))
    return papers


def parse_gold(lines: Iterable[str], path: Path | str) -> Iterator[GoldPaper]:
    """Papers line by line; blank lines are skipped.

    Args:
        lines: one JSON object each.
        path: what an error calls their file.

    Raises:
        InputError: the first line that is no annotation.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _paper(_Place(path, number), line)


class _Place(NamedTuple):
    path: Path | str
    line: int

    def fault(self, expected: str, found: object) -> InputError:
        return InputError(self.path, self.line, expected, str(found))


def _paper(place: _Place, line: str) -> GoldPaper:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise place.fault("a JSON object", line) from error
    record = _record(place, value)
    return GoldPaper(
        title=_field(place, record, "title", str),
        methods=(
            *(_introduced(place, each) for each in _records(place, record, "introduces")),
            *(_method(place, each) for each in _records(place, record, "methods")),
        ),
        datasets=tuple(_dataset(place, each) for each in _records(place, record, "datasets")),
        repositories=tuple(
            _field(place, each, "url", str) for each in _records(place, record, "repositories")
        ),
    )


def _introduced(place: _Place, record: Mapping[str, object]) -> GoldEntity:
    return _entity(place, record, Relation.INTRODUCES, asked=True)


def _method(place: _Place, record: Mapping[str, object]) -> GoldEntity:
    level = _word(place, _field(place, record, "level", str), _LEVELS)
    return _entity(place, record, _relation(place, record), asked=level is Level.NAMED)


def _dataset(place: _Place, record: Mapping[str, object]) -> GoldEntity:
    optional = "optional" in record and _field(place, record, "optional", bool)
    return _entity(place, record, _relation(place, record), asked=not optional)


def _entity(
    place: _Place, record: Mapping[str, object], relation: Relation, *, asked: bool
) -> GoldEntity:
    also = _texts(place, record, "also") if "also" in record else ()
    return GoldEntity(
        name=_field(place, record, "name", str),
        mentions=_texts(place, record, "mentions"),
        relation=relation,
        also=frozenset(_word(place, each, _RELATIONS) for each in also),
        asked=asked,
    )


def _relation(place: _Place, record: Mapping[str, object]) -> Relation:
    return _word(place, _field(place, record, "relation", str), _RELATIONS)


def _word(place: _Place, word: str, known: Mapping[str, _T]) -> _T:
    if word not in known:
        raise place.fault(f"one of {', '.join(known)}", repr(word))
    return known[word]


_JSON_NAMES: Mapping[type, str] = {str: "a string", bool: "true or false", list: "an array"}


def _field(place: _Place, record: Mapping[str, object], name: str, kind: type[_T]) -> _T:
    if name not in record:
        raise place.fault(f"a field {name!r}", f"only {', '.join(sorted(record)) or 'none'}")
    value = record[name]
    if not isinstance(value, kind):
        raise place.fault(f"{_JSON_NAMES[kind]} as {name!r}", repr(value))
    return value


def _texts(place: _Place, record: Mapping[str, object], name: str) -> tuple[str, ...]:
    texts = _field(place, record, name, list)
    for text in texts:
        if not isinstance(text, str):
            raise place.fault(f"strings in {name!r}", repr(text))
    return tuple(texts)


def _records(
    place: _Place, record: Mapping[str, object], name: str
) -> Sequence[Mapping[str, object]]:
    return [_record(place, value) for value in _field(place, record, name, list)]


def _record(place: _Place, value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise place.fault("a JSON object", repr(value))
    return value
