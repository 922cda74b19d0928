"""Second pass: every mention of a paper, grounded, and what the paper says of each entity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from papergraph.lexicon import Lexicon
from papergraph.linking.candidates import NameFilter
from papergraph.linking.cues import BACKGROUND
from papergraph.linking.matcher import NameMatcher
from papergraph.linking.mentions import Found, OwnNames, find_mentions
from papergraph.linking.passage import Passage
from papergraph.linking.prepared import PreparedPaper
from papergraph.linking.proposals import Proposal
from papergraph.linking.relations import (
    Judgement,
    is_study,
    judge_dataset,
    judge_method,
    judge_title,
)
from papergraph.linking.repositories import repository_claims
from papergraph.model import Claim, EntityId, Kind, Mention, Paper, Part, Relation
from papergraph.text.span import Span
from papergraph.text.urls import find_urls

__all__ = ["Linked", "Linker"]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking one paper gives.

    Attributes:
        claims: at most one an entity, sorted.
        names: names of entities that no lexicon has.
    """

    claims: tuple[Claim, ...]
    names: Mapping[EntityId, str] = field(default_factory=dict)


#: What a relation's strength is worth against the confidence of a weaker one.
_STRENGTH = {
    Relation.EXTENDS: 0.25,
    Relation.ANALYZES: 0.2,
    Relation.USES: 0.1,
    Relation.EVALUATES_ON: 0.1,
    Relation.COMPARES_WITH: 0.0,
    Relation.MENTIONS: -0.2,
}
_BETWEEN_LISTED = re.compile(
    r"(?:s)?(?:\s\([^)]*\))?\s*(?:,|/|and|or|,\s*and|,\s*or|&|as well as)\s*(?:the\s)?(?:[\w-]+\s)?"
)
_RESULTS = re.compile(
    r"\b(?:experiment|result|evaluation|ablation|simulation|benchmark)\w*\b", re.I
)
_LEAST_CONTAINED = 3


class Linker:
    """Links papers against one lexicon. Build once; `link` is a pure function."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._matcher = NameMatcher(lexicon.terms)
        self._names = NameFilter(lexicon)

    def link(
        self,
        paper_id: EntityId,
        prepared: PreparedPaper,
        own: Mapping[EntityId, Proposal] | None = None,
    ) -> Linked:
        """Claims of a paper about methods, datasets, repositories and pages.

        Args:
            paper_id: the paper's id in the graph.
            prepared: its texts.
            own: what it introduces, by entity.
        """
        own = own or {}
        paper, texts = prepared.paper, prepared.passages
        urls = [find_urls(text.printed) for text in texts]
        names: OwnNames = {entity: proposal.names for entity, proposal in own.items()}
        free = [
            [text.plain.shown(url.span) for url in found]
            for text, found in zip(texts, urls, strict=True)
        ]
        mentions = find_mentions(prepared, self._matcher, self._names, names, free)
        own_names = "\n".join(name for found in names.values() for name in found)
        study = is_study(paper.title)
        read = _Reading(paper_id, paper, texts, mentions, own, self.lexicon, study, own_names)
        claims = [*read.claims(), *repository_claims(paper_id, texts, urls)]
        unlisted = {one.entity: one.name for found in mentions for one in found if one.name}
        return Linked(tuple(sorted(claims, key=lambda claim: claim.sort_key)), unlisted)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One paper with its grounded mentions, about to be read for relations."""

    paper_id: EntityId
    paper: Paper
    texts: Sequence[Passage]
    mentions: Sequence[Sequence[Found]]
    own: Mapping[EntityId, Proposal]
    lexicon: Lexicon
    study: bool
    own_names: str

    def claims(self) -> Iterator[Claim]:
        by_entity: dict[EntityId, list[tuple[Passage, Found, Judgement]]] = {}
        for passage, found in zip(self.texts, self.mentions, strict=True):
            own = self._own_sentences(passage, found)
            for one, listed in zip(found, _lists(passage.text, found), strict=True):
                judged = self._judge(passage, one, listed, own)
                by_entity.setdefault(one.entity, []).append((passage, one, judged))
        for entity, seen in by_entity.items():
            yield self._claim(entity, seen)

    def _own_sentences(self, passage: Passage, found: Sequence[Found]) -> Callable[[int], bool]:
        """Tells of a sentence, by its index, whether it speaks of the paper's own work."""
        named = {passage.sentence_index(one.span.start) for one in found if one.entity in self.own}
        named.update(passage.triggers.own)
        first = min(named, default=len(passage.sentences))

        @cache
        def is_own(index: int) -> bool:
            start = passage.sentences[index].start
            return (
                index in named
                or bool(_RESULTS.match(passage.text, start))
                or (index > first and not BACKGROUND.match(passage.text, start))
            )

        return is_own

    def _judge(
        self, passage: Passage, one: Found, listed: Span, is_own: Callable[[int], bool]
    ) -> Judgement:
        if proposal := self.own.get(one.entity):
            best = proposal.best
            return Judgement(Relation.INTRODUCES, best.rule, best.confidence)
        if passage.part is Part.TITLE and one.entity.kind is Kind.METHOD:
            return judge_title(passage.text, one.span)
        own = is_own(passage.sentence_index(one.span.start))
        if one.entity.kind is Kind.DATASET:
            return judge_dataset(passage, one.span, own=own or passage.part is Part.TITLE)
        return judge_method(passage, listed, own=own, study=self.study)

    def _claim(self, entity: EntityId, seen: Sequence[tuple[Passage, Found, Judgement]]) -> Claim:
        passage, one, judged = max(seen, key=_weight)
        if judged.relation is not Relation.INTRODUCES and self._named_after(entity):
            contained = Judgement(Relation.EXTENDS, "name: own NAME contains it", 0.9)
            judged = max(judged, contained, key=_strength)
        mentions = [
            Mention(
                part=text.part,
                span=(span := text.plain.printed(*found.span)),
                surface=span.of(self.paper.text(text.part)),
                confidence=found.confidence,
            )
            for text, found, _ in seen
        ]
        return Claim(
            paper=self.paper_id,
            relation=judged.relation,
            target=entity,
            confidence=round(judged.confidence * one.confidence, 2),
            rule=judged.rule,
            quote=_quote(self.paper, passage, one.span),
            mentions=tuple(sorted(mentions, key=lambda mention: mention.sort_key)),
        )

    def _named_after(self, entity: EntityId) -> bool:
        """Whether a name that the paper introduces carries the entity's: FlashKAT and KAT."""
        known = self.lexicon.known.get(entity)
        if entity.kind is not Kind.METHOD or known is None:
            return False
        names = (known.entity.label, *known.entity.aliases)
        printed = [name for name in names if name in self.own_names]
        return any(
            _carries(own, name)
            for name in printed
            for proposal in self.own.values()
            for own in proposal.names
        )


def _carries(own: str, name: str) -> bool:
    """Whether an own name is made from another's: FlashKAT from KAT, GR-KAN from KAN."""
    if len(name) < _LEAST_CONTAINED or len(own) < len(name) + 2 or not name[:1].isupper():
        return False
    if " " in own:
        return f" {own} ".find(f" {name} ") >= 0
    return " " not in name and (own.startswith(name) or own.endswith(name))


def _weight(seen: tuple[Passage, Found, Judgement]) -> float:
    return _strength(seen[2])


def _strength(judged: Judgement) -> float:
    return judged.confidence + _STRENGTH.get(judged.relation, 1.0)


def _lists(text: str, found: Sequence[Found]) -> list[Span]:
    """For each mention the list that it stands in, or just itself."""
    groups: list[list[Found]] = []
    for one in found:
        between = text[groups[-1][-1].span.end : one.span.start] if groups else ""
        if groups and len(between) < 40 and _BETWEEN_LISTED.fullmatch(between):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [Span(group[0].span.start, group[-1].span.end) for group in groups for _ in group]


def _quote(paper: Paper, passage: Passage, span: Span) -> str:
    """The sentence around a mention, as printed."""
    if passage.part is Part.TITLE:
        return paper.title
    sentence = passage.sentence(span.start)
    return passage.plain.printed(*sentence).of(paper.abstract).strip()
