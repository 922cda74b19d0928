from __future__ import annotations

import pytest

from papergraph.lexicon import Refusal, refusal


@pytest.mark.parametrize(
    "name",
    [
        "FrobNet",
        "frob2vec",
        "FROB",
        "k-Frobs",
        "Frob Search",
        "F3D",
        "CNN/Frob Mail",
        "Attention Free Transformer",
        "ε-Greedy Search",
    ],
)
def test_what_looks_like_a_name_is_taken(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("AE", Refusal.SHORT),
        ("C3", Refusal.SHORT),
        ("T-D", Refusal.SHORT),
        ("2048", Refusal.LETTERLESS),
        ("100-200", Refusal.LETTERLESS),
        ("语料库", Refusal.LETTERLESS),
        ("swahili", Refusal.PLAIN),
        ("hate_speech", Refusal.PLAIN),
        ("self-learning", Refusal.PLAIN),
        ("Model", Refusal.PLAIN),
        ("The Dataset", Refusal.PLAIN),
        ("Visual Attention", Refusal.PLAIN),
        ("The Frobs of the Web", Refusal.ARTICLE),
        ("a Large Dataset of Frobs", Refusal.ARTICLE),
        ("Frobs (test)", Refusal.REMARK),
        ("Frobs - 2x", Refusal.REMARK),
        ("Frobs, 10 labels", Refusal.REMARK),
        ("Frobs->Knobs", Refusal.REMARK),
        ("It holds the frobs of the web.", Refusal.REMARK),
        ("One network that can learn to see frobs in knobs", Refusal.REMARK),
        ("Frob" * 30, Refusal.REMARK),
    ],
)
def test_what_a_text_may_mean_otherwise_or_never_prints_is_refused(name: str, why: Refusal) -> None:
    assert refusal(name) is why


ORDINARY = {"hate", "speech", "hand", "pose", "high-resolution", "input", "human", "parts", "pause"}


@pytest.mark.parametrize(
    "name",
    ["Hate Speech", "3D Hand Pose", "High-resolution input", "Human-Parts", "PAUSE", "Speech 2019"],
)
def test_words_of_many_texts_make_no_name(name: str) -> None:
    assert refusal(name, ORDINARY) is Refusal.PLAIN
    assert refusal(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Frob Speech",
        "PoSE",
        "HAND",
        "HandPose",
        "Hate Speech Parts",
        "Pose-12k",
        "H-Pose",
        "A-Speech",
        "Anhand",
    ],
)
def test_a_word_of_its_own_or_capitals_of_its_own_make_a_name(name: str) -> None:
    assert refusal(name, ORDINARY) is None
