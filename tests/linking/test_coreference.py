"""Which of a paper's own names are one thing, and which stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from one_paper import READER, introductions
from papergraph.linking.coreference import merged
from papergraph.linking.linear import LinearModel
from papergraph.linking.pair_remarks import Own, pair_remarks
from papergraph.linking.proposals import Proposal, Sighting
from papergraph.model import Kind, Paper, Part, Span

ONE_THING = {
    "long form without brackets": (
        "Faster Vision for Animals",
        "We introduce CARIS, a Cross-Animal Representation Inference System. CARIS is fast.",
        {"CARIS", "Cross-Animal Representation Inference System"},
    ),
    "the title's words for a named method": (
        "Towards Faster Vision",
        "We propose FASTEN, a Frequency-Aware Striped Token Encoding Network. FASTEN is fast.",
        {"FASTEN", "Frequency-Aware Striped Token Encoding Network"},
    ),
    "with a noun": (
        "Zebra-Q: Striped Quantization",
        "We propose Zebra-Q for all animals. Zebra-Q regularization needs no data.",
        {"Zebra-Q"},
    ),
}
TWO_THINGS = {
    "a method and its modules": (
        "ZebraNet: Striped Networks for Vision",
        "We propose ZebraNet. It has a Striped Attention Module (SAM2S) and a Striped Pooling "
        "Block (SPB).",
        ("ZebraNet", "Striped Attention Module", "Striped Pooling Block"),
    ),
    "a method and its variants": (
        "ZebraNet: Striped Networks for Vision",
        "We propose ZebraNet and two variants, ZebraNet-Tiny and ZebraNet-Huge.",
        ("ZebraNet", "ZebraNet-Tiny", "ZebraNet-Huge"),
    ),
    "a method and its benchmark": (
        "ZebraNet: Striped Networks for Vision",
        "We propose ZebraNet and introduce ZebraBench, a benchmark of 900 animals.",
        ("ZebraNet", "ZebraBench"),
    ),
}


def _things(title: str, abstract: str) -> list[set[str]]:
    return [set(one.names) for one in introductions(Paper(title=title, abstract=abstract))]


@pytest.mark.parametrize(("title", "abstract", "names"), ONE_THING.values(), ids=ONE_THING)
def test_names_of_one_thing_are_joined(title: str, abstract: str, names: set[str]) -> None:
    assert any(names <= thing for thing in _things(title, abstract))


@pytest.mark.parametrize(("title", "abstract", "names"), TWO_THINGS.values(), ids=TWO_THINGS)
def test_a_part_or_a_variant_is_a_thing_of_its_own(
    title: str, abstract: str, names: tuple[str, ...]
) -> None:
    things = _things(title, abstract)
    homes = [next(i for i, thing in enumerate(things) if name in thing) for name in names]
    assert len(set(homes)) == len(names)


def test_a_dash_before_an_article_makes_no_variant() -> None:
    things = _things("Striped Tracking", "We propose ZebraTrack-a striped tracker for animals.")
    assert not any("ZebraTrack-a" in thing for thing in things)


def _proposal(name: str) -> Proposal:
    best = Sighting(name, Part.TITLE, Span(0, 1), Kind.METHOD, "a rule", 0.9)
    return Proposal(name, (name,), Kind.METHOD, best)


NAMES = st.sampled_from(["ZebraNet", "Zebra Network", "ZN", "ZebraNet-2", "Striped Pooling", "SP"])


@given(st.lists(NAMES, min_size=0, max_size=6, unique=True), st.lists(NAMES, max_size=6))
def test_no_name_is_lost_or_doubled(own: list[str], text: list[str]) -> None:
    paper = Paper(title="A title", abstract=" and ".join(text))
    (prepared,) = READER.read([paper]).papers
    found = merged(
        [_proposal(name) for name in own], prepared.passages, LinearModel.named("coreference")
    )
    assert sorted(name for one in found for name in one.names) == sorted(own)
    assert all(one.label == one.names[0] for one in found)


@given(NAMES, NAMES)
def test_remarks_do_not_depend_on_which_name_is_short(first: str, second: str) -> None:
    """What spells or contains what is the same from both sides."""
    (prepared,) = READER.read([Paper(title="A title", abstract="No names here.")]).papers
    one, other = (Own.of(Kind.METHOD, (name,), prepared.passages) for name in (first, second))
    there = set(pair_remarks(one, other, 1, prepared.passages))
    assert there == set(pair_remarks(other, one, 1, prepared.passages))


def test_hundreds_of_names_are_all_kept() -> None:
    names = [f"Zebra{chr(97 + i % 26)}{chr(97 + i // 26)}Net" for i in range(600)]
    (prepared,) = READER.read([Paper(title="A title", abstract="")]).papers
    found = merged(
        [_proposal(name) for name in names], prepared.passages, LinearModel.named("coreference")
    )
    assert sorted(name for one in found for name in one.names) == sorted(names)
