"""The family tree of a method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from papergraph.analysis.method_papers import papers_by_method
from papergraph.analysis.periods import date_of
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind

__all__ = ["Branch", "Lineage", "foremost", "lineage", "year_of"]


@dataclass(frozen=True, slots=True)
class Branch:
    """A method of a family tree and what hangs on it.

    Attributes:
        id: of the method.
        label: its name.
        year: when the paper that introduces it came out, or "".
        how: "basedOn" or "broader": the link to the method that it hangs on.
        via: the papers that say so, sorted; empty for "broader".
        papers: how many introduce, extend, analyze or use it or a version of it.
        branches: what hangs on it: oldest first, those without a year last, ties by name.
        elsewhere: whether its own branches are shown at another place of the tree, that with
            the fewest steps to the root; `branches` is empty then.
        cut: whether it has branches that lie beyond the depth asked for.
    """

    id: EntityId
    label: str
    year: str
    how: str
    via: tuple[EntityId, ...]
    papers: int
    branches: tuple[Branch, ...] = ()
    elsewhere: bool = False
    cut: bool = False

    def walk(self, depth: int = 1) -> Iterator[tuple[int, Branch]]:
        """Itself and all below, each with its steps from the root, in the order of the tree."""
        yield depth, self
        for branch in self.branches:
            yield from branch.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a method descends from, and what descends from it.

    Attributes:
        id: of the method.
        label: its name.
        year: as of `Branch`.
        ancestors: what it is based on or a version of.
        descendants: what is based on it or a version of it.
    """

    id: EntityId
    label: str
    year: str
    ancestors: tuple[Branch, ...]
    descendants: tuple[Branch, ...]


class _Link(NamedTuple):
    """A method that hangs on another one, and why."""

    id: EntityId
    how: str
    via: tuple[EntityId, ...]


_Links: TypeAlias = Mapping[EntityId, Sequence[_Link]]


def lineage(graph: KnowledgeGraph, method: EntityId, *, depth: int = 3) -> Lineage:
    """The methods that a method is based on, those that are based on it, and so on.

    A method is based on another one where the paper that is named after it says that it extends
    the other (``pg:basedOn``, as in the query ``genealogy``), or where it is a version of it
    (``skos:broader``). Where a method descends in several ways, all of them are shown, but what
    hangs on it only once, where the steps are fewest: so cycles end.

    Args:
        graph: where to look.
        method: the root.
        depth: steps from the root at the most, 1 or more.

    Raises:
        ValueError: `depth` is below 1.

    >>> from papergraph.api import build_papers
    >>> from papergraph.model import Paper
    >>> graph = build_papers([Paper(title="QLoRA: Efficient Finetuning of Quantized LLMs",
    ...     abstract="We present QLoRA, which extends LoRA to 4 bits.")])
    >>> [branch.label for branch in lineage(graph, graph.find("LoRA")).descendants]
    ['QLoRA']
    """
    if depth < 1:
        raise ValueError(f"a lineage is 1 step deep or more, got {depth}")
    up, down = _links(graph)
    papers = papers_by_method(graph)
    return Lineage(
        id=method,
        label=graph.label(method),
        year=year_of(graph, method),
        ancestors=_grown(graph, method, up, depth, papers),
        descendants=_grown(graph, method, down, depth, papers),
    )


def foremost(branches: Sequence[Branch], count: int) -> Sequence[Branch]:
    """So many of the branches that most papers are on, in the order in which they come."""
    chosen = {one.id for one in sorted(branches, key=lambda one: (-one.papers, one.id))[:count]}
    return [one for one in branches if one.id in chosen]


def year_of(graph: KnowledgeGraph, method: EntityId) -> str:
    """The year of the oldest dated paper that introduces a method, or ""."""
    papers = (one for one in graph.entities[method].introduced_by if one in graph.papers)
    return min(filter(None, (date_of(graph, one)[:4] for one in papers)), default="")


def _links(graph: KnowledgeGraph) -> tuple[_Links, _Links]:
    """What each method hangs on, and what hangs on each."""
    grounds: defaultdict[tuple[EntityId, EntityId], list[EntityId]] = defaultdict(list)
    for edge in graph.method_edges:
        grounds[edge.method, edge.base].append(edge.paper)
    ways: list[tuple[EntityId, EntityId, str, tuple[EntityId, ...]]] = [
        (method, base, "basedOn", tuple(sorted(papers)))
        for (method, base), papers in sorted(grounds.items())
    ]
    ways += [
        (entity.id, entity.broader, "broader", ())
        for entity in graph.entities.values()
        if entity.id.kind is Kind.METHOD
        and entity.broader in graph.entities
        and entity.broader is not None
        and (entity.id, entity.broader) not in grounds
    ]
    up: defaultdict[EntityId, list[_Link]] = defaultdict(list)
    down: defaultdict[EntityId, list[_Link]] = defaultdict(list)
    for method, base, how, papers in ways:
        if method != base:
            up[method].append(_Link(base, how, papers))
            down[base].append(_Link(method, how, papers))
    return up, down


def _grown(
    graph: KnowledgeGraph,
    root: EntityId,
    links: _Links,
    depth: int,
    papers: Mapping[EntityId, Collection[EntityId]],
) -> tuple[Branch, ...]:
    by_age = _by_age(graph)

    @cache
    def below(node: EntityId) -> Sequence[_Link]:
        return sorted(links.get(node, ()), key=lambda link: by_age(link.id))

    holder = _holders(root, below, depth)

    def grow(node: EntityId, steps: int) -> Iterator[Branch]:
        for link in below(node):
            more = any(one.id != node for one in below(link.id))
            here = link.id != root and holder.get(link.id) == node
            grows = here and steps < depth
            yield Branch(
                id=link.id,
                label=graph.label(link.id),
                year=year_of(graph, link.id),
                how=link.how,
                via=link.via,
                papers=len(papers.get(link.id, ())),
                branches=tuple(grow(link.id, steps + 1)) if grows else (),
                elsewhere=more and not here,
                cut=more and here and not grows,
            )

    return tuple(grow(root, 1))


def _holders(
    root: EntityId, below: Callable[[EntityId], Sequence[_Link]], depth: int
) -> Mapping[EntityId, EntityId]:
    """For each method the one that it is shown under with all below: breadth first."""
    holder = {root: root}
    rim = [root]
    for _ in range(depth):
        new = []
        for node in rim:
            for link in below(node):
                if link.id not in holder:
                    holder[link.id] = node
                    new.append(link.id)
        rim = new
    return holder


def _by_age(graph: KnowledgeGraph) -> Callable[[EntityId], tuple[str, str, EntityId]]:
    return lambda node: (year_of(graph, node) or "9999", graph.label(node).casefold(), node)
