"""Papers with Code: its dump of leaderboards, a tree of tasks with the results of papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from papergraph.model import Paper, Result
from papergraph.sources.fault import Fault
from papergraph.sources.fields import (
    Fields,
    is_unicode,
    objects_of,
    record_fault,
    text_of,
    unwrapped,
)
from papergraph.sources.printed import Printed
from papergraph.sources.pwc import identity
from papergraph.sources.records import Json, Record, read_records
from papergraph.text.identifiers import iso_date

__all__ = ["is_pwc_evaluations", "parse_pwc_evaluations"]

_TABLE = re.compile(r'"sota"\s*:\s*\{')
_TREE = re.compile(r'"subtasks"\s*:\s*\[')
_DATASETS = re.compile(r'"datasets"\s*:\s*\[')

# What is not part of the number says its unit or, as in "76.4 ± 0.2" and "76.4 +/- 0.2", how sure
# it is. Beside digits stands only what groups thousands: "92,3" is 92.3 to some.
_VALUE = re.compile(
    r"\s*((?=[+−-]?\.?[0-9])[+−-]?(?:[0-9]{1,3}(?:[,\s][0-9]{3})+|[0-9]*)(?:\.[0-9]*)?"
    r"(?:[eE][+-]?[0-9]{1,2})?)\s*%?\s*(?:(?:±|\+/?[−-]).*)?",
    re.DOTALL,
)
_GROUPING = re.compile(r"[,\s]")
_LONGEST = 50
# What stands for a title that is not known.
_ADDRESSES = ("https://", "http://")


def is_pwc_evaluations(text: str) -> bool:
    """Whether `text` opens the dump of leaderboards.

    >>> is_pwc_evaluations('[{"categories": [], "datasets": [{"dataset": "A", "sota": {"rows"')
    True
    """
    return bool(
        text.lstrip()[:1] in {"[", "{"}
        and _DATASETS.search(text)
        and (_TABLE.search(text) or _TREE.search(text))
    )


class _Table(NamedTuple):
    task: str
    dataset: str
    rows: Iterable[Fields]


def parse_pwc_evaluations(stream: BinaryIO) -> Iterator[Paper | Fault | Printed]:
    """Yield a paper a row of all leaderboards, with a result a metric whose value is a number.

    - The leaderboards of a task come before those of its subtasks, those of a dataset before
      those of its parts, which are named after it ("SNLI dev").
    - Of a value, the percent sign and what follows "±" are left out; other values that are no
      decimal number ("76.4M", "92,3") are no results.
    - Identifiers have the schemes of whatever ``paper_url`` is, ``pwc`` with a page of Papers
      with Code.
    - A row that tells of no paper is left out; one with a paper but no title is a fault. The
      number of all is that of the outermost task.
    """
    for record in read_records(stream):
        if isinstance(record, Fault):
            yield record
        elif isinstance(record.value, dict):
            yield from _papers(record)
        else:
            yield record_fault(record.number, "a task", record.value)


def _papers(record: Record) -> Iterator[Paper | Fault]:
    for table in _tables(record.value):
        for row in table.rows:
            found = _paper(row, table, record.number)
            if found is not None:
                yield found


def _tables(root: Fields) -> Iterator[_Table]:
    # A stack, not a recursion: JSON may be nested as deep as the stack is.
    stack = [(root, "", "")]
    while stack:
        node, task, dataset = stack.pop()
        task = text_of(node, "task") or task
        dataset = text_of(node, "dataset") or _part_name(dataset, text_of(node, "subdataset"))
        table = node.get("sota")
        if isinstance(table, dict):
            yield _Table(task, dataset, objects_of(table, "rows"))
        parts = [
            *((part, task, dataset) for part in objects_of(node, "subdatasets")),
            *((part, task, "") for part in objects_of(node, "datasets")),
            *((part, task, "") for part in objects_of(node, "subtasks")),
        ]
        stack.extend(reversed(parts))


def _part_name(dataset: str, part: str) -> str:
    """The name of a part of a dataset, which may be as short as "dev"."""
    return part if part.startswith(dataset) else f"{dataset} {part}".strip()


def _paper(row: Fields, table: _Table, number: int) -> Paper | Fault | None:
    """The paper of a row, or ``None`` where it has none."""
    title, page = text_of(row, "paper_title"), text_of(row, "paper_url")
    if not title or title.startswith(_ADDRESSES):
        given = row.get("paper_title")
        return record_fault(number, "a title", given or row) if page or given else None
    keys = identity(page)
    return Paper(
        title=unwrapped(title),
        arxiv_id=keys.arxiv_id,
        doi=keys.doi,
        identifiers=keys.identifiers,
        issued=iso_date(text_of(row, "paper_date")),
        url=page,
        results=tuple(_results(row, table)),
        line=number,
    )


def _results(row: Fields, table: _Table) -> Iterator[Result]:
    metrics = row.get("metrics")
    if not isinstance(metrics, dict) or not table.task or not table.dataset:
        return
    model = text_of(row, "model_name")
    for name, given in metrics.items():
        value = _decimal(given)
        metric = name.strip() if is_unicode(name) else ""
        if value and metric:
            yield Result(table.task, table.dataset, metric, value, model)


def _decimal(given: Json) -> str:
    """A decimal number in its one form, or "" for what is none.

    >>> _decimal("92.30%"), _decimal("1,200 ± 3"), _decimal("-0.0"), _decimal("1e-3")
    ('92.3', '1200', '0', '0.001')
    >>> _decimal("76.4M"), _decimal("92,3"), _decimal("-"), _decimal(True)
    ('', '', '', '')
    """
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    match = _VALUE.fullmatch(str(given))
    if match is None or len(match[1]) > _LONGEST:
        return ""
    number = match[1]
    if not number.isascii() or not number.replace(".", "").isdigit():
        number = _GROUPING.sub("", number).replace("−", "-")
    plain = format(Decimal(number), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
