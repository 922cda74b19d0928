"""Files as wholes: what they are called, and those that cannot be read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from papergraph.errors import InputError, UnknownNameError
from papergraph.model import Listing, Paper
from papergraph.sources import Fault, FaultKind, detect_format, read_listing
from papergraph.sources.listing import Found

PAGE = "new\n\nDaily Papers\n\nAug 1\n\nMamba\n\nWe scan sequences. It is fast.\n"


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def only_fault(found: list[Found]) -> Fault:
    fault, listing = found
    assert isinstance(fault, Fault)
    assert isinstance(listing, Listing)
    return fault


def test_a_listing_comes_last_and_once_and_papers_bear_its_slug(tmp_path: Path) -> None:
    path = written(tmp_path, "Août 2024.txt", PAGE)
    sha256 = hashlib.sha256(PAGE.encode()).hexdigest()

    paper, listing = read_listing(path)

    assert listing == Listing(
        slug=f"aout-2024-{sha256[:8]}",
        file="Août 2024.txt",
        format="hf-text",
        sha256=sha256,
        printed_date="Aug 1",
    )
    assert isinstance(paper, Paper)
    assert paper.listings == (listing.slug,)
    assert paper.line == 7


def test_a_name_without_a_letter_leaves_the_hash_as_slug(tmp_path: Path) -> None:
    *_, listing = read_listing(written(tmp_path, "論文.txt", PAGE))

    assert isinstance(listing, Listing)
    assert listing.slug == listing.sha256[:8]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "expected a listing of papers, found an empty file"),
        (
            "a.txt",
            b"\xef\xbb\xbf\r\n",
            "expected a listing of papers, found nothing but white space",
        ),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n\0\0",
            "expected a listing of papers, found binary data (PNG image)",
        ),
        (
            "a.json",
            b"\x1f\x8b\x08\0\0",
            "expected the rest of the file, found gzip data that is cut or damaged (it ends too"
            " early)",
        ),
        ("a.txt", bytes(range(32)) * 4, "expected a listing of papers, found binary data"),
        (
            "a.txt",
            PAGE.encode("utf-16"),
            "expected UTF-8, found UTF-16 text (save it as UTF-8)",
        ),
        (
            "a.txt",
            PAGE.encode("utf-16-le"),
            "expected UTF-8, found UTF-16 text (save it as UTF-8)",
        ),
        (
            "a.txt",
            "Un café\nà la crème".encode("latin-1"),
            "expected UTF-8, found byte 0xe9 at line 1 column 7 (Latin-1? Windows-1252?)",
        ),
        (
            "a.txt",
            b"<!DOCTYPE html><html><body>new</body></html>",
            "expected a listing of papers, found an HTML page under .txt that lists no papers",
        ),
        (
            "a.html",
            b"<!-- saved -->\n<html><body>new</body></html>",
            "expected a listing of papers, found an HTML page that lists no papers",
        ),
        (
            "a.xml",
            b"<feed></feed>",
            "expected a listing of papers, found XML of an unknown kind",
        ),
        (
            "a.json",
            b'{"n": 0, "title": "A"}',
            "expected a listing of papers, found JSON without known fields of a paper",
        ),
        (
            "a.json",
            b'\n{"title": "A",',
            "expected the rest of it, found JSON that ends early at line 2 (truncated?)",
        ),
        ("a.json", b"[oops]", "expected valid JSON, found '[oops]'"),
        (
            "a.txt",
            b"Rate exceeded.",
            "expected a listing of papers, found text without a title and its abstract: "
            "'Rate exceeded.'",
        ),
        (
            "a.txt",
            b"new\n\nDaily Papers\n\nAug 1\n",
            "expected a listing of papers, found no paper in it (read as hf-text)",
        ),
    ],
    ids=[
        *("empty", "blank", "png", "gzip", "controls", "utf-16", "utf-16-unmarked", "latin-1"),
        *("html-as-text", "html", "xml", "foreign-json", "cut-json", "broken-json", "throttled"),
        "head-only",
    ],
)
def test_an_unreadable_file_is_named_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    path = written(tmp_path, name, data)

    fault = only_fault(list(read_listing(path)))

    assert str(fault).removeprefix(f"{path}:").lstrip("12: ") == sentence


@pytest.mark.parametrize(
    ("record", "meant"),
    [
        (
            {"title": "A", "abstract": "B", "publishedAt": "2021-01-02", "authors": ["Edward Hu"]},
            Paper(title="A", abstract="B", issued="2021-01-02", authors=("Edward Hu",), line=1),
        ),
        (
            {
                "entry_id": "http://arxiv.org/abs/2106.09685v2",
                "title": "A",
                "summary": "B",
                "published": "2021-06-17T17:37:18Z",
                "authors": ["Edward Hu"],
                "doi": "10.1145/1",
                "categories": ["cs.CL"],
            },
            Paper(
                title="A",
                abstract="B",
                arxiv_id="2106.09685",
                doi="10.1145/1",
                issued="2021-06-17",
                authors=("Edward Hu",),
                categories=("cs.CL",),
                line=1,
            ),
        ),
    ],
    ids=["camel-case", "arxiv-package"],
)
def test_json_that_shares_fields_with_daily_papers_keeps_all_of_its_own(
    tmp_path: Path, record: dict[str, object], meant: Paper
) -> None:
    paper, listing = read_listing(written(tmp_path, "a.jsonl", json.dumps(record)))

    assert isinstance(paper, Paper)
    assert isinstance(listing, Listing)
    assert listing.format == "jsonl"
    assert structs.replace(paper, listings=()) == meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('title,abstract\nMamba,We scan.\nAdam,"A\nmethod."\nMuon,We.\n', "csv"),
        ("TY  - JOUR\nTI  - Mamba\nER  - \nTY  - JOUR\nTI  - Adam\nER  - \n", "ris"),
        ("@misc{a,\n title={Mamba}}\n@misc{b,\n title={Adam}}\n", "bibtex"),
        (PAGE, "hf-text"),
    ],
    ids=["csv", "ris", "bibtex", "hf-text"],
)
def test_lines_may_end_in_carriage_returns(tmp_path: Path, text: str, name: str) -> None:
    *found, listing = read_listing(written(tmp_path, "a", text.replace("\n", "\r")))
    *meant, _ = read_listing(written(tmp_path, "a", text))

    assert isinstance(listing, Listing)
    assert listing.format == name
    papers = [structs.replace(one, listings=()) for one in found if isinstance(one, Paper)]
    assert papers == [structs.replace(one, listings=()) for one in meant if isinstance(one, Paper)]
    assert len(papers) == len(found) > 0


def test_a_carriage_return_within_a_line_ends_none(tmp_path: Path) -> None:
    *_, paper, _ = read_listing(written(tmp_path, "a", 'title,abstract\nA,"B\rC"\n'))

    assert isinstance(paper, Paper)
    assert paper.abstract == "B\rC"


def test_cut_json_is_named_with_its_line(tmp_path: Path) -> None:
    records = [{"title": f"Paper {n}", "summary": "We do."} for n in range(3)]
    path = written(tmp_path, "a.json", json.dumps(records, indent=1)[:-12])

    found = list(read_listing(path))

    assert sum(isinstance(item, Paper) for item in found) == 2
    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert str(fault) == (
        f"{path}:12: expected the rest of it, found JSON that ends early at line 12 (truncated?)"
    )


def test_a_format_that_is_given_is_believed(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Mamba")

    paper, listing = read_listing(path, format="hf-text")

    assert isinstance(paper, Paper)
    assert isinstance(listing, Listing)
    assert listing.format == "hf-text"


def test_no_format_makes_an_image_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n")

    assert only_fault(list(read_listing(path, format="hf-text"))).kind is FaultKind.BINARY


@pytest.mark.parametrize("text", ["Name;Age\nAnn;30\n", '{"Name": "A", "Age": 3}'])
def test_a_file_without_the_column_that_is_named_says_which_it_has(
    tmp_path: Path, text: str
) -> None:
    path = written(tmp_path, "a", text)

    fault = only_fault(list(read_listing(path, columns={"title": "Paper"})))
    assert str(fault) == f"{path}:1: expected a column 'Paper', found columns Name, Age"


def test_an_unknown_format_is_refused_before_reading(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'txt'"):
        read_listing(tmp_path / "missing.txt", format="txt")


@pytest.mark.parametrize(
    ("name", "found"),
    [("missing.txt", "no such file"), (".", "a folder")],
    ids=["missing", "folder"],
)
def test_what_is_no_file_is_an_input_error(tmp_path: Path, name: str, found: str) -> None:
    with pytest.raises(InputError, match=found):
        read_listing(tmp_path / name)


@given(data=st.binary(max_size=300))
def test_no_bytes_make_reading_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), "any.txt", data)

    *found, last = read_listing(path)

    assert isinstance(last, Listing)
    assert found
    assert not any(isinstance(item, Listing) for item in found)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PAGE.encode(), "hf-text"),
        (PAGE.replace("We", "Wé").encode("latin-1"), "hf-text"),
        (b'[{"paper": {"id": "2410.17243", "title": "A"}}]', "hf-daily-json"),
        (b"\xef\xbb\xbf" + b'[{"paper": {"id": "2410.17243", "title": "A"}}]', "hf-daily-json"),
        (b'[{"paper": {"title": "A", "summary": "caf\xe9"}}]', "hf-daily-json"),
        (b"<html>" + PAGE.encode(), None),
        (PAGE.encode("utf-16"), None),
        (b"%PDF-1.5\n" + PAGE.encode(), None),
        (b"", None),
    ],
    ids=[
        *("text", "latin-1-text", "json", "bom-json", "latin-1-json", "html", "utf-16", "pdf"),
        "empty",
    ],
)
def test_the_content_says_the_format(data: bytes, name: str | None) -> None:
    assert detect_format(data) == name


def test_a_fault_shows_sixty_characters_of_what_it_found_on_one_line() -> None:
    fault = Fault(line=3, expected="a title", found="We\n" + "x" * 100, kind=FaultKind.TITLE).at(
        Path("page.txt")
    )

    assert str(fault) == "page.txt:3: expected a title, found 'We\\n" + "x" * 57 + "'"
    assert fault.found.endswith("x" * 100)
