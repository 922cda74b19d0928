"""A paper with its grounded mentions, read for what it says of each entity."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from papergraph.lexicon import Lexicon
from papergraph.linking.classifier import Classifier
from papergraph.linking.cues import BACKGROUND
from papergraph.linking.mentions import Found
from papergraph.linking.passage import Passage
from papergraph.linking.proposals import Proposal
from papergraph.linking.relation_features import mention_features
from papergraph.linking.relations import Judgement, judge_dataset, judge_method, judge_title
from papergraph.model import Claim, EntityId, Kind, Mention, Paper, Part, Relation
from papergraph.text.span import Span

__all__ = ["Reading", "Seen"]

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
#: What the confidence of the strongest rule is worth, in logits.
_RULE_WEIGHT = 2.0
#: More mentions are not counted.
_MOST_TIMES = 4


class Seen(NamedTuple):
    """One mention, judged.

    Attributes:
        passage: that holds it.
        found: the entity and where.
        listed: the list that it stands in, or its own span.
        own: the sentence speaks of the paper's own work.
        judged: what the rules say.
    """

    passage: Passage
    found: Found
    listed: Span
    own: bool
    judged: Judgement


@dataclass(frozen=True, slots=True)
class Reading:
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
        """One claim an entity, the first mentioned first."""
        for entity, seen in self.seen().items():
            yield self._claim(entity, seen)

    def seen(self) -> dict[EntityId, list[Seen]]:
        """Mentions by entity, with what the rules say of each."""
        by_entity: dict[EntityId, list[Seen]] = {}
        for passage, found in zip(self.texts, self.mentions, strict=True):
            is_own = self._own_sentences(passage, found)
            for one, listed in zip(found, _lists(passage.text, found), strict=True):
                own = is_own(passage.sentence_index(one.span.start))
                judged = self._judge(passage, one, listed, own=own)
                seen = Seen(passage, one, listed, own, judged)
                by_entity.setdefault(one.entity, []).append(seen)
        return by_entity

    def features(self, entity: EntityId, seen: Sequence[Seen]) -> list[frozenset[str]]:
        """For each mention its features and those of the whole paper."""
        parts = {one.passage.part for one in seen}
        common = {"any", f"times: {min(len(seen), _MOST_TIMES)}"}
        common.add("in: both" if len(parts) > 1 else f"in: {next(iter(parts)).value}")
        if self.study:
            common.add("paper: study")
        if not self.own:
            common.add("paper: proposes no name")
        if self._named_after(entity, seen[0].found.name):
            common.add("own name contains it")
        if entity not in self.lexicon.known:
            common.add("unlisted")
        own_names = [name for one in self.own.values() for name in one.names]
        return [
            frozenset(
                mention_features(
                    one.passage, one.found.span, one.listed, one.judged, own_names, own=one.own
                )
            )
            | common
            for one in seen
        ]

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

    def _judge(self, passage: Passage, one: Found, listed: Span, *, own: bool) -> Judgement:
        if proposal := self.own.get(one.entity):
            best = proposal.best
            return Judgement(Relation.INTRODUCES, best.rule, best.confidence)
        if passage.part is Part.TITLE and one.entity.kind is Kind.METHOD:
            return judge_title(passage.text, one.span)
        if one.entity.kind is Kind.DATASET:
            return judge_dataset(passage, one.span, own=own or passage.part is Part.TITLE)
        return judge_method(passage, listed, own=own, study=self.study)

    def _claim(self, entity: EntityId, seen: Sequence[Seen]) -> Claim:
        if entity.kind is Kind.METHOD and entity not in self.own:
            best, judged = self._weighed(entity, seen)
        else:
            best = max(seen, key=lambda one: _strength(one.judged))
            judged = best.judged
        mentions = [
            Mention(
                part=(part := one.passage.part),
                span=(span := one.passage.plain.printed(*one.found.span)),
                surface=span.of(self.paper.text(part)),
                confidence=one.found.confidence,
            )
            for one in seen
        ]
        return Claim(
            paper=self.paper_id,
            relation=judged.relation,
            target=entity,
            confidence=round(judged.confidence * best.found.confidence, 2),
            rule=judged.rule,
            quote=best.passage.quote(best.found.span.start),
            mentions=tuple(sorted(mentions, key=lambda mention: mention.sort_key)),
        )

    def _weighed(self, entity: EntityId, seen: Sequence[Seen]) -> tuple[Seen, Judgement]:
        """The relation of a method, and the mention that says it best.

        All mentions speak together; what the strongest rule says counts once more.
        """
        model = Classifier.named("relations")
        features = self.features(entity, seen)
        chances = model.probabilities(frozenset().union(*features))
        strongest = max((one.judged for one in seen), key=_strength)
        chances = _favoured(chances, strongest.relation.value, strongest.confidence)
        likely = max(chances, key=lambda name: chances[name])
        relation = Relation(likely)
        agreeing = [one for one in seen if one.judged.relation is relation]
        if agreeing:
            best = max(agreeing, key=lambda one: one.judged.confidence)
            rule = best.judged.rule
        else:
            alone = [model.probabilities(found)[likely] for found in features]
            place = max(range(len(seen)), key=lambda index: alone[index])
            best = seen[place]
            rule = f"learned: {model.telling(sorted(features[place]), likely)}"
        return best, Judgement(relation, rule, chances[likely])

    def _named_after(self, entity: EntityId, printed: str) -> bool:
        """Whether a name that the paper introduces carries the entity's: FlashKAT and KAT."""
        known = self.lexicon.known.get(entity)
        names = (known.entity.label, *known.entity.aliases) if known else (printed,)
        carried = [name for name in names if name and name in self.own_names]
        return any(
            _carries(own, name)
            for name in carried
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


def _strength(judged: Judgement) -> float:
    return judged.confidence + _STRENGTH.get(judged.relation, 1.0)


def _favoured(chances: Mapping[str, float], name: str, confidence: float) -> dict[str, float]:
    """Chances that still add up to 1, one raised by a rule's confidence."""
    weighed = {**chances, name: chances[name] * math.exp(_RULE_WEIGHT * confidence)}
    total = sum(weighed.values())
    return {one: chance / total for one, chance in weighed.items()}


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
