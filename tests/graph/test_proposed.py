"""What papers propose, grounded against each other and the lexicon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import paper
from one_paper import READER, introductions
from papergraph.graph.identity import identify_papers
from papergraph.graph.proposed import Proposed, ground_proposals, is_distinct
from papergraph.lexicon import Lexicon
from papergraph.model import Paper

LEXICON = READER.lexicon


def _grounded(*records: Paper, lexicon: Lexicon = LEXICON) -> Proposed:
    papers = identify_papers(records).papers
    proposals = {key: introductions(one) for key, one in papers.items()}
    return ground_proposals(papers, {key: one for key, one in proposals.items() if one}, lexicon)


def _owned(proposed: Proposed) -> dict[str, list[str]]:
    return {key.slug: [str(entity) for entity in own] for key, own in proposed.own.items()}


def test_a_new_name_is_a_new_entity_that_others_can_name() -> None:
    proposed = _grounded(paper("ZebraNet: Stripes", "We propose ZebraNet."))

    assert _owned(proposed) == {"zebranet-stripes": ["method/zebranet"]}
    assert [str(one) for one in proposed.lexicon.by_key["zebranet"]] == ["method/zebranet"]


def test_the_paper_that_introduced_a_known_method_owns_it() -> None:
    proposed = _grounded(
        paper(
            "LoRA: Low-Rank Adaptation of Large Language Models",
            "We propose Low-Rank Adaptation, or LoRA, which freezes the weights.",
        )
    )

    ((_, own),) = _owned(proposed).items()
    assert own == ["method/lora"]


def test_another_paper_that_proposes_a_known_name_owns_a_homonym() -> None:
    proposed = _grounded(
        paper("LoRA: Location Radio for Wild Zebras", "We propose LoRA, a new collar. LoRA sends.")
    )

    for own in _owned(proposed).values():
        assert "method/lora" not in own
        assert all(one.startswith("method/lora-") for one in own)


@pytest.mark.parametrize("name", ["FLAIR", "EMNLP"], ids=["known", "stop word"])
def test_what_a_name_mostly_means_elsewhere_it_means_in_other_papers(name: str) -> None:
    proposed = _grounded(
        paper(f"{name}: Herds on Maps", f"We propose {name}, a framework for herds. {name} wins.")
    )

    ((_, own),) = _owned(proposed).items()
    assert own
    assert name not in {term.name for term in proposed.lexicon.terms if str(term.entity) in own}


def test_two_works_of_one_new_name_are_two_entities() -> None:
    proposed = _grounded(
        paper("ZebraNet: Tracking Collars", "We propose ZebraNet for collars in the wild."),
        paper("ZebraNet: Striped Convolution", "We propose ZebraNet to see textures."),
    )

    first, second = _owned(proposed).values()
    assert not set(first) & set(second)
    assert all(one.startswith("method/zebranet-") for one in (*first, *second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            paper("ZebraNet: Striped Textures", "We propose ZebraNet to see textures."),
            paper("ZebraNet: Textures of Many Stripes", "We propose ZebraNet for it."),
        ),
        (
            paper("ZebraNet: Collars", "We propose ZebraNet. Code: github.com/o/zebra."),
            paper("ZebraNet: Textures", "We propose ZebraNet. See https://github.com/o/Zebra."),
        ),
    ],
    ids=["titles alike", "one repository"],
)
def test_two_papers_of_one_work_share_its_entity(first: Paper, second: Paper) -> None:
    owned = _owned(_grounded(first, second))

    assert list(owned.values()) == [["method/zebranet"], ["method/zebranet"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            paper("On savannah optics", "We propose Zebra Optics Tracking (ZOT) at sunrise."),
            paper("The savannah: optics", "We propose Zoological Optimal Transport (ZOT)."),
        ),
        (
            paper("ZebraNet: Learning Deep Models", "We propose ZebraNet for collars."),
            paper("ZebraNet: Deep Learning of Vision Models", "We propose ZebraNet to see."),
        ),
    ],
    ids=["spelled out as two things", "words of many titles"],
)
def test_two_papers_that_share_only_words_own_two_entities(first: Paper, second: Paper) -> None:
    one, other = _owned(_grounded(first, second)).values()

    assert one
    assert other
    assert not set(one) & set(other)


def test_a_name_that_could_mean_anything_is_not_looked_for_in_other_papers() -> None:
    proposed = _grounded(paper("EAR: Listening Networks", "We propose EAR, a network that hears."))

    assert _owned(proposed) == {"ear-listening-networks": ["method/ear"]}
    assert not any(term.name == "EAR" for term in proposed.lexicon.terms)


@pytest.mark.parametrize(
    "name", ["PiSSA", "ZebraNet", "GPT-4o", "LoRA-Pro", "Low-Rank ZX-Adaptation", "FlashAttention"]
)
def test_a_telling_name_is_distinct(name: str) -> None:
    assert is_distinct(name, LEXICON)


@pytest.mark.parametrize(
    "name",
    [
        "EAR",
        "Terminator",
        "kernel",
        "Adam",
        "S4",
        "Deep Learning",
        "Text-to-Zebra Model",
        "SCALE",
        "RAG-QA",
        "Stage-II",
        "new LoRA",
    ],
)
def test_a_common_name_is_not_distinct(name: str) -> None:
    assert not is_distinct(name, LEXICON)


def test_no_papers_leave_the_lexicon_as_it_is() -> None:
    proposed = ground_proposals({}, {}, LEXICON)

    assert proposed.lexicon == LEXICON
    assert proposed.own == {}


def test_the_curated_lexicon_is_not_changed() -> None:
    before = len(LEXICON.terms), len(LEXICON.known)

    _grounded(paper("ZebraNet: Stripes", "We propose ZebraNet."))

    assert (len(LEXICON.terms), len(LEXICON.known)) == before


_WORKS = [
    paper("ZebraNet: Tracking Collars", "We propose ZebraNet."),
    paper("ZebraNet: Striped Convolution", "We propose ZebraNet and OkapiNet."),
    paper("OkapiNet: Convolution in the Woods", "We propose OkapiNet."),
    paper("OkapiBench: Woods", "We present OkapiBench, a benchmark. Code: github.com/o/n"),
    paper("OkapiBench: Meadows", "We present OkapiBench, a benchmark. Code: github.com/o/n"),
    paper("zebra net", "We propose Zebra-Net. Code: github.com/o/n"),
]


@pytest.fixture(scope="module")
def in_order() -> Proposed:
    return _grounded(*_WORKS, lexicon=Lexicon())


@given(st.permutations(_WORKS))
def test_the_order_of_papers_does_not_count(in_order: Proposed, shuffled: list[Paper]) -> None:
    first, second = in_order, _grounded(*shuffled, lexicon=Lexicon())

    assert first.own == second.own
    assert first.lexicon == second.lexicon
