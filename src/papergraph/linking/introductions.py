"""First pass: the names that a paper gives to what it proposes itself."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from papergraph.lexicon import Lexicon
from papergraph.linking.announcements import in_abstract
from papergraph.linking.candidates import NameFilter
from papergraph.linking.definitions import in_pair
from papergraph.linking.offshoots import offshoots
from papergraph.linking.passage import Passage
from papergraph.linking.prepared import PreparedPaper, prepare
from papergraph.linking.proposals import THRESHOLD, Proposal, Sighting, join_sightings
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.titles import in_title
from papergraph.model import Level, Paper, Part
from papergraph.text.normalize import name_key, title_key
from papergraph.text.span import Span

__all__ = ["Discoverer", "introductions", "same_title"]

#: A name that is known from another paper takes this much to be proposed again.
_HOMONYM_CONFIDENCE = 0.8
#: What the lexicon says is sure, up to two papers of one title.
_KNOWN_CONFIDENCE = 0.97
#: Letters in common, in percent, of two printings of one title.
_SAME_TITLE = 95


class Discoverer:
    """First pass over papers, against one curated lexicon. Build once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._names = NameFilter(lexicon)

    def introductions(self, paper: PreparedPaper) -> tuple[Proposal, ...]:
        """What a paper proposes, in order of first appearance.

        A pure function of one paper: rules over title, wording and repetition, each with a
        name and a confidence; agreeing rules add up.
        """
        texts = paper.passages
        pairs = [
            (text, pair) for text, found in zip(texts, paper.pairs, strict=True) for pair in found
        ]
        seen = [
            *in_title(texts, pairs, self._names),
            *(s for text in texts[1:] for s in in_abstract(text, pairs, self._names)),
            *(s for text, pair in pairs if (s := in_pair(text, pair, self._names))),
        ]
        proposals = join_sightings([s for s in seen if s.confidence > 0], pairs)
        kept = [
            one
            for one in proposals
            if one.best.confidence >= THRESHOLD and _is_its_own(one, paper.paper, self.lexicon)
        ]
        kept.extend(_known_introductions(kept, texts[0], self.lexicon))
        return (*kept, *offshoots(kept, texts, self.lexicon))


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
