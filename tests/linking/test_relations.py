"""What natural sentences say of the methods and datasets that they name."""

from __future__ import annotations

import pytest

from one_paper import by_entity, introductions, linked, linker_of
from papergraph.lexicon import Lexicon
from papergraph.model import BUILDS_ON, EntityId, Paper, Relation

OPENING = "Fine-tuning of large models is costly. In this paper we propose ZebraTune. "

EXTENDS = {
    "extend": "We extend LoRA to convolutions.",
    "build on": "Our method builds on LoRA and needs half the memory.",
    "based on": "We propose a new scheme based on LoRA.",
    "improve": "We improve LoRA by another scaling.",
    "generalize": "Our framework generalizes LoRA to any rank.",
    "variant": "We propose a variant of LoRA that needs no tuning.",
}

#: Extended, some readers say, and others say used.
BUILT_IN = {
    "combine": "We combine LoRA with pruning.",
    "NAME-based": "We propose a LoRA-based scheme for experts.",
}

USES = {
    "use": "We use LoRA to tune the model.",
    "fine-tune with": "We fine-tune the model with LoRA.",
    "apply": "We apply LoRA to each expert.",
    "employ": "Our pipeline employs LoRA in each layer.",
}

ANALYZES = {
    "analyze": "We analyze LoRA in theory.",
    "investigate": "We investigate how LoRA forgets.",
    "study": "We study LoRA when data are few.",
}

#: What the model does not see yet: what passes moves up.
NOT_YET = {
    "improvement over using": (
        "It achieves a 2% improvement over using LoRA.",
        {Relation.COMPARES_WITH, Relation.MENTIONS},
    ),
}

COMPARES = {
    "baseline": "It gains 3 points on the LoRA baseline.",
    "instead of": "We train all weights instead of LoRA.",
    "outperforms": "Our method outperforms LoRA.",
    "outperforming": "It is small, outperforming LoRA by 3 points.",
    "surpasses": "The method surpasses LoRA on all tasks.",
    "unlike": "Unlike LoRA, our method needs no rank.",
    "better than": "Our method is better than LoRA.",
    "less memory than": "We use half the memory of it, less memory than LoRA.",
    "compared with": "It is faster compared with LoRA.",
    "compared to": "Compared to LoRA, our method halves the cost.",
    "we compare with": "We compare our method with LoRA.",
    "versus": "We report its cost versus LoRA.",
    "in contrast to": "In contrast to LoRA, it trains all weights.",
    "baselines": "It beats strong baselines such as LoRA.",
    "comparable": "Our results are comparable to LoRA.",
    "in a list": "Our method outperforms BitFit, LoRA and DoRA.",
    "a list after a comma": "It outperforms recent methods, including LoRA, DoRA and PiSSA.",
}

#: Comparisons that the rules do not see yet: what passes moves up.
VEILED = {
    "compared to using": "Compared to using LoRA, our method is fast.",
    "contrast by whereas": "Whereas LoRA freezes the weights, our method trains them.",
    "different from": "Different from LoRA, our method has no rank.",
    "methods that are based on it": "It outperforms methods based on LoRA.",
    "without": "It works without relying on LoRA.",
    "no need": "Our method does not require LoRA.",
}

MENTIONS = {
    "popular": "LoRA has become popular for tuning large models. In this paper we mend costs.",
}

#: Background, or what the paper sets itself against: readers differ.
OTHERS = {
    "others": "Recent methods such as LoRA reduce the cost. In this paper we go another way.",
    "existing": "Existing methods, including LoRA, are slow. In this paper we go another way.",
}

TITLES = {
    "study": ("The Computational Limits of LoRA", Relation.ANALYZES),
    "survey": ("A Survey of LoRA", Relation.ANALYZES),
    "question": ("What Does LoRA Forget?", Relation.ANALYZES),
    "variant": ("Quantized LoRA for Small Devices", Relation.EXTENDS),
    "tool": ("Merging Experts with LoRA", Relation.USES),
    "contrast": ("Tuning without LoRA", Relation.COMPARES_WITH),
}


def _relation(paper: Paper, target: str = "method/lora") -> Relation:
    claims = linked(paper, by_entity(introductions(paper))).claims
    (claim,) = [one for one in claims if one.target == EntityId.parse(target)]
    return claim.relation


def _said(sentence: str) -> Paper:
    return Paper(title="Cheaper tuning", abstract=OPENING + sentence)


@pytest.mark.parametrize("sentence", EXTENDS.values(), ids=EXTENDS)
def test_a_contribution_built_on_a_method_extends_it(sentence: str) -> None:
    assert _relation(_said(sentence)) is Relation.EXTENDS


@pytest.mark.parametrize("sentence", BUILT_IN.values(), ids=BUILT_IN)
def test_a_part_of_a_contribution_is_built_on(sentence: str) -> None:
    assert _relation(_said(sentence)) in BUILDS_ON - {Relation.ANALYZES}


@pytest.mark.parametrize("sentence", USES.values(), ids=USES)
def test_a_method_applied_as_it_is_is_used(sentence: str) -> None:
    assert _relation(_said(sentence)) is Relation.USES


@pytest.mark.parametrize("sentence", ANALYZES.values(), ids=ANALYZES)
def test_the_object_of_a_study_is_analyzed(sentence: str) -> None:
    assert _relation(_said(sentence)) is Relation.ANALYZES


@pytest.mark.parametrize("sentence", COMPARES.values(), ids=COMPARES)
def test_a_comparison_is_one_and_never_builds_on(sentence: str) -> None:
    relation = _relation(_said(sentence))

    assert relation not in BUILDS_ON
    assert relation is Relation.COMPARES_WITH


@pytest.mark.parametrize("sentence", VEILED.values(), ids=VEILED)
def test_a_veiled_comparison_does_not_build_on(sentence: str) -> None:
    assert _relation(_said(sentence)) not in BUILDS_ON


@pytest.mark.parametrize("abstract", MENTIONS.values(), ids=MENTIONS)
def test_background_is_only_mentioned(abstract: str) -> None:
    assert _relation(Paper(title="Cheaper tuning", abstract=abstract)) is Relation.MENTIONS


@pytest.mark.parametrize("abstract", OTHERS.values(), ids=OTHERS)
def test_what_others_do_is_not_built_on(abstract: str) -> None:
    assert _relation(Paper(title="Cheaper tuning", abstract=abstract)) not in BUILDS_ON


@pytest.mark.xfail(reason="the model does not see it yet")
@pytest.mark.parametrize(("sentence", "relations"), NOT_YET.values(), ids=NOT_YET)
def test_what_the_model_misses(sentence: str, relations: set[Relation]) -> None:
    assert _relation(_said(sentence)) in relations


@pytest.mark.parametrize(("title", "relation"), TITLES.values(), ids=TITLES)
def test_a_title_says_what_is_done_with_a_method(title: str, relation: Relation) -> None:
    assert _relation(Paper(title=title)) is relation


def test_the_strongest_of_several_sentences_decides() -> None:
    paper = _said("We extend LoRA to convolutions. It outperforms LoRA by 2 points.")

    assert _relation(paper) is Relation.EXTENDS


@pytest.mark.parametrize(
    "sentence",
    [
        "We evaluate our method on ImageNet-1K.",
        "Experiments on ImageNet-1K show its value.",
        "It achieves 80% accuracy on ImageNet-1K.",
        "Trained on ImageNet-1K, it is fast.",
    ],
)
def test_a_paper_is_evaluated_on_its_datasets(sentence: str) -> None:
    relation = _relation(_said(sentence), "dataset/imagenet-1k")

    assert relation is Relation.EVALUATES_ON


def test_a_dataset_of_others_is_mentioned() -> None:
    paper = Paper(
        title="Cheaper tuning", abstract="ImageNet-1K was a milestone of the field. We go on."
    )

    assert _relation(paper, "dataset/imagenet-1k") is Relation.MENTIONS


def test_the_quote_is_the_sentence_that_decided() -> None:
    paper = _said("We extend LoRA to convolutions. LoRA is small.")

    claims = linked(paper).claims

    assert [one.quote for one in claims if one.target.slug == "lora"] == [
        "We extend LoRA to convolutions."
    ]


def test_words_of_two_papers_say_different_things_of_one_method() -> None:
    first, second = _said("We extend LoRA."), _said("We do not extend it. It outperforms LoRA.")

    assert _relation(first) is Relation.EXTENDS
    assert _relation(second) is Relation.COMPARES_WITH


def test_an_empty_lexicon_finds_no_method() -> None:
    reader, linker = linker_of(Lexicon())

    assert linked(_said("We extend LoRA."), reader=reader, linker=linker).claims == ()
