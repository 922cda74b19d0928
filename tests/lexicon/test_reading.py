"""Lexicon files that break their format say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.lexicon import Folding, Status, read_stops, read_terms
from papergraph.lexicon.reading import STOP_COLUMNS, TERM_COLUMNS, read_good_terms
from papergraph.model import EntityId, Kind, Level

HEAD = "\t".join(TERM_COLUMNS)
LORA = "lora\tLoRA\tpreferred\tnamed\t\t\tLoRA: Low-Rank Adaptation\t2021\t2106.09685"
ALIAS = "lora\tLow-Rank Adaptation\talias\t\t\t\t\t\t"

BROKEN = {
    "too few columns": ("lora\tLoRA\tpreferred", 3, "9 columns"),
    "too many columns": (LORA + "\tmore", 3, "9 columns"),
    "unknown status": (LORA.replace("preferred", "favourite"), 3, "status"),
    "unknown match": (ALIAS.replace("alias\t\t", "alias\t\tloose"), 3, "match"),
    "two preferred names": (LORA.replace("LoRA", "Lora", 1), 3, "one preferred name"),
    "no preferred name": (ALIAS.replace("lora", "qlora", 1), 3, "a preferred name of qlora"),
    "a name again": (LORA.replace("preferred\tnamed", "alias\t"), 3, "'LoRA' of line 2 again"),
    "empty line": ("", 3, "9 columns"),
    "a kind beside its entity": (ALIAS.replace("lora", "method/lora", 1), 3, "an entity's name"),
    "an entity that is no slug": (ALIAS.replace("lora", "Lo RA", 1), 3, "an entity's name"),
    "a name without a letter": (ALIAS.replace("Low-Rank Adaptation", "+"), 3, "a letter or digit"),
    "one name for two": (
        LORA.replace("lora", "other", 1).replace("LoRA", "LORA", 1),
        3,
        "a name of one method alone, found 'LORA' for method/other and method/lora in line 2",
    ),
    "an unknown broader entity": (
        LORA.replace("lora\tLoRA", "qlora\tQLoRA", 1).replace("named\t\t", "named\t\tpeft"),
        3,
        "a broader method that some row describes, found 'peft'",
    ),
    "broader than itself": (
        LORA.replace("lora\tLoRA", "qlora\tQLoRA", 1).replace("named\t\t", "named\t\tqlora"),
        3,
        "nothing broader than itself",
    ),
}


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "terms.tsv"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_file_is_read_into_entities_and_names(tmp_path: Path) -> None:
    known, terms = read_terms(_file(tmp_path, HEAD, LORA, ALIAS), Kind.METHOD)

    (one,) = known
    assert one.entity.id == EntityId(Kind.METHOD, "lora")
    assert (one.entity.label, one.entity.aliases) == ("LoRA", ("Low-Rank Adaptation",))
    assert one.entity.level is Level.NAMED
    assert one.introduction is not None
    assert (one.introduction.year, one.introduction.arxiv_id) == (2021, "2106.09685")
    assert [(term.name, term.status, term.folding) for term in terms] == [
        ("LoRA", Status.PREFERRED, Folding.SHAPE),
        ("Low-Rank Adaptation", Status.ALIAS, Folding.SHAPE),
    ]


@pytest.mark.parametrize(("row", "line", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_row_names_file_and_line(
    row: str, line: int, expected: str, tmp_path: Path
) -> None:
    path = _file(tmp_path, HEAD, LORA, row)

    with pytest.raises(InputError, match=expected) as caught:
        read_terms(path, Kind.METHOD)

    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert str(caught.value).startswith(f"{path}:{line}: expected ")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (1, "L\0oRA"),
        (1, "of"),
        (1, "Of"),
        (1, "ab"),
        (3, "special"),
        (6, "On\x1bLoRA"),
        (7, "last year"),
        (7, "3024"),
        (7, "20"),
        (8, "xx"),
    ],
)
def test_a_bad_cell_names_file_and_line(column: int, cell: str, tmp_path: Path) -> None:
    cells = LORA.split("\t")
    cells[column] = cell
    path = _file(tmp_path, HEAD, "\t".join(cells))

    with pytest.raises(InputError) as caught:
        read_terms(path, Kind.METHOD)

    assert (caught.value.path, caught.value.line) == (str(path), 2)


@pytest.mark.parametrize("head", ["", "name\tentity"], ids=["empty file", "other columns"])
def test_another_head_is_an_error_of_line_one(head: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the columns entity, name") as caught:
        read_terms(_file(tmp_path, *([head] if head else [])), Kind.METHOD)

    assert caught.value.line == 1


def test_an_entity_may_say_its_own_kind(tmp_path: Path) -> None:
    own = (f"method/{LORA}", f"method/{ALIAS}", LORA.replace("lora", "dataset/lora", 1))

    known, terms = read_terms(_file(tmp_path, HEAD, *own))

    assert [str(one.entity.id) for one in known] == ["method/lora", "dataset/lora"]
    assert [str(term.entity) for term in terms] == ["method/lora", "method/lora", "dataset/lora"]


@pytest.mark.parametrize(
    ("entity", "broader", "expected"),
    [
        ("lora", "", "an entity such as method/lora or dataset/glue, found 'lora'"),
        ("model/lora", "", "an entity such as method/lora or dataset/glue, found 'model/lora'"),
        ("method/lora", "peft", "a broader method that some row describes, found 'peft'"),
        ("method/lora", "dataset/glue", "a broader method, found 'dataset/glue'"),
    ],
    ids=["no kind", "unknown kind", "unknown broader", "broader of another kind"],
)
def test_an_entity_without_its_kind_is_told(
    entity: str, broader: str, expected: str, tmp_path: Path
) -> None:
    row = LORA.replace("lora", entity, 1).replace("named\t\t", f"named\t\t{broader}")

    with pytest.raises(InputError, match=expected) as caught:
        read_terms(_file(tmp_path, HEAD, row))

    assert caught.value.line == 2


@pytest.mark.parametrize("broader", ["lora", "method/lora"])
def test_what_is_broader_need_not_say_its_kind(broader: str, tmp_path: Path) -> None:
    own = LORA.replace("lora\tLoRA", "method/qlora\tQLoRA", 1).replace("d\t\t", f"d\t\t{broader}")

    known, _ = read_terms(_file(tmp_path, HEAD, f"method/{LORA}", own))

    assert known[1].entity.broader == EntityId(Kind.METHOD, "lora")


@pytest.mark.parametrize("name", ["T5", "c4", "SECOND", "LaST", "At-Last"])
def test_a_short_name_and_one_with_the_letters_of_a_small_word_are_good(
    name: str, tmp_path: Path
) -> None:
    _, terms = read_terms(_file(tmp_path, HEAD, LORA.replace("LoRA", name, 1)), Kind.METHOD)

    assert [term.name for term in terms] == [name]


def test_a_bad_row_costs_itself_and_what_stands_on_it(tmp_path: Path) -> None:
    rows = [
        LORA,
        "too\tshort",
        LORA.replace("lora\tLoRA", "qlora\tQLoRA", 1).replace("2021", "3021"),
        ALIAS.replace("lora\tLow", "qlora\tQuantized Low", 1),
        "mora\tMoRA\tpreferred\tnamed\t\tqlora\t\t\t",
        "dora\tDoRA\tpreferred\tnamed\t\tmora\t\t\t",
        ALIAS,
        ALIAS,
        "rora\tlow-rank adaptation\tpreferred\tnamed\t\t\t\t\t",
        "sora\tSoRA\tpreferred\tnamed\t\tlora\t\t\t",
    ]
    path = _file(tmp_path, HEAD, *rows)
    path.write_bytes(path.read_bytes() + b"\xff\n")

    found = read_good_terms(path, Kind.METHOD)

    assert [term.name for term in found.terms] == ["LoRA", "Low-Rank Adaptation", "SoRA"]
    assert [one.entity.id.slug for one in found.known] == ["lora", "sora"]
    assert [fault.line for fault in found.faults] == [3, 4, 5, 6, 7, 9, 10, 12]


def test_a_good_row_is_not_held_against_a_bad_one(tmp_path: Path) -> None:
    nameless = ALIAS.replace("lora\tLow-Rank Adaptation", "qlora\tLoRA")

    found = read_good_terms(_file(tmp_path, HEAD, nameless, LORA), Kind.METHOD)

    assert [term.name for term in found.terms] == ["LoRA"]
    assert [fault.line for fault in found.faults] == [2]


def test_what_hangs_below_a_ring_is_told_too(tmp_path: Path) -> None:
    rows = (("aaa", "bbb"), ("bbb", "ccc"), ("ccc", "bbb"), ("ddd", ""))
    lines = [f"{a}\t{a.upper()}\tpreferred\tnamed\t\t{b}\t\t\t" for a, b in rows]

    found = read_good_terms(_file(tmp_path, HEAD, *lines), Kind.METHOD)

    assert [term.name for term in found.terms] == ["DDD"]
    assert [fault.line for fault in found.faults] == [2, 3, 4]


def test_a_file_may_name_the_entities_of_another(tmp_path: Path) -> None:
    lora = EntityId(Kind.METHOD, "lora")
    narrower = LORA.replace("lora\tLoRA", "qlora\tQLoRA", 1)
    path = _file(tmp_path, HEAD, ALIAS, narrower.replace("named\t\t", "named\t\tlora"))

    known, terms = read_terms(path, Kind.METHOD, beside={lora})

    assert [one.entity.broader for one in known] == [lora]
    assert [term.name for term in terms] == ["Low-Rank Adaptation", "QLoRA"]


def test_a_chain_that_comes_back_to_its_start_is_an_error(tmp_path: Path) -> None:
    rows = [
        f"{one}\t{one.upper()}\tpreferred\tnamed\t\t{broader}\t\t\t"
        for one, broader in (("aaa", "bbb"), ("bbb", "ccc"), ("ccc", "aaa"))
    ]

    with pytest.raises(InputError, match="nothing broader than itself") as caught:
        read_terms(_file(tmp_path, HEAD, *rows), Kind.METHOD)

    assert caught.value.line == 2


def test_what_spreadsheets_leave_behind_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    row = LORA.replace("LoRA", " LoRA\u00a0", 1)
    path.write_bytes(f"\ufeff{HEAD}\r\n{row}\r\n".encode())

    known, _ = read_terms(path, Kind.METHOD)

    assert [one.entity.label for one in known] == ["LoRA"]


def test_bytes_that_are_no_utf_8_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_bytes(f"{HEAD}\n{LORA}\n".encode() + "é".encode("latin-1"))

    with pytest.raises(InputError, match="expected UTF-8, found the byte 0xe9") as caught:
        read_terms(path, Kind.METHOD)

    assert caught.value.line == 3


def test_quotation_marks_are_part_of_a_name(tmp_path: Path) -> None:
    row = LORA.replace("LoRA", 'The "LoRA', 1)

    known, _ = read_terms(_file(tmp_path, HEAD, row), Kind.METHOD)

    assert known[0].entity.label == 'The "LoRA'


def test_stop_words_are_folded_unless_exact(tmp_path: Path) -> None:
    path = _file(tmp_path, "\t".join(STOP_COLUMNS), "RTX 4090\thardware\t", "US\tplace\texact")

    folded, exact = read_stops(path)

    assert folded == {"rtx4090": "hardware"}
    assert exact == {"US": "place"}


def test_a_broken_stop_word_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="3 columns") as caught:
        read_stops(_file(tmp_path, "\t".join(STOP_COLUMNS), "GPU"))

    assert caught.value.line == 2
