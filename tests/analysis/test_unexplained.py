"""Names that linking leaves unexplained, and all that it does not."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from papergraph.analysis.unexplained import UnexplainedName, unexplained_names
from papergraph.api import build_papers
from papergraph.lexicon import curated_lexicon, read_lexicon
from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.linking.shapes import Shape, shape_of
from papergraph.model import Kind, Paper
from papergraph.sources import ListedPapers
from papergraph.text.normalize import name_key

TESTS = Path(__file__).parents[1]
PAGES = TESTS / "pages"
ABSTRACTS = TESTS.parents[1] / "shared" / "data" / "arxiv-40k.jsonl.gz"


def _papers(*abstracts: str) -> list[Paper]:
    return [Paper(title=f"Part {n}", abstract=text) for n, text in enumerate(abstracts, start=1)]


def _found(*abstracts: str) -> list[tuple[str, int]]:
    found = unexplained_names(_papers(*abstracts), curated_lexicon())
    return [(one.name, one.papers) for one in found]


def test_names_come_by_number_of_papers_then_by_name() -> None:
    found = _found(
        "We use Zobnic and Frobnic.", "We use Zobnic.", "With Abnic, and with Frobnic.", "Of Zobnic"
    )

    assert found == [("Zobnic", 3), ("Frobnic", 2), ("Abnic", 1)]


def test_a_paper_counts_once_however_often_it_prints_a_name() -> None:
    assert _found("We use Frobnic. We like Frobnic, and it is Frobnic.") == [("Frobnic", 1)]


def test_a_paper_in_two_records_counts_once() -> None:
    papers = [
        Paper(title="On it", abstract="We use Frobnic.", arxiv_id="2401.00001"),
        Paper(title="On It", abstract="We use Frobnic and Zobnic."),
    ]

    found = unexplained_names(papers, curated_lexicon())

    assert [(one.name, one.papers) for one in found] == [("Frobnic", 1), ("Zobnic", 1)]


def test_one_name_in_several_forms_is_shown_as_most_papers_print_it() -> None:
    found = _found("We use Frob Knobs.", "We use a Frob-Knob.", "We use Frob Knobs.")

    assert found == [("Frob Knobs", 3)]


def test_the_example_is_a_sentence_of_fair_length_that_prints_the_name() -> None:
    long = "we take " + "very " * 40 + "nice Frobnic"
    fair = "It is in every way quite a good idea to take what all of us like to name Frobnic."

    (one,) = unexplained_names(_papers("Of Frobnic.", long, fair), curated_lexicon())

    assert one == UnexplainedName("Frobnic", 3, fair)


@pytest.mark.parametrize(
    "abstract",
    [
        "We use LoRA and low-rank adaptation.",
        "We use Low-Rank Adaptations.",
        "We test on ImageNet.",
        "We use a GPU, an NVIDIA RTX, and BLEU in Germany.",
        "We see Chinese and English.",
        "We train the ZebraNet model, and outperform ZebraNet.",
        "We present FrobnicNet, a new network. Code: https://github.com/ZobHub/Zobnic.",
        "We introduce Frobnication Network (FroN), and FroN wins. Frobnication is nice.",
        "Frobnic is nice. Frobnic wins.",
        "We grow MoSe2.",
    ],
    ids=[
        *("listed", "alias in the plural", "dataset", "stop words", "stop words in a list"),
        *("linked by its shape", "proposed, and in a URL", "long form", "sentence start"),
        "formula",
    ],
)
def test_what_is_explained_is_no_candidate(abstract: str) -> None:
    assert _found(abstract) == []


def test_a_name_linked_by_its_shape_in_one_paper_is_none_in_another() -> None:
    linked = "We train the ZEBRO model, and outperform ZEBRO."
    left = "It was ZEBRO of old."
    graph = build_papers(_papers(linked))

    assert [claim.target.slug for claim in graph.claims] == ["zebro"]
    assert _found(left) == [("ZEBRO", 1)]
    assert _found(linked, left) == []


def test_a_name_that_a_paper_proposes_is_none_in_another() -> None:
    proposing = "We present Frobnic, a new optimizer. Frobnic wins."

    assert _found("We like Frobnic.") == [("Frobnic", 1)]
    assert _found("We like Frobnic.", proposing) == []


def test_a_word_that_papers_mostly_print_in_small_letters_is_none() -> None:
    capital = "The axes are Zeal of Frobs, and Zeal."

    assert _found(capital, "Our zeal is great.", "zeals again") == [("Zeal of Frobs", 1)]
    assert _found("The axis is Zeal.", "Our zeal is great.") == []
    assert _found("The axis is Zeal.", "We say Zeal.", "Our zeal is great.") == [("Zeal", 2)]


def test_an_acronym_stays_whatever_is_printed_in_small_letters() -> None:
    assert _found("There is ZEAL.", "Our zeal is great.") == [("ZEAL", 1)]


def test_names_of_few_papers_can_be_left_out() -> None:
    papers = _papers("We use Zobnic and Frobnic.", "We use Zobnic.")

    found = unexplained_names(papers, curated_lexicon(), min_papers=2)

    assert [one.name for one in found] == ["Zobnic"]


def test_a_name_of_the_user_s_own_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    row = "method/frobnic\tFrobnic\tpreferred\tnamed\t\t\t\t\t"
    path.write_text("\t".join(TERM_COLUMNS) + f"\n{row}\n", encoding="utf-8")

    found = unexplained_names(_papers("We use Zobnic, Frobnic."), read_lexicon(path))

    assert [one.name for one in found] == ["Zobnic"]


def test_papers_may_come_from_an_iterator() -> None:
    papers = _papers("We use Frobnic.", "Of Frobnic.")

    assert unexplained_names(iter(papers), curated_lexicon()) == unexplained_names(
        papers, curated_lexicon()
    )


def test_progress_is_told_of_three_passes_to_their_end() -> None:
    told: list[tuple[str, int, int]] = []
    papers = _papers("We use Frobnic.", "Of Frobnic.")

    unexplained_names(papers, curated_lexicon(), progress=lambda *step: told.append(step))

    assert told[0] == ("discover", 2, 0)
    assert told[1:] == [
        *(("link", done, 2) for done in (1, 2)),
        *(("check", done, 2) for done in (1, 2)),
    ]


@pytest.fixture(scope="module")
def sample() -> list[Paper]:
    return list(ListedPapers([PAGES]))


def test_no_candidate_of_the_sample_pages_is_in_their_graph(sample: list[Paper]) -> None:
    graph = build_papers(sample)
    lexicon = curated_lexicon()

    found = unexplained_names(sample, lexicon)

    linked = {
        name_key(mention.surface)
        for claim in graph.claims
        for mention in claim.mentions
        if claim.target.kind in (Kind.METHOD, Kind.DATASET)
    }
    assert found
    for one in found:
        assert one.name in one.example or one.name in one.example.replace("-", "")
        assert shape_of(one.name) >= Shape.CAPITALIZED
        assert name_key(one.name) not in lexicon.by_key
        assert not lexicon.stop_category(one.name)
        assert name_key(one.name) not in linked


def test_the_order_of_the_papers_changes_nothing(sample: list[Paper]) -> None:
    papers = [*sample, *(Paper(title=p.title, abstract=p.abstract[:400]) for p in sample[:20])]
    expected = unexplained_names(papers, curated_lexicon())

    for seed in (1, 2, 3):
        shuffled = random.Random(seed).sample(papers, len(papers))
        assert unexplained_names(shuffled, curated_lexicon()) == expected


class _Abstracts:
    """The first real abstracts, read anew each time."""

    def __iter__(self) -> Iterator[Paper]:
        with gzip.open(ABSTRACTS, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 1500):
                record = json.loads(line)
                yield Paper(title=record["title"], abstract=record["abstract"])


@pytest.mark.skipif(not ABSTRACTS.exists(), reason="the real abstracts are not at hand")
def test_real_abstracts_leave_few_names_that_many_print() -> None:
    found = unexplained_names(_Abstracts(), curated_lexicon(), min_papers=2)

    assert 5 < len(found) < 300
    assert [one.papers for one in found] == sorted((one.papers for one in found), reverse=True)
    assert not [one for one in found if name_key(one.name) in curated_lexicon().by_key]
