"""The lexicon files that ship with the package keep their own rules."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files

import pytest

from papergraph.lexicon import Folding, Lexicon, Status, cue_words, curated_lexicon
from papergraph.lexicon.reading import STOP_COLUMNS, TERM_COLUMNS
from papergraph.model import EntityId, Kind, Level, Relation
from papergraph.text.normalize import name_key

TERM_FILES = ["methods.tsv", "datasets.tsv", "tasks.tsv"]
CUE_COLUMNS = ("cue", "inflection", "relation", "subject", "confidence")
COLUMNS = {
    "methods.tsv": TERM_COLUMNS,
    "datasets.tsv": TERM_COLUMNS,
    "tasks.tsv": TERM_COLUMNS,
    "stop.tsv": STOP_COLUMNS,
    "cues.tsv": CUE_COLUMNS,
}
#: Columns that only the row of the preferred name fills in.
OF_THE_ENTITY = ("level", "broader", "title", "year", "arxiv")
ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
#: The earliest paper of the field that a list like this names, and the latest.
YEARS = range(1800, 2027)
#: Names of people, places and products that names of tasks begin with.
PROPER_NAMES = ["Android", "Atari", "Bayesian", "Bitcoin", "Boltzmann", "Boolean", "Chinese"]
PROPER_NAMES += ["English", "Ethereum", "Gaussian", "Gleason", "Granger", "Hamiltonian", "Ising"]
PROPER_NAMES += ["Monte", "Nash", "Pareto", "Raman", "Re", "Real", "Twitter", "Verilog"]
HARDWARE = ["GPU", "CPU", "TPU", "NPU", "FPGA", "ASIC", "DSP", "SoC", "RTX 4090", "Jetson Nano"]
HARDWARE += ["A100", "H100", "V100", "NVIDIA", "Raspberry Pi", "HBM", "SRAM", "DRAM", "ARM", "CUDA"]
METRICS = ["BLEU", "ROUGE", "FID", "PSNR", "SSIM", "LPIPS", "mAP", "mIoU", "IoU", "AUC", "AUROC"]
METRICS += ["F1", "RMSE", "MSE", "FLOPs", "WER", "MRR", "NDCG", "METEOR", "CIDEr", "Top-1", "MAPE"]


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = (files("papergraph.lexicon") / name).read_text(encoding="utf-8")
    head, *rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return curated_lexicon()


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_has_its_columns_and_clean_cells(name: str) -> None:
    text = (files("papergraph.lexicon") / name).read_text(encoding="utf-8")
    lines = text.split("\n")

    assert tuple(lines[0].split("\t")) == COLUMNS[name]
    assert lines[-1] == ""
    bad = [
        line
        for line in lines[:-1]
        if line.count("\t") != len(COLUMNS[name]) - 1
        or any(cell != cell.strip() for cell in line.split("\t"))
    ]
    assert not bad


@pytest.mark.parametrize("name", TERM_FILES)
def test_rows_are_sorted_by_entity_the_preferred_name_first(name: str) -> None:
    order = [(row["entity"], row["status"] != Status.PREFERRED, row["name"]) for row in _rows(name)]

    assert [pair for pair in zip(order, sorted(order), strict=True) if pair[0] != pair[1]][:3] == []


@pytest.mark.parametrize("name", TERM_FILES)
def test_each_entity_has_exactly_one_preferred_name(name: str) -> None:
    rows = _rows(name)

    preferred = Counter(row["entity"] for row in rows if row["status"] == Status.PREFERRED)

    assert {row["entity"] for row in rows if preferred[row["entity"]] != 1} == set()


@pytest.mark.parametrize("name", TERM_FILES)
def test_no_name_of_a_kind_means_two_things(name: str) -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(name):
        found[name_key(row["name"])].add(row["entity"])

    assert {key: ids for key, ids in found.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("name", TERM_FILES)
def test_no_row_stands_twice(name: str) -> None:
    counts = Counter((row["entity"], row["name"]) for row in _rows(name))

    assert [row for row, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", TERM_FILES)
def test_entities_are_slugs_and_values_are_known(name: str) -> None:
    for row in _rows(name):
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["entity"]), row
        assert Folding(row["match"]) in Folding
        if row["status"] == Status.PREFERRED:
            assert Level(row["level"]) in Level
        else:
            assert not any(row[column] for column in OF_THE_ENTITY), row


@pytest.mark.parametrize("name", TERM_FILES)
def test_identifiers_and_years_have_their_form(name: str) -> None:
    rows = _rows(name)

    assert [row for row in rows if row["arxiv"] and not ARXIV_ID.fullmatch(row["arxiv"])] == []
    assert [row for row in rows if row["year"] and int(row["year"]) not in YEARS] == []
    assert [row for row in rows if (row["arxiv"] or row["year"]) and not row["title"]] == []


@pytest.mark.parametrize("name", TERM_FILES)
def test_no_arxiv_id_is_older_than_its_paper(name: str) -> None:
    dated = [row for row in _rows(name) if row["year"] and re.match(r"\d{4}\.", row["arxiv"])]

    # A preprint may come a year before the paper, or long after it.
    wrong = [row for row in dated if 2000 + int(row["arxiv"][:2]) < int(row["year"]) - 1]

    assert [(row["name"], row["arxiv"], row["year"]) for row in wrong] == []


@pytest.mark.parametrize("name", TERM_FILES)
def test_one_identifier_is_one_title(name: str) -> None:
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for row in _rows(name):
        if row["arxiv"]:
            titles[row["arxiv"]].add(row["title"])

    assert {key: found for key, found in titles.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", TERM_FILES)
def test_what_is_broader_exists_and_nothing_is_broader_than_itself(name: str) -> None:
    broader = {row["entity"]: row["broader"] for row in _rows(name) if row["level"]}

    assert {one: up for one, up in broader.items() if up and up not in broader} == {}
    for start in broader:
        above, seen = broader[start], {start}
        while above:
            assert above not in seen, f"{start} is broader than itself"
            seen.add(above)
            above = broader[above]


def test_a_stop_word_is_no_name_of_the_lexicon(lexicon: Lexicon) -> None:
    free = {name_key(term.name) for term in lexicon.terms if term.folding is Folding.SHAPE}

    both = [row["name"] for row in _rows("stop.tsv") if row["match"] != Folding.EXACT]

    assert [name for name in both if name_key(name) in free] == []


def test_stop_words_are_sorted_once_each_and_have_a_category() -> None:
    rows = _rows("stop.tsv")
    names = [row["name"] for row in rows]

    assert names == sorted(names, key=str.casefold)
    assert [one for one, count in Counter(names).items() if count > 1] == []
    assert all(row["category"] for row in rows)
    assert {row["match"] for row in rows} <= {Folding.SHAPE.value, Folding.EXACT.value}


@pytest.mark.parametrize("name", HARDWARE + METRICS)
def test_hardware_and_metrics_are_known_for_what_they_are(name: str, lexicon: Lexicon) -> None:
    assert lexicon.stop_category(name) or name_key(name) in lexicon.by_key


def test_cues_name_relations_of_methods() -> None:
    rows = _rows("cues.tsv")

    assert [cue for cue, count in Counter(row["cue"] for row in rows).items() if count > 1] == []
    for row in rows:
        assert row["inflection"] in {"", "verb", "noun"}, row
        assert Relation(row["relation"]) is not Relation.INTRODUCES
        assert row["subject"] in {"own", "any"}, row
        assert 0 < float(row["confidence"]) <= 1, row
        assert re.fullmatch(r"[a-z'-]+(?: [a-z'-]+)?", row["cue"]), row


def test_words_of_comparison_never_make_a_paper_build_on_a_method() -> None:
    cues = cue_words()

    for word in ("outperforms", "surpassing", "unlike", "than", "compared", "versus", "baselines"):
        assert cues[word].relation is Relation.COMPARES_WITH
        assert cues[word].subject == "any"


def test_the_lexicon_is_large_enough(lexicon: Lexicon) -> None:
    assert sum(one.kind.value == "method" for one in lexicon.known) >= 400
    assert sum(one.kind.value == "dataset" for one in lexicon.known) >= 200
    assert sum(one.kind.value == "task" for one in lexicon.known) >= 300


def test_tasks_are_named_apart_from_methods_and_datasets(lexicon: Lexicon) -> None:
    assert {term.entity.kind for term in lexicon.tasks} == {Kind.TASK}
    assert Kind.TASK not in {term.entity.kind for term in lexicon.terms}
    assert Kind.TASK not in {one.kind for ids in lexicon.by_key.values() for one in ids}


def test_tasks_are_noun_phrases_in_small_letters_or_acronyms() -> None:
    for row in _rows("tasks.tsv"):
        first = re.split(r"[ -]", row["name"])[0]
        assert not first.istitle() or not first.isalpha() or first in PROPER_NAMES, row
        assert "isation" not in row["name"], row  # found all the same
        assert row["level"] in {"named", ""}, row
        assert not row["title"], row


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("semantic-segmentation", "image-segmentation"),
        ("3d-object-detection", "object-detection"),
        ("mathematical-reasoning", "reasoning"),
        ("node-classification", "graph-learning"),
    ],
)
def test_a_kind_of_a_task_is_under_it(narrow: str, broad: str, lexicon: Lexicon) -> None:
    node = lexicon.known[EntityId(Kind.TASK, narrow)].entity

    assert node.broader == EntityId(Kind.TASK, broad)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LoRA", "method/lora"),
        ("Low-Rank Adaptation", "method/lora"),
        ("Adam", "method/adam"),
        ("ResNet-50", "method/resnet-50"),
        ("ImageNet", "dataset/imagenet-1k"),
        ("CIFAR-10", "dataset/cifar-10"),
    ],
)
def test_well_known_names_are_known(name: str, expected: str, lexicon: Lexicon) -> None:
    assert EntityId.parse(expected) in lexicon.by_key[name_key(name)]
