"""Where parts of papers come from, as triples and back; and what is owl:sameAs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple

from builders import entity, graph_of, paper, paper_id
from papergraph.graph.build import build_graph
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.lexicon import Lexicon
from papergraph.model import (
    Count,
    EntityId,
    Evaluation,
    Match,
    Paper,
    Reference,
    Suggestion,
    Value,
    Verdict,
)
from papergraph.rdf import (
    BASE,
    dump_turtle,
    evidence_triples,
    graph_triples,
    memory_store,
    read_graph,
)
from papergraph.rdf.vocabulary import CITO, OWL, PG, RDF


def in_order(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(found, key=lambda one: one.sort_key))


TAGGING, PTB = EntityId.parse("task/tagging"), EntityId.parse("dataset/ptb")
LORA, QLORA = EntityId.parse("method/lora"), EntityId.parse("method/qlora")
ENTITIES = [
    entity("task/tagging", "tagging"),
    entity("dataset/ptb", "PTB"),
    entity("method/lora", "LoRA"),
    entity("method/qlora", "QLoRA"),
]
ONE, TWO = paper("LoRA: A Study", arxiv_id="2106.09685"), paper("LoRA again")


def _graph(
    *papers: Paper,
    evaluations: tuple[Evaluation, ...] = (),
    suggested: tuple[Suggestion, ...] = (),
) -> KnowledgeGraph:
    graph = graph_of(papers or (ONE, TWO), ENTITIES)
    return replace(graph, evaluations=evaluations, suggestions=suggested)


def _everything(graph: KnowledgeGraph) -> list[Triple]:
    return [*graph_triples(graph), *evidence_triples(graph)]


def _read(graph: KnowledgeGraph) -> KnowledgeGraph:
    store = Store()
    store.load(dump_turtle(_everything(graph)), RdfFormat.TURTLE)
    return read_graph(store)


def _same_as(*papers: Paper) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in graph_triples(_graph(*papers)):
        if one.predicate == OWL.sameAs:
            assert isinstance(one.subject, NamedNode)
            assert isinstance(one.object, NamedNode)
            found.setdefault(one.subject.value.removeprefix(BASE), []).append(one.object.value)
    return found


def test_counts_others_and_matches_survive() -> None:
    one = paper(
        "LoRA: A Study",
        counts=(
            Count("citations", 0, "openalex", "", "page-00000000"),
            Count("citations", 9001, "openalex", "2024-05-01"),
            Count("upvotes", 7, "huggingface", "2024-05"),
        ),
        others=(Value("abstract", 'A\n"b"\\', "page-00000000"), Value("title", "LoRA", "")),
        matches=(Match("page-00000000", 0.94, "title and first author"),),
    )
    graph = _graph(one)

    assert _read(graph).papers == graph.papers


def test_two_values_of_one_field_stay_with_their_listings() -> None:
    others = tuple(Value("title", "LoRA", slug) for slug in ("p1", "p2"))
    graph = _graph(paper("LoRA: A Study", listings=("p1", "p2"), others=others))

    assert _read(graph).papers[paper_id("LoRA: A Study")].others == others


def test_results_survive_with_dataset_task_and_listing() -> None:
    rows = tuple(
        sorted(
            Evaluation(paper_id(ONE), TAGGING, PTB, metric, value, "LoRA", listing)
            for metric, value, listing in (
                ("F1", "97.3", ""),
                ("F1", "97.3", "p1"),
                ("EM", "0", ""),
            )
        )
    )

    assert _read(_graph(evaluations=rows)).evaluations == rows


def test_suggestions_survive_in_their_order() -> None:
    found = in_order(
        [
            Suggestion(Verdict.SAME, LORA, QLORA, 0.6, "LoRA and QLoRA differ"),
            Suggestion(Verdict.DIFFERENT, LORA, paper_id(ONE), 0.5, "'x' introduces it too"),
            Suggestion(Verdict.SAME, paper_id(ONE), paper_id(TWO), 0.94, "titles differ"),
        ]
    )

    assert _read(_graph(suggested=found)).suggestions == found


_SCORES = st.integers(0, 100).map(lambda n: n / 100)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)
_ROWS = st.builds(
    Evaluation,
    paper=st.sampled_from([paper_id(ONE), paper_id(TWO)]),
    task=st.just(TAGGING),
    dataset=st.just(PTB),
    metric=_TEXT,
    value=st.sampled_from(["0", "97.3", "-1.5", "1000000"]),
    model=_TEXT,
    listing=st.sampled_from(["", "page-00000000"]),
)
_SUGGESTED = st.builds(
    Suggestion,
    verdict=st.sampled_from(Verdict),
    first=st.just(LORA),
    second=st.sampled_from([QLORA, paper_id(ONE), paper_id(TWO)]),
    confidence=_SCORES,
    reason=_TEXT,
)


@given(
    st.sets(_ROWS, max_size=4),
    st.lists(_SUGGESTED, max_size=4, unique_by=lambda one: (one.verdict, one.second)),
)
def test_any_results_and_suggestions_survive(
    rows: set[Evaluation], suggested: list[Suggestion]
) -> None:
    graph = _graph(evaluations=tuple(sorted(rows)), suggested=in_order(suggested))

    assert read_graph(memory_store(_everything(graph))) == graph


def test_matches_and_suggestions_are_evidence_and_not_the_graph() -> None:
    one = paper("LoRA", matches=(Match("page-00000000", 0.9, "title"),))
    suggested = (Suggestion(Verdict.SAME, LORA, QLORA, 0.6, "alike"),)
    graph = replace(graph_of([one], ENTITIES), suggestions=suggested)

    kinds = {t.object for t in graph_triples(graph) if t.predicate == RDF.type}
    grounds = {t.object for t in evidence_triples(graph) if t.predicate == RDF.type}

    assert not {PG.Match, PG.Suggestion, PG.StatedValue} & kinds
    assert {PG.Match, PG.Suggestion} <= grounds


def test_a_match_has_a_confidence_and_is_never_the_same() -> None:
    records = [paper("LoRA: A Long Study", arxiv_id="2106.09685"), paper("LoRA: a long study")]
    graph = build_graph([records[0], paper(records[1].title, listings=("p2",))], [], Lexicon())

    triples = _everything(graph)

    (match,) = [t.subject for t in triples if t.object == PG.Match]
    said = {t.predicate: t.object for t in triples if t.subject == match}
    assert {PG.confidence, PG.rule, PG.ofPaper} <= said.keys()
    assert said[PG.rule] == Literal("title")
    same = [t.object for t in triples if t.predicate == OWL.sameAs]
    assert same == [NamedNode("https://arxiv.org/abs/2106.09685")]


def test_what_an_identifier_proves_is_the_same() -> None:
    one = paper("LoRA", arxiv_id="2106.09685", doi="10.1/x<y>")

    assert _same_as(one, paper("Adam")) == {
        "paper/lora": ["https://arxiv.org/abs/2106.09685", "https://doi.org/10.1/x%3Cy%3E"]
    }


def test_an_identifier_of_two_papers_proves_nothing() -> None:
    found = [
        paper("One", arxiv_id="2106.09685", doi="10.1/a"),
        paper("Two", arxiv_id="2106.09685", doi="10.1/b"),
    ]

    assert _same_as(*found) == {
        "paper/one": ["https://doi.org/10.1/a"],
        "paper/two": ["https://doi.org/10.1/b"],
    }


def test_other_identifiers_and_titles_are_no_proof() -> None:
    one = paper("LoRA", identifiers=("acl:p1", "openalex:w1", "pmid:7"), url="https://a.org/x")

    assert _same_as(one, paper("LoRA!", others=(Value("arxiv_id", "2106.09685", "p1"),))) == {}


_KEYED = st.builds(
    lambda n, arxiv, doi: paper(f"Paper {n}", arxiv_id=arxiv, doi=doi),
    st.integers(0, 3),
    st.sampled_from(["", "2106.00001", "2106.00002"]),
    st.sampled_from(["", "10.1/a", "10.1/b"]),
)


@given(st.lists(_KEYED, max_size=5))
def test_no_two_papers_are_ever_the_same_thing(found: list[Paper]) -> None:
    graph = build_graph(found, [], Lexicon())
    held = [key for one in graph.papers.values() for key in one.keys]

    same = [t for t in graph_triples(graph) if t.predicate == OWL.sameAs]

    assert len({t.object for t in same}) == len(same)
    assert len(same) == len([key for key in held if held.count(key) == 1])


@pytest.mark.parametrize("detail", ["full", "claims"])
def test_a_citation_is_a_triple_and_a_claim(detail: str) -> None:
    citing = paper("Citing", references=(Reference("refs", ("doi:10.1/z",), listing="p1"),))
    graph = build_graph([citing], [], Lexicon())
    triples = [
        *graph_triples(graph),
        *evidence_triples(graph, detail="full" if detail == "full" else "claims"),
    ]

    ((subject, cited),) = [(t.subject, t.object) for t in triples if t.predicate == CITO.cites]
    assert subject == NamedNode(f"{BASE}paper/citing")
    assert isinstance(cited, NamedNode)
    assert Triple(cited, PG.inCorpus, Literal("false", datatype=_BOOLEAN)) in triples
    assert Literal("refs") in [t.object for t in triples if t.predicate == PG.field]
    assert read_graph(memory_store(triples)) == graph


_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
