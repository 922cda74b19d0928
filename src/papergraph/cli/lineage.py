"""``papergraph lineage``: the family tree of a method."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import click

from papergraph.analysis.lineage import Branch, Lineage, foremost
from papergraph.analysis.lineage import lineage as tree_of
from papergraph.api import load
from papergraph.cli.options import graph_option
from papergraph.cli.tables import json_text, rows_text
from papergraph.model import EntityId

__all__ = ["lineage"]

#: Steps from the root, what a branch hangs on, and the branch.
_Row: TypeAlias = tuple[int, EntityId, Branch]

#: What a tree writes for a link.
_HOW = {"basedOn": "", "broader": " (version)"}


@click.command(epilog="Example: papergraph lineage LoRA --depth 2 --graph exports")
@click.argument("name")
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Steps from the method at the most.",
)
@graph_option
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many to show under one method: those that most papers are on.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["tree", "csv", "json"]),
    default="tree",
    show_default=True,
)
def lineage(name: str, depth: int, folder: Path, limit: int, form: str) -> None:
    """Draw the family tree of the method NAME: what it is based on, and what is based on it.

    A version of a method, such as ResNet-50 of ResNet, hangs on it too.
    """
    graph = load(folder)
    found = tree_of(graph, graph.find(name), depth=depth)
    click.echo(_FORMS[form](found, limit), nl=False)
    if not found.ancestors and not found.descendants:
        click.echo(f"nothing is known of what {found.label} descends from or led to", err=True)


def _tree(found: Lineage, limit: int) -> str:
    from rich.console import Console
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(_titled(found.label, found.year)))

    def grow(tree: Tree, branches: Sequence[Branch]) -> None:
        for one in foremost(branches, limit):
            more = " …" if one.cut else " ↑" if one.elsewhere else ""
            label = f"{_titled(one.label, one.year)}{_HOW[one.how]}{more}"
            grow(tree.add(Text(label)), one.branches)
        if len(branches) > limit:
            tree.add(Text(f"and {len(branches) - limit} more"))

    for head, branches in (
        ("is based on", found.ancestors),
        ("is the base of", found.descendants),
    ):
        if branches:
            grow(root.add(Text(head)), branches)
    text = io.StringIO()
    # Wider than any line: what is printed does not depend on the terminal.
    Console(file=text, width=10_000, color_system=None).print(root)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _titled(label: str, year: str) -> str:
    name = " ".join(label.split())
    return f"{name}, {year}" if year else name


def _csv(found: Lineage, limit: int) -> str:
    rows = [
        (
            direction,
            depth,
            str(one.id),
            one.label,
            one.year,
            str(above),
            one.how,
            _ids(one),
            one.papers,
        )
        for direction, branches in (
            ("ancestor", found.ancestors),
            ("descendant", found.descendants),
        )
        for depth, above, one in _walk(found, branches, limit)
    ]
    columns = ("direction", "steps", "id", "label", "year", "from", "how", "via", "papers")
    return rows_text(columns, rows, "csv")


def _walk(found: Lineage, branches: Sequence[Branch], limit: int) -> list[_Row]:
    rows: list[_Row] = []

    def add(above: EntityId, under: Sequence[Branch], depth: int) -> None:
        for one in foremost(under, limit):
            rows.append((depth, above, one))
            add(one.id, one.branches, depth + 1)

    add(found.id, branches, 1)
    return rows


def _ids(branch: Branch) -> tuple[str, ...]:
    return tuple(map(str, branch.via))


def _json(found: Lineage, limit: int) -> str:
    def plain(branches: Sequence[Branch]) -> list[dict[str, Any]]:
        return [
            {
                "id": str(one.id),
                "label": one.label,
                "year": one.year,
                "how": one.how,
                "via": _ids(one),
                "papers": one.papers,
                "elsewhere": one.elsewhere,
                "cut": one.cut,
                "branches": plain(one.branches),
            }
            for one in foremost(branches, limit)
        ]

    return json_text(
        {
            "id": str(found.id),
            "label": found.label,
            "year": found.year,
            "ancestors": plain(found.ancestors),
            "descendants": plain(found.descendants),
        }
    )


_FORMS = {"tree": _tree, "csv": _csv, "json": _json}
