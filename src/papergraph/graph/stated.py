"""Claims from what the fields of sources state, beside those from the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from papergraph.lexicon import Lexicon
from papergraph.linking import url_entity, url_relation
from papergraph.model import Claim, EntityId, Evaluation, Kind, Paper, Relation, Result, Statement
from papergraph.text.normalize import name_key, slug
from papergraph.text.urls import stated_url

__all__ = ["Stated", "joined_claims", "stated_by"]

#: A machine made what is less sure: such a field names nothing that the lexicon does not know.
_LEAST_TRUSTED = 0.5
_STATED, _MACHINE_MADE = "field: stated by the source", "field: made by a machine"
_RESULT_FIELD, _RESULT_CONFIDENCE = "sota", 0.9
_URL_KINDS = (Kind.REPOSITORY, Kind.PAGE)


class Stated(NamedTuple):
    """What the fields of one paper's sources say.

    Attributes:
        claims: at most one a target, the surest; unordered.
        names: of entities that the lexicon has not.
        evaluations: sorted.
    """

    claims: tuple[Claim, ...]
    names: dict[EntityId, str]
    evaluations: tuple[Evaluation, ...]


def stated_by(paper_id: EntityId, paper: Paper, lexicon: Lexicon) -> Stated:
    """Ground the statements and results of a paper."""
    names: dict[EntityId, str] = {}
    claims: dict[EntityId, Claim] = {}
    evaluations: list[Evaluation] = []
    statements = [*paper.statements, *_of_results(paper.results)]
    for one in sorted(statements, key=lambda one: (-one.confidence, one)):
        target = _target(one, lexicon)
        if target is None or target in claims:
            continue
        relation = url_relation(target) if one.kind in _URL_KINDS else one.relation
        claims[target] = Claim(
            paper=paper_id,
            relation=relation,
            target=target,
            confidence=one.confidence,
            rule=_STATED if one.confidence >= _LEAST_TRUSTED else _MACHINE_MADE,
            quote="",
            field=one.field,
            listing=one.listing,
        )
        if target not in lexicon.known and target.kind not in _URL_KINDS:
            names[target] = one.value
    for result in paper.results:
        if not (name_key(result.task) and name_key(result.dataset)):
            continue
        task = _named(Kind.TASK, result.task, lexicon)
        dataset = _named(Kind.DATASET, result.dataset, lexicon)
        row = (result.metric, result.value, result.model, result.listing)
        evaluations.append(Evaluation(paper_id, task, dataset, *row))
    return Stated(tuple(claims.values()), names, tuple(sorted(evaluations)))


def joined_claims(from_text: Iterable[Claim], stated: Iterable[Claim]) -> list[Claim]:
    """One claim a target: what the text says, with the field that says the same."""
    found = {claim.target: claim for claim in from_text}
    for one in stated:
        known = found.get(one.target)
        if known is None:
            found[one.target] = one
        elif known.relation is one.relation:
            confidence = max(known.confidence, one.confidence)
            found[one.target] = replace(
                known, confidence=confidence, field=one.field, listing=one.listing
            )
    return list(found.values())


def _of_results(results: Iterable[Result]) -> Iterator[Statement]:
    for one in results:
        for relation, kind, name in (
            (Relation.EVALUATES_ON, Kind.DATASET, one.dataset),
            (Relation.ADDRESSES, Kind.TASK, one.task),
        ):
            yield Statement(_RESULT_FIELD, relation, kind, name, _RESULT_CONFIDENCE, one.listing)


def _target(one: Statement, lexicon: Lexicon) -> EntityId | None:
    if one.kind in _URL_KINDS:
        url = stated_url(one.value)
        return url_entity(url).id if url else None
    if not name_key(one.value):
        return None
    if one.confidence < _LEAST_TRUSTED and not _is_known(one, lexicon):
        return None
    return _named(one.kind, one.value, lexicon)


def _is_known(one: Statement, lexicon: Lexicon) -> bool:
    if one.kind is Kind.TASK:
        return name_key(one.value) in lexicon.tasks_by_key
    of_kind = any(entity.kind is one.kind for entity in lexicon.ids(one.value))
    return of_kind and not lexicon.is_vague(one.value)


def _named(kind: Kind, name: str, lexicon: Lexicon) -> EntityId:
    """The entity of a name: the lexicon's, or one of its own."""
    known = lexicon.tasks_by_key.get(name_key(name)) if kind is Kind.TASK else None
    ids = (known,) if known else lexicon.ids(name)
    own = EntityId(kind, slug(name) or name_key(name))
    return next((entity for entity in ids if entity.kind is kind), own)
