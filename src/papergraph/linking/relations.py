"""How papers stand to what they name: all mentions of a thing speak together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import NamedTuple

import numpy as np

from papergraph.lexicon import Lexicon
from papergraph.linking.arrays import Bools, Floats, Ints
from papergraph.linking.linear import LinearModel, softmax
from papergraph.linking.mentions import Found
from papergraph.linking.prepared import Batch
from papergraph.linking.proposals import Proposal
from papergraph.linking.surroundings import Column, View, shares
from papergraph.model import EntityId, Kind, Level, Relation

__all__ = ["Judgement", "Named", "Relations", "Subjects", "is_study"]

#: More mentions, and more methods of a paper, are not counted.
_MOST_TIMES = 4
_MOST_METHODS = 6
_LEAST_CONTAINED = 3
_TIMES = tuple(f"times: {count}" for count in range(_MOST_TIMES + 1))
_METHODS = tuple(f"methods: {count}" for count in range(_MOST_METHODS + 1))
# "Understanding LoRA" studies it; "Transformers for Language Understanding" do not.
_STUDY_STARTS = frozenset(
    {
        *("understanding", "how", "why", "what", "when", "does", "do", "is", "are", "can", "which"),
        *("rethinking", "revisiting", "exploring", "investigating", "evaluating", "benchmarking"),
        *("analyzing", "analysing", "comparing", "demystifying", "characterizing"),
        *("characterising", "interpreting", "explaining", "probing", "assessing", "dissecting"),
        "reviewing",
    }
)
#: The first word of a title or of what follows a colon, a dash or another title's end.
_START = re.compile(r"(?:^|[:.?—–]\s|--\s)(?:towards? |on (?:the )?)?(\w+)")
#: Words of titles that announce a study wherever they stand.
_STUDY_WORDS = frozenset(
    {
        *("survey", "review", "limit", "limits", "limitation", "limitations", "theory"),
        *("theoretical", "convergence", "study", "studies", "studying", "property", "properties"),
        *("perspective", "lessons", "empirical", "comparative", "dynamics", "behavior"),
        *("behaviour", "learns", "forgets", "overview", "comprehensive"),
    }
)
#: Beginnings of such words, and such phrases.
_STUDY_PHRASES = re.compile(
    r"\b(?:expressiv\w*|demystif\w+"
    r"|(?:closer look|(?:analysis|generali[sz]ation) of|understanding (?:of|the))\b)"
)
#: What each of the phrases has one of: plain searches are far quicker.
_PHRASE_HINTS = ("expressiv", "demystif", "closer look", " of", "understanding the")
_WORD = re.compile(r"\w+")


class Judgement(NamedTuple):
    """A relation, what spoke most for it, how sure it is (0 to 1), and the mention that says it.

    Attributes:
        relation: the likeliest.
        rule: the remark that weighed most.
        confidence: its probability.
        best: index of the mention that speaks most for it.
    """

    relation: Relation
    rule: str
    confidence: float
    best: int


class Named(NamedTuple):
    """A mention: index of a passage of the paper, and what is found there."""

    passage: int
    found: Found


# Every paper has dozens: half the time of calling the class.
_named: Callable[[tuple[int, Found]], Named] = partial(tuple.__new__, Named)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the papers of a batch name and do not introduce.

    Attributes:
        paper: for each subject the number of its paper.
        entity: which it is.
        mentions: of it in that paper, in text order.
        remarks: on the paper's use of it, in an order that is the same in every run, for sums
            of weights depend on it.
        owner: for each mention, one subject after the other, the number of the subject.
        views: what stands around each mention.
    """

    paper: Sequence[int]
    entity: Sequence[EntityId]
    mentions: Sequence[Sequence[Named]]
    remarks: Sequence[Sequence[str]]
    owner: Ints
    views: list[View]


class _Lasting(NamedTuple):
    """What holds of an entity in every paper.

    Attributes:
        placeholder: the word that stands for it.
        remarks: on it.
        names: those that can be a part of another's name; ``None`` if no lexicon has any.
    """

    placeholder: str
    remarks: tuple[str, ...]
    names: tuple[str, ...] | None


class Relations:
    """Judges what papers say of methods and datasets. Build once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._lasting: dict[EntityId, _Lasting] = {}  # of entities of the lexicon alone
        self._models = {
            Kind.METHOD: LinearModel.named("relations"),
            Kind.DATASET: LinearModel.named("evaluations"),
        }

    def subjects(
        self,
        batch: Batch,
        mentions: Sequence[Sequence[Sequence[Found]]],
        own: Sequence[Mapping[EntityId, Proposal]],
    ) -> Subjects:
        """What is to be judged.

        Args:
            batch: the papers.
            mentions: for each paper and each passage of it the names there.
            own: for each paper what it introduces.
        """
        placeholder = self._placeholder
        names = [
            [(*span, placeholder(entity, mine)) for span, entity, _, _ in found]
            for passages, mine in zip(mentions, own, strict=True)
            for found in passages
        ]
        around = batch.surroundings(names)
        numbers: list[int] = []
        entities: list[EntityId] = []
        named: list[list[Named]] = []
        remarks: list[list[str]] = []
        owner: list[int] = []
        spans: list[tuple[int, int, int]] = []
        papers = zip(batch.papers, mentions, own, strict=True)
        for number, (paper, passages, mine) in enumerate(papers):
            by_entity = _by_entity(passages, mine)
            study = is_study(paper.paper.title)
            common = _common_remarks(by_entity, mine, study=study)
            own_names = _joined_names(mine)
            texts = [passage.number for passage in paper.passages]
            for entity, seen in by_entity.items():
                owner.extend(repeat(len(numbers), len(seen)))
                spans += [(texts[index], *one[0]) for index, one in seen]
                numbers.append(number)
                entities.append(entity)
                named.append(seen)
                remarks.append([*common, *self._remarks(entity, seen, own_names)])
                if study and seen[0].passage == 0:
                    remarks[-1].append("paper: study, in the title")
        views = around.views(batch.places(spans), cues=True) if spans else []
        owners = np.array(owner, dtype=np.int64)
        return Subjects(numbers, entities, named, remarks, owners, views)

    def judge(self, subjects: Subjects) -> list[Judgement]:
        """The relation of each subject's paper to it."""
        kinds = np.array([entity.kind is Kind.METHOD for entity in subjects.entity], dtype=bool)
        judged: dict[int, Judgement] = {}
        for kind, rows in ((Kind.METHOD, kinds), (Kind.DATASET, ~kinds)):
            if rows.any():
                judged.update(self._judge(self._models[kind], subjects, rows))
        return [judged[number] for number in range(len(subjects.entity))]

    def _judge(
        self, model: LinearModel, subjects: Subjects, wanted: Bools
    ) -> Iterator[tuple[int, Judgement]]:
        owner = subjects.owner
        places = model.places(_only(subjects.views, wanted[owner]), len(owner))
        known = [
            model.rows(remarks) if asked else ()
            for remarks, asked in zip(subjects.remarks, wanted.tolist(), strict=True)
        ]
        all_chances = softmax(model.logits(places, owner, shares(subjects.views, owner), known))
        likely = all_chances.argmax(axis=1)
        numbers = np.flatnonzero(wanted)
        names = likely[numbers]
        relations = [Relation(name) for name in model.classes]
        chances = all_chances[numbers, names].tolist()
        best = _best_places(places.logits, likely, owner)[numbers]
        # The rule is what speaks at the place that is quoted.
        quoted = places.rows[owner.searchsorted(numbers) + best]
        rules = model.telling(quoted, names).tolist()
        for number, name, rule, chance, place in zip(
            numbers.tolist(), names.tolist(), rules, chances, best.tolist(), strict=True
        ):
            telling = model.features[rule] or "any"
            yield number, Judgement(relations[name], telling, chance, place)

    def _placeholder(self, entity: EntityId, own: Mapping[EntityId, Proposal]) -> str:
        if entity in own:
            return "own"
        return (self._lasting.get(entity) or self._lasting_of(entity)).placeholder

    def _lasting_of(self, entity: EntityId) -> _Lasting:
        """What holds of an entity everywhere; remembered where the lexicon has it."""
        slug = f"entity: {entity.slug}"
        known = self._lexicon.known.get(entity)
        if known is None:
            return _Lasting(entity.kind.value, (slug, "unlisted"), None)
        node = known.entity
        remarks = [slug, f"level: {node.level.value}"]
        if node.broader:
            remarks.append(f"kind of: {node.broader.slug}")
        placeholder = "generic" if node.level is Level.GENERIC else entity.kind.value
        names = tuple(filter(_may_be_contained, (node.label, *node.aliases)))
        found = self._lasting[entity] = _Lasting(placeholder, tuple(remarks), names)
        return found

    def _remarks(self, entity: EntityId, seen: Sequence[Named], own_names: str) -> Iterator[str]:
        """Remarks on a paper's use of an entity that hold wherever it is named."""
        times = len(seen)
        first, last = seen[0].passage, seen[-1].passage
        yield _TIMES[min(times, _MOST_TIMES)]
        yield "in: both" if first != last else "in: text" if first else "in: title"
        lasting = self._lasting.get(entity) or self._lasting_of(entity)
        yield from lasting.remarks
        if own_names:
            names = (seen[0].found.name,) if lasting.names is None else lasting.names
            if any(_is_carried(name, own_names) for name in names):
                yield "own name contains it"


def _best_places(logits: Floats, likely: Ints, owner: Ints) -> Ints:
    """For each owner of places the index among them of the first that speaks most for its class."""
    count = np.bincount(owner, minlength=len(likely))
    first = np.cumsum(count) - count
    place = np.arange(len(owner))
    speaks = logits[place, likely[owner]]
    most = np.full(len(likely), -np.inf)
    np.maximum.at(most, owner, speaks)
    best = np.flatnonzero(speaks == most[owner])[::-1]
    found = first.copy()
    found[owner[best]] = best  # of several the last that is written stays: the first in the text
    index: Ints = found - first
    return index


def _common_remarks(
    entities: Iterable[EntityId], own: Mapping[EntityId, Proposal], *, study: bool
) -> list[str]:
    """Remarks on a paper that hold for all that it names."""
    method = Kind.METHOD
    methods = sum([kind is method for kind, _ in entities])
    found = ["any", _METHODS[min(methods, _MOST_METHODS)]]
    if study:
        found.append("paper: study")
    if not own:
        found.append("paper: proposes no name")
    return found


def _only(views: Iterable[View], wanted: Bools) -> Iterator[View]:
    """The views without the places that are not wanted."""
    for view in views:
        kept = np.flatnonzero(wanted[view.which])
        columns = [
            Column(one.name, tuple(words[kept] for words in one.words)) for one in view.columns
        ]
        yield View(view.which[kept], columns)


def _by_entity(
    passages: Sequence[Sequence[Found]], own: Mapping[EntityId, Proposal]
) -> dict[EntityId, list[Named]]:
    """What a paper names beside its own things, in order of first appearance."""
    found: dict[EntityId, list[Named]] = {}
    for index, mentions in enumerate(passages):
        for one in mentions:
            entity = one[1]
            if entity in found:
                found[entity].append(_named((index, one)))
            elif entity not in own:
                found[entity] = [_named((index, one))]
    return found


def _joined_names(own: Mapping[EntityId, Proposal]) -> str:
    """All own names, a line each."""
    return "\n".join([name for one in own.values() for name in one.names])


def _may_be_contained(name: str) -> bool:
    return len(name) >= _LEAST_CONTAINED and name[0].isupper()


def _is_carried(name: str, own_names: str) -> bool:
    """Whether an own name is made from this one; most are in none of them, as one search tells."""
    return name in own_names and any(_carries(own, name) for own in own_names.split("\n"))


def _carries(own: str, name: str) -> bool:
    """Whether an own name is made from another's: FlashKAT from KAT, GR-KAN from KAN."""
    if not _may_be_contained(name) or len(own) < len(name) + 2:
        return False
    if " " in own:
        return f" {name} " in f" {own} "
    return " " not in name and (own.startswith(name) or own.endswith(name))


def is_study(title: str) -> bool:
    """Whether a title announces a survey, an analysis or a benchmark.

    >>> is_study("A Survey of Adapters"), is_study("LoRA: Low-Rank Adaptation")
    (True, False)
    """
    lower = title.lower()
    if lower.endswith("?") or not _STUDY_WORDS.isdisjoint(_WORD.findall(lower)):
        return True
    if not _STUDY_STARTS.isdisjoint(_START.findall(lower)):
        return True
    return any(hint in lower for hint in _PHRASE_HINTS) and bool(_STUDY_PHRASES.search(lower))
