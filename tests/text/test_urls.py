"""URLs as abstracts print them, and the one form that each of them means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.text.urls import find_urls, normalize_url, repository_name, stated_url

ROWS = Path(__file__).parents[3] / "shared" / "data" / "abstracts-with-repositories.jsonl"

REPOSITORY = "https://github.com/o/n"

#: What is printed, and the canonical URLs in it.
PRINTED = {
    "full stop": ("Code: https://github.com/o/n.", [REPOSITORY]),
    "comma": ("At https://github.com/o/n, with data.", [REPOSITORY]),
    "semicolon": ("At https://github.com/o/n; see there.", [REPOSITORY]),
    "round brackets": ("Code (https://github.com/o/n).", [REPOSITORY]),
    "square brackets": ("Code [https://github.com/o/n].", [REPOSITORY]),
    "angle brackets": ("Code <https://github.com/o/n>.", [REPOSITORY]),
    "quotation marks": ("Code at “https://github.com/o/n”.", [REPOSITORY]),
    "a bracket that stays open": ("Code (at https://github.com/o/n .", [REPOSITORY]),
    "url command": (r"Code: \url{https://github.com/o/n}.", [REPOSITORY]),
    "href command": (r"Our \href{https://github.com/o/n}{code}", [REPOSITORY]),
    "href in mathematics": (r"$\href{https://github.com/o/n}{\text{here}}$", [REPOSITORY]),
    "footnote glued": (r"https://github.com/o/n\footnote{Soon.}", [REPOSITORY]),
    "tie before": (r"at~https://github.com/o/n.", [REPOSITORY]),
    "escaped underscore": (r"https://github.com/o/n\_m", ["https://github.com/o/n_m"]),
    "git and braces": (
        "https://github.com/o/n.git{https://github.com/o/n}.",
        [REPOSITORY, REPOSITORY],
    ),
    "git and a full stop": ("https://github.com/o/n.git.", [REPOSITORY]),
    "twice with nothing between": (
        "https://github.com/o/nhttps://github.com/o/n",
        [REPOSITORY] * 2,
    ),
    "two with nothing between": (
        "https://github.com/o/nhttps://o.github.io/n",
        [REPOSITORY, "https://o.github.io/n"],
    ),
    "no scheme": ("Code at github.com/o/n.", [REPOSITORY]),
    "www without a scheme": ("Code at www.github.com/o/n", [REPOSITORY]),
    "www": ("Code at http://www.github.com/o/n/", [REPOSITORY]),
    "host in capitals": ("Code at https://GitHub.com/o/n", [REPOSITORY]),
    "deep path": ("https://github.com/o/n/tree/main/a/b.py", [REPOSITORY]),
    "anchor": ("https://github.com/o/n#readme", [REPOSITORY]),
    "query": ("https://github.com/o/n?tab=readme", [REPOSITORY]),
    "blank after the scheme": ("Code: https:// github.com/o/n", [REPOSITORY]),
    "blank in the scheme": ("Code: https : //github.com/o/n", [REPOSITORY]),
    "blank after the host": ("https://github.com/ Owner/Long.", ["https://github.com/Owner/Long"]),
    "blank after the owner": (
        "https://github.com/o/ Long-Name.",
        ["https://github.com/o/Long-Name"],
    ),
    "line end in the name": (
        "https://github.com/o/long-\nname is",
        ["https://github.com/o/long-name"],
    ),
    "line end in the owner": (
        "https://github.com/the-\nlab/n is",
        ["https://github.com/the-lab/n"],
    ),
    "sentence glued": ("Code: https://github.com/o/n.We also", [REPOSITORY]),
    "sentence glued to a bracket": ("(Code: https://github.com/o/n).We", [REPOSITORY]),
    "another code host": ("https://gitlab.com/o/n/-/tree", ["https://gitlab.com/o/n"]),
    "group of groups": ("https://gitlab.com/g/s/p.git.", ["https://gitlab.com/g/s/p"]),
    "page in a group of groups": (
        "https://gitlab.com/g/s/p/-/tree/main/a",
        ["https://gitlab.com/g/s/p"],
    ),
    "older page of a group": ("gitlab.com/g/p/blob/main/a.py", ["https://gitlab.com/g/p"]),
    "query of a group": ("https://gitlab.com/g/s/p?ref=a/b", ["https://gitlab.com/g/s/p"]),
    "address for git": ("Clone git@github.com:o/n.git.", [REPOSITORY]),
    "address for git by scheme": ("Clone ssh://git@github.com/o/n.git", [REPOSITORY]),
    "project page": ("Page: https://o.github.io/n/.", ["https://o.github.io/n"]),
    "project page without a scheme": ("Page: o.github.io/n.", ["https://o.github.io/n"]),
    "page of a model": ("https://huggingface.co/o/n/", ["https://huggingface.co/o/n"]),
    "bracket inside": ("https://example.org/a_(b).", ["https://example.org/a_(b)"]),
    "no name follows": ("See https://github.com/o/ and more", ["https://github.com/o"]),
    "blank in the host": (
        "https://the-lab.\ngithub.io/n/ and https://github. com/o/n",
        ["https://the-lab.github.io/n", REPOSITORY],
    ),
    "line end in the first label": (
        "https://4d-\nlab.github.io/. We",
        ["https://4d-lab.github.io"],
    ),
    "host without a path ends a sentence": (
        "At https://lab.example.org. Code: github.com/o/n",
        ["https://lab.example.org", REPOSITORY],
    ),
    "one slash": ("At https:/o.github.io.", ["https://o.github.io"]),
    "markdown": (
        "[https://o.github.io/n](https://o.github.io/n) or https://o.github.io/m](there)",
        ["https://o.github.io/n", "https://o.github.io/n", "https://o.github.io/m"],
    ),
    "full stop in mathematics": ("https://github$.$com/o/n", [REPOSITORY]),
    "allowed line breaks": (
        r"\url{https://o\allowbreak-lab.github.io/\allowbreak n.github.io/}",
        ["https://o-lab.github.io/n.github.io"],
    ),
    "allowed hyphenation": (r"https://o.github.io/n\-page/", ["https://o.github.io/n-page"]),
    "another url follows": (
        "https://github.com/o/n- https://example.org/x",
        [REPOSITORY, "https://example.org/x"],
    ),
}

NOT_URLS = {
    "address": "Write to ann@example.org or to ann@github.com/o.",
    "address of git": "Write to git@example.org: soon, or digit@example.org:o/n.",
    "and or": "and/or, w/o, I/O, his/her",
    "abbreviations": "e.g./i.e., a.k.a., w.r.t. it",
    "numbers": "from 2.0/3.0 to 1.5/10",
    "file": "a model.py and a data.json/",
    "sentence without its blank": "stability.We test it.In all",
    "scheme alone": "an https:// address",
    "scheme and one word": "https:/ and https:/nowhere and https://soon. AI is com/plicated",
    "host alone": "we use github.com and example.org",
    "empty": "",
}

#: Code that is said to be at a repository named without its host, and its URLs.
NAMED = {
    "in": ("An implementation available in tensorflow/addons.", ["tensorflow/addons"]),
    "at": ("Dataset and code available at: Frob-Lab/FrobNet", ["Frob-Lab/FrobNet"]),
    "from": ("The code is publicly available from oo/n-m.git.", ["oo/n-m"]),
    "with a line break": (
        "Our code will be made available\nat lab/frob_net, too",
        ["lab/frob_net"],
    ),
}

NOT_NAMED = {
    "language and toolkit": "The code is available in Python/Tkinter.",
    "language and toolkit with a figure": "The code is available in Python/PyQt5.",
    "two frameworks": "An implementation is available in PyTorch/TensorFlow.",
    "small letters": "Implementations are available in python/matlab.",
    "prover": "Code is available in Isabelle/HOL.",
    "institute": "The source code is available from NASA/JPL.",
    "archives": "Code is available at GitHub/Zenodo.",
    "no code": "Labels are available at train/test. Frobs are available from Lab/FrobNet.",
    "code elsewhere": "Code is short, and frobs are widely available in oceans/lakes.",
    "words that go on": "No source is available at train/test time.",
    "path": "The code is available in src/models/net.",
    "no place": "Code is available and/or tensorflow/addons is used.",
}

_HOSTS = st.sampled_from(
    ["https://", "http://", "www.", "github.com", "gitlab.com", "git@", "x.org", "o.github.io"]
)
_SIGNS = st.sampled_from(
    [
        "/",
        "o",
        "N-m",
        ".git",
        ".",
        ",",
        ")",
        "(",
        "{",
        "}",
        "\\",
        "_",
        "~",
        "?",
        "#",
        " ",
        "\n",
        "-",
    ]
)
messy_urls = st.lists(_HOSTS | _SIGNS | st.just("%20é"), max_size=10).map("".join)


@pytest.mark.parametrize(("printed", "expected"), PRINTED.values(), ids=PRINTED)
def test_a_printed_url_is_found_in_its_canonical_form(printed: str, expected: list[str]) -> None:
    assert [found.url for found in find_urls(printed)] == expected


@pytest.mark.parametrize("printed", NOT_URLS.values(), ids=NOT_URLS)
def test_what_only_looks_like_a_url_is_none(printed: str) -> None:
    assert not find_urls(printed)


@pytest.mark.parametrize(("printed", "expected"), NAMED.values(), ids=NAMED)
def test_code_at_a_repository_without_its_host_is_found(printed: str, expected: list[str]) -> None:
    found = find_urls(printed)

    assert [one.url for one in found] == [f"https://github.com/{name}" for name in expected]
    assert [one.span.of(printed).removesuffix(".git") for one in found] == expected


@pytest.mark.parametrize("printed", NOT_NAMED.values(), ids=NOT_NAMED)
def test_other_words_with_a_slash_are_no_repository(printed: str) -> None:
    assert not find_urls(printed)


@pytest.mark.parametrize("printed", [text for text, _ in PRINTED.values()], ids=PRINTED)
def test_a_span_holds_the_url_and_no_dirt_after_it(printed: str) -> None:
    for found in find_urls(printed):
        surface = found.span.of(printed)

        assert normalize_url(surface) == found.url
        assert surface == surface.strip('.,;:()[]{}<>"”“ ') or surface.endswith("(b)")


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://github.com/o/n m", REPOSITORY),
        ("https://github.com/o/n (official)", REPOSITORY),
        (" https://github.com/o/n, https://github.com/o/m\n", REPOSITORY),
        ("https://github.com/o/ Long-Name", "https://github.com/o"),
        ("git@github.com:o/n.git", REPOSITORY),
        ("git@gitlab.com:g/s/p.git", "https://gitlab.com/g/s/p"),
        ("to come", ""),
        (" ", ""),
    ],
)
def test_a_stated_url_ends_at_its_first_blank(value: str, url: str) -> None:
    assert stated_url(value) == url


def test_a_repository_has_a_name_and_a_project_page_none() -> None:
    assert repository_name("https://gitlab.com/g/s/p") == "g/s/p"
    assert repository_name("https://gitlab.com/g") == ""
    assert repository_name("https://github.com/o/n/m") == ""
    assert repository_name("https://github.com/O/n") == "O/n"
    assert repository_name("https://o.github.io/n") == ""
    assert repository_name("https://github.com/o") == ""


@pytest.mark.parametrize(
    "printed", ["https://github.com/about/x", "", " ", "https://", "github", "/"]
)
def test_what_is_no_repository_gets_no_repository_name(printed: str) -> None:
    assert repository_name(normalize_url(printed)) == ""


@given(messy_urls)
def test_normalizing_twice_changes_nothing(printed: str) -> None:
    once = normalize_url(printed)

    assert normalize_url(once) == once


@given(messy_urls)
def test_spans_are_in_order_and_their_surfaces_hold_the_host(text: str) -> None:
    end = 0
    for found in find_urls(text):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        host = found.url.removeprefix("https://").partition("/")[0]
        assert host in "".join(found.span.of(text).split()).replace("\\", "").lower()


def _bare(text: str) -> str:
    return "".join(text.split()).replace("\\", "").lower()


@pytest.mark.skipif(not ROWS.exists(), reason="the abstracts with repositories are not at hand")
def test_almost_every_repository_of_real_abstracts_is_found() -> None:
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    # A field is clean where the abstract prints its repository, whatever blanks are in it.
    clean = [
        (row["abstract"], url)
        for row in rows
        if (name := repository_name(url := normalize_url(row["github"] or "")))
        and f"/{name.lower()}" in _bare(row["abstract"])
    ]

    found = sum(url.lower() in {one.url.lower() for one in find_urls(text)} for text, url in clean)

    assert len(clean) > 700
    assert found / len(clean) >= 0.99
