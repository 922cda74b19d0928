"""What a paper proposes in small letters."""

from __future__ import annotations

import pytest

from one_paper import READER
from papergraph.api import build_papers
from papergraph.linking.phrases import phrases_after_cues
from papergraph.model import Paper, Relation


def _phrases(abstract: str) -> list[tuple[str, str, str]]:
    batch = READER.read([Paper(title="Stripes", abstract=abstract)])
    title, found = phrases_after_cues(batch)
    text = batch.papers[0].passages[1].text
    assert title == []
    return [(one.span.of(text), one.determiner, one.noun) for one in found]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("We introduce partial stripe swap, a rule.", ("partial stripe swap", "none", "")),
        ("We propose a novel stripe grazing method.", ("stripe grazing", "a", "method")),
        ("We present the deep stripe kernel for zebras.", ("deep stripe kernel", "the", "")),
        ("It is a scheme termed stripe-then-graze.", ("stripe-then-graze", "none", "")),
    ],
)
def test_phrases_stand_behind_words_that_coin(abstract: str, found: tuple[str, str, str]) -> None:
    assert _phrases(abstract) == [found]


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a method.",
        "We propose to stripe and graze.",
        "We propose ZebraNet for animals.",
        "We propose the ZebraNet model.",
        "The proposed stripe grazing method wins.",
        "We propose, among others, this.",
        "We present one two three four five six seven eight nine words of a row.",
    ],
)
def test_other_words_are_no_phrases(abstract: str) -> None:
    assert _phrases(abstract) == []


def test_a_short_form_that_is_a_method_elsewhere_is_the_papers_own_where_it_is_spelled_out() -> (
    None
):
    """GAP is global average pooling in the lexicon."""
    title = "Faster Zebras by Striped Weights"
    abstract = "We propose Grazing Along Paths (GAP), a simple method. GAP saves memory."
    graph = build_papers([Paper(title=title, abstract=abstract)])
    (claim,) = [one for one in graph.claims if one.relation is Relation.INTRODUCES]

    assert {mention.surface for mention in claim.mentions} == {"Grazing Along Paths", "GAP"}
    assert graph.entities[claim.target].label == "GAP"
    assert not any(one.target.slug == "pooling" for one in graph.claims)
