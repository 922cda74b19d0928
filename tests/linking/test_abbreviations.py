"""Pairs of a long form and its abbreviation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.linking.abbreviations import find_abbreviations, is_spelled_by

PAIRS = {
    "initials": ("generative adversarial network (GAN)", "generative adversarial network", "GAN"),
    "plural": ("neural networks such as residual networks (RNs)", "residual networks", "RNs"),
    "letters inside words": ("Low-Rank Adaptation (LoRA)", "Low-Rank Adaptation", "LoRA"),
    "first part of a word": ("our Multi-modal Herding (MH)", "Multi-modal Herding", "MH"),
    "last part of a word": ("an X-ray Herding (RH)", "ray Herding", "RH"),
    "parts of words": ("the Adaptive Kernel (AdaKern)", "Adaptive Kernel", "AdaKern"),
    "small words left out": ("a Mixture of Experts (MoE)", "Mixture of Experts", "MoE"),
    "small words that count": ("the state of the art (SOTA)", "state of the art", "SOTA"),
    "one word": ("its hyperparameters (HPs)", "hyperparameters", "HPs"),
    "blanks in the bracket": ("mean absolute error ( MAE )", "mean absolute error", "MAE"),
    "more in the bracket": ("Vision Transformers (ViT, as here)", "Vision Transformers", "ViT"),
    "short form first": ("PEFT (parameter-efficient tuning)", "parameter-efficient tuning", None),
    "name first": ("our LoRA (Low-Rank Adaptation)", "Low-Rank Adaptation", None),
}

NO_PAIRS = {
    "reference to a figure": "It grows (see Figure 2).",
    "citation": "It is known (Hu et al., 2021).",
    "year": "It is old (2021).",
    "number": "We use two methods (1).",
    "amount": "We use ImageNet (1.2M images).",
    "a remark": "We use Adam (an optimizer).",
    "other letters": "We use a model (GPT).",
    "a shortened word": "They know mathematics (MATH).",
    "another sentence": "We test models. Rapid Adaptation (MRA) is one.",
    "another clause": "With models, rapid adaptation (MRA) is one.",
    "nothing before": "(LoRA) is a method.",
    "an empty bracket": "It is () empty (",
}

bracketed = st.text(st.sampled_from("aBC ()-.,;\n"), max_size=30)


@pytest.mark.parametrize(("text", "long", "short"), PAIRS.values(), ids=PAIRS)
def test_a_long_form_is_paired_with_its_abbreviation(
    text: str, long: str, short: str | None
) -> None:
    (pair,) = find_abbreviations(text)

    assert pair.long.of(text) == long
    # A short form that stands first is the word before the bracket.
    assert pair.short.of(text) == (short or text.partition(" (")[0].rpartition(" ")[2])


@pytest.mark.parametrize("text", NO_PAIRS.values(), ids=NO_PAIRS)
def test_a_bracket_that_abbreviates_nothing_makes_no_pair(text: str) -> None:
    assert find_abbreviations(text) == []


def test_pairs_come_in_text_order() -> None:
    text = "From language models (LMs) to LoRA (Low-Rank Adaptation) and neural networks (NNs)."

    shorts = [pair.short.of(text) for pair in find_abbreviations(text)]

    assert shorts == ["LMs", "LoRA", "NNs"]


@given(bracketed)
def test_both_forms_lie_in_the_text_and_the_letters_are_of_the_long_form(text: str) -> None:
    for pair in find_abbreviations(text):
        first, second = sorted(pair)
        assert 0 <= first.start < first.end <= second.start < second.end <= len(text)
        letters = pair.short.of(text).lower().removesuffix("s")
        rest = iter(pair.long.of(text).lower())
        assert all(char in rest for char in letters if char.isalnum())


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("We study text-to-image (T2I) models.", ("text-to-image", "T2I")),
        ("Our Task Conflict Calibration (TC^2) helps.", ("Task Conflict Calibration", "TC^2")),
        ("Zebra Theorem Proving for Herds (ZTP4H).", ("Zebra Theorem Proving for Herds", "ZTP4H")),
    ],
)
def test_a_number_counts_a_letter_or_sounds_like_a_word(text: str, pair: tuple[str, str]) -> None:
    assert [(one.long.of(text), one.short.of(text)) for one in find_abbreviations(text)] == [pair]


@pytest.mark.parametrize(
    "text", ["Films of silicon grown on glass (SiO2).", "We wait for the second phase (TN3)."]
)
def test_a_number_that_counts_no_word_makes_no_pair(text: str) -> None:
    assert find_abbreviations(text) == []


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CT", "Compaction Behavior"),
        ("WebZebra", "Web Agents via Zebra Retrieval"),
        ("V-ZEPA", "Video ZEPA Meets Distillation"),
        ("GAN", "Generative Grazing"),
    ],
)
def test_letters_found_here_and_there_do_not_spell_a_name(short: str, long: str) -> None:
    assert not is_spelled_by(short, long)


@pytest.mark.parametrize("text", ["a ``Deep Zebra Net'' (DZN)", 'a "Deep Zebra Net" (DZN)'])
def test_quotation_marks_are_no_part_of_a_long_form(text: str) -> None:
    assert [pair.long.of(text) for pair in find_abbreviations(text)] == ["Deep Zebra Net"]
