"""How well a graph says what readers of the same pages say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from papergraph.analysis.disagreement import Disagreement, disagreements
from papergraph.analysis.figures import (
    Confusion,
    Member,
    Score,
    confusion_of,
    score_found,
    score_identity,
    score_relations,
    score_repositories,
    share,
)
from papergraph.analysis.gold import read_gold
from papergraph.analysis.keys import name_key
from papergraph.analysis.matching import PaperComparison, compare_papers
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import BUILDS_ON, METHOD_RELATIONS, Kind, Relation

__all__ = ["Evaluation", "Evidence", "RuleFigure", "evaluate"]


class Evidence(NamedTuple):
    """Mentions of the whole graph.

    Attributes:
        good: those whose span gives back their surface from the paper's text.
        total: all of them.
    """

    good: int
    total: int


class RuleFigure(NamedTuple):
    """What became of one rule's claims on the annotated papers.

    Attributes:
        fired: its claims that count, for or against the graph.
        right: those that readers make too, with the same relation.
    """

    fired: int
    right: int


@dataclass(frozen=True)
class Evaluation:
    """A graph measured against annotated pages.

    A thing is found when its label or a surface agrees with an annotated name, whatever the
    relation. What readers call generic or optional, and methods that the graph calls generic,
    count nowhere.

    Attributes:
        compared: each annotated paper beside the graph's, in the annotation's order.
        evidence: over all mentions of the graph, not only of annotated papers.
    """

    compared: Sequence[PaperComparison]
    evidence: Evidence

    @property
    def papers(self) -> int:
        """Annotated papers, one annotated twice counting twice."""
        return len(self.compared)

    @property
    def papers_missing(self) -> int:
        """Annotated papers that the graph lacks; all they hold counts as missed."""
        return sum(each.paper is None for each in self.compared)

    @cached_property
    def methods(self) -> Score:
        """Named methods found, introduced ones included."""
        return score_found(each.methods for each in self.compared)

    @cached_property
    def introduces(self) -> Score:
        """Methods that the paper itself proposes, found as such."""
        found = (each.methods for each in self.compared)
        return score_relations(found, {Relation.INTRODUCES}, owed=True)

    @cached_property
    def builds_on(self) -> Score:
        """Extends, uses and analyzes as one, against comparing and mentioning."""
        return score_relations((each.methods for each in self.compared), BUILDS_ON)

    @cached_property
    def method_relations(self) -> Confusion:
        """Relations asked and found, of the methods found."""
        return confusion_of(each.methods for each in self.compared)

    @cached_property
    def relation_scores(self) -> Mapping[Relation, Score]:
        """Each of a method's six relations against the others, of the methods found."""
        return {each: self.method_relations.score(each) for each in METHOD_RELATIONS}

    @property
    def relation_macro_f1(self) -> float:
        """Mean F1 of the six relations, each of the same weight."""
        figures = [score.f1 for score in self.relation_scores.values()]
        return sum(figures) / len(figures)

    @cached_property
    def datasets(self) -> Score:
        """Named datasets found."""
        return score_found(each.datasets for each in self.compared)

    @cached_property
    def dataset_relations(self) -> Confusion:
        """Relations asked and found, of the datasets found."""
        return confusion_of(each.datasets for each in self.compared)

    @cached_property
    def repositories(self) -> Score:
        """URLs of code and project pages found."""
        return score_repositories(self.compared)

    @cached_property
    def identity(self) -> Score:
        """Pairs of papers: one thing, one node; two things, two nodes."""
        return score_identity(list(_members(self.compared)))

    @property
    def canonical_label(self) -> float:
        """Share of the methods found whose label is the readers' name."""
        same = sum(pair.has_same_name for each in self.compared for pair in each.methods.pairs)
        return share(same, self.methods.right)

    @cached_property
    def rules(self) -> Mapping[str, RuleFigure]:
        """What each rule did on methods, datasets, repositories and pages, by name."""
        fired: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for each in self.compared:
            for rule, is_right in _verdicts(each):
                fired[rule] += 1
                right[rule] += is_right
        return {rule: RuleFigure(fired[rule], right[rule]) for rule in sorted(fired)}

    @cached_property
    def disagreements(self) -> Sequence[Disagreement]:
        """Everything missed, invented or given another relation, paper by paper."""
        return [found for each in self.compared for found in disagreements(each)]


def evaluate(graph: KnowledgeGraph, gold_paths: Sequence[Path]) -> Evaluation:
    """Measure `graph` against annotated pages (see `papergraph.analysis.gold`).

    Raises:
        InputError: a line of a file is no annotation.
    """
    compared = compare_papers(graph, read_gold(gold_paths))
    return Evaluation(compared=compared, evidence=_evidence(graph))


def _evidence(graph: KnowledgeGraph) -> Evidence:
    mentions = {
        (claim.paper, claim.target, mention.part, mention.span, mention.surface)
        for claim in graph.claims
        for mention in claim.mentions
    }
    good = sum(
        span.of(graph.papers[paper].text(part)) == surface
        for paper, _, part, span, surface in mentions
    )
    return Evidence(good, len(mentions))


def _members(compared: Sequence[PaperComparison]) -> Iterator[Member]:
    for number, each in enumerate(compared):
        for kind, found in ((Kind.METHOD, each.methods), (Kind.DATASET, each.datasets)):
            for pair in found.pairs:
                yield Member(number, (kind, name_key(pair.gold.name)), pair.found.entity.id)


def _verdicts(compared: PaperComparison) -> Iterator[tuple[str, bool]]:
    """The rule of every claim that counts, and whether the claim is right."""
    for found in (compared.methods, compared.datasets):
        for pair in found.pairs:
            yield pair.found.claim.rule, pair.is_right
        for loose in found.invented:
            yield loose.claim.rule, False
    for url, claim in compared.found_urls.items():
        yield claim.rule, url in compared.asked_urls
