"""LaTeX that is left in texts: what a reader sees, and the way back to what is printed."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.text.latex import read_latex, with_whole_groups
from papergraph.text.span import Span

SHOWN = {
    "superscript": ("S^{2}FT", "S2FT"),
    "accent": (r"Fr\'echet", "Fréchet"),
    "accent in braces": (r"Erd\H{o}s, Schr\"{o}dinger", "Erdős, Schrödinger"),
    "cedilla": (r"gar\c{c}on", "garçon"),
    "percent": (r"10\% of it", "10% of it"),
    "ampersand": (r"Q\&A", "Q&A"),
    "tie": ("Distillation~(KD)", "Distillation (KD)"),
    "size": ("256times256", "256x256"),
    "size in mathematics": (r"$256\times256$", "256x256"),
    "norm": (r"$\ell_2$", "ℓ2"),
    "emphasis": (r"{\em LoRA} and \textbf{Adam}", "LoRA and Adam"),
    "calligraphic": (r"$\mathcal{O}(n^2)$", "O(n2)"),
    "greek": (r"$\beta$-VAE", "β-VAE"),
    "index": ("$x_{1}$", "x1"),
    "letters of their own": (r"{\L}ukasz {\O}rsted, Dj{\dj}", "Łukasz Ørsted, Djđ"),
    "dash that joins": ("Navier--Stokes--Fourier and TF--IDF", "Navier-Stokes-Fourier and TF-IDF"),
    "raised star": (r"RRT$^\ast$, A$^{\star}$, D$^*$", "RRT*, A*, D*"),
}

UNTOUCHED = {
    "plain": "We propose LoRA (Low-Rank Adaptation), 10% better.",
    "comment's percent": "%However, it fails",
    "snake case": "a snake_case name",
    "times as a word": "sometimes 3 times faster",
    "accents already": "Fréchet",
    "dash of a title": "AILA--First Experiments",
    "dash between clauses": "our models--CLIP, BERT--and 1990--2020, the year--YES---NO",
    "empty": "",
}

#: Pieces of markup and the letters between them.
_LETTERS = st.sampled_from(["a", "B", " ", "2", "é", "{", "}", "$", "~", "^", "_", "\n", "%"])
_COMMANDS = st.sampled_from(
    ["\\", "\\'", '\\"', "\\c ", "\\%", "\\times", "\\ell", "\\em ", "\\unknown", "times", "--"]
)
messy_latex = st.lists(_LETTERS | _COMMANDS, max_size=12).map("".join)


@pytest.mark.parametrize(("printed", "shown"), SHOWN.values(), ids=SHOWN)
def test_markup_is_read_as_what_it_prints(printed: str, shown: str) -> None:
    assert read_latex(printed).text == shown


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_a_text_without_markup_stays_itself(text: str) -> None:
    plain = read_latex(text)

    assert plain.text == text
    assert plain.printed(0, len(text)) == Span(0, len(text))


@pytest.mark.parametrize(
    ("printed", "name", "surface"),
    [
        ("we run S^{2}FT now", "S2FT", "S^{2}FT"),
        (r"the Fr\'echet distance", "Fréchet", r"Fr\'echet"),
        (r"by \'{E}mile", "Émile", r"\'{E}mile"),
        (r"of \"{O}", "Ö", r"\"{O}"),
        (r"the $\ell_2$ norm", "ℓ2", r"\ell_2"),
        (r"{\em LoRA} is", "LoRA", "LoRA"),
        ("Distillation~(KD)", "KD", "KD"),
        ("by Nelder--Mead,", "Nelder-Mead", "Nelder--Mead"),
    ],
)
def test_a_name_leads_back_to_what_is_printed(printed: str, name: str, surface: str) -> None:
    plain = read_latex(printed)
    start = plain.text.index(name)

    span = plain.printed(start, start + len(name))

    assert span.of(printed) == surface
    assert plain.shown(span) == (start, start + len(name))


def test_unknown_commands_are_not_guessed() -> None:
    assert "unknown" in read_latex(r"an \unknown thing").text


@given(messy_latex, st.data())
def test_spans_of_the_plain_text_lie_inside_the_printed_one(
    printed: str, data: st.DataObject
) -> None:
    plain = read_latex(printed)
    start = data.draw(st.integers(0, len(plain.text)))
    end = data.draw(st.integers(start, len(plain.text)))

    span = plain.printed(start, end)

    assert 0 <= span.start <= span.end <= len(printed)
    assert (span.start < span.end) == (start < end)


@given(messy_latex)
def test_characters_keep_their_order_and_do_not_overlap(printed: str) -> None:
    plain = read_latex(printed)

    spans = [plain.printed(at, at + 1) for at in range(len(plain.text))]

    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert [plain.shown(span).start for span in spans] == list(range(len(spans)))


@given(st.text(alphabet="ab{}$\\ ", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_span_only_grows_by_signs_of_markup(printed: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(printed)), min(other, len(printed))))

    wide = with_whole_groups(printed, Span(start, end))

    assert 0 <= wide.start <= start <= end <= wide.end <= len(printed)
    assert set(printed[end : wide.end]) <= set("}$")
    assert not re.sub(r"\\[ab]+", "", printed[wide.start : start]).strip("{$")


@pytest.mark.parametrize("text", ["LoRA", "S^{2}FT", "$k$-means", "a $b$ and {c}"])
def test_a_span_that_is_whole_stays(text: str) -> None:
    printed = f"we run {text} now"
    span = Span(7, 7 + len(text))

    assert with_whole_groups(printed, span) == span
