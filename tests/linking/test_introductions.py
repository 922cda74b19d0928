"""What a paper proposes itself, and what it only talks about."""

from __future__ import annotations

import pytest

from one_paper import introductions
from papergraph.linking import Proposal
from papergraph.model import Kind, Paper, Part

PROPOSED = {
    "title": (
        "ZebraNet: Striped Networks for Vision",
        "Stripes are everywhere. ZebraNet sees them in one pass.",
        "ZebraNet",
    ),
    "title with a dash": (
        "ZebraNet -- Striped Networks for Vision",
        "Stripes are everywhere. We train ZebraNet to see them.",
        "ZebraNet",
    ),
    "title in quotation marks": (
        "“ZebraNet”: Striped Networks for Vision",
        "Stripes are everywhere. We train ZebraNet to see them.",
        "ZebraNet",
    ),
    "we propose": (
        "Striped Networks",
        "Networks without stripes are slow. We propose ZebraNet, which is fast.",
        "ZebraNet",
    ),
    "this paper introduces": (
        "Striped Networks",
        "This paper introduces ZebraNet. It is fast.",
        "ZebraNet",
    ),
    "we then present": (
        "Striped Networks",
        "Networks are slow. To mend this, we then present ZebraNet, a striped network.",
        "ZebraNet",
    ),
    "a method, NAME": (
        "Striped Networks",
        "We propose a simple and fast method, ZebraNet, for all animals.",
        "ZebraNet",
    ),
    "called": (
        "Striped Networks",
        "We train a new network called ZebraNet on all animals.",
        "ZebraNet",
    ),
    "dubbed": (
        "Striped Networks",
        "In this work we develop a new architecture, dubbed ZebraNet.",
        "ZebraNet",
    ),
    "long form": (
        "Striped Networks",
        "We propose Striped Attention Pooling (SAPool) for all animals.",
        "SAPool",
    ),
    "is proposed": (
        "Striped Networks",
        "Our study is about stripes. A new network, ZebraNet, is proposed.",
        "ZebraNet",
    ),
    "which we name": (
        "Striped Networks",
        "We find a new rule for training, which we name ZebraNorm, and test it.",
        "ZebraNorm",
    ),
    "an ordinary word in capitals of its own": (
        "Striped Tensors",
        "We propose a method for striped tensors, namely MoST. MoST cuts the cost by half.",
        "MoST",
    ),
    "in small letters": (
        "Striped Networks",
        "We introduce striped weight grazing, a technique that cuts the cost by half.",
        "striped weight grazing",
    ),
    "a stop word spelled out": (
        "Striped Networks",
        "We propose Grazing Along Paths (GAP), a simple method. GAP saves memory.",
        "GAP",
    ),
    "a title's word that is a stop word": (
        "CCD: Stripes for Wild Animals",
        "Stripes are hard. We propose CCD, a new network. CCD wins on six tasks.",
        "CCD",
    ),
}

#: What the model does not see yet: what passes moves up.
NOT_YET = {
    "a word in the title that the abstract takes up": (
        "Okapi: Stripes on Half a Network",
        "Half a network needs fewer stripes. Okapi draws them where they count.",
        "Okapi",
    ),
}

FOREIGN = {
    "background": "Recently, GiraffeNet has shown great success on tall animals. We study why.",
    "related work": "Prior works such as GiraffeNet and OkapiFormer are slow. We ask why.",
    "used": "We use GiraffeNet to see tall animals in our experiments.",
    "trained with": "We train all our networks with GiraffeNet as a teacher.",
    "beaten": "Our method outperforms GiraffeNet and OkapiFormer by far.",
    "compared": "We compare our method with GiraffeNet.",
    "extended": "We extend GiraffeNet to small animals.",
}


def _names(found: tuple[Proposal, ...]) -> set[str]:
    return {name for one in found for name in one.names}


@pytest.mark.parametrize(("title", "abstract", "name"), PROPOSED.values(), ids=PROPOSED)
def test_a_paper_proposes_what_it_names(title: str, abstract: str, name: str) -> None:
    found = introductions(Paper(title=title, abstract=abstract))

    assert [one.label for one in found] == [name]
    assert found[0].kind is Kind.METHOD


@pytest.mark.xfail(reason="the model does not see it yet")
@pytest.mark.parametrize(("title", "abstract", "name"), NOT_YET.values(), ids=NOT_YET)
def test_what_the_model_misses(title: str, abstract: str, name: str) -> None:
    assert [one.label for one in introductions(Paper(title=title, abstract=abstract))] == [name]


@pytest.mark.parametrize("abstract", FOREIGN.values(), ids=FOREIGN)
def test_what_others_made_is_not_proposed(abstract: str) -> None:
    found = introductions(Paper(title="A study of networks", abstract=abstract))

    assert not _names(found) & {"GiraffeNet", "OkapiFormer"}


@pytest.mark.xfail(reason="taken for its own, as the model sees it")
def test_what_named_others_proposed_is_not_proposed() -> None:
    abstract = "Smith et al. proposed GiraffeNet for tall animals. We measure it."

    assert introductions(Paper(title="A study of networks", abstract=abstract)) == ()


@pytest.mark.parametrize(
    "abstract",
    [
        "We use Adam to train it.",
        "We train with Adam and SGD. Adam converges.",
        "We propose a method based on LoRA.",
        "We propose to replace ResNet-50 by ViT.",
        "LoRA is a popular method. We study LoRA.",
        "We introduce a LoRA-based method for CNNs.",
    ],
)
def test_a_known_method_is_not_proposed_again(abstract: str) -> None:
    assert introductions(Paper(title="A study of training", abstract=abstract)) == ()


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a GPU kernel for NVIDIA A100 cards.",
        "We present results in BLEU and ROUGE.",
        "We introduce this at NeurIPS in Vancouver.",
        "We propose new models in PyTorch.",
        "We present the first RTX 4090 implementation.",
    ],
)
def test_a_stop_word_is_not_proposed(abstract: str) -> None:
    assert introductions(Paper(title="Fast kernels", abstract=abstract)) == ()


def test_parts_of_a_list_are_proposed_one_by_one() -> None:
    abstract = (
        "We propose ZebraNet with three components: (1) StripePool, which pools; "
        "(2) HoofNorm, which scales; and (3) ManeLoss, which trains."
    )

    found = introductions(Paper(title="Striped Networks", abstract=abstract))

    assert {one.label for one in found} == {"ZebraNet", "StripePool", "HoofNorm", "ManeLoss"}


def test_two_names_joined_by_and_are_both_proposed() -> None:
    abstract = "Networks are slow. We propose ZebraNet and OkapiNet, which are fast."

    found = introductions(Paper(title="Striped Networks", abstract=abstract))

    assert {one.label for one in found} == {"ZebraNet", "OkapiNet"}


def test_a_long_form_and_its_abbreviation_are_one_proposal() -> None:
    abstract = "We propose Striped Attention Pooling (SAPool). SAPool is fast."

    (one,) = introductions(Paper(title="SAPool: Stripes", abstract=abstract))

    assert one.names[0] == one.label == "SAPool"
    assert "Striped Attention Pooling" in one.names


@pytest.mark.parametrize(
    "abstract",
    [
        "We introduce ZebraBench, a benchmark for striped animals.",
        "We release a new dataset called ZebraBench with many images.",
        "We present the ZebraBench dataset.",
    ],
)
def test_a_dataset_is_proposed_as_a_dataset(abstract: str) -> None:
    (one,) = introductions(Paper(title="Striped animals", abstract=abstract))

    assert (one.label, one.kind) == ("ZebraBench", Kind.DATASET)


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("We propose ZSRP (Zebra Stripe Repair Policy), a network.", "ZSRP"),
        ("We propose Zebra Stripe Repair Policy (ZSRP), a network.", "Zebra Stripe Repair Policy"),
    ],
)
def test_an_acronym_printed_once_is_the_label_where_a_bracket_explains_it(
    sentence: str, label: str
) -> None:
    (one,) = introductions(Paper(title="Stripes are mended", abstract=sentence))

    assert one.label == label


def test_the_introducing_paper_of_a_known_method_proposes_it() -> None:
    title = "LoRA: Low-Rank Adaptation of Large Language Models"
    abstract = "We propose Low-Rank Adaptation, or LoRA, which freezes the weights."

    found = introductions(Paper(title=title, abstract=abstract))

    assert "LoRA" in {one.label for one in found}


def test_a_title_that_asks_proposes_nothing() -> None:
    paper = Paper(title="How fast are zebras: A study", abstract="We measure zebras in the wild.")

    assert introductions(paper) == ()


@pytest.mark.parametrize("abstract", ["", " ", ".", "We propose", "We propose (", "called"])
def test_an_abstract_that_says_nothing_proposes_nothing(abstract: str) -> None:
    assert introductions(Paper(title="On zebras", abstract=abstract)) == ()


@pytest.mark.parametrize(("title", "abstract", "name"), PROPOSED.values(), ids=PROPOSED)
def test_a_sighting_stands_where_it_says(title: str, abstract: str, name: str) -> None:
    paper = Paper(title=title, abstract=abstract)

    best = introductions(paper)[0].best

    assert best.name in best.span.of(paper.text(best.part))
    assert best.part in Part
    assert 0 < best.confidence <= 1
    assert name in _names(introductions(paper))


@pytest.mark.parametrize(
    ("abstract", "proposed"),
    [
        pytest.param(
            "We cut the cost in two ways. The first technique, ZebraMix, blends the layers.",
            True,
            id="described as its own",
        ),
        pytest.param(
            "We cut the cost. The closest baseline, ZebraMix, blends the layers.",
            False,
            id="a baseline",
        ),
        pytest.param(
            "We cut the cost. A popular technique, ZebraMix, blends the layers.",
            False,
            id="a popular one",
        ),
        pytest.param("We gather ZebraMix, a set of stripes.", True, id="gathered"),
    ],
)
def test_a_name_beside_its_noun_is_proposed_unless_it_is_others(
    abstract: str, proposed: bool
) -> None:
    found = introductions(Paper(title="Cheaper stripes", abstract=abstract))

    assert [one.label for one in found] == (["ZebraMix"] if proposed else [])


def test_a_new_kind_of_a_known_method_is_not_that_method() -> None:
    abstract = "We present a new vision Transformer, called ZebraFormer. It reads windows."

    found = introductions(Paper(title="ZebraFormer: Windows", abstract=abstract))

    assert [one.label for one in found] == ["ZebraFormer"]
