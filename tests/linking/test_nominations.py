"""What could be a name in a paper, and what the models make of it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from one_paper import DISCOVERER, READER, discovered, prepared
from papergraph.lexicon import Lexicon, curated_lexicon
from papergraph.linking.forms import NameForms
from papergraph.linking.nominations import nominate, occurrences
from papergraph.linking.phrases import Phrase
from papergraph.linking.proposals import Proposal
from papergraph.model import Kind, Paper
from papergraph.text.span import Span

FORMS = NameForms(Lexicon())


def _forms(title: str, abstract: str = "") -> set[str]:
    passage = prepared(Paper(title=title, abstract=abstract)).passages[-1]
    return {span.of(passage.text) for span, _ in FORMS.of(passage)}


def test_forms_are_shaped_words_runs_and_the_parts_of_runs() -> None:
    forms = _forms("A title", "We tune ZebraNet on Striped Herds 2017 for quick stripes.")

    assert {"ZebraNet", "Striped Herds", "ZebraNet on Striped Herds"} <= forms
    assert "We" not in forms
    assert not any("quick" in form for form in forms)


def test_a_year_belongs_to_the_name_of_a_challenge() -> None:
    assert "ZebraEval 2017" in _forms("A title", "We report on ZebraEval 2017 and others.")


@pytest.mark.parametrize(
    "edition", ["ZebraEval 2017 Task 3", "ZebraEval v2", "ZebraEval v1.0", "ZebraEval 3.0"]
)
def test_an_edition_is_a_part_of_a_name(edition: str) -> None:
    assert edition in _forms("A title", f"We report on {edition}, and others.")


@pytest.mark.parametrize("value", ["0.93", "3.141", "3.0%", "12"])
def test_a_value_is_no_part_of_a_name(value: str) -> None:
    assert f"ZebraEval {value}" not in _forms("A title", f"We reach ZebraEval {value} on others.")


def test_what_a_title_starts_with_is_a_form() -> None:
    assert "Striped Dropout" in _forms("Striped Dropout for zebras")


def test_a_plain_word_that_starts_a_sentence_is_no_form() -> None:
    assert "Experiments" not in _forms("A title", "Experiments show little. We stop.")


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("We like ZebraNet's stripes.", "ZebraNet"),
        ("We like **ZebraNet** a lot.", "ZebraNet"),
        ("We like ZebraNet-based stripes.", "ZebraNet"),
        ("We like ZebraNet-a network of stripes.", "ZebraNet"),
        ("We search by Zebra* in trees.", "Zebra*"),
    ],
)
def test_what_is_joined_to_a_name_is_not_of_it(abstract: str, name: str) -> None:
    forms = _forms("A title", abstract)

    assert name in forms
    assert not {"ZebraNet's", "ZebraNet**", "ZebraNet-based", "ZebraNet-a"} & forms


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("It is based on Latent Stripe Learning and works.", "Latent Stripe Learning"),
        ("We call it Wild Data Herding, as zebras do.", "Wild Data Herding"),
        ("Wild Neural Herds are the base of it.", "Wild Neural Herds"),
        ("Then comes a 3D Stripe Attention module.", "3D Stripe Attention"),
        ("We answer with 4D-ZEB for all times.", "4D-ZEB"),
        ("We decode by ZEB-sum in the end.", "ZEB-sum"),
    ],
)
def test_a_name_is_whole_with_ordinary_words_and_dimensions_in_it(abstract: str, name: str) -> None:
    assert name in _forms("A title", abstract)


@pytest.mark.parametrize(
    ("abstract", "no_name"),
    [
        ("Here Learning has a capital.", "Learning"),
        ("Training ZebraNet takes long.", "Training ZebraNet"),
        ("Deep Herds are deep.", "Deep Herds"),
        ("We use 10 Zebras and 3D alone.", "10 Zebras"),
        ("We use 10 Zebras and 3D alone.", "3D"),
    ],
)
def test_an_ordinary_word_or_an_amount_makes_no_name(abstract: str, no_name: str) -> None:
    assert no_name not in _forms("A title", abstract)


def test_a_formula_is_a_name_where_the_paper_says_so() -> None:
    assert FORMS.form("Co2S") is None
    nominated = nominate(
        prepared(Paper(title="Co2S: Guided Stripes", abstract="We count stripes.")),
        FORMS,
        [[], []],
    )
    assert "Co2S" in {name for one in nominated for name in one.forms}


def test_occurrences_are_whole_words() -> None:
    assert list(occurrences("KAN", "KANT, GR-KAN, KAN-based, KANs")) == [
        Span(14, 17),
        Span(25, 29),
    ]


def test_an_unlisted_dataset_is_found_and_is_not_the_papers_own() -> None:
    found = discovered(
        Paper(
            title="ZebraNet: Counting Stripes",
            abstract="We propose ZebraNet, a network that counts. Experiments on the ImageNet, "
            "HerdEval and COCO datasets show that ZebraNet outperforms ResNet.",
        )
    )

    assert [one.label for one in found.own] == ["ZebraNet"]
    assert [(one.label, one.kind) for one in found.others] == [("HerdEval", Kind.DATASET)]


def test_what_the_lexicon_knows_is_not_found_again() -> None:
    abstract = "We apply LoRA and QLoRA to ResNet on ImageNet."

    assert discovered(Paper(title="On tuning", abstract=abstract)).others == ()


def _only_own(title: str, abstract: str) -> Proposal:
    (own,) = discovered(Paper(title=title, abstract=abstract)).own
    return own


def test_a_titles_long_form_is_the_same_thing_as_its_short_form() -> None:
    own = _only_own(
        "Striped Zebra Matching Network",
        "We propose SZMNet, a network that matches stripes. SZMNet wins.",
    )

    assert set(own.names) == {"SZMNet", "Striped Zebra Matching Network"}
    assert own.label == "SZMNet"


def test_a_title_that_goes_on_from_a_long_form_with_a_small_word_is_not_all_a_name() -> None:
    own = _only_own(
        "Striped Zebra Matching with Wild Herds",
        "We present Striped Zebra Matching (SZM), which is fast. SZM is sound.",
    )

    assert set(own.names) == {"SZM", "Striped Zebra Matching"}


def test_words_in_small_letters_behind_an_article_name_nothing() -> None:
    def introduced(words: str) -> int:
        abstract = f"We count herds. We propose {words} that sees stripes. It wins on six tasks."
        return len(discovered(Paper(title="Striped Networks", abstract=abstract)).own)

    assert introduced("a hierarchical grazing module") == 0
    assert introduced("a Hierarchical Grazing Module (HiGM)") == 1


@pytest.mark.parametrize(
    "title", ["4D3R: Herds without Poses", "3DGraze: Stripes in Space", "4D-Graze: Herds"]
)
def test_a_name_may_start_with_dimensions(title: str) -> None:
    assert title.partition(":")[0] in _forms(title)


def test_a_title_that_only_shares_letters_with_an_acronym_is_another_thing() -> None:
    title = "Compact Grazing Behavior of Striped Herds"
    abstract = "We scan herds by computed tomography (CT). Compact Grazing Behavior is rare."
    paper = prepared(Paper(title=title, abstract=abstract))
    phrases: list[list[Phrase]] = [[] for _ in paper.passages]

    groups = [set(one.forms) for one in nominate(paper, NameForms(Lexicon()), phrases)]

    assert not any({"CT", "Compact Grazing Behavior"} <= group for group in groups)


def test_a_titles_head_is_nominated_and_other_words_of_it_are_not() -> None:
    nominated = nominate(
        prepared(
            Paper(title="Striped Herd Learning for Wild Meadows", abstract="We count stripes.")
        ),
        FORMS,
        [[], []],
    )

    assert [list(one.forms) for one in nominated] == [["Striped Herd Learning"]]
    assert _forms("Striped Herd Learning in Wild Meadows", "We count stripes.") == set()


@pytest.mark.parametrize(
    ("abstract", "nominated"),
    [("We propose FID, a framework for herds.", True), ("We report FID, a measure.", False)],
)
def test_a_stop_word_is_nominated_where_a_sentence_says_what_it_is(
    abstract: str, nominated: bool
) -> None:
    forms = NameForms(Lexicon(stops={"fid": "metric"}))
    found = nominate(prepared(Paper(title="A title", abstract=abstract)), forms, [[], []])

    assert any("FID" in one.forms for one in found) is nominated


def test_what_goes_on_before_a_long_form_is_the_same_thing() -> None:
    nominated = nominate(
        prepared(
            Paper(
                title="Training-free Zebra Herding for Stripes",
                abstract="We propose Training-free Zebra Herding (ZeH). ZeH counts.",
            )
        ),
        FORMS,
        [[], []],
    )

    (one,) = [one for one in nominated if "ZeH" in one.forms]
    assert "Training-free Zebra Herding" in one.forms
    others = [name for other in nominated if other is not one for name in other.forms]
    assert not any("Zebra" in name for name in others)


def test_what_goes_on_before_a_known_long_form_may_be_another_thing() -> None:
    lexicon = curated_lexicon()
    nominated = nominate(
        prepared(
            Paper(title="A title", abstract="We propose Wild Low-Rank Adaptation (LoRA) of herds.")
        ),
        NameForms(lexicon),
        [[], []],
    )

    assert not any("LoRA" in one.forms for one in nominated if len(one.forms) > 1)
    assert any("Wild Low-Rank Adaptation" in one.forms for one in nominated)


def test_a_word_that_spells_out_a_part_of_a_name_is_no_name() -> None:
    abstract = "We introduce MemJack, a MEMory-augmented JAilbreak attaCK, and compare MemBench."
    nominated = nominate(
        prepared(Paper(title="A title", abstract=abstract)),
        NameForms(Lexicon(), {"memory", "jailbreak", "attack"}),
        [[], []],
    )

    names = {name for one in nominated for name in one.forms}
    assert {"MemJack", "MemBench"} <= names
    assert not names & {"MEMory", "JAilbreak", "attaCK"}


def test_an_acronym_that_is_never_used_is_not_the_label() -> None:
    unused = discovered(_proposing("We propose Striped Zebra Grazing (SZG), a network."))
    used = discovered(_proposing("We propose Striped Zebra Grazing (SZG). SZG is a network."))

    assert [one.label for one in unused.own] == ["Striped Zebra Grazing"]
    assert [one.label for one in used.own] == ["SZG"]


def _proposing(abstract: str) -> Paper:
    return Paper(title="Faster Herds", abstract=abstract)


@given(st.text(max_size=200))
def test_any_text_gives_forms_within_it(text: str) -> None:
    for passage in prepared(Paper(title="T", abstract=text)).passages:
        for span, _ in FORMS.of(passage):
            assert 0 <= span.start < span.end <= len(passage.text)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_what_is_said_of_a_paper_does_not_depend_on_its_batch(texts: list[str]) -> None:
    papers = [
        Paper(title="T", abstract=f"{text} We propose ZebraNet, a net. It extends LoRA {text}.")
        for text in texts
    ]

    together = DISCOVERER.discover(READER.read(papers))

    assert together == [discovered(paper) for paper in papers]


def test_a_discoverer_can_be_sent_to_another_process() -> None:
    batch = READER.read([Paper(title="ZebraNet: Stripes", abstract="We propose ZebraNet.")])

    again = pickle.loads(pickle.dumps(DISCOVERER))

    assert again.discover(batch) == DISCOVERER.discover(batch)
