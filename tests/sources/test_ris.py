"""RIS: tags, wrapped lines, records that do not end, and other encodings."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed
from papergraph.sources.ris import is_ris, parse_ris
from papergraph.sources.written_fields import written_date

LORA = """TY  - CONF
TI  - LoRA: Low-Rank Adaptation
  of Large Language Models
AU  - Hu, Edward J.
AU  - Shen, Yelong
PY  - 2022
DA  - 2022/01/28/
AB  - We freeze the weights.
We train two matrices.

They are small.
T2  - ICLR
DO  - 10.1000/LORA
UR  - https://arxiv.org/abs/2106.09685v2
KW  - adapters
KW  - NLP
ER  -
"""
ADAM = "TY  - JOUR\nT1  - Adam\nA1  - Kingma, Diederik P.\nN2  - A method.\nY1  - 2015///\nER  - \n"


def parsed(text: str | bytes) -> list[Paper | Fault | Printed]:
    return list(parse_ris(BytesIO(text if isinstance(text, bytes) else text.encode())))


def papers(text: str | bytes) -> list[Paper]:
    return [found for found in parsed(text) if isinstance(found, Paper)]


def faults(text: str | bytes) -> list[Fault]:
    return [found for found in parsed(text) if isinstance(found, Fault)]


def record(*lines: str) -> Paper:
    (paper,) = papers("\n".join(["TY  - JOUR", "TI  - A", *lines, "ER  - ", ""]))
    return paper


def test_the_usual_fields() -> None:
    assert parsed(LORA + "\n" + ADAM) == [
        Paper(
            title="LoRA: Low-Rank Adaptation of Large Language Models",
            abstract="We freeze the weights.\nWe train two matrices.\n\nThey are small.",
            arxiv_id="2106.09685",
            doi="10.1000/lora",
            authors=("Edward J. Hu", "Yelong Shen"),
            issued="2022-01-28",
            url="https://arxiv.org/abs/2106.09685v2",
            categories=("adapters", "NLP"),
            venue="ICLR",
            line=1,
        ),
        Paper(
            title="Adam",
            abstract="A method.",
            authors=("Diederik P. Kingma",),
            issued="2015",
            line=19,
        ),
    ]


@pytest.mark.parametrize(
    "data",
    [
        (LORA + ADAM).encode(),
        b"\xef\xbb\xbf" + (LORA + ADAM).replace("\n", "\r\n").encode(),
        ("Provider: Example\nContent: text/plain\n\n\n" + LORA + "\n\n" + ADAM).encode(),
        (LORA + ADAM).replace("  - ", " - ").encode(),
        (LORA + ADAM).replace("ER  -\n", "ER  -  \n").encode(),
        (LORA + ADAM).replace("ER  -\n", "").replace("ER  - \n", "").encode(),
    ],
    ids=["plain", "bom-crlf", "head", "one-blank", "er-with-blanks", "without-er"],
)
def test_every_layout_gives_the_same_papers(data: bytes) -> None:
    assert [paper.title[:4] for paper in papers(data)] == ["LoRA", "Adam"]
    assert not faults(data)


@pytest.mark.parametrize(
    "line",
    [
        "UR  - http://arxiv.org/pdf/2106.09685",
        "L1  - https://arxiv.org/pdf/2106.09685.pdf",
        "DO  - 10.48550/arXiv.2106.09685",
        "JO  - arXiv preprint arXiv:2106.09685",
        "M1  - arXiv:2106.09685",
        "N1  - arXiv:2106.09685 [cs]",
        "UR  - https://doi.org/10.48550/arXiv.2106.09685",
    ],
)
def test_the_arxiv_id_is_found_wherever_it_stands(line: str) -> None:
    paper = record(line)

    assert (paper.arxiv_id, paper.doi, paper.venue) == ("2106.09685", "", "")


def test_links_to_code_are_stated() -> None:
    paper = record("UR  - https://example.org/a;b", "L1  - https://github.com/microsoft/LoRA")

    assert paper.url == "https://example.org/a;b"
    assert paper.statements == (
        Statement(
            *("L1", Relation.HAS_REPOSITORY, Kind.REPOSITORY),
            *("https://github.com/microsoft/LoRA", 0.8),
        ),
    )


def test_identifiers_of_other_schemes() -> None:
    paper = record("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "C2  - PMC45")

    assert paper.identifiers == ("pmcid:pmc45", "pmid:123")


def test_editors_are_no_authors_and_suffixes_come_last() -> None:
    paper = record("A2  - Editor, Ann", "AU  - King, Martin Luther, Jr.", "AU  - The Consortium")

    assert paper.authors == ("Martin Luther King Jr.", "The Consortium")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", "2021"),
        ("2021/06/17/", "2021-06-17"),
        ("2021/06//", "2021-06"),
        ("2021///Spring", "2021"),
        ("2021-06-17T10:00:00Z", "2021-06-17"),
        ("17 June 2021", "2021-06-17"),
        ("Jun. 17th, 2021", "2021-06-17"),
        ("2021 Jun 17", "2021-06-17"),
        ("31 February 2021", "2021-02"),
        ("6/7/2021", "2021"),
        ("20210617", "2021-06-17"),
        ("20211306", ""),
        ("202106", ""),
        ("170621", ""),
        ("17-Jun-21", "2021-06-17"),
        ("7 June 99", "1999-06-07"),
        ("99-Jun-21", ""),
        ("Jun-21", ""),
        ("2021.0", "2021"),
        ("1623888000000", ""),
        ("n.d.", ""),
        ("", ""),
    ],
)
def test_dates_as_people_write_them(text: str, date: str) -> None:
    assert written_date(text) == date


@pytest.mark.parametrize(
    "broken",
    [
        "TY  - JOUR\nAU  - Nobody\nER  - \n",
        "TY  - JOUR\nTI  - \nER  - \n",
        "TY  - \nER  - \n",
        "TY  - JOUR\n\n",
    ],
)
def test_a_record_without_a_title_costs_only_itself(broken: str) -> None:
    text = ADAM + broken + LORA

    (fault,) = faults(text)
    assert (fault.line, fault.kind, fault.expected) == (7, FaultKind.RECORD, "a title")
    assert [paper.title[:4] for paper in papers(text)] == ["Adam", "LoRA"]


def test_a_record_that_is_not_utf8_costs_only_itself() -> None:
    text = ADAM.encode() + b"TY  - JOUR\nTI  - Fr\xe9chet\nER  - \n" + LORA.encode()

    (fault,) = faults(text)
    assert (fault.line, fault.kind) == (8, FaultKind.ENCODING)
    assert "Latin-1" in fault.found
    assert len(papers(text)) == 2


def test_a_file_that_ends_inside_a_line_gives_its_paper_and_says_so() -> None:
    text = ADAM + "TY  - JOUR\nTI  - LoRA\nAB  - We fre"

    (fault,) = faults(text)
    assert (fault.line, fault.kind) == (9, FaultKind.TRUNCATED)
    assert [paper.title for paper in papers(text)] == ["Adam", "LoRA"]


def test_a_tag_that_nobody_knows_and_a_value_that_never_ends() -> None:
    text = (
        "TY  - JOUR\nstray\nZZ  - odd\nmore\nTI  - A\nAB  - We\n" + "line\n" * 50_000 + "ER  - \n"
    )

    (paper,) = papers(text)
    assert (paper.title, paper.abstract.count("\n")) == ("A", 50_000)


def test_prose_and_nothing_have_no_records() -> None:
    assert parsed("") == []
    assert parsed("We freeze the weights.\n") == []


@given(
    start=st.integers(0, len(LORA) + 2 * len(ADAM)),
    size=st.integers(0, 30),
    put=st.binary(max_size=8) | st.sampled_from([b"\nTY  - ", b"\nER  - \n", b"\r", b"\nAB  -"]),
)
def test_damage_raises_nothing_and_spares_what_comes_before(
    start: int, size: int, put: bytes
) -> None:
    data = (LORA + ADAM + ADAM).encode()

    found = parsed(data[:start] + put + data[start + size :])

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(LORA):
        assert isinstance(found[0], Paper)


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (LORA, True),
        ("\n\n" + ADAM, True),
        ("\ufeff" + ADAM, True),
        ("Provider: Example\n\n" + ADAM, True),
        (LORA.replace("  - ", " - "), True),
        ("TY is a tag\n", False),
        ('[{"a": "\nTY  - JOUR\nTI  - A"}]', False),
        ("We " * 100 + "\n" + ADAM, False),
        ("title,abstract\n", False),
        ("", False),
    ],
)
def test_ris_is_recognised_by_its_tags(text: str, recognised: bool) -> None:
    assert is_ris(text) is recognised
