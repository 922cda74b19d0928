"""Centralities as triples, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Score
from papergraph.rdf.facts import Facts
from papergraph.rdf.terms import described
from papergraph.rdf.vocabulary import BASE, PG, digest_of, entity_id, entity_iri

__all__ = ["read_scores", "score_triples", "without_scores"]


def score_triples(
    scores: Iterable[Score], graph: KnowledgeGraph, *, base: str = BASE
) -> Iterator[Triple]:
    """Each score as a node of its own, with the label of what it is about."""
    for one in scores:
        about = entity_iri(one.about, base)
        node = NamedNode(f"{about.value}#score,{digest_of((one.measure, one.scope))}")
        yield from described(node, [PG.Score], f"{one.measure} of {graph.label(one.about)}")
        yield Triple(node, PG.about, about)
        yield Triple(node, PG.measure, Literal(one.measure))
        yield Triple(node, PG.scope, Literal(one.scope))
        yield Triple(node, PG.value, Literal(float(one.value)))


def without_scores(triples: Iterable[Triple], measure: str, scope: str) -> list[Triple]:
    """The triples without those of scores of that measure and scope, in their order."""
    kept = list(triples)
    said = {(triple.subject, triple.predicate, triple.object) for triple in kept}
    gone = {
        triple.subject
        for triple in kept
        if triple.predicate == PG.measure
        and triple.object == Literal(measure)
        and (triple.subject, PG.scope, Literal(scope)) in said
    }
    return [triple for triple in kept if triple.subject not in gone]


def read_scores(facts: Facts, base: str) -> Iterator[Score]:
    """What `score_triples` wrote; unordered."""
    for iri in facts.instances(PG.Score):
        yield Score(
            about=entity_id(facts.one(iri, PG.about), base),
            measure=facts.one(iri, PG.measure),
            scope=facts.one(iri, PG.scope),
            value=float(facts.one(iri, PG.value)),
        )
