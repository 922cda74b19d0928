"""Linking measured on real pages and abstracts, where they are at hand."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest

from one_paper import linked
from papergraph.analysis.evaluation import Evaluation, evaluate
from papergraph.api import PaperGraph, build
from papergraph.model import BUILDS_ON, EntityId, Kind, Paper, Relation

SHARED = Path(__file__).parents[3] / "shared"
PAGES = sorted((SHARED / "pages").glob("*.txt"))
GOLD = sorted((SHARED / "eval" / "gold").glob("*.jsonl"))
ARXIV = SHARED / "data" / "arxiv-40k.jsonl.gz"

with_pages = pytest.mark.skipif(not (PAGES and GOLD), reason="the real pages are not at hand")

#: What a change of the rules must not fall below; F1.
FLOORS = {
    "methods": 0.88,
    "introduces": 0.83,
    "builds_on": 0.81,
    "datasets": 0.93,
    "identity": 0.98,
    "repositories": 1.0,
}
#: Words of the titles of papers of these pages that build on LoRA.
BUILDING_ON_LORA = [
    "PiSSA",
    "LoLDU",
    "Computational Limits of Low-Rank Adaptation",
]
_RADIO = re.compile(r"\bLoRa\b")


@cache
def _graph() -> PaperGraph:
    return build(PAGES)


@cache
def _evaluation() -> Evaluation:
    return evaluate(_graph(), GOLD)


@with_pages
def test_every_paper_of_the_pages_is_in_the_graph_once() -> None:
    listed = [paper for paper in _graph().papers.values() if paper.in_corpus]

    assert sum(len(paper.listings) for paper in listed) == 115
    assert len(listed) == 113  # two stand on both pages
    assert _evaluation().papers == 115
    assert _evaluation().papers_missing == 0


@with_pages
@pytest.mark.parametrize(("name", "floor"), FLOORS.items(), ids=FLOORS)
def test_the_graph_says_what_readers_say(name: str, floor: float) -> None:
    assert getattr(_evaluation(), name).f1 >= floor


@with_pages
def test_every_mention_is_where_it_says() -> None:
    evidence = _evaluation().evidence

    assert evidence.good == evidence.total > 500


@with_pages
@pytest.mark.parametrize("title", BUILDING_ON_LORA)
def test_papers_that_build_on_lora_are_found(title: str) -> None:
    graph = _graph()
    if not any(title in paper.title and paper.in_corpus for paper in graph.papers.values()):
        pytest.skip("the paper does not stand on these pages")

    building = {claim.paper for claim in graph.building_on("LoRA")}

    assert any(title in graph.papers[paper].title for paper in building)


@with_pages
def test_papers_that_only_compare_with_lora_do_not_build_on_it() -> None:
    graph = _graph()

    bystanders = {
        claim.paper
        for claim in graph.claims_about("LoRA", [Relation.COMPARES_WITH, Relation.MENTIONS])
    }

    building = graph.building_on("LoRA")
    assert all(claim.relation in BUILDS_ON for claim in building)
    assert not bystanders & {claim.paper for claim in building}


def _radio_papers() -> list[Paper]:
    found = []
    with gzip.open(ARXIV, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "LoRa" not in line:
                continue
            row = json.loads(line)
            text = f"{row['title']} {row['abstract']}"
            if _RADIO.search(text) and "LoRA" not in text and "ow-Rank" not in text:
                found.append(Paper(title=row["title"], abstract=row["abstract"]))
    return found


@pytest.mark.skipif(not ARXIV.exists(), reason="the arXiv records are not at hand")
def test_lora_the_radio_is_never_lora_the_method() -> None:
    papers = _radio_papers()

    found = [linked(paper) for paper in papers]

    assert papers
    lora = EntityId(Kind.METHOD, "lora")
    assert [
        paper.title
        for paper, one in zip(papers, found, strict=True)
        if any(claim.target == lora for claim in one.claims)
    ] == []
