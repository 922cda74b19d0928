"""Others' lists of methods and datasets: what is read of a record, and what is a fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from papergraph.errors import InputError
from papergraph.lexicon import Entry
from papergraph.model import Introduction, Kind
from papergraph.sources import CATALOGUES, Fault, read_catalogue

METHOD = {
    "url": "https://example.org/method/frobnet",
    "name": "FrobNet",
    "full_name": "Frobnication Network",
    "paper": {"title": "Frobs all the way", "url": "https://example.org/paper/frobs"},
    "introduced_year": 2000,
    "source_url": "http://arxiv.org/abs/1901.00001v2",
    "source_title": "Another title",
    "num_papers": 7,
    "collections": [{"collection": "Frobs", "area_id": "general", "area": "General"}],
}
DATASET = {
    "name": "FrobBench",
    "variants": ["FrobBench", "FrobBench-2k", None, " Frob\tBench "],
    "paper": "A bench of frobs",
}
CARD = {
    "id": "frobs/frob_qa",
    "pretty_name": "Frob Question Corpus (FroQC)",
    "paperswithcode_id": "froqc",
    "paper": "[Asking frobs many questions](https://arxiv.org/pdf/2001.00001v1.pdf)",
    "bibtex_title": "Asking {F}robs",
}


def _read(folder: Path, name: str, *records: Any) -> list[Entry | Fault]:  # noqa: ANN401
    path = folder / "list.json"
    path.write_bytes(orjson.dumps(records))
    return list(read_catalogue(path, name))


def _one(folder: Path, name: str, record: dict[str, Any]) -> Entry:
    (found,) = _read(folder, name, record)
    assert isinstance(found, Entry)
    return found


def test_a_method_has_its_names_and_its_paper(tmp_path: Path) -> None:
    assert _one(tmp_path, "pwc-methods", METHOD) == Entry(
        kind=Kind.METHOD,
        names=("FrobNet", "Frobnication Network"),
        introduction=Introduction(title="Frobs all the way", year=2019, arxiv_id="1901.00001"),
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"source_url": None, "introduced_year": 1987}, ("Frobs all the way", 1987, "")),
        ({"source_url": None}, ("Frobs all the way", 0, "")),
        ({"source_url": "https://example.org/x.pdf"}, ("Frobs all the way", 0, "")),
        ({"paper": None}, ("Another title", 2019, "1901.00001")),
        ({"paper": None, "source_title": None}, ("", 0, "")),
        ({"introduced_year": "1987", "source_url": 5}, ("Frobs all the way", 0, "")),
    ],
    ids=["year", "year 2000 is none", "no arXiv", "title of the source", "no paper", "odd fields"],
)
def test_the_paper_of_a_method_is_as_sure_as_its_fields(
    change: dict[str, Any], expected: tuple[str, int, str], tmp_path: Path
) -> None:
    found = _one(tmp_path, "pwc-methods", {**METHOD, **change}).introduction

    assert (found.title, found.year, found.arxiv_id) == expected


def test_a_long_form_that_is_the_name_again_counts_once(tmp_path: Path) -> None:
    found = _one(tmp_path, "pwc-methods", {**METHOD, "full_name": " FrobNet\n"})

    assert found.names == ("FrobNet",)


def test_a_name_is_read_as_linking_reads_a_text(tmp_path: Path) -> None:
    record = {**METHOD, "name": "$\\epsilon$-Frob\tSearch", "full_name": None}

    assert _one(tmp_path, "pwc-methods", record).names == ("ε-Frob Search",)


def test_a_dataset_has_its_variants(tmp_path: Path) -> None:
    found = _one(tmp_path, "pwc-datasets", DATASET)

    assert (found.kind, found.names) == (Kind.DATASET, ("FrobBench",))
    assert found.variants == ("FrobBench-2k", "Frob Bench")
    assert found.introduction == Introduction(title="A bench of frobs")


def test_a_dataset_of_the_whole_dump_has_its_long_name_and_its_paper(tmp_path: Path) -> None:
    record = {**DATASET, "full_name": "The Frob Bench", "paper": METHOD["paper"], "variants": None}

    found = _one(tmp_path, "pwc-datasets", record)

    assert (found.names, found.variants) == (("FrobBench", "The Frob Bench"), ())
    assert found.introduction == Introduction(title="Frobs all the way")


def test_a_card_has_its_printed_names_and_its_keys(tmp_path: Path) -> None:
    assert _one(tmp_path, "hf-datasets", CARD) == Entry(
        kind=Kind.DATASET,
        names=("Frob Question Corpus", "FroQC"),
        keys=("frob_qa", "froqc"),
        introduction=Introduction(
            title="Asking frobs many questions", year=2020, arxiv_id="2001.00001"
        ),
    )


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("FrobQA: Questions about Frobs", ("FrobQA", "Questions about Frobs")),
        ("FrobQA (Questions about Frobs)", ("FrobQA", "Questions about Frobs")),
        ("Frobs and Knobs (simplified)", ("Frobs and Knobs",)),
        ("Frob Reasoning: Yes or No", ("Frob Reasoning: Yes or No",)),
        ("More Information Needed", ("frob_qa",)),
        ("[N/A]", ("frob_qa",)),
        (None, ("frob_qa",)),
    ],
    ids=["colon", "brackets", "remark", "long before a colon", "template", "none", "missing"],
)
def test_the_names_of_a_card_are_parted(
    printed: str | None, names: tuple[str, ...], tmp_path: Path
) -> None:
    assert _one(tmp_path, "hf-datasets", {**CARD, "pretty_name": printed}).names == names


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        ("https://arxiv.org/abs/2001.00001", ("Asking Frobs", 2020, "2001.00001")),
        ("[arXiv](https://arxiv.org/abs/2001.00001)", ("Asking Frobs", 2020, "2001.00001")),
        ("[More Information Needed](https://example.org)", ("Asking Frobs", 0, "")),
        ("- **Leaderboard:**", ("Asking Frobs", 0, "")),
        (None, ("Asking Frobs", 0, "")),
        ("[Asking frobs at work](https://x.org), [or knobs](https://y.org)", ("", 0, "")),
        ("[Proceedings of the Frob Workshop](https://example.org)", ("", 0, "")),
        ("[2016 IEEE 28th Conference on Frobs](https://example.org)", ("", 0, "")),
        (
            "[Findings of the 2016 Conference on Frobs](https://x.org)",
            ("Findings of the 2016 Conference on Frobs", 0, ""),
        ),
    ],
    ids=[
        "URL",
        "link without a title",
        "template",
        "dirt",
        "missing",
        "two links",
        "volume",
        "volume of a year",
        "findings",
    ],
)
def test_the_paper_of_a_card_is_found_where_it_is_said(
    paper: str | None, expected: tuple[str, int, str], tmp_path: Path
) -> None:
    found = _one(tmp_path, "hf-datasets", {**CARD, "paper": paper}).introduction

    assert (found.title, found.year, found.arxiv_id) == expected


@pytest.mark.parametrize(
    ("name", "bad", "sentence"),
    [
        ("pwc-methods", ["FrobNet"], "expected an object, found \"['FrobNet']\""),
        ("pwc-methods", None, "expected an object, found 'null'"),
        ("pwc-methods", {}, "expected text under name, found 'an empty object'"),
        ("pwc-methods", {"name": 7}, "expected text under name, found '7'"),
        ("pwc-methods", {"name": " - "}, "expected text under name, found ' - '"),
        (
            "pwc-methods",
            DATASET,
            "expected a method, which has no variants, found 'an object of name, variants, paper'",
        ),
        (
            "pwc-datasets",
            {"name": "FrobNet", "collections": []},
            "expected a dataset, which is in no collections, "
            "found 'an object of name, collections'",
        ),
        ("hf-datasets", {"name": "x"}, "expected text under id, found 'an object of name'"),
    ],
    ids=["text", "null", "empty", "number", "no letter", "dataset", "method", "no card"],
)
def test_a_bad_record_is_told_and_costs_only_itself(
    name: str, bad: object, sentence: str, tmp_path: Path
) -> None:
    good = {"pwc-methods": METHOD, "pwc-datasets": DATASET, "hf-datasets": CARD}[name]

    first, fault, last = _read(tmp_path, name, good, bad, good)

    assert isinstance(first, Entry)
    assert first == last
    assert str(fault) == f"{tmp_path}/list.json:2: {sentence}"


def test_a_record_a_line_is_read_as_well_and_a_broken_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    line = orjson.dumps(DATASET)
    path.write_bytes(line + b'\n{"name": "Frob\n\n' + line + b"\n")

    first, fault, last = read_catalogue(path, "pwc-datasets")

    assert first == last
    assert str(fault).startswith(f"{path}:2: expected ")


def test_bytes_that_are_no_utf_8_are_a_fault_of_their_record(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(b'{"name": "Fr\xf6b"}\n' + orjson.dumps(DATASET))

    fault, entry = read_catalogue(path, "pwc-datasets")

    assert isinstance(fault, Fault)
    assert (fault.line, isinstance(entry, Entry)) == (1, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected the JSON of pwc-methods, found an empty file"),
        (b"\x1f\x8b\x08\x00", "expected the JSON of pwc-methods, found gzip data that is cut"),
        ("[]".encode("utf-16"), "expected the JSON of pwc-methods, found UTF-16 text"),
    ],
    ids=["empty", "gzip", "UTF-16"],
)
def test_a_file_that_is_no_text_is_one_fault(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(content)

    (fault,) = read_catalogue(path, "pwc-methods")

    assert str(fault).startswith(f"{path}: {sentence}")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file that can be read"):
        list(read_catalogue(tmp_path / "nowhere.json", "pwc-methods"))


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("value", [None, 7, [], {}, "x", [[]], {"a": None}, "\ud800"], ids=repr)
def test_no_value_of_any_field_is_a_crash(name: str, value: object, tmp_path: Path) -> None:
    fields = {**METHOD, **DATASET, **CARD}
    for field in fields:
        path = tmp_path / f"{field}.json"
        record = {key: value if key == field else kept for key, kept in fields.items()}
        path.write_text(json.dumps([record]), encoding="utf-8")

        assert len(list(read_catalogue(path, name))) == 1
