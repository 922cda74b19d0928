"""Known names in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.lexicon import Folding, Status, Term
from papergraph.linking.matcher import NameMatcher
from papergraph.linking.passage import fold
from papergraph.model import EntityId, Kind
from papergraph.text.normalize import slug

NAMES = ["LoRA", "ResNet", "ResNet-50", "Adam", "U-Net", "CIFAR-10", "ImageNet", "ImageNet-A"]
NAMES += ["MobileNetV2", "Low-Rank Adaptation", "GPT-4", "BERT", "C++", "RRT*", "OpenVLA"]
NAMES += ["Sparse Autoencoder", "Striped Zebra Image Pre-training"]
NAMES += ["Striped Multimodal Zebra Network", "Zebra-3.1-8B-Instruct"]

FOUND = {
    "as written": ("we use LoRA here", "LoRA", "LoRA"),
    "before a full stop": ("we use LoRA.", "LoRA", "LoRA"),
    "in quotation marks": ("the “LoRA” method", "LoRA", "LoRA"),
    "capitals": ("we use LORA here", "LORA", "LoRA"),
    "plural": ("many LoRAs here", "LoRAs", "LoRA"),
    "possessive": ("on LoRA's rank", "LoRA", "LoRA"),
    "qualifying": ("a LoRA-based method", "LoRA", "LoRA"),
    "listed by a slash": ("with LoRA/BERT", "LoRA", "LoRA"),
    "plural of an acronym": ("two BERTs", "BERTs", "BERT"),
    "dash for nothing": ("a ResNet50 here", "ResNet50", "ResNet-50"),
    "blank for a dash": ("a ResNet 50 here", "ResNet 50", "ResNet-50"),
    "nothing for a dash": ("a UNet here", "UNet", "U-Net"),
    "other dash": ("a U–Net here", "U–Net", "U-Net"),
    "blank before the version": ("a MobileNet V2 here", "MobileNet V2", "MobileNetV2"),
    "dash before the version": ("a MobileNet-v2 here", "MobileNet-v2", "MobileNetV2"),
    "several words in small letters": (
        "by low-rank adaptation",
        "low-rank adaptation",
        "Low-Rank Adaptation",
    ),
    "several words without dashes": (
        "by Low Rank Adaptation",
        "Low Rank Adaptation",
        "Low-Rank Adaptation",
    ),
    "a letter of its own": ("on ImageNet-A here", "ImageNet-A", "ImageNet-A"),
    "signs": ("in C++ only", "C++", "C++"),
    "joined by a plus": ("a BERT+ResNet hybrid", "BERT", "BERT"),
    "behind a plus": ("a GNN+BERT hybrid", "BERT", "BERT"),
    "a star": ("planned by RRT* alone", "RRT*", "RRT*"),
    "two words in one, of many": (
        "by striped zebra image pretraining",
        "striped zebra image pretraining",
        "Striped Zebra Image Pre-training",
    ),
    "one word in two, of many": (
        "a striped multi-modal zebra network",
        "striped multi-modal zebra network",
        "Striped Multimodal Zebra Network",
    ),
    "a version in one word, of many": (
        "with Zebra3.1-8B-Instruct",
        "Zebra3.1-8B-Instruct",
        "Zebra-3.1-8B-Instruct",
    ),
    "one word in two": ("a sparse auto-encoder", "sparse auto-encoder", "Sparse Autoencoder"),
}

NOT_FOUND = {
    "another version by a point": ("on CIFAR-10.1", "CIFAR-10"),
    "another version by a number": ("on CIFAR-100", "CIFAR-10"),
    "another version by a letter": ("with GPT-4o", "GPT-4"),
    "a later version": ("a MobileNetV3 here", "MobileNetV2"),
    "a successor": ("with LoRA-GA here", "LoRA"),
    "a plus sign": ("with LoRA+ here", "LoRA"),
    "no star": ("planned by RRT alone", "RRT*"),
    "words that it joins": ("an open VLA here", "OpenVLA"),
    "a predecessor's name after a dash": ("with Q-LoRA here", "LoRA"),
    "the radio": ("a LoRa network", "LoRA"),
    "small letters": ("a lora network", "LoRA"),
    "a first name": ("as adam said", "Adam"),
    "an article for a letter": ("on ImageNet a model", "ImageNet-A"),
    "inside a word": ("explorable RoBERTa, mBERT and BERTology", "BERT"),
    "inside a word of small letters": ("the flora of it", "LoRA"),
    "in a path": ("see ~/LoRA/run", "LoRA"),
    "an account": ("by @LoRA here", "LoRA"),
    "a compound that goes on": ("an audio-visual state model", "Visual State Model"),
    "fewer signs": ("in C only", "C++"),
}

texts = st.lists(
    st.sampled_from([*NAMES, "lora", "s", "a", "v2", "10.1", "İ", "ß", "é"])
    | st.sampled_from([" ", "-", ".", ",", "/", "(", ")", "\n", "_", "–"]),
    max_size=10,
).map("".join)


def _matcher(*names: str, folding: Folding = Folding.SHAPE) -> NameMatcher:
    return NameMatcher(
        Term(EntityId(Kind.METHOD, slug(name)), name, Status.PREFERRED, folding) for name in names
    )


def _found(text: str, matcher: NameMatcher) -> list[tuple[str, str]]:
    """Every surface in `text`, with the name it is taken for."""
    return [(text[match.start : match.end], match.terms[0].name) for match in matcher.find(text)]


@pytest.mark.parametrize(("text", "surface", "name"), FOUND.values(), ids=FOUND)
def test_a_name_is_found_as_papers_print_it(text: str, surface: str, name: str) -> None:
    assert (surface, name) in _found(text, _matcher(*NAMES))


@pytest.mark.parametrize(("text", "name"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_a_form_that_means_another_thing_is_not_the_name(text: str, name: str) -> None:
    assert _found(text, _matcher(name)) == []


def test_the_longest_name_wins() -> None:
    assert _found("a ResNet-50 and a ResNet", _matcher(*NAMES)) == [
        ("ResNet-50", "ResNet-50"),
        ("ResNet", "ResNet"),
    ]


def test_an_exact_name_needs_its_own_case() -> None:
    matcher = _matcher("Adam", "BERT", folding=Folding.EXACT)

    assert _found("Adam, ADAM, adam, BERT, Bert and BERTs", matcher) == [
        ("Adam", "Adam"),
        ("BERT", "BERT"),
        ("BERTs", "BERT"),
    ]


@pytest.mark.parametrize(
    ("printed", "folding"),
    [("HoVer", Folding.EXACT), ("HOVER", Folding.CONTEXT), ("Hover", None), ("hover", None)],
)
def test_a_dataset_in_other_capitals_needs_its_context(
    printed: str, folding: Folding | None
) -> None:
    entity = EntityId(Kind.DATASET, "hover")
    matcher = NameMatcher([Term(entity, "HoVer", Status.PREFERRED, Folding.EXACT)])

    found = [match.terms[0].folding for match in matcher.find(f"We look at {printed} here.")]

    assert found == ([folding] if folding is not None else [])


def test_a_form_of_two_entities_comes_with_both() -> None:
    twins = [
        Term(EntityId(kind, "spice"), "SPICE", Status.PREFERRED, Folding.SHAPE)
        for kind in (Kind.METHOD, Kind.DATASET)
    ]

    (match,) = NameMatcher(twins).find("SPICE")

    assert {term.entity.kind for term in match.terms} == {Kind.METHOD, Kind.DATASET}


def test_a_word_of_names_may_have_a_hyphen_of_its_own() -> None:
    matcher = _matcher("OpenVLA", "OLoRA", "Low-Rank Adaptation")

    assert [term.name for term in matcher.hyphenated("Open-VLA")] == ["OpenVLA"]
    assert matcher.hyphenated("open-vla") == ()
    assert matcher.hyphenated("O-LoRA") == ()  # another method
    assert matcher.hyphenated("Low-RankAdaptation") == ()


def test_ordinary_words_joined_by_a_hyphen_are_a_dataset_in_its_context() -> None:
    entity = EntityId(Kind.DATASET, "crosstask")
    dataset = Term(entity, "CrossTask", Status.PREFERRED, Folding.SHAPE)

    (found,) = NameMatcher([dataset]).hyphenated("Cross-Task")

    assert (found.entity, found.folding) == (entity, Folding.CONTEXT)
    assert _matcher("CrossTask").hyphenated("Cross-Task") == ()


def test_no_names_find_nothing() -> None:
    assert _found("LoRA", NameMatcher([])) == []


@given(texts)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(texts)
def test_matches_are_whole_words_in_order_and_apart(text: str) -> None:
    end = 0
    for match in _matcher(*NAMES).find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end
        assert not (match.start and text[match.start - 1].isalnum())
        assert not text[match.end : match.end + 1].isalnum()
        assert match.terms
