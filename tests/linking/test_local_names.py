"""What a short form means in a paper that spells it out."""

from __future__ import annotations

import pytest

from one_paper import linked
from papergraph.model import Paper

OTHERS = {
    "no long form, another title": ("major adverse cardiac events", "MACE"),
    "one word of three differs": ("Hopfield neural network", "HNN"),
    "no word in common": ("Local Maximal Occurrence", "LOMO"),
    "another printing of what the lexicon has only a name of": ("Mutual Learning Network", "MLNet"),
}
SAME = {
    "another form of a word": ("density function theory", "DFT", "density-functional-theory"),
    "a misprint": ("Low-Rant Adaptation", "LoRA", "lora"),
    "a hyphen in the label": ("Geometry-Aware Fourier Neural Operator", "Geo-FNO", "geo-fno"),
    "a part of the label": ("Transformer Autoregressive Flow", "TARFlow", "tarflow"),
}


def _targets(long: str, short: str) -> set[str]:
    abstract = f"We study {long} ({short}) at length. In our tests {short} is used twice."
    return {claim.target.slug for claim in linked(Paper(title="A study", abstract=abstract)).claims}


@pytest.mark.parametrize(("long", "short"), OTHERS.values(), ids=OTHERS)
def test_an_acronym_of_something_else_is_not_the_lexicons(long: str, short: str) -> None:
    known = {"mace", "hamiltonian-neural-network", "lomo", "ml-net"}
    assert not known & _targets(long, short)


@pytest.mark.parametrize(("long", "short", "slug"), SAME.values(), ids=SAME)
def test_another_wording_of_its_long_form_is_the_lexicons(long: str, short: str, slug: str) -> None:
    assert slug in _targets(long, short)


@pytest.mark.parametrize("prefix", ["non", "self", "semi", "pseudo"])
def test_an_opposing_prefix_makes_another_thing(prefix: str) -> None:
    abstract = f"We propose a solver for {prefix}-convex optimization problems."
    claims = linked(Paper(title="A study", abstract=abstract)).claims
    assert "convex-optimization" not in {claim.target.slug for claim in claims}
