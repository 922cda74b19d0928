from __future__ import annotations

import pytest

from one_paper import prepared
from papergraph.analysis.printed_names import PrintedName, printed_names
from papergraph.linking.passage import Passage
from papergraph.model import Paper, Part, Span


def _passage(text: str, part: Part = Part.ABSTRACT) -> Passage:
    paper = Paper(title=text) if part is Part.TITLE else Paper(title="A", abstract=text)
    return prepared(paper).passages[-1]


def _names(text: str, linked: str = "", part: Part = Part.ABSTRACT) -> list[str]:
    at = text.find(linked)
    spans = [Span(at, at + len(linked))] if linked else []
    return [found.name for found in printed_names(_passage(text, part), spans)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("we use Frobnic here", ["Frobnic"]),
        ("we use Visual Frobs here", ["Visual Frobs"]),
        ("the House of Frobs is here", ["House of Frobs"]),
        ("on Frobs and Knobs we win", ["Frobs", "Knobs"]),
        ("a kind of FROB of KNOBs", ["FROB", "KNOB"]),
        ("our Frobnic-based and Frob's ones", ["Frobnic", "Frob"]),
        ("we use a Chain-of-thought", ["Chain-of-thought"]),
        ("two FROBs of GaAs", ["FROB", "GaAs"]),
        ("The FrobNet wins. KNOB too.", ["FrobNet", "KNOB"]),
    ],
    ids=[
        *("one word", "two words", "of", "and", "acronyms apart", "joined word"),
        *("small parts", "plural", "after an article"),
    ],
)
def test_a_form_that_looks_like_a_name_is_found(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Frobs are nice. Knobs too: Frobs win.",
        'they say "Frobs" (i) Knobs',
        "However, we win",
        "as Frobbe et al. show, and Knobbe (2020) too",
        "-Frob",
    ],
    ids=["sentence starts", "after quotes and brackets", "function words", "authors", "dash"],
)
def test_a_capital_from_its_place_makes_no_name(text: str) -> None:
    assert _names(text) == []


def test_in_a_title_a_capital_tells_nothing() -> None:
    title = "Towards Visual Frobs with FrobNet and KNOB"

    assert _names(title, part=Part.TITLE) == ["FrobNet", "KNOB"]


@pytest.mark.parametrize(
    ("text", "linked", "names"),
    [
        ("we use FrobNet here", "FrobNet", []),
        ("we use Knob FrobNet and FrobNet Large here", "Knob FrobNet and FrobNet", []),
        ("we use the Bayesian FrobNet", "FrobNet", []),
        ("we use the KNOB FrobNet", "FrobNet", ["KNOB"]),
        ("we use FrobNet, Knobs", "FrobNet", ["Knobs"]),
    ],
    ids=["linked", "inside", "before", "acronym before", "apart"],
)
def test_what_belongs_to_a_linked_name_is_none(text: str, linked: str, names: list[str]) -> None:
    assert _names(text, linked) == names


def test_what_is_free_of_names_is_passed_over() -> None:
    text = "see FrobNet at FrobHub and KNOB"

    found = printed_names(_passage(text), [], [Span(15, 22)])

    assert [one.name for one in found] == ["FrobNet", "KNOB"]


def test_a_name_comes_with_its_sentence() -> None:
    found = list(printed_names(_passage("We win. Our FrobNet is\nnice. So is it."), []))

    assert found == [PrintedName("FrobNet", "Our FrobNet is nice.")]
