"""How papers stand to what they name: all mentions of a thing speak together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from papergraph.lexicon import Lexicon
from papergraph.linking.linear import LinearModel
from papergraph.linking.mentions import Found
from papergraph.linking.prepared import Batch, PreparedPaper, Reader
from papergraph.linking.proposals import Proposal
from papergraph.linking.surroundings import Column, View, shares
from papergraph.linking.tokens import Bools, Ints
from papergraph.model import EntityId, Kind, Level, Relation

__all__ = ["Judgement", "Named", "Relations", "Subjects", "is_study"]

#: More mentions, and more methods of a paper, are not counted.
_MOST_TIMES = 4
_MOST_METHODS = 6
_LEAST_CONTAINED = 3
# "Understanding LoRA" studies it; "Transformers for Language Understanding" do not.
_STUDY_TITLE = re.compile(
    r"(?:^|[:.?—–]\s|--\s)(?:towards? |on (?:the )?)?"
    r"(?:understanding|how|why|what|when|does|do|is|are|can|which"
    r"|rethinking|revisiting|exploring|investigating|evaluating|benchmarking|analy[sz]ing|comparing"
    r"|demystifying|characteri[sz]ing|interpreting|explaining|probing|assessing|dissecting|reviewing)\b"
    r"|\b(?:survey|review|limits?|limitations?|theory|theoretical|convergence|stud(?:y|ies|ying)"
    r"|propert(?:y|ies)|perspective|lessons|empirical|comparative|dynamics|behaviou?r|expressiv\w*"
    r"|learns|forgets|closer look|analysis of|generali[sz]ation of|understanding (?:of|the)"
    r"|overview"
    r"|demystif\w+|comprehensive)\b|\?$",
    re.IGNORECASE,
)


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


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the papers of a batch name and do not introduce.

    Attributes:
        paper: for each subject the number of its paper.
        entity: which it is.
        mentions: of it in that paper, in text order.
        remarks: on the paper's use of it.
        owner: for each mention, one subject after the other, the number of the subject.
        views: what stands around each mention.
    """

    paper: Sequence[int]
    entity: Sequence[EntityId]
    mentions: Sequence[Sequence[Named]]
    remarks: Sequence[frozenset[str]]
    owner: Ints
    views: list[View]


@cache
def _model(name: str, reader: Reader) -> LinearModel:
    path = files("papergraph.linking") / "weights" / f"{name}.tsv"
    return LinearModel.read(path, reader.coder)


class Relations:
    """Judges what papers say of methods and datasets. Build once."""

    def __init__(self, reader: Reader, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._models = {
            Kind.METHOD: _model("relations", reader),
            Kind.DATASET: _model("evaluations", reader),
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
        names = [
            [(*one.span, self._placeholder(one.entity, mine)) for one in found]
            for passages, mine in zip(mentions, own, strict=True)
            for found in passages
        ]
        around = batch.surroundings(names)
        numbers: list[int] = []
        entities: list[EntityId] = []
        named: list[list[Named]] = []
        remarks: list[frozenset[str]] = []
        owner: list[int] = []
        spans: list[tuple[int, int, int]] = []
        for number, (paper, passages, mine) in enumerate(
            zip(batch.papers, mentions, own, strict=True)
        ):
            by_entity = _by_entity(passages, mine)
            common = _common_remarks(paper, by_entity, mine)
            for entity, seen in by_entity.items():
                for index, one in seen:
                    owner.append(len(numbers))
                    spans.append((paper.passages[index].number, *one.span))
                numbers.append(number)
                entities.append(entity)
                named.append(seen)
                remarks.append(frozenset(self._remarks(entity, seen, mine)) | common)
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
        scores = model.scores(places, owner, shares(subjects.views, owner), known)
        likely = scores.chances.argmax(axis=1)
        numbers = np.flatnonzero(wanted)
        first = np.searchsorted(owner, numbers)
        for number, start in zip(numbers.tolist(), first.tolist(), strict=True):
            name = int(likely[number])
            count = len(subjects.mentions[number])
            best = int(places.logits[start : start + count, name].argmax()) if count > 1 else 0
            rule = model.features[scores.telling[number, name]] or "any"
            relation = Relation(model.classes[name])
            chance = float(scores.chances[number, name])
            yield number, Judgement(relation, rule, chance, best)

    def _placeholder(self, entity: EntityId, own: Mapping[EntityId, Proposal]) -> str:
        if entity in own:
            return "own"
        known = self._lexicon.known.get(entity)
        if known and known.entity.level is Level.GENERIC:
            return "generic"
        return entity.kind.value

    def _remarks(
        self, entity: EntityId, seen: Sequence[Named], own: Mapping[EntityId, Proposal]
    ) -> Iterator[str]:
        """Remarks on a paper's use of an entity that hold wherever it is named."""
        parts = {index for index, _ in seen}
        yield f"times: {min(len(seen), _MOST_TIMES)}"
        yield "in: both" if len(parts) > 1 else "in: title" if 0 in parts else "in: text"
        known = self._lexicon.known.get(entity)
        yield f"entity: {entity.slug}"
        if known is None:
            yield "unlisted"
        else:
            yield f"level: {known.entity.level.value}"
            if known.entity.broader:
                yield f"kind of: {known.entity.broader.slug}"
        names = (known.entity.label, *known.entity.aliases) if known else (seen[0].found.name,)
        if any(_carries(mine, name) for one in own.values() for mine in one.names for name in names):
            yield "own name contains it"


def _common_remarks(
    paper: PreparedPaper, entities: Iterable[EntityId], own: Mapping[EntityId, Proposal]
) -> frozenset[str]:
    """Remarks on a paper that hold for all that it names."""
    methods = sum(entity.kind is Kind.METHOD for entity in entities)
    found = {"any", f"methods: {min(methods, _MOST_METHODS)}"}
    if is_study(paper.paper.title):
        found.add("paper: study")
    if not own:
        found.add("paper: proposes no name")
    return frozenset(found)


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
    found: dict[EntityId, list[Named]] = {}
    for index, mentions in enumerate(passages):
        for one in mentions:
            if one.entity not in own:
                found.setdefault(one.entity, []).append(Named(index, one))
    return found


def _carries(own: str, name: str) -> bool:
    """Whether an own name is made from another's: FlashKAT from KAT, GR-KAN from KAN."""
    if len(name) < _LEAST_CONTAINED or len(own) < len(name) + 2 or not name[:1].isupper():
        return False
    if " " in own:
        return f" {name} " in f" {own} "
    return " " not in name and (own.startswith(name) or own.endswith(name))


def is_study(title: str) -> bool:
    """Whether a title announces a survey, an analysis or a benchmark.

    >>> is_study("A Survey of Adapters"), is_study("LoRA: Low-Rank Adaptation")
    (True, False)
    """
    return bool(_STUDY_TITLE.search(title))
