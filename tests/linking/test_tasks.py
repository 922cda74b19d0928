"""Tasks of a paper: what makes one, what does not, and what stays as it is beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from one_paper import READER, linked, linker_of
from papergraph.linking.tasks import MOST_TASKS
from papergraph.model import Claim, EntityId, Kind, Paper, Part, Relation

LEXICON = READER.lexicon
READER_WITHOUT_TASKS, WITHOUT_TASKS = linker_of(replace(LEXICON, tasks=()))

_PIECES = st.sampled_from(
    [
        "semantic segmentation",
        "Question-Answering",
        "machine translations",
        "NER",
        "summarisation",
        "person re-identification (ReID)",
        "continual learning",
        "LoRA",
        "ImageNet",
        "https://github.com/o/object-detection",
    ]
)
_BETWEEN = st.sampled_from(
    [
        "We propose ",
        "for ",
        "via ",
        "Recently, ",
        " tasks",
        ". ",
        ", ",
        " ",
        "-",
        "\n",
        "{",
        "$",
        "é",
    ]
)
texts = st.lists(_PIECES | _BETWEEN, max_size=14).map("".join)
papers = st.builds(Paper, title=texts.filter(lambda text: bool(text.strip())), abstract=texts)


def _link(paper: Paper) -> list[Claim]:
    found = linked(paper).claims
    return [claim for claim in found if claim.target.kind is Kind.TASK]


def _tasks(abstract: str = "", title: str = "A title") -> dict[str, Claim]:
    found = _link(Paper(title=title, abstract=abstract))
    return {claim.target.slug: claim for claim in found}


@given(papers)
def test_a_paper_has_few_tasks_each_with_its_grounds(paper: Paper) -> None:
    claims = _link(paper)

    assert len({claim.target for claim in claims}) == len(claims) <= MOST_TASKS
    for claim in claims:
        assert claim.relation is Relation.ADDRESSES
        assert 0 < claim.confidence < 1
        assert claim.quote
        assert claim.quote in (paper.title, *(paper.abstract[s:e] for s, e in _spans(claim, paper)))
        assert list(claim.mentions) == sorted(claim.mentions, key=lambda one: one.sort_key)
        for mention in claim.mentions:
            assert mention.span.of(paper.text(mention.part)) == mention.surface != ""


def _spans(claim: Claim, paper: Paper) -> list[tuple[int, int]]:
    start = paper.abstract.find(claim.quote)
    return [(start, start + len(claim.quote))] if start >= 0 else []


@given(papers)
def test_tasks_are_named_apart_from_each_other(paper: Paper) -> None:
    places = sorted(
        (mention.part, mention.span) for claim in _link(paper) for mention in claim.mentions
    )

    for (part, first), (other, second) in pairwise(places):
        assert part is not other or first.end <= second.start


@given(papers)
def test_tasks_take_nothing_from_methods_and_datasets(paper: Paper) -> None:
    with_tasks = linked(paper).claims
    without = linked(paper, reader=READER_WITHOUT_TASKS, linker=WITHOUT_TASKS).claims

    assert tuple(one for one in with_tasks if one.target.kind is not Kind.TASK) == without


@pytest.mark.parametrize(
    ("abstract", "task", "rule"),
    [
        pytest.param(
            "We train nets for semantic segmentation.",
            "semantic-segmentation",
            "sentence: own work on TASK",
            id="object of own work",
        ),
        pytest.param(
            "Experiments on machine translation show gains.",
            "machine-translation",
            "sentence: own work on TASK",
            id="evaluation",
        ),
        pytest.param(
            "We gain on sentiment analysis tasks.",
            "sentiment-analysis",
            "sentence: TASK called a task",
            id="called a task",
        ),
        pytest.param(
            "Our net does object detection at low cost.",
            "object-detection",
            "sentence: own work names TASK",
            id="named in a sentence of its own",
        ),
        pytest.param(
            "Reliable object detection (OD) aims to find things. There is hope.",
            "object-detection",
            "first sentence: what TASK is",
            id="what the first sentence speaks of",
        ),
        pytest.param(
            "Many tried depth estimation. Recent depth estimation is slow.",
            "depth-estimation",
            "background: TASK, repeated",
            id="background, repeated",
        ),
    ],
)
def test_the_place_of_a_name_decides(abstract: str, task: str, rule: str) -> None:
    found = _tasks(abstract)

    assert {slug: claim.rule for slug, claim in found.items()} == {task: rule}


@pytest.mark.parametrize(
    "abstract",
    [
        pytest.param("Many tried object detection. We propose a net.", id="background only"),
        pytest.param("It is odd. Object detection is hard.", id="a later sentence"),
        pytest.param("Object detection pipelines are hard.", id="something else of it"),
        pytest.param("We propose a net. Existing object detection is slow.", id="others' work"),
        pytest.param("We leave object detection for future work.", id="future work"),
        pytest.param("We count animals by using object detection.", id="a means"),
        pytest.param("We add an object detection loss to the net.", id="a part"),
        pytest.param("We place it in github.com/o/object-detection today.", id="an address"),
        pytest.param("We improve its robustness and its generalization.", id="vague words"),
        pytest.param("We study the segmentational detection of objections.", id="other words"),
    ],
)
def test_what_is_named_in_passing_is_no_task(abstract: str) -> None:
    assert _tasks(abstract) == {}


@pytest.mark.parametrize(
    ("printed", "task"),
    [
        ("semantic segmentation", "semantic-segmentation"),
        ("Semantic Segmentation", "semantic-segmentation"),
        ("question-answering", "question-answering"),
        ("question answering", "question-answering"),
        ("machine translations", "machine-translation"),
        ("text summarisation", "text-summarization"),
        ("fine-grained image classification", "fine-grained-image-classification"),
        ("parameter-efficient finetuning", "parameter-efficient-fine-tuning"),
        ("ReID", "person-re-identification"),
        ("NER", "named-entity-recognition"),
        ("VQA", "visual-question-answering"),
    ],
)
def test_a_task_goes_by_the_forms_of_its_names(printed: str, task: str) -> None:
    (claim,) = _tasks(f"We propose a net for {printed}.").values()

    assert claim.target.slug == task
    assert [mention.surface for mention in claim.mentions] == [printed]


def test_an_acronym_in_small_letters_is_another_word() -> None:
    assert _tasks("We propose a net for ner and for ocr.") == {}


def test_the_longest_name_wins() -> None:
    found = _tasks("We study weakly supervised semantic segmentation.")

    assert list(found) == ["weakly-supervised-semantic-segmentation"]
    assert LEXICON.known[EntityId(Kind.TASK, "semantic-segmentation")].entity.broader == EntityId(
        Kind.TASK, "image-segmentation"
    )


def test_a_title_is_surer_than_a_sentence_and_each_adds_to_the_other() -> None:
    alone = _tasks(title="Faster Object Detection")["object-detection"]
    said = _tasks("We speed up object detection.")["object-detection"]
    both = _tasks("We speed up object detection.", "Faster Object Detection")["object-detection"]

    assert (alone.rule, both.rule) == ("title: TASK", "title: TASK")
    assert said.confidence < alone.confidence < both.confidence
    assert (alone.quote, both.quote) == ("Faster Object Detection", "Faster Object Detection")
    assert [mention.part for mention in both.mentions] == [Part.TITLE, Part.ABSTRACT]


@pytest.mark.parametrize(
    "title",
    ["Counting Animals via Object Detection", "Object Detection-Guided Counting of Animals"],
)
def test_a_means_in_a_title_is_no_task(title: str) -> None:
    assert "object-detection" not in _tasks(title=title)


def test_a_vague_word_is_a_task_in_a_title_only() -> None:
    assert "robustness" in _tasks(title="On the Robustness of Nets")
    assert "robustness" not in _tasks("We prove robustness. We measure robustness on robustness.")


def test_an_abbreviation_is_the_task_that_the_paper_gives_it_to() -> None:
    found = _tasks("Face anti-spoofing (FAS) is hard. We propose a net for FAS.")

    (claim,) = found.values()
    assert claim.target.slug == "face-anti-spoofing"
    assert claim.quote == "We propose a net for FAS."
    assert [mention.surface for mention in claim.mentions] == ["Face anti-spoofing", "FAS", "FAS"]


def test_an_abbreviation_of_another_thing_is_no_task() -> None:
    assert "dialogue-state-tracking" in _tasks("We propose a net for DST.")
    assert _tasks("Dense sparse trees (DST) are old. We propose a net for DST.") == {}


def test_an_abbreviation_of_another_task_is_that_task() -> None:
    found = _tasks("We propose a model for video quality assessment (VQA). VQA is hard.")

    assert "video-quality-assessment" in found
    assert "visual-question-answering" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Our model has potential applications in autonomous driving.",
        "Our work paves the way for better machine translation.",
        "We avoid explicit object detection.",
        "Unlike object detection, our model needs no boxes.",
        "Our segmentation-free encoder reads cells.",
    ],
)
def test_what_the_paper_hopes_for_or_does_without_is_no_task(sentence: str) -> None:
    assert _tasks(f"{sentence} It wins.") == {}


def test_only_the_surest_of_many_are_kept() -> None:
    title = "Nets for Machine Translation"
    abstract = (
        "We test object detection, depth estimation, pose estimation, image captioning, speech"
        " recognition, sentiment analysis and question answering."
    )

    found = _tasks(abstract, title)

    assert len(found) == MOST_TASKS
    assert "machine-translation" in found


def test_a_method_may_be_named_where_a_task_is() -> None:
    abstract = "We study parameter-efficient fine-tuning."

    claims = linked(Paper(title="A title", abstract=abstract)).claims

    assert {claim.target.kind for claim in claims} == {Kind.METHOD, Kind.TASK}
    (place,) = {mention.span for claim in claims for mention in claim.mentions}
    assert place.of(abstract) == "parameter-efficient fine-tuning"


def test_latex_does_not_hide_a_task() -> None:
    (claim,) = _tasks(r"We propose a net for {\em semantic} segmentation.").values()

    assert [mention.surface for mention in claim.mentions] == [r"semantic} segmentation"]
