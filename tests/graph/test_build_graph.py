"""Papers in, one graph out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import LISTING, listing, paper, stated_code, stated_page
from papergraph.graph.build import build_graph
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.lexicon import curated_lexicon
from papergraph.model import BUILDS_ON, Claim, EntityId, Kind, Level, Listing, Paper, Relation

LEXICON = curated_lexicon()
LISTINGS = [LISTING, listing("page-2")]

LORA = paper(
    "LoRA: Low-Rank Adaptation of Large Language Models",
    "We propose Low-Rank Adaptation, or LoRA. Code: https://github.com/Microsoft/LoRA.",
)
QLORA = paper(
    "QLoRA: Efficient Finetuning of Quantized LLMs",
    "We present QLoRA, which extends LoRA to 4 bits. We use Adam. Code at github.com/a/qlora.",
    arxiv_id="2305.14314",
)
RIVAL = paper("Tuning All Weights", "Our method outperforms LoRA and QLoRA on GLUE.")
STUDY = paper("What Does LoRA Forget?", "We study LoRA in theory.", listings=("page-2",))
ZEBRA = paper(
    "ZebraNet: Stripes",
    "We propose ZebraNet, based on ResNet-50. Code: github.com/o/Zebra",
    statements=(
        stated_code("https://github.com/O/zebra"),
        stated_page("https://zebra.example.org/"),
    ),
)
RIDER = paper("Riding stripes", "We extend ZebraNet. Code: https://github.com/microsoft/lora")
AGAIN = paper("QLoRA: efficient finetuning of quantized LLMs", "Short.", listings=("page-2",))
PAPERS = [LORA, QLORA, RIVAL, STUDY, ZEBRA, RIDER, AGAIN]


def _built(*records: Paper) -> KnowledgeGraph:
    return build_graph(records, LISTINGS, LEXICON)


def _claim(graph: KnowledgeGraph, title: str, target: str) -> Claim:
    (found,) = [
        one
        for one in graph.claims
        if graph.papers[one.paper].title == title and one.target == EntityId.parse(target)
    ]
    return found


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return _built(*PAPERS)


def test_papers_that_only_the_lexicon_knows_are_not_of_the_corpus() -> None:
    graph = _built(RIVAL)

    known = {one.title for one in graph.papers.values() if not one.in_corpus}
    assert "LoRA: Low-Rank Adaptation of Large Language Models" in known
    assert RIVAL.title not in known


def test_a_listed_paper_is_not_there_a_second_time_as_a_known_one(graph: KnowledgeGraph) -> None:
    titles = [one.title.casefold() for one in graph.papers.values()]

    assert len(set(titles)) == len(titles)
    assert graph.papers[graph.entities[EntityId.parse("method/lora")].introduced_by[0]] == LORA


def test_every_claim_has_its_paper_and_its_entity(graph: KnowledgeGraph) -> None:
    for claim in graph.claims:
        assert graph.papers[claim.paper].in_corpus
        assert claim.target in graph.entities
    for entity in graph.entities.values():
        assert entity.broader is None or entity.broader in graph.entities
        assert all(one in graph.papers for one in entity.introduced_by)


def test_no_entity_is_there_without_a_claim_or_a_narrower_one(graph: KnowledgeGraph) -> None:
    named = {claim.target for claim in graph.claims}
    named |= {one.broader for one in graph.entities.values() if one.broader}

    assert set(graph.entities) <= named


def test_everything_is_in_order(graph: KnowledgeGraph) -> None:
    assert list(graph.papers) == sorted(graph.papers)
    assert list(graph.entities) == sorted(graph.entities)
    assert list(graph.listings) == sorted(graph.listings)
    assert list(graph.claims) == sorted(graph.claims, key=lambda claim: claim.sort_key)


def test_a_paper_has_one_claim_an_entity(graph: KnowledgeGraph) -> None:
    pairs = [(claim.paper, claim.target) for claim in graph.claims]

    assert len(set(pairs)) == len(pairs)


def test_extending_and_studying_build_on_and_comparing_never(graph: KnowledgeGraph) -> None:
    assert _claim(graph, QLORA.title, "method/lora").relation is Relation.EXTENDS
    assert _claim(graph, STUDY.title, "method/lora").relation is Relation.ANALYZES
    assert _claim(graph, RIVAL.title, "method/lora").relation is Relation.COMPARES_WITH
    cited = {(graph.papers[e.citing].title, e.via.slug) for e in graph.paper_edges if e.builds_on}
    assert {(QLORA.title, "lora"), (STUDY.title, "lora"), (RIDER.title, "zebranet")} <= cited
    assert not {(RIVAL.title, "lora"), (RIVAL.title, "qlora")} & cited


def test_edges_follow_from_claims_and_from_nothing_else(graph: KnowledgeGraph) -> None:
    claims = {(one.paper, one.target): one.relation for one in graph.claims}

    for edge in graph.paper_edges:
        assert edge.citing != edge.cited
        assert edge.cited in graph.entities[edge.via].introduced_by
        assert edge.builds_on == (claims[edge.citing, edge.via] in BUILDS_ON)


def test_a_method_is_introduced_by_the_paper_that_proposes_it(graph: KnowledgeGraph) -> None:
    zebra = graph.entities[EntityId.parse("method/zebranet")]

    assert [graph.papers[one].title for one in zebra.introduced_by] == [ZEBRA.title]
    assert zebra.level is Level.NAMED


def test_a_field_that_says_what_the_text_says_makes_no_second_claim(graph: KnowledgeGraph) -> None:
    claim = _claim(graph, ZEBRA.title, "repository/github.com/o/zebra")

    assert claim.mentions
    assert (claim.field, claim.listing) == ("githubRepo", "page-00000000")


def test_a_field_that_says_more_makes_a_claim_without_mentions(graph: KnowledgeGraph) -> None:
    claim = _claim(graph, ZEBRA.title, "page/https://zebra.example.org")

    assert (claim.relation, claim.field) == (Relation.HAS_PROJECT_PAGE, "projectPage")
    assert (claim.mentions, claim.quote, claim.listing) == ((), "", LISTING.slug)


def test_a_repository_in_two_cases_is_one(graph: KnowledgeGraph) -> None:
    (found,) = [
        one for one in graph.entities.values() if one.id.slug == "github.com/microsoft/lora"
    ]

    assert found.label in {"Microsoft/LoRA", "microsoft/lora"}
    holders = [one for one in graph.claims if one.target == found.id]
    assert len(holders) == 2


def test_a_repository_named_without_its_host_has_its_node() -> None:
    one = Paper(title="Stripes", abstract="Code is available at: Zebra-Lab/Stripes-2.")

    graph = build_graph([one], [], curated_lexicon())

    (node,) = [node for node in graph.entities.values() if node.id.kind is Kind.REPOSITORY]
    assert node.url == "https://github.com/Zebra-Lab/Stripes-2"
    assert [claim.mentions[0].surface for claim in graph.claims if claim.target == node.id] == [
        "Zebra-Lab/Stripes-2"
    ]


def test_what_is_broader_comes_along(graph: KnowledgeGraph) -> None:
    resnet = graph.entities[EntityId.parse("method/resnet-50")]

    assert resnet.broader == EntityId.parse("method/resnet")
    assert resnet.broader in graph.entities


def test_a_paper_of_two_pages_is_one_with_both(graph: KnowledgeGraph) -> None:
    (found,) = [one for one in graph.papers.values() if one.arxiv_id == "2305.14314"]

    assert found.listings == ("page-00000000", "page-2")
    assert found.abstract == QLORA.abstract


def test_progress_is_told_for_both_passes() -> None:
    told: list[tuple[str, int, int]] = []

    build_graph(
        [LORA, RIVAL],
        LISTINGS,
        LEXICON,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )

    assert told == [("discover", 2, 2), ("link", 2, 2)]


def test_nothing_in_gives_an_empty_graph() -> None:
    assert build_graph([], [], LEXICON) == KnowledgeGraph()


# A build prepares the whole lexicon: few examples, each slow.
@settings(max_examples=6, deadline=None)
@given(st.permutations(PAPERS), st.permutations(LISTINGS))
def test_the_order_of_the_input_does_not_count(
    graph: KnowledgeGraph, records: list[Paper], listings: list[Listing]
) -> None:
    shuffled = build_graph(records, listings, LEXICON)

    assert shuffled == graph
    assert list(shuffled.papers) == list(graph.papers)
    assert list(shuffled.entities) == list(graph.entities)


def test_a_record_given_twice_counts_once() -> None:
    assert _built(*PAPERS, *PAPERS) == _built(*PAPERS)


def test_kinds_of_ids_agree_with_relations(graph: KnowledgeGraph) -> None:
    kinds = {
        Relation.EVALUATES_ON: {Kind.DATASET},
        Relation.HAS_REPOSITORY: {Kind.REPOSITORY},
        Relation.HAS_PROJECT_PAGE: {Kind.PAGE},
        Relation.ADDRESSES: {Kind.TASK},
        Relation.INTRODUCES: {Kind.METHOD, Kind.DATASET},
        Relation.MENTIONS: {Kind.METHOD, Kind.DATASET},
    }

    for claim in graph.claims:
        assert claim.target.kind in kinds.get(claim.relation, {Kind.METHOD})


def test_an_unlisted_method_is_not_what_its_acronym_is_known_for() -> None:
    pruned = paper(
        "Sharing Weights",
        "When compared to highly informed pruning techniques like Lottery Trail Rewinding (LTR), "
        "sharing weights exhibits superior performance.",
    )

    named = {claim.target for claim in _built(pruned).claims}

    assert EntityId.parse("method/lottery-trail-rewinding") in named
    assert EntityId.parse("method/learning-to-rank") not in named
