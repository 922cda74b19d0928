"""What may be one thing under two names, or two under one: for a user to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from papergraph.graph.decisions import NO_DECISIONS, Decisions
from papergraph.graph.identity import Refused
from papergraph.graph.near_titles import FEW_LETTERS, near_titles, version_words
from papergraph.graph.title_match import title_match
from papergraph.linking.abbreviations import abbreviates
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Claim, Entity, EntityId, Kind, Paper, Relation, Suggestion, Verdict
from papergraph.text.identifiers import share_scheme
from papergraph.text.latex import read_latex
from papergraph.text.normalize import name_key

__all__ = ["suggestions"]

#: Confidence of what identifiers contradict, and of names by what makes them alike.
_CONTRADICTED = 0.5
_MISSPELT, _PLURAL, _ABBREVIATION = 0.6, 0.7, 0.7
_REPOSITORY, _HOMONYM, _SPLIT = 0.45, 0.5, 0.4
#: Names of one repository are only proposed where so few share it.
_MOST_SHARING = 3
#: Letters of the shortest name that can be a misprint of another.
_LEAST_NAME = 7
_KINDS = (Kind.METHOD, Kind.DATASET)


def suggestions(
    papers: Mapping[EntityId, Paper],
    entities: Mapping[EntityId, Entity],
    claims: Sequence[Claim],
    refusals: Iterable[Refused] = (),
    decisions: Decisions = NO_DECISIONS,
    curated: Container[EntityId] = (),
) -> tuple[Suggestion, ...]:
    """Everything worth a look, each pair once, sorted by kind, then the surest first.

    What the user has decided is not asked again, nor are names that a curator holds apart.
    Time is near-linear in papers and names: only neighbours in some order are compared.

    Args:
        papers: of the graph.
        entities: of the graph.
        claims: of the graph.
        refusals: papers that share a key and were not joined.
        decisions: of the user.
        curated: entities of the lexicon: two of them are two.
    """
    found: dict[tuple[EntityId, EntityId], Suggestion] = {}
    for one in (
        *_contradicted(refusals),
        *_near_papers(papers),
        *_abbreviations(entities),
        *_misspelt(entities),
        *_one_repository(claims),
        *_split(entities),
        *_shared_names(papers, entities, claims),
    ):
        are_two = one.first in curated and one.second in curated
        if not are_two and not _is_decided(one, papers, decisions):
            found.setdefault((one.first, one.second), one)
    return tuple(sorted(found.values(), key=lambda one: one.sort_key))


def _is_decided(one: Suggestion, papers: Mapping[EntityId, Paper], decisions: Decisions) -> bool:
    pair = (one.first, one.second)
    if one.first.kind is Kind.PAPER:
        return decisions.keeps_apart(*(papers[end] for end in pair))
    if one.second.kind is Kind.PAPER:
        # What the user has joined has the introductions of both.
        is_joined = any(one.first in joined for joined in decisions.same_entities)
        return is_joined or decisions.shares(one.first, papers[one.second])
    return pair in decisions.distinct or pair[::-1] in decisions.distinct


def _pair(first: EntityId, second: EntityId, confidence: float, reason: str) -> Suggestion:
    a, b = sorted((first, second))
    return Suggestion(Verdict.SAME, a, b, confidence, reason)


def _contradicted(refusals: Iterable[Refused]) -> Iterator[Suggestion]:
    """Papers that share a key, kept apart because something contradicts it."""
    for one in refusals:
        yield _pair(one.first, one.second, _CONTRADICTED, one.reason)


def _near_papers(papers: Mapping[EntityId, Paper]) -> Iterator[Suggestion]:
    # No decision reaches what only references and the lexicon know.
    ids = [one for one, paper in papers.items() if paper.in_corpus]
    for near in near_titles([read_latex(papers[one].title).text for one in ids]):
        first, second = ids[near.first], ids[near.second]
        one, other = papers[first], papers[second]
        if share_scheme(one.keys, other.keys):  # their identifiers differ, or they were one
            continue
        match = title_match(one, other)
        if match.confidence:
            reason = f"titles differ by {near.reason}; {match.rule} alike"
            confidence = round(match.confidence * min(1.0, near.alike + 0.02), 2)
            yield _pair(first, second, min(confidence, match.confidence), reason)


def _named(entities: Mapping[EntityId, Entity]) -> Iterator[tuple[str, Entity]]:
    for entity in entities.values():
        if entity.id.kind in _KINDS:
            for name in (entity.label, *entity.aliases):
                yield name, entity


def _misspelt(entities: Mapping[EntityId, Entity]) -> Iterator[Suggestion]:
    """Names of one kind that differ in a letter or two."""
    named = [(name, one) for name, one in _named(entities) if len(name_key(name)) >= _LEAST_NAME]
    for near in near_titles([name for name, _ in named]):
        (name, one), (other_name, other) = named[near.first], named[near.second]
        is_plural = name_key(name).rstrip("s") == name_key(other_name).rstrip("s")
        if one.id.kind is other.id.kind and one.id != other.id and near.reason == FEW_LETTERS:
            reason = f"{name} and {other_name} differ by {near.reason}"
            yield _pair(one.id, other.id, _PLURAL if is_plural else _MISSPELT, reason)


def _abbreviations(entities: Mapping[EntityId, Entity]) -> Iterator[Suggestion]:
    """A long name, and a short one that is spelt by its words."""
    shorts: defaultdict[str, list[tuple[str, Entity]]] = defaultdict(list)
    longs: list[tuple[str, Entity]] = []
    for name, entity in _named(entities):
        if " " in name:
            longs.append((name, entity))
        elif shape_of(name) >= Shape.ACRONYM and not version_words(name):
            shorts[name.lower()].append((name, entity))
    meanings: defaultdict[str, set[EntityId]] = defaultdict(set)
    for long, entity in longs:
        meanings[_initials(long)].add(entity.id)
    for long, entity in longs:
        # Initials of several names tell nothing of any.
        alone = len(meanings[_initials(long)]) == 1
        for short, other in shorts.get(_initials(long), ()) if alone else ():
            is_other = other.id != entity.id and other.id.kind is entity.id.kind
            if is_other and abbreviates(short, long):
                yield _pair(entity.id, other.id, _ABBREVIATION, f"{short} abbreviates {long}")


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.lower().replace("-", " ").split())


def _one_repository(claims: Iterable[Claim]) -> Iterator[Suggestion]:
    """What papers with one repository introduce."""
    own: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    users: defaultdict[EntityId, set[EntityId]] = defaultdict(set)
    for claim in claims:
        if claim.relation is Relation.INTRODUCES:
            own[claim.paper].add(claim.target)
        elif claim.target.kind is Kind.REPOSITORY:
            users[claim.target].add(claim.paper)
    for repository, papers in users.items():
        if 1 < len(papers) <= _MOST_SHARING:
            found = sorted({(entity, paper) for paper in papers for entity in own.get(paper, ())})
            for (one, its_paper), (other, other_paper) in combinations(found, 2):
                if one.kind is other.kind and one != other and its_paper != other_paper:
                    yield _pair(one, other, _REPOSITORY, f"both have {repository.slug}")


def _split(entities: Mapping[EntityId, Entity]) -> Iterator[Suggestion]:
    """Things of one name that the graph keeps apart."""
    by_name: defaultdict[tuple[Kind, str], list[EntityId]] = defaultdict(list)
    for entity in entities.values():
        if entity.id.kind in _KINDS:
            by_name[entity.id.kind, name_key(entity.label)].append(entity.id)
    for found in by_name.values():
        for other in found[1:]:
            yield _pair(found[0], other, _SPLIT, f"both are called {entities[other].label}")


def _shared_names(
    papers: Mapping[EntityId, Paper], entities: Mapping[EntityId, Entity], claims: Iterable[Claim]
) -> Iterator[Suggestion]:
    """Things that several papers introduce: one of them may have a thing of its own."""
    introducing: defaultdict[EntityId, list[EntityId]] = defaultdict(list)
    for claim in claims:
        if claim.relation is Relation.INTRODUCES and claim.target.kind in _KINDS:
            introducing[claim.target].append(claim.paper)
    for entity, found in introducing.items():
        first = entities[entity].introduced_by
        origin = next((one for one in first if one not in found), found[0])
        for paper in found:
            if paper != origin and paper in papers:
                reason = f"{papers[origin].title!r} introduces it too"
                yield Suggestion(Verdict.DIFFERENT, entity, paper, _HOMONYM, reason)
