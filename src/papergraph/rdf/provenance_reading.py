"""Counts, results, other values, matches and suggestions back from their triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode

from papergraph.model import Count, Evaluation, Match, Suggestion, Value, Verdict
from papergraph.rdf.facts import Facts
from papergraph.rdf.vocabulary import DCTERMS, PG, PROV, entity_id, listing_slug

__all__ = ["Provenance", "read_evaluations", "read_provenance", "read_suggestions"]

_Part = TypeVar("_Part", Count, Value, Match)


class Provenance(NamedTuple):
    """Parts of papers, sorted, by the IRI of the paper; a paper without any is absent."""

    counts: Mapping[str, tuple[Count, ...]]
    others: Mapping[str, tuple[Value, ...]]
    matches: Mapping[str, tuple[Match, ...]]


def read_provenance(facts: Facts, base: str) -> Provenance:
    """What `graph_triples` and `provenance_triples` wrote of papers."""

    def count(iri: str) -> Count:
        return Count(
            what=facts.one(iri, PG.what),
            value=int(facts.one(iri, PG.value)),
            source=facts.one(iri, PG.countedBy),
            day=facts.one(iri, DCTERMS.date),
            listing=_listing(facts, iri, base),
        )

    def value(iri: str) -> Value:
        return Value(facts.one(iri, PG.field), facts.one(iri, PG.value), _listing(facts, iri, base))

    def match(iri: str) -> Match:
        confidence = float(facts.one(iri, PG.confidence))
        return Match(_listing(facts, iri, base), confidence, facts.one(iri, PG.rule))

    return Provenance(
        counts=_by_paper(facts, PG.Count, count),
        others=_by_paper(facts, PG.StatedValue, value),
        matches=_by_paper(facts, PG.Match, match),
    )


def read_evaluations(facts: Facts, base: str) -> Iterator[Evaluation]:
    """Rows of leaderboards; unordered."""
    for iri in facts.instances(PG.Result):
        paper, task, dataset = (
            entity_id(facts.one(iri, predicate), base)
            for predicate in (PG.ofPaper, PG.forTask, PG.onDataset)
        )
        metric, value, model = (
            facts.one(iri, predicate) for predicate in (PG.metric, PG.value, PG.model)
        )
        yield Evaluation(paper, task, dataset, metric, value, model, _listing(facts, iri, base))


def read_suggestions(facts: Facts, base: str) -> Iterator[Suggestion]:
    """What a user may decide; unordered."""
    for iri in facts.instances(PG.Suggestion):
        yield Suggestion(
            verdict=Verdict(facts.one(iri, PG.verdict)),
            first=entity_id(facts.one(iri, PG.first), base),
            second=entity_id(facts.one(iri, PG.second), base),
            confidence=float(facts.one(iri, PG.confidence)),
            reason=facts.one(iri, PG.rule),
        )


def _by_paper(
    facts: Facts, found: NamedNode, read: Callable[[str], _Part]
) -> dict[str, tuple[_Part, ...]]:
    parts: defaultdict[str, list[_Part]] = defaultdict(list)
    for iri in facts.instances(found):
        parts[facts.one(iri, PG.ofPaper)].append(read(iri))
    return {paper: tuple(sorted(some)) for paper, some in parts.items()}


def _listing(facts: Facts, iri: str, base: str) -> str:
    source = facts.one(iri, PROV.wasDerivedFrom)
    return listing_slug(source, base) if source else ""
