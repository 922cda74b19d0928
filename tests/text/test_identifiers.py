"""Identifiers and dates as the world writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.text.identifiers import (
    arxiv_id,
    bare_doi,
    iso_date,
    iso_day,
    key_of,
    printed_arxiv_id,
    split_doi,
)

HASH = "0123456789abcdef0123456789abcdef01234567"
pieces = st.lists(
    st.sampled_from(
        [
            *("10.1145/", "https://doi.org/", "doi:", "arXiv:", "https://arxiv.org/abs/", "v2"),
            *("2106.09685", "math.GT/0309136", "10.48550/arXiv.", ".pdf", "/", "%2F", "%", " "),
            *("2024", "-10", "-22", "T", "00", "é", "²", "W1"),
        ]
    )
    | st.text(max_size=3),
    max_size=6,
).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        *("2106.09685", " 2106.09685\n", "2106.09685v1", "2106.09685v12", "2106.09685.pdf"),
        *("arXiv:2106.09685", "arxiv: 2106.09685v2", "ARXIV:2106.09685", "arXiv.2106.09685"),
        "oai:arXiv.org:2106.09685",
        "http://arxiv.org/abs/2106.09685v2",
        "https://arxiv.org/abs/2106.09685",
        "https://www.arxiv.org/abs/2106.09685/",
        "https://export.arxiv.org/abs/2106.09685",
        "arxiv.org/abs/2106.09685",
        "https://arxiv.org/pdf/2106.09685",
        "https://arxiv.org/pdf/2106.09685v2.pdf",
        "https://arxiv.org/pdf/2106.09685.pdf#page=3",
        "https://arxiv.org/abs/2106.09685?context=cs",
        *("arXiv:2106.09685 [cs.CL]", "2106.09685v1 [cs.CL]", "arXiv:2106.09685[stat.ML]"),
        "https://arxiv.org/html/2106.09685v2",
        "https://www.alphaxiv.org/abs/2106.09685v2",
        "https://huggingface.co/papers/2106.09685",
        "https://hf.co/papers/2106.09685",
        "huggingface.co/papers/2106.09685",
        *("10.48550/arXiv.2106.09685", "10.48550/ARXIV.2106.09685v2"),
        *("doi:10.48550/arXiv.2106.09685", "https://doi.org/10.48550/arxiv.2106.09685"),
    ],
)
def test_an_arxiv_id_is_known_in_every_spelling(text: str) -> None:
    assert arxiv_id(text) == "2106.09685"
    assert key_of(text) == "arxiv:2106.09685"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("0704.0001", "0704.0001"),
        ("1412.6980v9", "1412.6980"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v2", "math/0309136"),
        ("cond-mat.mes-hall/0101001", "cond-mat/0101001"),
        ("CS.CL/0112017", "cs/0112017"),
        ("arXiv:cs/0112017v1", "cs/0112017"),
        ("http://arxiv.org/abs/math/0309136", "math/0309136"),
        ("https://arxiv.org/pdf/cs/0112017v1.pdf", "cs/0112017"),
    ],
)
def test_old_ids_keep_their_archive_and_lose_the_subject(text: str, known: str) -> None:
    assert arxiv_id(text) == known


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "2106", "2106.0968", "2106.096", "2106.096855", "21060.09685", "12106.09685"),
        *("2113.09685", "2100.09685", "9999.99999", "3141.59265", "2106,09685", "2106.09685 v2"),
        *("٢١٠٦.٠٩٦٨٥", "W2741809807", "10.1145/3292500", "cs/01120", "/0112017", "LoRA"),
        *("see arXiv:2106.09685", "2106.09685 [cs.CL] (2021)", "2106.09685 [a b]"),
        "https://arxiv.org/list/cs.CL/2106",
        "https://arxiv.org/a/hu_e_1",
        "https://huggingface.co/models/2106.09685",
        "https://example.org/abs/2106.09685",
        "https://notarxiv.org/abs/2106.09685",
    ],
)
def test_what_is_no_arxiv_id(text: str) -> None:
    assert arxiv_id(text) in {"", "2106.0968"}
    assert text == "2106.0968" or arxiv_id(text) == ""


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("arXiv preprint arXiv:2106.09685 (2021)", "2106.09685"),
        ("arXiv e-prints, arXiv:2106.09685v2", "2106.09685"),
        ("arXiv:math.GT/0309136 [math.GT]", "math/0309136"),
        ("See https://arxiv.org/abs/2106.09685v1, 2021.", "2106.09685"),
        ("10.48550/arXiv.2106.09685.", "2106.09685"),
        ("first arXiv:1412.6980, then arXiv:2106.09685", "1412.6980"),
        ("pages 2106.09685", ""),
        ("arXiv:2106.096855", ""),
        ("arXiv:2199.09685", ""),
        ("notarxiv:2106.09685", ""),
        ("", ""),
    ],
)
def test_within_text_an_id_needs_the_word(text: str, known: str) -> None:
    assert printed_arxiv_id(text) == known


@pytest.mark.parametrize(
    "text",
    [
        *("10.1145/3292500.ABC", " 10.1145/3292500.abc ", "doi:10.1145/3292500.abc"),
        *("DOI: 10.1145/3292500.abc", "info:doi/10.1145/3292500.abc", "10.1145/3292500.abc."),
        *("https://doi.org/10.1145/3292500.ABC", "http://dx.doi.org/10.1145/3292500.abc"),
        *("https://www.doi.org/10.1145/3292500.abc", "doi.org/10.1145/3292500.abc"),
        "https://doi.org/10.1145%2F3292500.abc",
        *("10.1145/3292500.abc)", "10.1145/3292500.abc).", "10.1145/3292500.abc}]),"),
        *("https://doi.org/10.1145/3292500.abc?ref=x", "https://doi.org/10.1145/3292500.abc#a/b"),
        *("https://doi.org/10.1145%2F3292500.abc?ref=%2F", "doi.org/10.1145/3292500.abc?x"),
        *(
            f"https://dl.acm.org/doi/{page}10.1145/3292500.abc"
            for page in ("", "abs/", "pdf/", "fullHtml/")
        ),
        "https://onlinelibrary.wiley.com/doi/10.1145/3292500.abc/abstract",
        "http://www.tandfonline.com/doi/full/10.1145/3292500.abc?needAccess=true",
        "https://x.org/journals/doi/epdf/10.1145/3292500.ABC",
    ],
)
def test_a_doi_is_known_in_every_spelling(text: str) -> None:
    assert bare_doi(text) == "10.1145/3292500.abc"
    assert split_doi(text) == ("", "10.1145/3292500.abc")
    assert key_of(text) == "doi:10.1145/3292500.abc"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", None),
        ("10.1007/978-3-030-58452-8_13", None),
        ("10.1016/S0021-9258(19)52451-6", None),
        ("10.1000/a(b)", None),
        ("10.1000/a?b#c", None),
        ("10.1093/full", None),
        ("https://example.org/10.1145/3292500.abc", ""),
        ("https://example.org/doi/about", ""),
        ("10.1145/)", ""),
        ("10.18653/v1/2020.acl-main.1", None),
        ("10.1000.10/12", ""),
        ("10.12/3", ""),
        ("10 ways", ""),
        ("10.1145/", ""),
        ("10.1145/...", ""),
        ("10.1145/a b", ""),
        ("11.1145/a", ""),
        ("", ""),
    ],
)
def test_what_a_doi_may_hold(text: str, known: str | None) -> None:
    assert bare_doi(text) == (text.lower() if known is None else known)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("https://openalex.org/W2741809807", "openalex:w2741809807"),
        ("https://api.openalex.org/works/w2741809807", "openalex:w2741809807"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl:2020.acl-main.1"),
        ("https://aclanthology.org/P19-1001.pdf", "acl:p19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001", "acl:p19-1001"),
        ("https://pubmed.ncbi.nlm.nih.gov/31452104/", "pmid:31452104"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/31452104", "pmid:31452104"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6711428/pdf/a.pdf", "pmcid:pmc6711428"),
        ("https://openreview.net/forum?id=nZeVKeeFYf9", "openreview:nZeVKeeFYf9"),
        ("https://openreview.net/pdf?id=nZeVKeeFYf9&noteId=x", "openreview:nZeVKeeFYf9"),
        (f"https://www.semanticscholar.org/paper/LoRA-Hu/{HASH}", f"s2paper:{HASH}"),
        (f"https://www.semanticscholar.org/paper/{HASH}", f"s2paper:{HASH}"),
        ("openalex:W77", "openalex:w77"),
        ("OpenAlex:w77", "openalex:w77"),
        ("acl:P19-1001", "acl:p19-1001"),
        ("PMCID:PMC6711428", "pmcid:pmc6711428"),
        ("DOI:10.1145/A", "doi:10.1145/a"),
        ("openreview:nZeVKeeFYf9", "openreview:nZeVKeeFYf9"),
        ("dblp:conf/iclr/HuSW22", "dblp:conf/iclr/HuSW22"),
        ("LoRA:Adapters", ""),
        ("s2: a study", ""),
        ("https://openalex.org/A5023888391", ""),
        ("https://openreview.net/group?id=ICLR", ""),
        ("https://aclanthology.org/events/acl-2020/", ""),
        ("https://github.com/microsoft/LoRA", ""),
        ("LoRA", ""),
        ("", ""),
    ],
)
def test_a_url_is_a_key_where_it_names_a_paper(text: str, key: str) -> None:
    assert key_of(text) == key


@given(text=pieces)
def test_what_is_an_identifier_stays_one(text: str) -> None:
    arxiv, doi = arxiv_id(text), bare_doi(text)

    assert arxiv_id(arxiv) == arxiv
    assert "%" in doi or bare_doi(doi) == doi
    assert not all(split_doi(text))
    assert printed_arxiv_id(f"arXiv:{arxiv}") == arxiv
    assert key_of(text).startswith(f"arxiv:{arxiv}" if arxiv else "")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2024-10-22", "2024-10-22"),
        ("2024-10-22T17:59:30.000Z", "2024-10-22"),
        ("2024-10-22 17:59", "2024-10-22"),
        (" 2024-3-5", "2024-03-05"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("2024-02-29", "2024-02-29"),
        ("2024-00-00", "2024"),
        ("2024-10-00", "2024-10"),
        ("2024-00-15", "2024"),
        ("2023-02-29", ""),
        ("2024-13", ""),
        ("0000", ""),
        ("20241", ""),
        ("٢٠٢٤", ""),
        ("n.d.", ""),
        ("", ""),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, known: str) -> None:
    assert iso_date(text) == known
    assert iso_day(text) == (known if len(known) == len("2024-10-22") else "")


@given(text=pieces)
def test_a_date_is_read_once_for_all(text: str) -> None:
    assert iso_date(iso_date(text)) == iso_date(text)


@given(day=st.dates())
def test_every_day_is_one(day: object) -> None:
    assert iso_day(f"{day}T00:00:00Z") == str(day)
