"""Semantic Scholar: datasets, answers of the Graph API, who cites whom, and what has no title."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papergraph.model import Count, Paper, Reference
from papergraph.sources.fault import Fault, FaultKind
from papergraph.sources.printed import Printed
from papergraph.sources.semantic_scholar import is_semantic_scholar, parse_semantic_scholar

LORA_HASH = "a8ca46b171467ceb2d7652fbfb67fe701ad86092"
ADAM_HASH = "a6cb366736791bcccc5c8639de5a8f9636bf87e8"
DATASET: dict[str, Any] = {
    "corpusid": 235458009,
    "externalids": {
        "ACL": None,
        "DBLP": "conf/iclr/HuSWALWWC22",
        "ArXiv": "2106.09685",
        "MAG": "3168867926",
        "CorpusId": "235458009",
        "PubMed": None,
        "DOI": None,
        "PubMedCentral": None,
    },
    "url": f"https://www.semanticscholar.org/paper/{LORA_HASH}",
    "title": "LoRA: Low-Rank\n  Adaptation",
    "authors": [{"authorId": "1", "name": "Edward Hu"}, {"authorId": None, "name": "Yelong Shen"}],
    "venue": "ICLR",
    "publicationvenueid": "939c6e1d",
    "year": 2021,
    "citationcount": 812,
    "influentialcitationcount": 90,
    "s2fieldsofstudy": [
        {"category": "Computer Science", "source": "external"},
        {"category": "Computer Science", "source": "s2-fos-model"},
        {"category": "Mathematics", "source": "s2-fos-model"},
    ],
    "publicationdate": "2021-06-17",
    "journal": {"name": "ArXiv", "volume": "abs/2106.09685"},
}
GRAPH: dict[str, Any] = {
    "paperId": LORA_HASH,
    "corpusId": 235458009,
    "externalIds": {
        "ArXiv": "2106.09685",
        "CorpusId": 235458009,
        "DOI": "10.48550/arXiv.2106.09685",
    },
    "url": f"https://www.semanticscholar.org/paper/{LORA_HASH}",
    "title": "LoRA",
    "abstract": " We freeze\nthe weights.",
    "tldr": {"model": "tldr@v2", "text": "Freezes weights."},
    "authors": [{"authorId": "1", "name": "Edward Hu"}],
    "openAccessPdf": {"url": "https://arxiv.org/pdf/2106.09685"},
    "citationCount": 812,
    "influentialCitationCount": 90,
}
ADAM: dict[str, Any] = {"paperId": ADAM_HASH, "title": "Adam", "abstract": None}
ADAM_KEYS = (f"s2paper:{ADAM_HASH}",)
LORA_KEYS = ("arxiv:2106.09685", "s2:235458009", f"s2paper:{LORA_HASH}")


def parsed(data: object) -> list[Paper | Fault | Printed]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(parse_semantic_scholar(BytesIO(content)))


def papers(data: object) -> list[Paper]:
    return [found for found in parsed(data) if isinstance(found, Paper)]


def faults(data: object) -> list[Fault]:
    return [found for found in parsed(data) if isinstance(found, Fault)]


def as_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def paper(**fields: object) -> Paper:
    (found,) = papers([{**ADAM, **fields}])
    return found


def references(**fields: object) -> tuple[Reference, ...]:
    return paper(**fields).references


@pytest.mark.parametrize(
    "data",
    [
        as_lines(DATASET, ADAM),
        [GRAPH, ADAM],
        as_lines(GRAPH, ADAM),
        {"total": 2, "offset": 0, "next": 2, "data": [GRAPH, ADAM]},
        json.dumps({"total": 2, "token": "x", "data": [GRAPH, ADAM]}, indent=1).encode(),
        {"recommendedPapers": [GRAPH, ADAM]},
        as_lines({"offset": 0, "data": [GRAPH]}, {"offset": 1, "data": [ADAM]}),
        {"offset": 0, "data": [{"citedPaper": GRAPH}, {"citedPaper": ADAM}]},
        {"offset": 0, "data": [{"citingPaper": GRAPH}, {"citingPaper": ADAM}]},
        [{"offset": 0, "data": [{"citedPaper": GRAPH}]}, {"data": [{"citedPaper": ADAM}]}],
    ],
    ids=[
        *("dataset", "batch", "lines", "search", "bulk", "recommendations", "lines-of-pages"),
        *("references", "citations", "array-of-pages"),
    ],
)
def test_every_layout_gives_the_papers(data: object) -> None:
    found = papers(data)
    assert [paper.arxiv_id for paper in found] == ["2106.09685", ""]
    assert [paper.identifiers[-1] for paper in found] == [
        f"s2paper:{LORA_HASH}",
        f"s2paper:{ADAM_HASH}",
    ]
    assert [paper.line for paper in found] == [1, 2]
    assert [paper.references for paper in found] == [(), ()]
    assert not faults(data)


def test_a_single_paper_is_a_listing_of_one() -> None:
    assert [paper.title for paper in papers(GRAPH)] == ["LoRA"]


def test_every_field_of_a_dataset_is_kept() -> None:
    assert papers(as_lines(DATASET)) == [
        Paper(
            title="LoRA: Low-Rank Adaptation",
            arxiv_id="2106.09685",
            identifiers=(
                *("dblp:conf/iclr/HuSWALWWC22", "mag:3168867926", "s2:235458009"),
                f"s2paper:{LORA_HASH}",
            ),
            authors=("Edward Hu", "Yelong Shen"),
            issued="2021-06-17",
            url=f"https://www.semanticscholar.org/paper/{LORA_HASH}",
            categories=("Computer Science", "Mathematics"),
            venue="ICLR",
            counts=(
                Count("citations", 812, "semantic-scholar"),
                Count("influential citations", 90, "semantic-scholar"),
            ),
            line=1,
        )
    ]


def test_every_field_of_the_graph_api_is_kept() -> None:
    assert papers([GRAPH]) == [
        Paper(
            title="LoRA",
            abstract=" We freeze\nthe weights.",
            arxiv_id="2106.09685",
            identifiers=("s2:235458009", f"s2paper:{LORA_HASH}"),
            authors=("Edward Hu",),
            url=f"https://www.semanticscholar.org/paper/{LORA_HASH}",
            counts=(
                Count("citations", 812, "semantic-scholar"),
                Count("influential citations", 90, "semantic-scholar"),
            ),
            line=1,
        )
    ]


def test_a_machines_summary_is_never_the_abstract() -> None:
    assert paper(tldr={"model": "tldr@v2", "text": "An optimiser."}).abstract == ""


def test_identifiers_are_read_in_each_of_their_forms() -> None:
    external = {
        "ACL": "P19-1001",
        "PubMed": 29456894,
        "PubMedCentral": "PMC5815332",
        "DOI": "10.18653/V1/P19-1001",
        "Medline": "1",
        "MAG": " 7 ",
    }
    found = paper(externalIds=external)

    assert found.doi == "10.18653/v1/p19-1001"
    assert found.identifiers == (
        *("acl:p19-1001", "mag:7", "pmcid:pmc5815332", "pmid:29456894"),
        *ADAM_KEYS,
    )
    assert paper(externalIds={"PubMedCentral": "5815332"}).identifiers[0] == "pmcid:pmc5815332"


@pytest.mark.parametrize(
    ("external", "arxiv", "doi"),
    [
        ({"DOI": "10.48550/arXiv.1412.6980"}, "1412.6980", ""),
        ({"ArXiv": "1412.6980", "DOI": "10.1109/5.771073"}, "1412.6980", "10.1109/5.771073"),
        ({"ArXiv": "math/0309136"}, "math/0309136", ""),
        ({"ArXiv": "none", "DOI": "none"}, "", ""),
    ],
    ids=["arxiv-doi", "both", "old", "neither"],
)
def test_the_doi_of_arxiv_is_an_arxiv_id(external: object, arxiv: str, doi: str) -> None:
    found = paper(externalIds=external)
    assert (found.arxiv_id, found.doi) == (arxiv, doi)


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ({"publicationDate": "2014-12-22", "year": 2015}, "2014-12-22"),
        ({"publicationDate": None, "year": 2015}, "2015"),
        ({"publicationDate": "n.d.", "year": "2015"}, ""),
    ],
    ids=["day", "year", "odd"],
)
def test_the_date_is_the_day_or_else_the_year(fields: dict[str, object], issued: str) -> None:
    assert paper(**fields).issued == issued


def test_venue_and_categories_have_second_places() -> None:
    venue = {"id": "1", "name": "International Conference on Learning Representations"}

    assert paper(venue="", publicationVenue=venue).venue == venue["name"]
    assert paper(venue="arXiv.org", journal={"name": "TMLR"}).venue == "TMLR"
    assert paper(venue="arXiv.org", journal={"name": "ArXiv"}).venue == ""
    assert paper(fieldsOfStudy=["Computer Science"]).categories == ("Computer Science",)


@pytest.mark.parametrize("listed", [[], None])
def test_counts_may_be_positive_where_arrays_are_empty(listed: object) -> None:
    found = paper(citationCount=9, referenceCount=3, citations=listed, references=listed)

    assert found.counts == (Count("citations", 9, "semantic-scholar"),)
    assert found.references == ()


@pytest.mark.parametrize("is_nested", [False, True], ids=["papers", "edges"])
def test_references_are_papers_or_edges(is_nested: bool) -> None:
    cited = {"paperId": LORA_HASH, "title": "LoRA:\n Low", "externalIds": {"ArXiv": "2106.09685"}}
    why = {"contexts": [None, " ", "We use LoRA [7].", "x"], "intents": ["methodology"]}
    entry = {**why, "citedPaper": cited} if is_nested else {**why, **cited}

    keys = ("arxiv:2106.09685", f"s2paper:{LORA_HASH}")
    expected = Reference("references", keys, "LoRA: Low", ("methodology",), "We use LoRA [7].")
    assert references(references=[entry]) == (expected,)


@pytest.mark.parametrize(
    ("edge", "intents"),
    [
        (
            {"intents": [["background"], ["methodology", "background"]]},
            ("background", "methodology"),
        ),
        ({"intents": [None, "result", [None], 3]}, ("result",)),
        ({"intents": "background"}, ()),
        ({"intents": None}, ()),
        ({"contextsWithIntent": [{"context": "A", "intents": ["result"]}, 1]}, ("result",)),
    ],
    ids=["nested", "mixed", "text", "null", "beside-contexts"],
)
def test_intents_are_flat(edge: dict[str, object], intents: tuple[str, ...]) -> None:
    (reference,) = references(references=[{"title": "LoRA", **edge}])
    assert reference.intents == intents


def test_a_sentence_may_stand_beside_its_intents() -> None:
    edge = {"title": "LoRA", "contextsWithIntent": [{"context": "See [7].", "intents": []}]}

    assert references(references=[edge])[0].quote == "See [7]."


def test_a_reference_needs_an_identifier_or_a_title() -> None:
    entries = [
        {"paperId": None, "title": None},
        {"paperId": None, "title": "LoRA"},
        {"paperId": LORA_HASH, "title": None},
        {"citedPaper": None},
        {"citedPaper": "LoRA"},
        None,
        "LoRA",
    ]

    found = [(one.keys, one.title) for one in references(references=entries)]
    assert found == [((), "LoRA"), ((f"s2paper:{LORA_HASH}",), "")]


@pytest.mark.parametrize("is_nested", [False, True], ids=["papers", "edges"])
def test_what_cites_a_paper_is_a_paper_of_its_own(is_nested: bool) -> None:
    why = {"contexts": ["After Adam [1]."], "intents": ["background"]}
    citing = {"citingPaper": GRAPH, **why} if is_nested else {**GRAPH, **why}
    untitled = {"citingPaper": {"paperId": "b" * 40, "title": None}}

    adam, lora = papers({**ADAM, "citations": [citing, untitled, None]})

    assert (adam.title, adam.references) == ("Adam", ())
    assert lora.references == (
        Reference("citations", ADAM_KEYS, "Adam", ("background",), "After Adam [1]."),
    )
    assert lora.abstract == GRAPH["abstract"]


def test_papers_cite_whom_a_page_of_citations_is_about() -> None:
    page = {"citedPaperInfo": {"paperId": ADAM_HASH}, "data": [{"citingPaper": GRAPH}]}

    assert papers(page)[0].references == (Reference("citations", ADAM_KEYS),)


def test_an_edge_with_both_ends_gives_both() -> None:
    lora, adam = papers([{"citingPaper": GRAPH, "citedPaper": ADAM, "intents": ["result"]}])

    assert lora.references == (Reference("citations", ADAM_KEYS, "Adam", ("result",)),)
    assert adam.title == "Adam"


def test_a_page_of_references_may_say_whose_they_are() -> None:
    page = {"citingPaperInfo": ADAM, "data": [{"citedPaper": GRAPH, "intents": ["result"]}]}

    adam, lora = papers(page)
    assert adam.references == (Reference("references", LORA_KEYS, "LoRA", ("result",)),)
    assert lora.title == "LoRA"


def test_references_that_a_publisher_withholds_are_a_fault() -> None:
    notice = "Notice: elided by the publisher: {'references'}."
    info = {"openAccessPdf": {"disclaimer": notice}}

    (fault,) = faults({"data": None, "citingPaperInfo": info})
    assert (fault.expected, fault.found) == ("an array under data", notice)
    assert [fault.found for fault in faults({"offset": 0, "data": None})] == ["null"]
    assert parsed({"offset": 0, "data": []}) == []


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"corpusid": 1, "openaccessinfo": {}, "abstract": "We freeze."}, "abstracts"),
        (
            {"citationid": 3, "citingcorpusid": 1, "citedcorpusid": 2, "intents": [["result"]]},
            "citations",
        ),
        ({"corpusid": 1, "model": "tldr@v2", "text": "Freezes."}, "tldrs"),
        ({"corpusid": 1, "model": "specter", "vector": "[0.1]"}, "embeddings"),
        ({"corpusid": 1, "externalids": {}, "content": {"text": "A"}}, "s2orc"),
        ({"sha": LORA_HASH, "corpusid": 1, "primary": True}, "paper-ids"),
    ],
    ids=["abstracts", "citations", "tldrs", "embeddings", "s2orc", "paper-ids"],
)
def test_of_a_dataset_without_titles_one_fault_says_so(record: object, kind: str) -> None:
    data = as_lines(record, DATASET, record, record)

    (fault,) = faults(data)
    assert (fault.line, fault.kind) == (1, FaultKind.RECORD)
    assert fault.expected == f"papers: no record of the dataset {kind!r} has a title"
    assert len(papers(data)) == 1


def test_each_kind_without_titles_is_told_once() -> None:
    abstract = {"corpusid": 1, "abstract": "We freeze."}
    citation = {"citingcorpusid": 1, "citedcorpusid": 2}

    lines = [fault.line for fault in faults(as_lines(abstract, citation, abstract, citation))]
    assert lines == [1, 2]


@pytest.mark.parametrize(
    "record",
    [
        None,
        7,
        "LoRA",
        {},
        {"corpusid": 1, "title": None, "abstract": "We freeze."},
        {"paperId": LORA_HASH, "abstract": "We freeze."},
        {"title": " \n "},
        {"title": 5},
        {"title": "L\ud800RA"},
        {"title": "LoRA", "abstract": "\udce9"},
        {"citedPaper": None, "intents": []},
        {"citingPaper": "LoRA"},
        {"citedPaper": {"paperId": None, "title": None}},
        {"error": "Paper with id X not found"},
    ],
    ids=[
        *("null", "number", "text", "empty", "null-title", "no-title", "blank-title"),
        *("number-title", "surrogate-title", "surrogate-abstract", "no-cited", "text-citing"),
        *("untitled-cited", "error"),
    ],
)
@pytest.mark.parametrize("layout", ["lines", "array", "page"])
def test_a_bad_record_costs_only_itself(record: object, layout: str) -> None:
    records = [GRAPH, record, ADAM]
    by_layout = {"lines": as_lines(*records), "array": records, "page": {"data": records}}
    data = by_layout[layout]

    (fault,) = faults(data)
    assert (fault.line, fault.kind) == (2, FaultKind.RECORD)
    assert [paper.line for paper in papers(data)] == [1, 3]


@pytest.mark.parametrize(
    "fields",
    [
        {"abstract": {"text": "A"}},
        {"abstract": " \n"},
        {"authors": "Kingma"},
        {"authors": [None, 3, {}, {"name": None}, {"name": " "}]},
        {"externalIds": ["1412.6980"], "corpusId": True},
        {"externalIds": {"DOI": 10.1, "ArXiv": [], "MAG": False, "ACL": "\udc80", "DBLP": " "}},
        {"citationCount": "12", "influentialCitationCount": -1},
        {"s2FieldsOfStudy": ["Mathematics"], "fieldsOfStudy": "Mathematics"},
        {"s2FieldsOfStudy": [{"category": None}]},
        {"year": 10**400},
        {"year": True},
        {"publicationDate": 20141222},
        {"venue": 3, "publicationVenue": "ICLR", "journal": [1]},
        {"references": {"a": 1}, "citations": "none"},
        {"url": "https://www.semanticscholar.org/paper/short"},
    ],
)
def test_an_odd_optional_field_is_as_good_as_missing(fields: dict[str, object]) -> None:
    plain = paper(url=fields["url"]) if "url" in fields else paper()

    assert paper(**fields) == plain


@pytest.mark.parametrize("content", [b"", b"\n \n", b"[]"])
def test_an_empty_file_has_no_papers(content: bytes) -> None:
    assert papers(content) == []


def test_a_broken_line_costs_only_itself() -> None:
    data = as_lines(DATASET) + b'{"corpusid": 7, oops}\n' + as_lines(ADAM)

    assert [(fault.line, fault.kind) for fault in faults(data)] == [(2, FaultKind.SYNTAX)]
    assert [paper.line for paper in papers(data)] == [1, 3]


def test_a_cut_last_line_is_named_as_cut() -> None:
    (fault,) = faults(as_lines(DATASET, DATASET)[:-20])

    assert (fault.line, fault.kind) == (2, FaultKind.TRUNCATED)


EDGES = {**ADAM, "references": [GRAPH], "citations": [{"citingPaper": GRAPH, "intents": [["a"]]}]}
FILES = (as_lines(DATASET, EDGES, GRAPH), json.dumps([DATASET, EDGES]).encode())


@given(
    content=st.sampled_from(FILES),
    start=st.integers(0, 2600),
    length=st.integers(0, 50),
    filling=st.one_of(st.binary(max_size=8), st.sampled_from([b"]", b"{", b'"', b"\n", b"null"])),
    cut=st.booleans(),
)
@example(content=FILES[0], start=0, length=0, filling=b"\xff\xfe", cut=False)
def test_damage_never_raises_and_spares_what_is_before(
    content: bytes, start: int, length: int, filling: bytes, cut: bool
) -> None:
    behind = b"" if cut else content[start + length :]
    found = parsed(content[:start] + filling + behind)

    assert all(isinstance(one, Paper | Fault | Printed) for one in found)
    if start > len(json.dumps(DATASET)) + 3:
        assert found[0] == papers([DATASET])[0]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (json.dumps(DATASET), True),
        (json.dumps(GRAPH), True),
        (json.dumps([None, ADAM]), True),
        (json.dumps({"total": 1, "offset": 0, "data": [ADAM]}), True),
        ('{"offset": 0, "data": [{"contexts": [], "citedPaper": {"paperId": null', True),
        ('{"citationid": 3, "citingcorpusid": "1"', True),
        ('{"corpusid": 1, "openaccessinfo": {', True),
        ('{"data": null, "citingPaperInfo": {', True),
        ('{"paperId": "7", "title": "A"}', False),
        ('[{"paper": {"id": "2410.17243", "title": "A", "summary": "B"}}]', False),
        ('{"id": "https://openalex.org/W1", "abstract_inverted_index": {"corpusid": [0]}}', False),
        ('{"id": "2106.09685", "title": "A", "abstract": "B", "categories": "cs.LG"}', False),
        ('{"paper_url": "a", "title": "A", "abstract": "B"}', False),
        ('[{"id": "a", "type": "article", "title": "A"}]', False),
        ("[]", False),
        ('The "corpusid": 7 of a text', False),
    ],
    ids=[
        *("dataset", "graph", "batch", "search", "references", "citations", "abstracts"),
        *("withheld", "foreign-id", "hf", "openalex", "snapshot", "pwc", "csl", "empty", "text"),
    ],
)
def test_its_records_are_recognised_by_their_fields(text: str, recognised: bool) -> None:
    assert is_semantic_scholar(text) is recognised
