"""BibTeX: values, names, identifiers, volumes, and entries that are broken."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.model import Kind, Paper, Relation, Statement
from papergraph.sources.bibtex import is_bibtex, parse_bibtex
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed

LORA = r"""@inproceedings{hu2022lora,
  title = {{LoRA}: Low-Rank Adaptation
           of Large Language Models},
  author = {Hu, Edward J. and Shen, Yelong and others},
  booktitle = {International Conference on Learning Representations},
  year = {2022},
  abstract = {
    We {freeze} the weights, \emph{all} of them.
  },
}
"""
ADAM = "@article{adam, title={Adam}, author={Diederik P. Kingma and Jimmy Ba}, year=2015}\n"


def parsed(text: str | bytes) -> list[Paper | Fault | Printed]:
    return list(parse_bibtex(BytesIO(text if isinstance(text, bytes) else text.encode())))


def papers(text: str | bytes) -> list[Paper]:
    return [found for found in parsed(text) if isinstance(found, Paper)]


def faults(text: str | bytes) -> list[Fault]:
    return [found for found in parsed(text) if isinstance(found, Fault)]


def entry(**fields: str) -> Paper:
    body = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    (paper,) = papers(f"@misc{{key, {'' if 'title' in fields else 'title={A}, '}{body}}}")
    return paper


def test_the_usual_fields() -> None:
    assert papers(LORA + "\n" + ADAM) == [
        Paper(
            title="LoRA: Low-Rank Adaptation of Large Language Models",
            abstract="We {freeze} the weights, \\emph{all} of them.",
            authors=("Edward J. Hu", "Yelong Shen"),
            issued="2022",
            venue="International Conference on Learning Representations",
            line=1,
        ),
        Paper(
            title="Adam",
            authors=("Diederik P. Kingma", "Jimmy Ba"),
            issued="2015",
            line=12,
        ),
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("{{Deep Learning}}", "Deep Learning"),
        ("{{LoRA} and {QLoRA}}", "LoRA and QLoRA"),
        ("{On $x^{2}$ and {LoRA}}", "On $x^{2}$ and LoRA"),
        (r"{S$^{2}$FT f{\"u}r {Fr\'echet}}", "S$^{2}$FT für Fréchet"),
        (r"{{\L}ukasz's 50\% \& more}", "Łukasz's 50% & more"),
        (r"{50% of {\'e} & more}", "50% of é & more"),
        (r"{\LoRA is na{\"\i}ve -- ``so''}", "LoRA is naïve -- ``so''"),
        ("{Set {C} \\{x\\} }", "Set C {x}"),
        ('"In {"}quotes{"}"', 'In "quotes"'),
        ("{C# at scale}", "C# at scale"),
        ("{E = mc with {n = 1}}", "E = mc with n = 1"),
        ('"One" # { Two } # "Three"', "One Two Three"),
        ('name # " of it"', "The Name of it"),
        ("NAME", "The Name"),
        ("unknown", "unknown"),
        ("2048", "2048"),
    ],
)
def test_titles_are_freed_of_delimiters_braces_and_accents(written: str, title: str) -> None:
    text = f'@string{{name = "The Name"}}\n@misc{{k, title = {written}}}'

    assert [paper.title for paper in papers(text)] == [title]


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("Hu, Edward and Edward  Hu", ("Edward Hu", "Edward Hu")),
        (
            'van den {O}ord, A{\\"a}ron AND\n Kavukcuoglu, Koray',
            ("Aäron van den Oord", "Koray Kavukcuoglu"),
        ),
        ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
        (
            "{Simon and Schuster} and {Hugging Face, Inc.}",
            ("Simon and Schuster", "Hugging Face, Inc."),
        ),
        ("Sand and Anderson and others", ("Sand", "Anderson")),
        ("Donald~E. Knuth", ("Donald E. Knuth",)),
        ('Ye\\c{s}ilyurt, G{\\"o}k', ("Gök Yeşilyurt",)),
        ("others", ()),
        ("", ()),
        ("Jimmy Ba and ", ("Jimmy Ba",)),
    ],
)
def test_authors_are_parted_at_and_and_spoken(names: str, authors: tuple[str, ...]) -> None:
    assert entry(author=names).authors == authors


@pytest.mark.parametrize(
    "fields",
    [
        {"eprint": "2106.09685", "archivePrefix": "arXiv"},
        {"eprint": "2106.09685v2", "eprinttype": "arxiv"},
        {"eprint": "2106.09685"},
        {"eprint": "arXiv:2106.09685 [cs.CL]", "archiveprefix": "arXiv"},
        {"journal": "arXiv preprint arXiv:2106.09685"},
        {"journal": "CoRR", "volume": "abs/2106.09685"},
        {"howpublished": "arXiv:2106.09685 [cs.CL]"},
        {"url": "https://arxiv.org/abs/2106.09685v1"},
        {"url": "\\url{http://arxiv.org/pdf/2106.09685}"},
        {"doi": "10.48550/arXiv.2106.09685"},
        {"number": "arXiv:2106.09685"},
    ],
    ids=lambda fields: "-".join(fields),
)
def test_the_arxiv_id_is_found_wherever_it_stands(fields: dict[str, str]) -> None:
    paper = entry(**fields)

    assert (paper.arxiv_id, paper.doi, paper.venue) == ("2106.09685", "", "")


def test_an_eprint_of_another_archive_is_no_arxiv_id() -> None:
    assert entry(eprint="2106.09685", eprinttype="jstor").arxiv_id == ""
    assert entry(eprint="12345", eprinttype="pubmed").identifiers == ("pmid:12345",)


def test_identifiers_and_urls() -> None:
    paper = entry(
        doi="https://doi.org/10.1000/A\\_B", url="https://aclanthology.org/P19-1001", pmcid="PMC12"
    )

    assert paper.doi == "10.1000/a_b"
    assert paper.url == "https://aclanthology.org/P19-1001"
    assert paper.identifiers == ("acl:p19-1001", "pmcid:pmc12")


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2021, month = jun", "2021-06"),
        ("year = {2021}, month = {June}", "2021-06"),
        ("year = {2021}, month = 6", "2021-06"),
        ('year = 2021, month = "17~" # jun', "2021-06-17"),
        ("year = 2021, month = {spring}", "2021"),
        ("year = 2021, month = 13", "2021"),
        ("date = {2021-06-17}, year = 2020", "2021-06-17"),
        ("date = {2021-06/2021-08}", "2021-06"),
        ("year = {in press}", ""),
        ("month = jun", ""),
    ],
)
def test_the_date(fields: str, issued: str) -> None:
    assert [paper.issued for paper in papers(f"@misc{{k, title={{A}}, {fields}}}")] == [issued]


@pytest.mark.parametrize("field", ["note", "howpublished", "url"])
def test_code_is_stated(field: str) -> None:
    url = "https://github.com/microsoft/LoRA"
    value = url if field == "url" else f"Code: \\url{{{url}}}."

    paper = entry(**{field: value})

    assert paper.statements == (
        Statement(field, Relation.HAS_REPOSITORY, Kind.REPOSITORY, url, 0.8),
    )
    assert paper.url == ""


def test_keywords_and_the_class_of_an_archive_are_categories() -> None:
    assert entry(keywords="adapters, {NLP}; fine-tuning").categories == (
        *("adapters", "NLP", "fine-tuning"),
    )
    assert entry(keywords="adapters", primaryclass="cs.CL").categories == ("cs.CL", "adapters")
    assert entry(eprint="2106.09685", eprintclass="cs.CL").categories == ("cs.CL",)
    assert entry(keywords=" ").categories == ()


@pytest.mark.parametrize("first", [True, False], ids=["volume-first", "volume-last"])
def test_a_volume_gives_what_its_papers_lack(first: bool) -> None:
    volume = "@proceedings{ICML, title={Proc. of {ICML}}, year=2019, month=jun}\n"
    child = "@inproceedings{a, title={A}, crossref={icml}}\n"
    own = "@inproceedings{b, title={B}, crossref={icml}, booktitle={Own}, year=2018}\n"

    found = papers(volume + child + own if first else child + own + volume)

    assert {(paper.title, paper.venue, paper.issued) for paper in found} == {
        ("A", "Proc. of ICML", "2019-06"),
        ("B", "Own", "2018"),
    }
    assert not faults(child + own + volume)


def test_a_paper_whose_volume_never_comes_is_a_paper() -> None:
    found = papers("@inproceedings{a, title={A}, crossref={x}}\n" + ADAM)

    assert {(paper.title, paper.line) for paper in found} == {("A", 1), ("Adam", 2)}


def test_what_is_no_paper_is_no_fault_either() -> None:
    text = r"""% Encoding: UTF-8
Free text, with an address: ann@example.org
@preamble{"\newcommand{\x}{y}"}
@comment{jabref-meta: databaseType:bibtex;}
@Comment{ @article{inner, title={X}}
@string{acl = {Assoc. of C. L.}}
@CONTROL{REVTEX41Control}
@proceedings{p, title={Proc}}
"""
    assert not faults(text)
    assert [paper.title for paper in papers(text + ADAM)][-1] == "Adam"


def test_macros_hold_for_later_entries_whatever_their_case() -> None:
    text = '@STRING(tacl = "Trans. ACL")\n@article{a, title={A}, journal = TACL # { (1)}}\n'

    assert [paper.venue for paper in papers(text)] == ["Trans. ACL (1)"]


def test_of_two_entries_with_one_key_each_counts_and_of_two_fields_the_first() -> None:
    text = "@misc{k, title={A}, Title={B}} @misc{k, title={C}}\n@misc{k, title={D}}"

    assert [paper.title for paper in papers(text)] == ["A", "C", "D"]


@pytest.mark.parametrize(
    "broken",
    [
        "@article{x, title={Never closed,\n  year={2020}\n",
        "@article{x, title={A} year={2020}}\n",
        '@article{x, title="Never closed, year=2020}\n',
        '@article{x, title="A" year=2020}\n',
        "@article{x, year=2020 title={A}}\n",
        "@article{x title}\n",
        "@article{x, author={Nobody}}\n",
        "@article{x, title={}}\n",
        "@article{x, title={ \n }}\n",
        "@article{x}\n",
    ],
)
def test_a_broken_entry_costs_only_itself(broken: str) -> None:
    text = ADAM + "\n" + broken + "\n" + LORA

    (fault,) = faults(text)
    assert fault.line == 3
    assert fault.kind in {FaultKind.SYNTAX, FaultKind.RECORD}
    assert [paper.title[:4] for paper in papers(text)] == ["Adam", "LoRA"]


def test_a_file_that_ends_inside_an_entry_says_so() -> None:
    text = ADAM + "@misc{x, title={A},\n  abstract={We"

    (fault,) = faults(text)
    assert (fault.line, fault.kind) == (2, FaultKind.TRUNCATED)
    assert len(papers(text)) == 1


def test_an_entry_that_is_not_utf8_costs_only_itself() -> None:
    text = ADAM.encode() + b"@misc{x,\n title={Fr\xe9chet}}\n" + LORA.encode()

    (fault,) = faults(text)
    assert (fault.line, fault.kind) == (3, FaultKind.ENCODING)
    assert len(papers(text)) == 2


@pytest.mark.parametrize("title", ["{" * 4000 + "x" + "}" * 4000, "\\" + "a{" * 3000, "\\begin{x}"])
def test_odd_titles_raise_nothing(title: str) -> None:
    assert len(parsed(f"@misc{{k, title={{{title}}}}}")) == 1


def test_a_byte_order_mark_and_windows_line_ends() -> None:
    text = b"\xef\xbb\xbf" + (LORA + ADAM).replace("\n", "\r\n").encode()

    assert [paper.title for paper in papers(text)] == [
        *("LoRA: Low-Rank Adaptation of Large Language Models", "Adam"),
    ]


def test_an_empty_file_has_nothing() -> None:
    assert parsed("") == []


@given(
    cut=st.tuples(st.integers(0, 600), st.integers(0, 30)),
    put=st.binary(max_size=8) | st.sampled_from([b"{", b"}", b'"', b"@", b"#", b"\\", b"\n@a{"]),
)
def test_damage_raises_nothing_and_spares_what_comes_before(
    cut: tuple[int, int], put: bytes
) -> None:
    data = (LORA + ADAM + '@string{x = "y"}\n@misc{k, title = x # {z}, month = jan}\n').encode()
    start, size = cut

    found = parsed(data[:start] + put + data[start + size :])

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(LORA) + len(ADAM):
        assert [one.title for one in found[:2] if isinstance(one, Paper)][-1] == "Adam"


@given(st.text(alphabet="{}\\\"#@%&$=,~ \nab'^", max_size=60))
def test_any_title_and_name_raise_nothing(text: str) -> None:
    parsed(f"@misc{{k, title = {text}, author = {{{text}}}}}\n")
    parsed(f"@misc{{k, title = {{A {text}}}, author = {{{text}}}, url={{{text}}}}}\n")


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (LORA, True),
        (ADAM, True),
        ("% Encoding: UTF-8\n\n" + LORA, True),
        ("This file was made by hand.\n\n" + ADAM, True),
        ('@string{acl = "ACL"}\n', True),
        (LORA[:60], True),
        ("@article(k, title={A})", True),
        ("[" + LORA, False),
        ("# LoRA\n\n```bibtex\n" + LORA + "```\n", False),
        ("<html>" + LORA, False),
        ("Cite us\n```\n" + LORA, False),
        ("new\n\nLoRA\n\n" + "We freeze the weights. " * 20 + "\n\n" + LORA, False),
        ("Write to @ann, or to bob@example.org.", False),
        ("title,abstract\nLoRA,We\n", False),
        ("TY  - JOUR\nTI  - A\n", False),
        ("\n" * 60_000, False),
        ("", False),
    ],
)
def test_bibtex_is_recognised_by_its_entries(text: str, recognised: bool) -> None:
    assert is_bibtex(text) is recognised
