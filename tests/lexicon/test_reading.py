"""Lexicon files that break their format say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergraph.errors import InputError
from papergraph.lexicon import Folding, Status, read_stops, read_terms
from papergraph.lexicon.reading import STOP_COLUMNS, TERM_COLUMNS
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
    "no preferred name": (ALIAS.replace("lora", "qlora", 1), 0, "a preferred name of qlora"),
    "empty line": ("", 3, "9 columns"),
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
    assert str(caught.value).startswith(f"{path}:{line}: " if line else f"{path}: ")


@pytest.mark.parametrize(
    ("column", "cell"), [(3, "special"), (7, "last year")], ids=["level", "year"]
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
