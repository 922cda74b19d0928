"""First pass: the names that a paper gives to its own work, and others that no lexicon has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from papergraph.lexicon import Folding, Lexicon, Term
from papergraph.linking.arrays import Floats, Ints
from papergraph.linking.coreference import merged
from papergraph.linking.feed_forward import FeedForward
from papergraph.linking.forms import Form, NameForms
from papergraph.linking.linear import LinearModel, softmax
from papergraph.linking.local_names import means_another
from papergraph.linking.nominations import Nomination, nominate, times_printed
from papergraph.linking.nouns import kind_of_noun
from papergraph.linking.offshoots import offshoots
from papergraph.linking.passage import Passage
from papergraph.linking.peers import Standing
from papergraph.linking.phrases import phrases_after_cues
from papergraph.linking.prepared import Batch, PreparedPaper, Reader
from papergraph.linking.proposals import Proposal, Sighting, make_proposal
from papergraph.linking.second_look import FirstLook, measures
from papergraph.linking.shapes import Shape, shape_of
from papergraph.linking.surroundings import Surroundings, View, shares
from papergraph.model import Kind, Level, Paper, Part
from papergraph.text.normalize import name_key, title_key
from papergraph.text.span import Span

__all__ = ["Discovered", "Discoverer", "Nominated", "same_title"]

#: Classes of the model.
_OWN = {Kind.METHOD: "own method", Kind.DATASET: "own dataset"}
_OTHERS = {Kind.METHOD: "method", Kind.DATASET: "dataset"}
#: Least probability of a name that a paper gives to its own work, and of any name.
_LEAST_OWN = 0.45
_LEAST_NAME = 0.5
#: The same of a name of the lexicon that has other meanings, and of one that is not printed so.
_LEAST_VAGUE = 0.6
_LEAST_REPRINTED = 0.8
#: A name that is known from another paper takes this much to be proposed again.
_HOMONYM_CONFIDENCE = 0.5
#: What the lexicon says is sure, up to two papers of one title.
_KNOWN_CONFIDENCE = 0.97
#: Forms of which the rows are kept in memory.
_MOST_KEPT = 1 << 17
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


class Nominated(NamedTuple):
    """What could be names in a batch of papers.

    Attributes:
        nominations: of all papers, one paper after the other.
        standing: the paper of each in the batch, and where its places are.
        views: what stands around each place.
    """

    nominations: tuple[Nomination, ...]
    standing: Standing
    views: list[View]


class Discoverer:
    """First pass over papers, against one curated lexicon. Build once."""

    def __init__(self, reader: Reader, model: LinearModel | None = None) -> None:
        """`model` takes the place of the one that looks first, to train the one after it."""
        self.lexicon = reader.lexicon
        self._forms = NameForms(reader.lexicon, reader.coder.numbers, reader.matcher.prints)
        self._form_rows: dict[str, tuple[int, ...]] = {}
        self._frequent_rows: dict[tuple[str, ...], tuple[int, ...]] = {}  # of two dozen
        self._model = model or LinearModel.named("names")
        self._network = FeedForward.named("second_look")
        self._pairs = LinearModel.named("coreference")
        self._own = [self._model.classes.index(_OWN[kind]) for kind in _OWN]
        self._others = [self._model.classes.index(_OTHERS[kind]) for kind in _OTHERS]

    def discover(self, batch: Batch) -> list[Discovered]:
        """What each paper proposes, and what it names beside that and the lexicon's entities.

        What is said of one paper does not depend on the others in the batch. A linear model
        weighs how a name looks and what stands around it; a small network decides, from what
        that says of a name and of its peers.
        """
        nominated = self.nominated(batch)
        chances, telling = self.scores(nominated)
        own: list[list[Proposal]] = [[] for _ in batch.papers]
        others: list[list[Proposal]] = [[] for _ in batch.papers]
        mine = chances[:, self._own]
        theirs = chances[:, self._others]
        certain = mine.sum(axis=1)
        named = certain + theirs.sum(axis=1)
        for index in np.flatnonzero((certain >= _LEAST_OWN) | (named >= _LEAST_NAME)):
            number = nominated.standing.paper[index]
            paper, one = batch.papers[number], nominated.nominations[index]
            is_own = certain[index] >= _LEAST_OWN
            likely, kinds = (mine, _OWN) if is_own else (theirs, _OTHERS)
            kind = list(kinds)[int(likely[index].argmax())]
            chance = certain[index] if is_own else named[index]
            row = telling[index, self._model.classes.index(kinds[kind])]
            found = _proposal(one, paper, kind, float(chance), self._model.features[row])
            if not is_own:
                if self._may_be_meant(one, float(chance)):
                    others[number].append(found)
            elif not one.only_describes() and _is_its_own(found, paper.paper, self.lexicon):
                own[number].append(found)
        for paper, found_own in zip(batch.papers, own, strict=True):
            found_own.extend(_known_introductions(found_own, paper.passages[0], self.lexicon))
            found_own.extend(offshoots(found_own, paper.passages, self.lexicon))
        return [
            Discovered(tuple(merged(mine, paper.passages, self._pairs)), tuple(theirs))
            for paper, mine, theirs in zip(batch.papers, own, others, strict=True)
        ]

    def _may_be_meant(self, one: Nomination, chance: float) -> bool:
        """Whether a name may be one that the lexicon has not, or has among other meanings."""
        if any(_is_known(form, self.lexicon) for form in one.forms.values()):
            return False
        if any(map(self.lexicon.is_vague, one.forms)):
            return chance >= _LEAST_VAGUE
        return chance >= _LEAST_REPRINTED or not any(map(self.lexicon.knows, one.forms))

    def nominated(self, batch: Batch) -> Nominated:
        """What could be a name that the lexicon lacks, with what stands around it."""
        nominations: list[Nomination] = []
        numbers: list[int] = []
        owners: list[int] = []
        spans: list[tuple[int, int, int]] = []
        shapes: list[int] = []
        first: list[bool] = []
        phrases = phrases_after_cues(batch)
        for number, paper in enumerate(batch.papers):
            proposed = [phrases[passage.number] for passage in paper.passages]
            for one in nominate(paper, self._forms, proposed):
                seen = False
                shape = batch.coder.shape_word(max([form.shape for form in one.forms.values()]))
                for index, (start, end) in sorted(one.places):
                    owners.append(len(nominations))
                    spans.append((paper.passages[index].number, start, end))
                    shapes.append(shape)
                    first.append(index > 0 and not seen)
                    seen = index > 0
                nominations.append(one)
                numbers.append(number)
        places = batch.places(spans)
        standing = batch.standing(np.array(numbers, np.int64), np.array(owners, np.int64), places)
        views: list[View] = []
        if spans:
            views = _surroundings(batch).views(
                places,
                first=np.array(first, dtype=bool),
                shapes=np.array(shapes, dtype=np.int64),
                cues=True,
            )
        return Nominated(tuple(nominations), standing, views)

    def features(self, one: Nomination) -> set[str]:
        """Remarks on a nomination's forms and on how the paper uses them."""
        found = one.remarks_on_use()
        for name in one.forms:
            found.update(self._forms.features(name))
        return found

    def scores(self, nominated: Nominated) -> tuple[Floats, Ints]:
        """Chances of each nomination, and rows of the features that speak most for them."""
        look = self.first_look(nominated)
        found = self.measures(nominated, look)
        chances = softmax(self._network.logits(found, len(nominated.nominations)))
        told = (*self._own, *self._others)
        owner = nominated.standing.owner
        return chances, self._model.told(look.places, owner, look.share, chances, told)

    def first_look(self, nominated: Nominated) -> FirstLook:
        """What the linear model says of each nomination."""
        owner = nominated.standing.owner
        places = self._model.places(nominated.views, len(owner))
        known = [self._rows(one) for one in nominated.nominations]
        share = shares(nominated.views, owner)
        return FirstLook(places, share, self._model.logits(places, owner, share, known))

    def measures(self, nominated: Nominated, look: FirstLook) -> dict[str, Floats]:
        """What the second look goes by: columns by name, each with a row a nomination."""
        return measures(
            nominated.nominations, nominated.standing, nominated.views, look, self._model.classes
        )

    def _rows(self, one: Nomination) -> Sequence[int]:
        """Rows of the features of a nomination that are no place's."""
        frequent = one.frequent_remarks()
        rows = self._frequent_rows.get(frequent)
        if rows is None:
            rows = self._frequent_rows[frequent] = self._model.rows(frequent)
        if one.remarks:
            rows += self._model.rows(one.remarks)
        forms = [self._rows_of_form(name) for name in one.forms]
        return rows + (forms[0] if len(forms) == 1 else tuple(sorted({*chain(*forms)})))

    def _rows_of_form(self, name: str) -> tuple[int, ...]:
        known = self._form_rows.get(name)
        if known is None:
            if len(self._form_rows) > _MOST_KEPT:
                self._form_rows.clear()
            known = self._model.rows(dict.fromkeys(self._forms.features(name)))
            self._form_rows[name] = known
        return known


def _surroundings(batch: Batch) -> Surroundings:
    """A batch in which the names of the lexicon that mean little else stand as words."""
    names = [
        [
            (start, end, terms[0].entity.kind.value)
            for start, end, terms in matches.names
            if _is_clear(terms)
        ]
        for paper in batch.papers
        for matches in paper.matches
    ]
    return batch.surroundings(names)


def _is_clear(terms: Iterable[Term]) -> bool:
    """Whether none of the terms of a match needs a context that speaks for it."""
    for term in terms:  # noqa: SIM110 - a generator takes three times as long
        if term.folding is Folding.CONTEXT:
            return False
    return True


def _proposal(
    one: Nomination, paper: PreparedPaper, kind: Kind, chance: float, telling: str
) -> Proposal:
    """A nomination that the model takes for a name."""
    names = {name: times_printed(name, paper.passages) for name in (*one.forms, *one.long_forms)}
    index, span = min(one.places)
    passage = paper.passages[index]
    printed = passage.plain.printed(*span)
    confidence = round(min(0.99, chance), 2)
    best = Sighting(span.of(passage.text), passage.part, printed, kind, telling, confidence)
    title = paper.passages[0].text
    titled = {title[start:end] for index, (start, end) in one.places if index == 0}
    explained = _explained(paper) if one.long_forms else set()
    return make_proposal(best, names, titled, explained)


def _explained(paper: PreparedPaper) -> set[str]:
    """Short forms that stand before the bracket that spells them out."""
    return {
        pair.short.of(passage.text)
        for passage, pairs in zip(paper.passages, paper.pairs, strict=True)
        for pair in pairs
        if pair.short.start < pair.long.start
    }


def _is_known(form: Form, lexicon: Lexicon) -> bool:
    """Whether the lexicon has a clear name, or has it but for a noun: "Transformer encoders"."""
    if form.known or lexicon.is_vague(form.name):
        return form.known
    head, _, noun = form.name.rpartition(" ")
    return bool(head) and kind_of_noun(noun.lower()) is not None and lexicon.knows(head)


def _known_introductions(
    own: Sequence[Proposal], title: Passage, lexicon: Lexicon
) -> Iterator[Proposal]:
    """What the lexicon says that the paper of this title introduced, where it was not seen."""
    entities = lexicon.by_title.get(title_key(title.text))
    if not entities:  # nearly all papers
        return
    taken = {name_key(name) for one in own for name in one.names}
    for entity in entities:
        node = lexicon.known[entity].entity
        names = (node.label, *node.aliases)
        if node.level is Level.NAMED and not taken & set(map(name_key, names)):
            span = Span(0, len(title.printed))
            rule = "lexicon: the introducing paper"
            best = Sighting(node.label, Part.TITLE, span, entity.kind, rule, _KNOWN_CONFIDENCE)
            yield Proposal(node.label, names, entity.kind, best)


def _is_its_own(one: Proposal, paper: Paper, lexicon: Lexicon) -> bool:
    """Whether a proposal under a name that is known can be this paper's all the same."""
    for name in one.names:
        for entity in lexicon.by_key.get(name_key(name), ()):
            known = lexicon.known[entity]
            if means_another(one, name, entity, lexicon):
                continue
            if known.entity.level is Level.GENERIC:
                return False
            if known.introduction and same_title(known.introduction.title, paper.title):
                return True
            # "A new vision Transformer" proposes no Transformer; "Mamba: ..." may be another Mamba.
            shape = max(shape_of(name), shape_of(one.label))
            plain = shape < Shape.ACRONYM and not paper.title.startswith(one.label)
            if plain or one.best.confidence < _HOMONYM_CONFIDENCE:
                return False
    return True


def same_title(first: str, second: str) -> bool:
    """Whether two printed titles are one title, up to a misprint."""
    a, b = title_key(first), title_key(second)
    return a == b or fuzz.ratio(a, b) >= _SAME_TITLE
