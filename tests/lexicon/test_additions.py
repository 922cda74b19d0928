"""A user's own names: what they add, and what they never change."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.lexicon import (
    Clash,
    KnownEntity,
    Lexicon,
    Status,
    curated_lexicon,
    read_addition,
    read_lexicon,
)
from papergraph.lexicon.rows import TERM_COLUMNS
from papergraph.model import EntityId

HEAD = "\t".join(TERM_COLUMNS)
FROBNET = "method/frobnet\tFrobNet\tpreferred\tnamed\t\t\tFrobs\t2024\t2401.00001"
LONG = "method/frobnet\tFrobnication Network\talias\t\t\t\t\t\t"


def _file(folder: Path, *rows: str, name: str = "my.tsv") -> Path:
    path = folder / name
    path.write_text("".join(row + "\n" for row in (HEAD, *rows)), encoding="utf-8")
    return path


def _known(lexicon: Lexicon, entity: str) -> KnownEntity:
    return lexicon.known[EntityId.parse(entity)]


def _preferred(entity: str, name: str, broader: str = "") -> str:
    return f"{entity}\t{name}\tpreferred\tnamed\t\t{broader}\t\t\t"


def _alias(entity: str, name: str) -> str:
    return f"{entity}\t{name}\talias\t\t\t\t\t\t"


def test_new_names_stand_beside_ours(tmp_path: Path) -> None:
    addition = read_addition(_file(tmp_path, FROBNET, LONG), curated_lexicon())

    one = _known(addition.lexicon, "method/frobnet")
    assert (one.entity.label, one.entity.aliases) == ("FrobNet", ("Frobnication Network",))
    assert one.introduction is not None
    assert "frobnet" in addition.lexicon.by_key
    assert addition.lexicon.known.keys() > curated_lexicon().known.keys()
    assert (addition.names, addition.clashes) == (2, ())


def test_our_own_lexicon_is_left_as_it_was(tmp_path: Path) -> None:
    read_addition(_file(tmp_path, FROBNET), curated_lexicon())

    assert "frobnet" not in curated_lexicon().by_key


@pytest.mark.parametrize(
    ("row", "clash"),
    [
        (_preferred("method/my-lora", "LORA"), Clash("LORA", "method/lora")),
        (_preferred("dataset/lora", "LoRA"), Clash("LoRA", "method/lora")),
        (_preferred("method/gpu", "GPU"), Clash("GPU", "stop word, hardware")),
        (_preferred("method/gpus", "GPUs"), Clash("GPUs", "stop word, hardware")),
    ],
    ids=["name of ours", "of another kind", "stop word", "stop word in the plural"],
)
def test_ours_wins_a_clash(row: str, clash: Clash, tmp_path: Path) -> None:
    addition = read_addition(_file(tmp_path, row), curated_lexicon())

    assert (addition.names, addition.clashes) == (0, (clash,))
    assert addition.lexicon.terms == curated_lexicon().terms
    assert addition.lexicon.known == curated_lexicon().known


def test_an_alias_that_clashes_costs_only_itself(tmp_path: Path) -> None:
    path = _file(tmp_path, FROBNET, LONG, _alias("method/frobnet", "LoRA"))

    addition = read_addition(path, curated_lexicon())

    assert (addition.names, addition.clashes) == (2, (Clash("LoRA", "method/lora"),))
    assert _known(addition.lexicon, "method/frobnet").entity.aliases == ("Frobnication Network",)
    assert [str(one) for one in addition.lexicon.by_key["lora"]] == ["method/lora"]


def test_an_entity_whose_preferred_name_clashes_is_left_out_whole(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        _preferred("method/my-lora", "LoRA"),
        _alias("method/my-lora", "My own adapters"),
        _preferred("method/frobnet", "FrobNet", broader="method/my-lora"),
    )

    addition = read_addition(path, curated_lexicon())

    assert [clash.name for clash in addition.clashes] == ["LoRA", "My own adapters"]
    assert EntityId.parse("method/my-lora") not in addition.lexicon.known
    assert "myownadapters" not in addition.lexicon.by_key
    assert _known(addition.lexicon, "method/frobnet").entity.broader is None


def test_ours_may_be_given_more_names_and_stay_what_they_are(tmp_path: Path) -> None:
    ours = _known(curated_lexicon(), "method/lora")
    path = _file(tmp_path, _preferred("method/lora", "Frob adapter"), _alias("method/lora", "LORA"))

    addition = read_addition(path, curated_lexicon())

    now = _known(addition.lexicon, "method/lora")
    assert (addition.names, addition.clashes) == (1, ())
    assert addition.kept == (ours.entity.id,)
    assert now.introduction == ours.introduction
    assert now.entity.label == ours.entity.label
    assert set(now.entity.aliases) == {*ours.entity.aliases, "Frob adapter"}
    (term,) = set(addition.lexicon.terms) - set(curated_lexicon().terms)
    assert (term.name, term.status) == ("Frob adapter", Status.ALIAS)


@pytest.mark.parametrize(
    ("column", "cell"),
    [(1, "Frob adapter"), (3, "generic"), (5, "method/bert"), (6, "On frobs"), (7, "1999")],
    ids=["name", "level", "broader", "title", "year"],
)
def test_what_a_file_says_otherwise_of_ours_is_told(column: int, cell: str, tmp_path: Path) -> None:
    ours = _known(curated_lexicon(), "method/lora")
    assert ours.introduction
    source = ours.introduction
    row = [
        *("method/lora", ours.entity.label, "preferred", ours.entity.level.value, ""),
        *(str(ours.entity.broader or ""), source.title, str(source.year), source.arxiv_id),
    ]
    same = read_addition(_file(tmp_path, "\t".join(row)), curated_lexicon())
    row[column] = cell

    addition = read_addition(_file(tmp_path, "\t".join(row)), curated_lexicon())

    assert (same.kept, addition.kept) == ((), (ours.entity.id,))
    now = _known(addition.lexicon, "method/lora")
    assert (now.entity.label, now.entity.level) == (ours.entity.label, ours.entity.level)
    assert (now.entity.broader, now.introduction) == (ours.entity.broader, ours.introduction)


def test_a_fault_costs_its_row_and_from_python_it_is_an_error(tmp_path: Path) -> None:
    path = _file(tmp_path, FROBNET, FROBNET, _preferred("method/of", "of"))

    addition = read_addition(path, curated_lexicon())

    assert (addition.names, [fault.line for fault in addition.faults]) == (1, [3, 4])
    with pytest.raises(InputError) as caught:
        read_lexicon(path)
    assert caught.value.line == 3


def test_of_two_files_the_first_has_a_name(tmp_path: Path) -> None:
    first = _file(tmp_path, FROBNET, name="first.tsv")
    second = _file(tmp_path, _preferred("method/other-frobnet", "Frob-Net"), name="second.tsv")

    lexicon = read_lexicon(first, second)

    assert [str(one) for one in lexicon.by_key["frobnet"]] == ["method/frobnet"]
    assert EntityId.parse("method/other-frobnet") not in lexicon.known


def test_a_second_file_may_add_to_the_first(tmp_path: Path) -> None:
    first = _file(tmp_path, FROBNET, name="first.tsv")
    second = _file(tmp_path, LONG, _preferred("method/f2", "F2Net", "method/frobnet"), name="2.tsv")

    lexicon = read_lexicon(str(first), second)

    assert _known(lexicon, "method/frobnet").entity.aliases == ("Frobnication Network",)
    assert _known(lexicon, "method/f2").entity.broader == EntityId.parse("method/frobnet")


def test_one_name_for_two_of_a_kind_is_an_error_of_its_line(tmp_path: Path) -> None:
    path = _file(tmp_path, FROBNET, _preferred("method/other", "Frob-net"))

    with pytest.raises(InputError) as caught:
        read_lexicon(path)

    assert str(caught.value) == (
        f"{path}:3: expected a name of one method alone, "
        "found 'Frob-net' for method/other and method/frobnet in line 2"
    )


def test_one_name_for_a_method_and_a_dataset_is_none(tmp_path: Path) -> None:
    path = _file(tmp_path, FROBNET, _preferred("dataset/frobnet", "FrobNet"))

    lexicon = read_lexicon(path)

    assert [str(one) for one in lexicon.by_key["frobnet"]] == ["dataset/frobnet", "method/frobnet"]


@pytest.mark.parametrize("name", ["nowhere.tsv", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read_is_told_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file that can be read, found") as caught:
        read_lexicon(tmp_path / name)

    assert caught.value.line == 0


def test_a_file_of_no_names_adds_none(tmp_path: Path) -> None:
    addition = read_addition(_file(tmp_path), curated_lexicon())

    assert (addition.names, addition.clashes) == (0, ())
    assert addition.lexicon == curated_lexicon()
