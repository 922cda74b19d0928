"""Keys under which two written forms are one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.text.normalize import name_key, slug, title_key

# Letters, dashes, spaces and marks that compose: where names really differ.
surfaces = st.text(st.sampled_from("aEß2+.*#_ ‐–−-\u00a0\u0301\u0345ﬁ²İβ𝛽øł＊"), max_size=8)
KEYS = [name_key, title_key]


@pytest.mark.parametrize("key", KEYS)
@given(surfaces)
def test_folding_twice_changes_nothing(key: Callable[[str], str], text: str) -> None:
    once = key(text)

    assert key(once) == once


@pytest.mark.parametrize("key", KEYS)
@given(surfaces)
def test_only_a_blank_name_becomes_empty(key: Callable[[str], str], text: str) -> None:
    assert bool(key(text)) == bool(text.strip())


@given(surfaces)
def test_a_slug_is_plain_ascii_and_its_own_slug(text: str) -> None:
    found = slug(text)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", found)
    assert slug(found) == found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ResNet-50", "resnet 50"),
        ("Low–Rank Adaptation", "low-rank  adaptation"),
        ("U−Net", "U-Net"),
        ("batch_norm", "BatchNorm"),
        ("ﬁne-tuning", "Fine Tuning"),
    ],
)
def test_case_dashes_and_blanks_do_not_part_names(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Llama 2", "Llama 3"),
        ("LoRA", "LoRA+"),
        ("C", "C++"),
        ("GPT-4", "GPT-4o"),
        ("Adam", "Adams"),
    ],
)
def test_digits_signs_and_letters_part_names(first: str, second: str) -> None:
    assert name_key(first) != name_key(second)
    assert title_key(first) != title_key(second)
    assert slug(first) != slug(second)


def test_punctuation_does_not_part_titles() -> None:
    assert title_key("LoRA: Low-Rank, “Adaptation”") == title_key("LoRA -- low rank adaptation")
    assert title_key("#1 of 2. 5 * 3. It*") == title_key("1 of 2 5 3 it")


@pytest.mark.parametrize(
    ("first", "second"), [("Qwen2.5", "Qwen25"), ("RRT* Now", "RRT Now"), ("C#", "C"), ("F＃", "F")]
)
def test_signs_that_carry_meaning_part_titles(first: str, second: str) -> None:
    assert title_key(first) != title_key(second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("β-VAE", "beta-vae"), ("𝛽-VAE", "beta-vae"), ("C++", "c-plus-plus")),
        *(("Fréchet", "frechet"), ("Møller", "moller"), ("Łódź", "lodz"), ("Đuro", "duro")),
        *(("Ǿ", "o"), ("Straße", "strasse")),
    ],
)
def test_a_slug_spells_what_ascii_lacks(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_name_without_letters_has_no_slug() -> None:
    assert slug("--- 漢") == ""
