"""First pass: the names that a paper gives to its own work, and others that no lexicon has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from papergraph.lexicon import Lexicon
from papergraph.linking.announcements import in_abstract
from papergraph.linking.candidates import NameFilter
from papergraph.linking.classifier import Classifier
from papergraph.linking.definitions import in_pair
from papergraph.linking.nominations import Nomination, nominate
from papergraph.linking.offshoots import offshoots
from papergraph.linking.passage import Passage
from papergraph.linking.prepared import PreparedPaper, prepare
from papergraph.linking.proposals import Proposal, Sighting, combined, make_proposal
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.titles import in_title
from papergraph.model import Kind, Level, Paper, Part
from papergraph.text.normalize import name_key, title_key
from papergraph.text.span import Span

__all__ = ["Discovered", "Discoverer", "introductions", "same_title"]

#: Classes of the model.
_OWN = {Kind.METHOD: "own method", Kind.DATASET: "own dataset"}
_OTHERS = {Kind.METHOD: "method", Kind.DATASET: "dataset"}
#: Least probability of a name that a paper gives to its own work ...
_LEAST_OWN = 0.45
#: ... and where rules that are together at least so sure agree.
_LEAST_AGREED = 0.1
_LEAST_RULED = 0.5
#: Least probability of another's name.
_LEAST_OTHER = 0.35
#: A name that is known from another paper takes this much to be proposed again.
_HOMONYM_CONFIDENCE = 0.8
#: What the lexicon says is sure, up to two papers of one title.
_KNOWN_CONFIDENCE = 0.97
#: Letters in common, in percent, of two printings of one title.
_SAME_TITLE = 95


class Discovered(NamedTuple):
    """Names that a paper has and no lexicon.

    Attributes:
        own: what the paper proposes, in order of first appearance.
        others: what it only names; the kind and the confidence are the proposals' own.
    """

    own: tuple[Proposal, ...]
    others: tuple[Proposal, ...]


class Discoverer:
    """First pass over papers, against one curated lexicon. Build once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._names = NameFilter(lexicon)
        self._model = Classifier.named("names")

    def introductions(self, paper: PreparedPaper) -> tuple[Proposal, ...]:
        """What a paper proposes, in order of first appearance."""
        return self.discover(paper).own

    def discover(self, paper: PreparedPaper) -> Discovered:
        """What a paper proposes, and what it names beside that and the lexicon's entities.

        A pure function of one paper: rules over title, wording and repetition see names, a
        linear model weighs what they say and how the paper prints the name.
        """
        own: list[Proposal] = []
        others: list[Proposal] = []
        for one, features in self.nominations(paper):
            chances = self._model.probabilities(features)
            mine = {kind: chances[label] for kind, label in _OWN.items()}
            agreed = combined(one.sightings) >= _LEAST_RULED
            if sum(mine.values()) >= (_LEAST_AGREED if agreed else _LEAST_OWN):
                kind = max(mine, key=lambda kind: mine[kind])
                telling = "" if one.sightings else self._telling(features)
                found = _proposal(one, paper, kind, sum(mine.values()), telling)
                if _is_its_own(found, paper.paper, self.lexicon):
                    own.append(found)
                continue
            kind = max(_OTHERS, key=lambda kind: chances[_OTHERS[kind]])
            chance = chances[_OTHERS[kind]]
            if chance >= _LEAST_OTHER and not any(map(self.lexicon.knows, one.names)):
                others.append(_proposal(one, paper, kind, chance, ""))
        own.extend(_known_introductions(own, paper.passages[0], self.lexicon))
        own.extend(offshoots(own, paper.passages, self.lexicon))
        return Discovered(tuple(own), tuple(others))

    def nominations(
        self, paper: PreparedPaper, *, unlikely: bool = False
    ) -> Iterator[tuple[Nomination, frozenset[str]]]:
        """What could be a name that the lexicon lacks or that a rule sees, with its features."""
        texts = paper.passages
        pairs = [
            (text, pair) for text, found in zip(texts, paper.pairs, strict=True) for pair in found
        ]
        seen = [
            *in_title(texts, pairs, self._names),
            *(s for text in texts[1:] for s in in_abstract(text, pairs, self._names)),
            *(s for text, pair in pairs if (s := in_pair(text, pair, self._names))),
        ]
        sure = [one for one in seen if one.confidence > 0]
        yield from nominate(paper, sure, pairs, self._names, unlikely=unlikely)

    def _telling(self, features: frozenset[str]) -> str:
        return self._model.telling(sorted(features), _OWN[Kind.METHOD])


def _proposal(
    one: Nomination, paper: PreparedPaper, kind: Kind, chance: float, telling: str
) -> Proposal:
    """A nomination that the model takes for a name."""
    names = Counter(one.names)
    names.update(one.long_forms)
    confidence = round(min(0.99, chance), 2)
    sightings = one.sightings
    if not sightings:
        index, span = min(one.places)
        passage = paper.passages[index]
        printed = passage.plain.printed(*span)
        rule = f"learned: {telling}" if telling else "learned"
        name = span.of(passage.text)
        sightings = [Sighting(name, passage.part, printed, kind, rule, confidence)]
    return make_proposal(sightings, names, kind, confidence)


def introductions(paper: Paper, lexicon: Lexicon) -> tuple[Proposal, ...]:
    """What one paper proposes; a `Discoverer` serves many."""
    return Discoverer(lexicon).introductions(prepare(paper))


def _known_introductions(
    own: Sequence[Proposal], title: Passage, lexicon: Lexicon
) -> list[Proposal]:
    """What the lexicon says that the paper of this title introduced, where no rule saw it."""
    taken = {name_key(name) for one in own for name in one.names}
    found = []
    for entity in lexicon.by_title.get(title_key(title.text), ()):
        node = lexicon.known[entity].entity
        names = (node.label, *node.aliases)
        if node.level is Level.NAMED and not taken & set(map(name_key, names)):
            span = Span(0, len(title.printed))
            rule = "lexicon: the introducing paper"
            best = Sighting(node.label, Part.TITLE, span, entity.kind, rule, _KNOWN_CONFIDENCE)
            found.append(Proposal(node.label, names, entity.kind, best))
    return found


def _is_its_own(one: Proposal, paper: Paper, lexicon: Lexicon) -> bool:
    """Whether a proposal under a name that is known can be this paper's all the same."""
    for name in one.names:
        for entity in lexicon.by_key.get(name_key(name), ()):
            known = lexicon.known[entity]
            if known.entity.level is Level.GENERIC:
                return False
            if known.introduction and same_title(known.introduction.title, paper.title):
                return True
            # "A new vision Transformer" proposes no Transformer; "Mamba: ..." may be another Mamba.
            plain = shape_of(one.label) < Shape.ACRONYM and not paper.title.startswith(one.label)
            if plain or one.best.confidence < _HOMONYM_CONFIDENCE:
                return False
    return True


def same_title(first: str, second: str) -> bool:
    """Whether two printed titles are one title, up to a misprint."""
    a, b = title_key(first), title_key(second)
    return a == b or fuzz.ratio(a, b) >= _SAME_TITLE
