"""Sentences of an abstract."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.text.sentences import sentence_spans

ONE_SENTENCE = {
    "for example": "We test adapters, e.g. LoRA, on it.",
    "that is": "It is one, i.e. Adam with decay.",
    "and others": "Hu et al. 2021 show it.",
    "figure": "It grows (see Fig. 2) with rank.",
    "versus": "We compare BERT vs. GPT-2 here.",
    "initial": "A test by R. Fisher is used.",
    "decimal": "It gains 3.5 points.",
    "version": "We use Qwen2.5 and v1.5.2 of it.",
    "url": "See github.com/o/n.git now.",
    "blank in front of a small letter": "The end. of it",
    "no stop": "a cut abstra",
}

TWO_SENTENCES = {
    "blank": ("It is slow.", "We mend it."),
    "question": ("Is it slow?", "It is."),
    "bracket": ("It is slow (very.)", "We mend it."),
    "quotation": ('It says "stop."', "Then it goes on."),
    "a name in small letters": ("It is slow.", "iGPT is not."),
    "mathematics": ("It is slow.", "$n$ grows."),
}

GLUED = {
    "line break gone": ("It adds stability.", "We propose LoRA."),
    "percent": ("It gains 95%.", "Experiments show it."),
    "bracket": ("It is fast (2x).", "Experiments show it."),
    "a": ("It is new.", "A test follows."),
}

texts = st.text(st.sampled_from('aB1 .!?,)(\n"é$'), max_size=40)


@pytest.mark.parametrize("text", ONE_SENTENCE.values(), ids=ONE_SENTENCE)
def test_a_stop_inside_does_not_end_a_sentence(text: str) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == [text]


@pytest.mark.parametrize("pair", TWO_SENTENCES.values(), ids=TWO_SENTENCES)
def test_a_stop_and_a_start_part_two_sentences(pair: tuple[str, str]) -> None:
    text = " ".join(pair)

    assert [span.of(text) for span in sentence_spans(text)] == list(pair)


@pytest.mark.parametrize("pair", GLUED.values(), ids=GLUED)
def test_sentences_that_lost_their_blank_are_parted(pair: tuple[str, str]) -> None:
    text = "".join(pair)

    assert [span.of(text) for span in sentence_spans(text)] == list(pair)


def test_an_empty_text_has_no_sentences() -> None:
    assert sentence_spans("") == []


@given(texts)
def test_sentences_are_in_order_and_leave_out_nothing_but_blanks(text: str) -> None:
    spans = sentence_spans(text)

    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()
