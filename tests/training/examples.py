"""What the models learn from: features of names, each with what the name is."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
from labelled import NAMES, OwnNames, group_of, is_made_up

from papergraph.graph.grounding import ground
from papergraph.graph.identity import identify_papers
from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.linking import Batch, Discoverer, Linker, Reader
from papergraph.linking.arrays import Ints
from papergraph.linking.forms import spelling_key
from papergraph.linking.introductions import Nominated
from papergraph.linking.pair_remarks import Own, pair_remarks
from papergraph.linking.shapes import Shape
from papergraph.linking.surroundings import View, shares
from papergraph.model import Kind, Level, Paper

#: What remarks start with that are only for training.
STRICT = "strict: "
_BATCH = 512
#: Of a hundred entities so many are hidden, for the model to learn from their names.
_HIDDEN = 40


class Example(NamedTuple):
    """Features of one name in one paper, each with its share, and what it is.

    Attributes:
        features: with their shares.
        label: the class.
        paper: what is learned from or judged as a whole.
        made_up: whether we made the paper up.
        plain: whether all of the name is in small letters.
        agreed: whether two careful readers agree on it.
        chosen: whether models were unsure of the paper, which is why it was read.
    """

    features: Mapping[str, float]
    label: str
    paper: str
    made_up: bool
    plain: bool = False
    agreed: bool = False
    chosen: bool = False

    def of_chosen(self) -> Example:
        """The same, of a paper that was not drawn by chance.

        How frequent classes are among these is learned apart.
        """
        return self._replace(features={**self.features, f"{STRICT}any": 1.0}, chosen=True)

    def read_strictly(self) -> Example:
        """The same, with remarks on its looks that only strict readers' examples have."""
        apart = {f"{STRICT}{name}": 1.0 for name in self.features if name.startswith("shape: ")}
        return self._replace(features={**self.features, **apart})


class Seen(NamedTuple):
    """What could be names in a batch of papers, and an example of each."""

    reader: Reader
    nominated: Nominated
    examples: tuple[Example, ...]


def batches(reader: Reader, papers: Sequence[Paper]) -> Iterator[Batch]:
    """The papers, some hundreds at a time."""
    for start in range(0, len(papers), _BATCH):
        yield reader.read(papers[start : start + _BATCH])


def view_features(
    views: Sequence[View], words: Sequence[str], owner: Ints, count: int
) -> list[Counter[str]]:
    """What stands around the places of each of `count` things, as remarks with their shares."""
    found: list[Counter[str]] = [Counter() for _ in range(count)]
    share = shares(views, owner)
    for view in views:
        things = owner[view.which].tolist()
        parts = share[view.which].tolist()
        for column in view.columns:
            answers = np.stack(column.words, axis=1).tolist()
            for thing, part, answer in zip(things, parts, answers, strict=True):
                if answer[0] >= 0:
                    found[thing][f"{column.name}: {' '.join(words[w] for w in answer)}"] += part
    return found


def name_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]], full: Container[str]
) -> Iterator[Seen]:
    """What could be a name and is not known to the lexicon.

    Where a paper is labelled in full, a part of what the lexicon knows is hidden from it: so
    there are more names of others to learn from.
    """
    for lexicon, whole in ((without_some(curated_lexicon()), True), (curated_lexicon(), False)):
        chosen = [one for one in papers if ((one.arxiv_id or one.title) in full) is whole]
        yield from _name_examples(chosen, labels, Reader(lexicon))


def without_some(lexicon: Lexicon) -> Lexicon:
    """A lexicon without a part of its methods and datasets, chosen by their ids."""
    known = {
        entity: one
        for entity, one in lexicon.known.items()
        if one.entity.level is Level.GENERIC
        or entity.kind is Kind.TASK
        or zlib.crc32(str(entity).encode()) % 100 >= _HIDDEN
    }
    terms = tuple(term for term in lexicon.terms if term.entity in known)
    return replace(lexicon, known=known, terms=terms)


def _name_examples(
    papers: Sequence[Paper], labels: Mapping[str, Mapping[str, str]], reader: Reader
) -> Iterator[Seen]:
    discoverer = Discoverer(reader)
    for batch in batches(reader, papers):
        nominated = discoverer.nominated(batch)
        count = len(nominated.nominations)
        owner = nominated.standing.owner
        around = view_features(nominated.views, reader.coder.words, owner, count)
        found: list[Example] = []
        for one, number, features in zip(
            nominated.nominations, nominated.standing.paper.tolist(), around, strict=True
        ):
            paper = batch.papers[number].paper
            label = letter([*one.forms, *one.long_forms], labels[paper.arxiv_id or paper.title])
            remarks = with_all(features, discoverer.features(one))
            plain = max(form.shape for form in one.forms.values()) is Shape.PLAIN
            found.append(Example(remarks, NAMES[label], group_of(paper), is_made_up(paper), plain))
        yield Seen(reader, nominated, tuple(found))


def relation_examples(
    papers: Sequence[Paper],
    labels: Mapping[str, Mapping[str, str]],
    letters: Mapping[str, str],
) -> Iterator[Example]:
    """What others made and papers name."""
    reader = Reader(curated_lexicon())
    discoverer = Discoverer(reader)
    known = identify_papers(papers).papers
    keys = list(known)
    ready = list(batches(reader, [known[key] for key in keys]))
    discovered = (one for batch in ready for one in discoverer.discover(batch))
    grounded = ground(known, dict(zip(keys, discovered, strict=True)), curated_lexicon())
    linker = Linker(reader, grounded.lexicon)
    start = 0
    for batch in ready:
        here = keys[start : start + len(batch.papers)]
        start += len(here)
        subjects = linker.subjects(
            batch,
            [grounded.own.get(key) or {} for key in here],
            [grounded.others.get(key) or {} for key in here],
        )
        count = len(subjects.entity)
        around = view_features(subjects.views, reader.coder.words, subjects.owner, count)
        rows = zip(subjects.paper, subjects.mentions, subjects.remarks, around, strict=True)
        for number, mentions, remarks, features in rows:
            paper = batch.papers[number]
            forms = {one.found.span.of(paper.passages[one.passage].text) for one in mentions}
            label = letter(forms, labels[paper.paper.arxiv_id or paper.paper.title])
            if label in letters:
                found = with_all(features, remarks)
                yield Example(found, letters[label], group_of(paper.paper), is_made_up(paper.paper))


def pair_examples(
    papers: Sequence[Paper], labels: Mapping[str, Sequence[OwnNames]]
) -> Iterator[Example]:
    """Pairs of a paper's own names: one thing or two."""
    chosen = [paper for paper in papers if paper.arxiv_id in labels]
    for batch in batches(Reader(curated_lexicon()), chosen):
        for paper in batch.papers:
            known = labels[paper.paper.arxiv_id]
            own = [Own.of(one.kind, one.names, paper.passages) for one in known]
            for first, second in combinations(range(len(own)), 2):
                remarks = pair_remarks(own[first], own[second], second - first, paper.passages)
                label = "same" if known[first].thing == known[second].thing else "different"
                features = dict.fromkeys(remarks, 1.0)
                yield Example(features, label, group_of(paper.paper), made_up=False)


def with_all(features: Mapping[str, float], remarks: Iterable[str]) -> dict[str, float]:
    """Features with others of share 1."""
    return {**features, **dict.fromkeys(remarks, 1.0)}


def letter(forms: Iterable[str], known: Mapping[str, str]) -> str:
    """The strongest label of several forms of one name; X for none."""
    found = [known[key] for form in forms if (key := spelling_key(form)) in known]
    return min(found, key=list(NAMES).index, default="X")
