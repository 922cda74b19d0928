"""What a printed form looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.linking.shapes import Shape, shape_of, spells_out

SHAPES = {
    "PiSSA": Shape.MIXED,
    "LoRA": Shape.MIXED,
    "sharpDARTS": Shape.MIXED,
    "nnU-Net": Shape.MIXED,
    "GPT-4o": Shape.VERSIONED,
    "Mamba-2": Shape.VERSIONED,
    "S4": Shape.VERSIONED,
    "FADC": Shape.ACRONYM,
    "FADCs": Shape.ACRONYM,
    "GR-KAN": Shape.ACRONYM,
    "Terminator": Shape.CAPITALIZED,
    "Adam": Shape.CAPITALIZED,
    "kernel": Shape.PLAIN,
    "2024": Shape.PLAIN,
    "": Shape.PLAIN,
}

words = st.text(st.sampled_from("aBcD2-s"), max_size=6)


@pytest.mark.parametrize(
    ("name", "shape"), SHAPES.items(), ids=[name or "empty" for name in SHAPES]
)
def test_a_form_has_its_shape(name: str, shape: Shape) -> None:
    assert shape_of(name) is shape


@given(st.lists(words, min_size=1, max_size=3))
def test_several_words_look_like_the_most_telling_one(found: list[str]) -> None:
    assert shape_of(" ".join(found)) == max(map(shape_of, found))


@pytest.mark.parametrize("name", ["ADAptive", "LINear", "COMPression"])
def test_an_ordinary_word_with_capitals_spells_an_acronym_out(name: str) -> None:
    assert spells_out(name)


@pytest.mark.parametrize("name", ["GAN", "GANs", "BERT", "LoRA", "adaptive", "Adam"])
def test_a_name_spells_nothing_out(name: str) -> None:
    assert not spells_out(name)
