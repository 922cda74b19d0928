"""What could be a name in a paper, and what the models make of it."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.linking import Discovered, Discoverer, prepare
from papergraph.linking.candidates import NameFilter
from papergraph.linking.classifier import Classifier
from papergraph.linking.features import context_features, neighbours, occurrences
from papergraph.linking.forms import name_forms
from papergraph.model import Kind, Paper
from papergraph.text.span import Span


@pytest.fixture(scope="module")
def discoverer() -> Discoverer:
    return Discoverer(curated_lexicon())


def _forms(title: str, abstract: str = "") -> set[str]:
    found = prepare(Paper(title=title, abstract=abstract)).passages[-1]
    return {span.of(found.text) for span in name_forms(found, NameFilter(Lexicon()))}


def _discovered(discoverer: Discoverer, title: str, abstract: str) -> Discovered:
    return discoverer.discover(prepare(Paper(title=title, abstract=abstract)))


def test_forms_are_shaped_words_runs_and_the_parts_of_runs() -> None:
    forms = _forms("A title", "We tune ZebraNet on Striped Herds 2017 for quick stripes.")

    assert {"ZebraNet", "Striped Herds", "ZebraNet on Striped Herds"} <= forms
    assert "We" not in forms
    assert not any("quick" in form for form in forms)


def test_a_year_belongs_to_the_name_of_a_challenge() -> None:
    assert "ZebraEval 2017" in _forms("A title", "We report on ZebraEval 2017 and others.")


def test_what_a_title_starts_with_is_a_form() -> None:
    assert "Striped Dropout" in _forms("Striped Dropout for zebras")


def test_a_plain_word_that_starts_a_sentence_is_no_form() -> None:
    assert "Experiments" not in _forms("A title", "Experiments show little. We stop.")


def test_occurrences_are_whole_words() -> None:
    assert list(occurrences("KAN", "KANT, GR-KAN, KAN-based, KANs")) == [
        Span(14, 17),
        Span(25, 29),
    ]


def test_neighbours_are_names_of_the_same_list() -> None:
    assert list(neighbours("on SVHN, ZebraQA (ZQA), and CIFAR-10 we", 9, 16)) == [
        "SVHN",
        "CIFAR-10",
    ]
    assert list(neighbours("we train ZebraQA here", 9, 16)) == []


def test_features_tell_the_list_that_a_name_stands_in() -> None:
    abstract = "We test. It is evaluated on the datasets SVHN, ZebraQA and Herds."
    passage = prepare(Paper(title="T", abstract=abstract)).passages[-1]
    start = passage.text.index("ZebraQA")

    features = set(context_features(passage, start, start + len("ZebraQA")))

    assert "list before: datasets" in features
    assert "list noun: dataset" in features
    assert not any(one.startswith("title") for one in features)


def test_an_unlisted_dataset_is_found_and_is_not_the_papers_own(discoverer: Discoverer) -> None:
    found = _discovered(
        discoverer,
        "ZebraNet: Counting Stripes",
        "We propose ZebraNet, a network that counts. Experiments on the ImageNet, HerdEval and "
        "COCO datasets show that ZebraNet outperforms ResNet.",
    )

    assert [one.label for one in found.own] == ["ZebraNet"]
    assert [(one.label, one.kind) for one in found.others] == [("HerdEval", Kind.DATASET)]


def test_what_the_lexicon_knows_is_not_found_again(discoverer: Discoverer) -> None:
    found = _discovered(discoverer, "On tuning", "We apply LoRA and QLoRA to ResNet on ImageNet.")

    assert found.others == ()


def test_a_titles_long_form_is_the_same_thing_as_its_short_form(discoverer: Discoverer) -> None:
    found = _discovered(
        discoverer,
        "Striped Zebra Matching Network",
        "We propose SZMNet, a network that matches stripes. SZMNet outperforms others.",
    )

    (own,) = found.own
    assert set(own.names) == {"SZMNet", "Striped Zebra Matching Network"}
    assert own.label == "SZMNet"


@given(st.text(max_size=200))
def test_any_text_gives_forms_within_it(text: str) -> None:
    for passage in prepare(Paper(title="T", abstract=text)).passages:
        for span in name_forms(passage, NameFilter(Lexicon())):
            assert 0 <= span.start < span.end <= len(passage.text)


@given(st.sets(st.sampled_from(["a", "b", "c", "unknown"])))
def test_probabilities_add_up_to_one(features: set[str]) -> None:
    model = Classifier(["x", "y", "z"], {"a": (1, -1, 0), "b": (0, 2, -3), "c": (9, 9, 9)})

    assert math.isclose(sum(model.probabilities(features).values()), 1)


def test_without_a_known_feature_all_classes_are_as_likely() -> None:
    assert Classifier(["x", "y"], {"a": (1, -1)}).probabilities({"b"}) == {"x": 0.5, "y": 0.5}


def test_the_telling_feature_is_the_one_that_parts_the_class_from_the_others() -> None:
    model = Classifier(["x", "y"], {"all": (5, 5), "x only": (2, 0), "y only": (0, 3)})

    assert model.telling(["all", "x only", "y only"], "x") == "x only"


@pytest.mark.parametrize("name", ["names", "relations"])
def test_the_weights_are_small_sorted_and_of_two_decimals(name: str) -> None:
    model = Classifier.named(name)
    features = list(model.weights)

    assert features == sorted(features)
    assert len(set(features)) == len(features)
    assert all(len(row) == len(model.classes) for row in model.weights.values())
    assert all(weight == round(weight, 2) for row in model.weights.values() for weight in row)


def test_a_discoverer_can_be_sent_to_another_process(discoverer: Discoverer) -> None:
    paper = prepare(Paper(title="ZebraNet: Stripes", abstract="We propose ZebraNet."))

    again = pickle.loads(pickle.dumps(discoverer))

    assert again.discover(paper) == discoverer.discover(paper)
