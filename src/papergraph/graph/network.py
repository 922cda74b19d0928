"""The graph as networkx knows graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, TypeAlias, overload

import networkx as nx

from papergraph.garbage_collection import paused_collection
from papergraph.graph.attributes import (
    Attributes,
    claim_attributes,
    entity_attributes,
    paper_attributes,
)
from papergraph.graph.derive import MethodEdge, PaperEdge
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.names import kinds_named, relations_named
from papergraph.graph.projection import Projection, Weigher, project, weigher
from papergraph.model import EntityId, Kind, Relation

__all__ = ["BASED_ON", "to_networkx"]

#: Key of the derived edges from a method to the method that it is based on.
BASED_ON = "basedOn"

_Edge: TypeAlias = tuple[EntityId, EntityId, str, Attributes]


@overload
def to_networkx(
    graph: KnowledgeGraph,
    *,
    relations: Collection[str | Relation] | None = None,
    kinds: Collection[str | Kind] | None = None,
    derived: bool = False,
    weight: str | None = None,
    collapse: Literal[False] = False,
    projection: None = None,
) -> nx.MultiDiGraph[str]: ...


@overload
def to_networkx(
    graph: KnowledgeGraph,
    *,
    relations: Collection[str | Relation] | None = None,
    kinds: Collection[str | Kind] | None = None,
    derived: bool = False,
    weight: str | None = None,
    collapse: bool = False,
    projection: str | None = None,
) -> nx.Graph[str]: ...


def to_networkx(
    graph: KnowledgeGraph,
    *,
    relations: Collection[str | Relation] | None = None,
    kinds: Collection[str | Kind] | None = None,
    derived: bool = False,
    weight: str | None = None,
    collapse: bool = False,
    projection: str | None = None,
) -> nx.Graph[str]:
    """The graph with its ids as plain strings, for networkx and all that reads its formats.

    Nodes are ``str(EntityId)``: ``"method/lora"``. `kinds` alone decides which nodes there
    are, so a node without an edge stays. Every attribute is a ``str``, ``int``, ``float`` or
    ``bool``; one that is unknown is absent, never empty.

    All nodes have:
        kind (str): "paper", "method", "dataset", "task", "repository" or "page".
        label (str): the title of a paper, the preferred name of anything else.
        url (str): where a source or the entity itself has one.

    Papers may have:
        in_corpus (bool): always there; ``False`` where only a method or a citation names it.
        issued (str): "YYYY-MM-DD", "YYYY-MM" or "YYYY".
        year (int): the year of `issued`.
        authors (str): names in the printed order, joined by "; ".
        arxiv_id, doi (str): identifiers.

    Entities may have:
        level (str): always there; "named" or "generic".
        aliases (str): other names, joined by "; ".
        broader (str): id of the entity that this is a version or a subset of.
        introduced_by (str): ids of the papers that introduce it, joined by "; ".

    Edges run from the paper to what it names, at most one a pair, with the relation as key
    ("extends") and:
        relation (str): the key again, for formats that keep no keys.
        derived (bool): ``False``.
        confidence (float): 0 to 1.
        rule (str): name of the rule that decided.
        quote (str): the sentence that decided, verbatim.
        mentions (int): how often the paper names the entity; 0 for a claim from a field.

    With `derived`, edges run also from a paper to the paper that introduced what it extends,
    uses, analyzes or is evaluated on, with the CiTO property as key ("usesMethodIn") and:
        relation (str): the key again.
        derived (bool): ``True``.
        via (str): ids of the methods or datasets that it follows from, joined by "; ".
        builds_on (bool): whether the first paper builds on the second.

    and from a method to the method that it is based on, with "basedOn" as key and:
        relation (str): the key again.
        derived (bool): ``True``.
        via (str): ids of the papers that say so, joined by "; ".

    With `collapse`, there is a ``DiGraph`` with one edge from a node to another, and:
        relation (str): the relations, strongest first, joined by "; ".
        weight (float): the sum of what the edges weigh.
        count (int): how many they are.

    With `projection`, there are the nodes of the kinds that it is about, and edges with:
        relation (str): "buildsOn", "sharesMethod", "usedWith", "basedOn" or "claims".
        weight (float): the sum of what it rests on weighs; their number without `weight`.
        via (str): ids of the methods or papers that it rests on, joined by "; ".
    It is a ``DiGraph`` for "papers", "methods" and "papers-methods", whose nodes also have
    `bipartite` (int), 0 for papers and 1 for methods; it is a ``Graph`` for
    "papers-by-method" and "methods-by-paper". See `papergraph.graph.projection.project`.

    Args:
        graph: what to view.
        relations: names of the claims to keep, all by default. Derived edges are derived from
            all claims, whichever are kept.
        kinds: kinds of the nodes to keep, all by default; an edge needs both its ends, so
            edges of claims need "paper" among them.
        derived: whether to add the edges that follow from claims.
        weight: "confidence", "recency" or "count" (`papergraph.graph.projection.weigher`): adds
            `weight` (float) to the edges of claims, and to derived ones the sum of the weights
            of the claims that they follow from. By default edges of the whole graph have none.
        collapse: whether parallel edges are one.
        projection: "papers", "papers-by-method", "methods-by-paper", "methods" or
            "papers-methods".

    Returns:
        A new graph; nodes and edges come in the order of their ids, papers first.

    Raises:
        UnknownNameError: a relation, kind, weight or projection that does not exist.
        ValueError: `projection` with `derived` or `collapse`, which it leaves nothing to do.
    """
    wanted_relations, wanted_kinds = relations_named(relations), kinds_named(kinds)
    if projection is not None:
        if derived or collapse:
            raise ValueError("a projection is derived and has no parallel edges")
        chosen = None if relations is None else wanted_relations
        found = project(graph, projection, relations=chosen, weight=weight)
        return _projected(graph, found, wanted_kinds)
    whole = _whole(graph, wanted_relations, wanted_kinds, derived=derived)
    if weight is not None:
        _weigh(whole, graph, weigher(graph, weight))
    return _collapsed(whole) if collapse else whole


def _whole(
    graph: KnowledgeGraph,
    wanted_relations: frozenset[Relation],
    wanted_kinds: frozenset[Kind],
    *,
    derived: bool,
) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    # One name a node, which all its edges share: a million strings are a hundred megabytes.
    names: dict[EntityId, str] = {}
    with paused_collection():
        for node, attributes in _nodes(graph):
            if node.kind in wanted_kinds:
                names[node] = str(node)
                network.add_node(names[node], **attributes)
        for source, target, key, attributes in _edges(graph, wanted_relations, derived=derived):
            if source in names and target in names:
                network.add_edge(names[source], names[target], key, **attributes)
    return network


def _projected(
    graph: KnowledgeGraph, found: Projection, wanted_kinds: frozenset[Kind]
) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.DiGraph() if found.directed else nx.Graph()
    known = dict(_nodes(graph))
    kinds = {node.kind for node in found.nodes}
    for node in sorted(found.nodes, key=lambda node: (node.kind is not Kind.PAPER, node)):
        if node.kind in wanted_kinds:
            sides = {"bipartite": int(node.kind is not Kind.PAPER)} if len(kinds) > 1 else {}
            network.add_node(str(node), **known[node], **sides)
    for tie in found.ties:
        if tie.source.kind in wanted_kinds and tie.target.kind in wanted_kinds:
            via = "; ".join(map(str, tie.via))
            attributes: Attributes = {"relation": found.relation, "weight": tie.weight}
            attributes |= {"via": via} if via else {}
            network.add_edge(str(tie.source), str(tie.target), **attributes)
    return network


def _weigh(network: nx.MultiDiGraph[str], graph: KnowledgeGraph, weigh: Weigher) -> None:
    """Give every edge its weight."""
    claims = {(str(claim.paper), str(claim.target)): weigh(claim) for claim in graph.claims}
    for source, target, key, data in network.edges(keys=True, data=True):
        if not data["derived"]:
            data["weight"] = claims[source, target]
        elif key == BASED_ON:
            data["weight"] = sum(claims[paper, target] for paper in data["via"].split("; "))
        else:
            data["weight"] = sum(claims[source, method] for method in data["via"].split("; "))


def _collapsed(network: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(network.nodes(data=True))
    for source, target, key, data in network.edges(keys=True, data=True):
        weight = data.get("weight", 1.0)
        if simple.has_edge(source, target):
            edge = simple.edges[source, target]
            edge["relation"] += f"; {key}"
            edge["weight"] += weight
            edge["count"] += 1
        else:
            simple.add_edge(source, target, relation=key, weight=weight, count=1)
    return simple


def _nodes(graph: KnowledgeGraph) -> Iterator[tuple[EntityId, Attributes]]:
    for paper_id, paper in sorted(graph.papers.items(), key=lambda item: item[0]):
        yield paper_id, paper_attributes(paper)
    for entity_id, entity in sorted(graph.entities.items(), key=lambda item: item[0]):
        yield entity_id, entity_attributes(entity)


def _edges(
    graph: KnowledgeGraph, relations: frozenset[Relation], *, derived: bool
) -> Iterator[_Edge]:
    for claim in sorted(graph.claims, key=lambda each: each.sort_key):
        if claim.relation in relations:
            yield claim.paper, claim.target, str(claim.relation), claim_attributes(claim)
    if derived:
        yield from _citations(graph.paper_edges)
        yield from _bases(graph.method_edges)


def _citations(edges: Iterable[PaperEdge]) -> Iterator[_Edge]:
    grounds: defaultdict[tuple[EntityId, EntityId, str, bool], list[str]] = defaultdict(list)
    for edge in edges:
        key = edge.citing, edge.cited, edge.citation.value, edge.builds_on
        grounds[key].append(str(edge.via))
    for (citing, cited, citation, builds_on), via in sorted(grounds.items()):
        attributes = _derived_attributes(citation, via)
        yield citing, cited, citation, {**attributes, "builds_on": builds_on}


def _bases(edges: Iterable[MethodEdge]) -> Iterator[_Edge]:
    grounds: defaultdict[tuple[EntityId, EntityId], list[str]] = defaultdict(list)
    for edge in edges:
        grounds[edge.method, edge.base].append(str(edge.paper))
    for (method, base), papers in sorted(grounds.items()):
        yield method, base, BASED_ON, _derived_attributes(BASED_ON, papers)


def _derived_attributes(relation: str, via: Iterable[str]) -> Attributes:
    return {"relation": relation, "derived": True, "via": "; ".join(sorted(via))}
