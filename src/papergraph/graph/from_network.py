"""A graph back from networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from papergraph.errors import InputError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Claim, Entity, EntityId, Kind, Level, Listing, Paper, Relation

__all__ = ["from_networkx"]

_LISTING = Listing(slug="networkx", file="networkx", format="networkx", sha256="")


def from_networkx(network: nx.Graph[str]) -> KnowledgeGraph:
    """Undo `to_networkx` of the whole graph, as far as the network tells.

    Reads also what networkx reads from the GraphML, GEXF or Cytoscape JSON of papergraph.
    Derived edges are left out, for they follow from claims. Lost are abstracts, mentions,
    fields, venues, categories, counts, results and suggestions, and so the edges from a method
    to what it is based on, which mentions in titles decide. Of listings there is one,
    "networkx", with all papers of the corpus. Names with "; " in them come apart.

    Args:
        network: neither collapsed nor projected, for their edges are no claims.

    Raises:
        InputError: a node or an edge is not as `to_networkx` makes them.
    """
    nodes = {name: _id(name) for name in network.nodes}
    papers, entities = {}, {}
    for name, data in network.nodes(data=True):
        if nodes[name].kind is Kind.PAPER:
            papers[nodes[name]] = _paper(name, data)
        else:
            entities[nodes[name]] = _entity(nodes[name], name, data)
    claims = [claim for claim in _claims(network, nodes) if claim.paper in papers]
    listed = any(paper.in_corpus for paper in papers.values())
    return KnowledgeGraph(
        papers=dict(sorted(papers.items(), key=lambda item: item[0])),
        entities=dict(sorted(entities.items(), key=lambda item: item[0])),
        claims=tuple(sorted(claims, key=lambda claim: claim.sort_key)),
        listings={_LISTING.slug: _LISTING} if listed else {},
    )


def _id(name: object) -> EntityId:
    try:
        return EntityId.parse(str(name))
    except ValueError as error:
        raise _refused("a node whose name starts with its kind", str(name)) from error


def _paper(name: str, data: Mapping[str, Any]) -> Paper:
    try:
        return Paper(
            title=data["label"],
            listings=(_LISTING.slug,) if data["in_corpus"] else (),
            arxiv_id=data.get("arxiv_id", ""),
            doi=data.get("doi", ""),
            authors=_several(data, "authors"),
            issued=data.get("issued", ""),
            url=data.get("url", ""),
        )
    except (KeyError, ValueError) as error:
        raise _refused("a paper with 'label' and 'in_corpus'", name) from error


def _entity(entity: EntityId, name: str, data: Mapping[str, Any]) -> Entity:
    try:
        return Entity(
            id=entity,
            label=data["label"],
            aliases=_several(data, "aliases"),
            level=Level(data["level"]),
            broader=EntityId.parse(data["broader"]) if "broader" in data else None,
            introduced_by=tuple(map(EntityId.parse, _several(data, "introduced_by"))),
            url=data.get("url", ""),
        )
    except (KeyError, ValueError) as error:
        raise _refused("an entity with 'label' and 'level'", name) from error


def _claims(network: nx.Graph[str], nodes: Mapping[str, EntityId]) -> Iterator[Claim]:
    for source, target, data in network.edges(data=True):
        try:
            if not data["derived"]:
                yield Claim(
                    paper=nodes[source],
                    relation=Relation(data["relation"]),
                    target=nodes[target],
                    confidence=float(data["confidence"]),
                    rule=data.get("rule", ""),
                    quote=data.get("quote", ""),
                )
        except (KeyError, ValueError) as error:
            expected = "an edge with 'derived', 'relation' and 'confidence'"
            raise _refused(expected, f"{source} to {target}") from error


def _several(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(data[name].split("; ")) if name in data else ()


def _refused(expected: str, found: str) -> InputError:
    return InputError("network", 0, expected, found)
