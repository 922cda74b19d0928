"""Saved pages: what is a paper, where it stands, and what costs only itself."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest

from papergraph.model import Paper
from papergraph.sources import Fault, FaultKind, Printed
from papergraph.sources.hf_text import is_hf_text, parse_hf_text

HEAD = ("new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers")
LONG = (
    "State space models promise long contexts at low cost. We show that a selective scan keeps "
    "their speed and closes the gap to attention. On language and on audio the model is on par "
    "with Transformers of twice its size, and it is five times faster at inference."
)
SHORT = "We study linear and cyclic codes over small rings, with tables."
OTHER = (
    "Optimizers are many. This paper compares nine of them on one budget and finds that few matter."
)


def page(*blocks: str, between: str = "\n\n") -> bytes:
    return between.join(blocks).encode()


def parsed(data: bytes) -> list[Paper | Fault | Printed]:
    return list(parse_hf_text(BytesIO(data)))


def pairs(data: bytes) -> list[tuple[str, str]]:
    return [(item.title, item.abstract) for item in parsed(data) if isinstance(item, Paper)]


def faults(data: bytes) -> list[Fault]:
    return [item for item in parsed(data) if isinstance(item, Fault)]


@pytest.mark.parametrize(
    "head",
    [
        (),
        HEAD,
        (*HEAD, "byAK and the research community", "Aug 1"),
        ("new", "Get trending papers in your email inbox!", "Subscribe", "Mar 11"),
        ("Hugging Face's logo", "A line that nobody knows", "Daily Papers", "Aug 1", "Previous"),
        ("A line that nobody knows", *HEAD),
    ],
    ids=["none", "masthead", "full", "without-title", "unknown-line", "unknown-first"],
)
def test_the_head_is_no_paper(head: Sequence[str]) -> None:
    data = page(*head, "Mamba", LONG, "Adam", SHORT)

    assert pairs(data) == [("Mamba", LONG), ("Adam", SHORT)]
    assert not faults(data)


@pytest.mark.parametrize("head", [("new",), ()], ids=["below-chrome", "first"])
def test_a_title_above_the_masthead_stays_if_its_abstract_is_below(head: Sequence[str]) -> None:
    data = page(*head, "Mamba", "Daily Papers", "Aug 1", LONG, "Adam", SHORT)

    assert pairs(data) == [("Mamba", LONG), ("Adam", SHORT)]


def test_a_date_at_the_top_is_the_listings_and_one_below_is_not() -> None:
    assert Printed("Aug 1") in parsed(page(*HEAD, "Aug 1", "Mamba", LONG))
    assert not [x for x in parsed(page(*HEAD, "Mamba", LONG, "Aug 1")) if isinstance(x, Printed)]


def test_chrome_that_recurs_parts_no_paper() -> None:
    data = page(
        *HEAD, "Mamba", LONG, "12", "View all", *HEAD, "Aug 2", "Adam", "·", "7", SHORT, "Next"
    )

    assert pairs(data) == [("Mamba", LONG), ("Adam", SHORT)]
    assert not faults(data)


@pytest.mark.parametrize(
    "title",
    [
        "Mamba",
        "Attention Is All You Need",
        "1.58-bit LLMs",
        '"Why Should I Trust You?": Explaining the Predictions of Any Classifier',
        "Scaling -- And What Comes After -- It : A View",
        "$S^{2}$FT: Fr\\'echet Means for {\\em Fast} Tuning",
        "Is Attention All You Need? Maybe. A Study vs. Baselines",
        "Attention is all you need.",
        "iDisc: Internal Discretization",
        "language models are few-shot learners",
        "What We Talk About When This Is It",
        "A " + "Very Long and Detailed Study of the Many Effects of Scale " * 4 + "in Practice",
        "K\u2028L\x85M",
        "注意力就是你所需要的",
    ],
    ids=[
        *(
            "one-word",
            "capitals",
            "number",
            "quotation",
            "dashes",
            "latex",
            "sentences",
            "full-stop",
        ),
        *("lower-name", "lower", "finite-verbs", "long", "odd-line-ends", "chinese"),
    ],
)
@pytest.mark.parametrize("abstract", [LONG, SHORT], ids=["long", "short"])
def test_a_title_is_known_between_abstracts(title: str, abstract: str) -> None:
    data = page(*HEAD, "Adam", LONG, title, abstract, "Lion", SHORT)

    assert pairs(data) == [("Adam", LONG), (title, abstract), ("Lion", SHORT)]
    assert not faults(data)


@pytest.mark.parametrize(
    "abstract",
    [
        "We comment on a preprint by Ann Lee et al.",
        "An obituary of J.R. Dorfman. The focus is on his scientific career.",
        "This paper proposes a consistency method for goal-oriented dialogue systems.",
        "Pruning removes weights.We prune more of them",
        "Large models are costly, and the memory that they need for long",
    ],
    ids=["comment", "obituary", "one-sentence", "glued", "cut"],
)
def test_a_short_abstract_is_no_title(abstract: str) -> None:
    assert pairs(page(*HEAD, "Mamba", abstract, "Adam", LONG)) == [
        ("Mamba", abstract),
        ("Adam", LONG),
    ]


def test_a_title_without_an_abstract_is_a_paper_with_an_empty_one() -> None:
    data = page(*HEAD, "Mamba", "Adam", LONG, "A Study of Lion", "RAdam", "Shampoo", SHORT)

    assert pairs(data) == [
        ("Mamba", ""),
        ("Adam", LONG),
        ("A Study of Lion", ""),
        ("RAdam", ""),
        ("Shampoo", SHORT),
    ]
    assert not faults(data)


def test_a_page_of_titles_alone_keeps_them_all() -> None:
    titles = ["Mamba", "Adam", "Attention Is All You Need", "1.58-bit LLMs"]

    assert pairs(page(*HEAD, *titles)) == [(title, "") for title in titles]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n", "\n \t\n"])
@pytest.mark.parametrize("word", [12, 20, 45], ids=["early", "middle", "late"])
def test_a_stray_line_break_does_not_part_an_abstract(word: int, between: str) -> None:
    words = LONG.split(" ")
    first, second = " ".join(words[:word]), " ".join(words[word:])
    data = page(*HEAD, "Mamba", first + between + second, "Adam", SHORT)

    assert pairs(data) == [("Mamba", f"{first}\n{second}"), ("Adam", SHORT)]


def test_a_hard_wrapped_page_is_read_by_its_blocks() -> None:
    first = (
        "Long contexts are costly, since the time that attention\nneeds grows with the square of"
    )
    second = "their length. We present a scan that\nImageNet models can use as well."
    wrapped = f"{first}\n{second}"

    assert pairs(page("Mamba", wrapped, "Adam", SHORT)) == [("Mamba", wrapped), ("Adam", SHORT)]


def test_two_whole_paragraphs_are_one_abstract() -> None:
    assert pairs(page("Mamba", LONG, OTHER, "Adam", SHORT)) == [
        ("Mamba", f"{LONG}\n{OTHER}"),
        ("Adam", SHORT),
    ]


def test_an_abstract_without_a_title_costs_only_itself() -> None:
    data = page("Daily Papers", LONG, "Adam", SHORT)

    (fault,) = faults(data)
    assert (fault.line, fault.kind, fault.found) == (3, FaultKind.TITLE, LONG)
    assert pairs(data) == [("Adam", SHORT)]


def test_a_url_left_alone_by_a_line_break_stays_in_its_abstract() -> None:
    data = page("Mamba", f"{LONG} Code:", "https://github.com/ann/mamba", "Adam", SHORT)

    assert pairs(data)[0] == ("Mamba", f"{LONG} Code:\nhttps://github.com/ann/mamba")


def test_lines_are_counted_in_the_file() -> None:
    papers = [x for x in parsed(page("new", "Mamba", LONG, "Adam")) if isinstance(x, Paper)]

    assert [paper.line for paper in papers] == [3, 7]


def test_only_line_feeds_end_lines() -> None:
    title, abstract = "A\x85B\u2028C\x0bD", f"{LONG}\u2029{SHORT}\r{OTHER}"
    data = b"\xef\xbb\xbf" + page(title, abstract, between="\r\n\r\n") + b"\r\n"

    assert pairs(data) == [(title, abstract)]


def test_a_nul_byte_is_a_character_like_others() -> None:
    assert pairs(page("Ma\0mba", LONG)) == [("Ma\0mba", LONG)]


def test_a_line_of_a_million_characters_is_an_abstract() -> None:
    huge = LONG * 4000

    assert pairs(page("Mamba", huge, "Adam", SHORT)) == [("Mamba", huge), ("Adam", SHORT)]


@pytest.mark.parametrize(
    ("broken", "left"), [(0, []), (1, [("Models of Frechet", "")])], ids=["title", "abstract"]
)
def test_a_byte_that_is_no_utf8_costs_only_its_block(
    broken: int, left: list[tuple[str, str]]
) -> None:
    blocks = ["Models of Frechet", LONG]
    blocks[broken] = blocks[broken].replace("els", "éls")
    data = page("Adam", SHORT) + b"\n\n" + page(*blocks).decode().encode("latin-1")
    data += b"\n\n" + page("Lion", SHORT)

    (fault,) = faults(data)
    assert fault.kind is FaultKind.ENCODING
    assert fault.found.startswith(f"byte 0xe9 at line {5 + 2 * broken} column ")
    assert pairs(data) == [("Adam", SHORT), *left, ("Lion", SHORT)]


@pytest.mark.parametrize(
    "stray", [b"\xffnd of page", b"The \xe9nd of it. " * 9], ids=["short", "long"]
)
@pytest.mark.parametrize("after", [b"", b"\n\n" + page("Lion", SHORT)], ids=["last", "between"])
def test_a_stray_line_that_is_no_utf8_costs_no_paper(stray: bytes, after: bytes) -> None:
    data = page(*HEAD, "Mamba", LONG, "Adam", SHORT)
    whole = pairs(data)

    found = pairs(data + b"\n\n" + stray + after)

    assert found == [*whole, *([("Lion", SHORT)] if after else [])]
    assert [one.kind for one in faults(data + b"\n\n" + stray + after)] == [FaultKind.ENCODING]


def test_lines_without_a_blank_one_between_them_are_lost_together() -> None:
    data = page("Mamba", LONG) + b"\nIt is \xe9 fast.\nAnd small.\n\n" + page("Adam", SHORT)

    assert pairs(data) == [("Mamba", ""), ("Adam", SHORT)]
    assert [one.kind for one in faults(data)] == [FaultKind.ENCODING]


def test_windows_quotes_are_named_as_such() -> None:
    (fault,) = faults(page("Mamba") + b"\n\n" + f"We call it “scan”. {LONG}".encode("cp1252"))

    assert fault.found == "byte 0x93 at line 3 column 12 (Windows-1252?)"


def test_a_page_cut_inside_a_character_keeps_its_last_paper() -> None:
    data = page("Mamba", f"{LONG} Fré").removesuffix(b"\xa9")

    assert pairs(data) == [("Mamba", f"{LONG} Fr")]
    (fault,) = faults(data)
    assert fault.kind is FaultKind.TRUNCATED


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Mam", [("Mam", "")]),
        (LONG[:60], [("Mamba", LONG[:60])]),
        (LONG, [("Mamba", LONG)]),
        ("Ada", [("Mamba", LONG), ("Ada", "")]),
    ],
    ids=["in-title", "in-abstract", "between", "in-next-title"],
)
def test_a_cut_page_gives_all_before_the_cut(end: str, expected: list[tuple[str, str]]) -> None:
    whole = page("new", "Mamba", LONG, "Adam", SHORT)

    assert pairs(whole[: whole.index(end.encode()) + len(end)]) == expected


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("new\n\nDaily Papers\n\n", True),
        ("Mamba\n\n" + LONG, True),
        ("Mamba\n\n" + SHORT, True),
        ("12\n\nMamba\n\n" + LONG, True),
        ("", False),
        ("Mamba", False),
        ("Rate exceeded.", False),
        ("# Pages\n\n" + LONG, False),
        ("Pages\n\n- one\n- two\n\n" + LONG, False),
        ("<p>Mamba</p>\n\n" + LONG, False),
        ("@article{key,\n\n" + LONG, False),
        ('{"title": "Mamba"}', False),
    ],
    ids=[
        *("masthead", "pair", "short-pair", "count-first", "empty", "one-line", "throttled"),
        *("markdown", "list", "markup", "bibtex", "json"),
    ],
)
def test_a_saved_page_is_recognised_by_its_content(text: str, recognised: bool) -> None:
    assert is_hf_text(text) is recognised
