"""The page on the named queries: queries/README.md.

``pytest tests/query/test_guide.py --update-golden`` writes it anew.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from papergraph.query import NamedQuery, ResultTable, run_query
from papergraph.rdf.vocabulary import BASE, DCTERMS, SKOS

__all__ = ["GRAPHS", "example_arguments", "query_guide"]

_HEAD = """\
# The named queries

Each file is SPARQL that runs as it stands in any engine, with `graph.ttl` and `evidence.ttl` \
loaded. `papergraph query NAME` fills in its parameters: a name goes by any spelling, a year by \
four digits, a text by a part of it. The answers are those of {graphs}; of long ones the first \
rows are shown, long cells are cut, and IRIs stand without `{base}`.

This page is made by `pytest tests/query/test_guide.py --update-golden`.
"""
#: What the example answers are from, in the order in which they are tried.
GRAPHS = ("the pages in tests/pages", "a small graph made by hand")

_EXAMPLE = re.compile(r"# VALUES \?(?P<name>\w+) \{ (?P<value>\S+) \}")
_MOST_ROWS, _MOST_LETTERS = 3, 48


@dataclass(frozen=True)
class _Answer:
    arguments: Mapping[str, str]
    table: ResultTable
    source: str


def example_arguments(store: Store, query: NamedQuery) -> dict[str, str]:
    """What a user would type for the values in the file: of a node its name in the graph."""
    examples = {found["name"]: found["value"] for found in _EXAMPLE.finditer(query.sparql)}
    return {
        each.name: _typed(store, examples[each.name]) for each in query.parameters if each.required
    }


def query_guide(
    queries: Mapping[str, NamedQuery],
    pages: Store,
    by_hand: Mapping[str, tuple[Store, Mapping[str, str]]],
) -> str:
    """The page as Markdown.

    Args:
        queries: what to describe.
        pages: the graph that is tried first, with the values that stand in the files.
        by_hand: for a query without an answer there another graph, with arguments.
    """
    parts = [_HEAD.format(graphs=" or of ".join(GRAPHS), base=BASE)]
    for query in queries.values():
        answer = None if query.federated else _answer(query, pages, by_hand)
        parts.append(_described(query, answer))
    return "\n".join(parts)


def _answer(
    query: NamedQuery, pages: Store, by_hand: Mapping[str, tuple[Store, Mapping[str, str]]]
) -> _Answer:
    arguments: Mapping[str, str] = example_arguments(pages, query)
    table = run_query(pages, query, arguments)
    if table.terms:
        return _Answer(arguments, table, GRAPHS[0])
    store, arguments = by_hand[query.name]
    return _Answer(arguments, run_query(store, query, arguments), GRAPHS[1])


def _typed(store: Store, value: str) -> str:
    if value.startswith('"'):
        return value.strip('"')
    found = store.query(
        f"SELECT ?name {{ {value} {SKOS.prefLabel}|{DCTERMS.title} ?name }} ORDER BY ?name"
    )
    return " ".join(str(next(iter(found))[0].value).split())  # type: ignore[arg-type]


def _described(query: NamedQuery, answer: _Answer | None) -> str:
    takes = "".join(
        f"- `--{each.name}`{'' if each.required else ' (may be left out)'}: {each.description}\n"
        for each in query.parameters
    )
    head = f"## {query.name}\n\n{query.summary}\n\n{takes}"
    if answer is None:
        return f"{head}It asks another server, so it is run by its file: `--file {query.name}.rq`\n"
    options = "".join(f" --{key} {shlex.quote(text)}" for key, text in answer.arguments.items())
    more = len(answer.table) - _MOST_ROWS
    rest = f"\n{more} more.\n" if more > 0 else ""
    return (
        f"{head}\n```\npapergraph query {query.name}{options}\n```\n\n"
        f"From {answer.source}:\n\n{_table(answer.table.first(_MOST_ROWS))}{rest}"
    ).replace("\n\n\n", "\n\n")


def _table(table: ResultTable) -> str:
    lines = [table.columns, ["---"] * len(table.columns), *table.rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    plain = " ".join(text.removeprefix(BASE).split())
    short = plain if len(plain) <= _MOST_LETTERS else f"{plain[: _MOST_LETTERS - 1].rstrip()}…"
    return re.sub(r"([\\|<*_`\[])", r"\\\1", short)
