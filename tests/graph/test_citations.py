"""Who cites whom: grounded where it can be, kept where it cannot, never joined by force."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LISTING, paper, paper_id
from papergraph.graph.build import build_graph
from papergraph.graph.citations import Cited, cited_papers
from papergraph.lexicon import KnownEntity, Lexicon
from papergraph.model import (
    Entity,
    EntityId,
    Introduction,
    Kind,
    Paper,
    Reference,
    Relation,
    Statement,
)

LORA = paper("LoRA: Low-Rank Adaptation", arxiv_id="2106.09685", doi="10.1/lora")


def _cites(*references: Reference, title: str = "Citing") -> Paper:
    return paper(title, references=references)


def _reference(*keys: str, title: str = "", **fields: Any) -> Reference:  # noqa: ANN401
    return Reference("references", keys, title)._replace(**fields)


def _cited(*found: Paper) -> Cited:
    return cited_papers({paper_id(one): one for one in found})


def _targets(cited: Cited, title: str = "Citing") -> list[str]:
    return sorted(one.target.slug for one in cited.claims.get(paper_id(title), ()))


@pytest.mark.parametrize(
    "reference",
    [
        _reference("arxiv:2106.09685"),
        _reference("doi:10.1/lora"),
        _reference("openalex:w1", "doi:10.1/lora"),
        _reference(title="LORA -- low-rank adaptation"),
        _reference("openalex:w1", title="LoRA: Low-Rank Adaptation"),
        _reference("arxiv:2106.09685", title="Another Title"),
    ],
)
def test_a_reference_finds_the_listed_paper(reference: Reference) -> None:
    cited = _cited(LORA, _cites(reference))

    assert _targets(cited) == [paper_id(LORA).slug]
    assert cited.papers == {}


def test_an_identifier_is_surer_than_a_title() -> None:
    (by_key,) = _cited(LORA, _cites(_reference("doi:10.1/lora"))).claims[paper_id("Citing")]
    (by_title,) = _cited(LORA, _cites(_reference(title=LORA.title))).claims[paper_id("Citing")]

    assert 0 < by_title.confidence < by_key.confidence < 1


def test_a_title_with_another_identifier_is_another_paper() -> None:
    cited = _cited(LORA, _cites(_reference("arxiv:1111.11111", title=LORA.title)))

    ((found, one),) = cited.papers.items()
    assert _targets(cited) == [found.slug] != [paper_id(LORA).slug]
    assert (one.title, one.arxiv_id, one.in_corpus) == (LORA.title, "1111.11111", False)


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        (("arxiv:1111.11111", "s2:1"), "arxiv:1111.11111"),
        (("doi:10.1/z", "openalex:w9"), "doi:10.1/z"),
        (("openalex:w9",), "openalex:w9"),
    ],
)
def test_what_no_listing_has_goes_by_its_identifier(keys: tuple[str, ...], label: str) -> None:
    cited = _cited(_cites(_reference(*keys)))

    ((found, one),) = cited.papers.items()
    assert _targets(cited) == [found.slug]
    assert (one.title, one.keys, one.in_corpus) == (label, keys, False)


def test_a_reference_that_says_nothing_cites_nothing() -> None:
    cited = _cited(_cites(_reference(), _reference(title="  ")))

    assert cited == Cited({}, {})


def test_a_paper_never_cites_itself() -> None:
    one = paper("LoRA", arxiv_id="2106.09685", references=(_reference("arxiv:2106.09685"),))

    assert _cited(one) == Cited({}, {})


def test_one_paper_is_cited_once_by_the_reference_that_says_most() -> None:
    cited = _cited(
        LORA,
        _cites(
            _reference("arxiv:2106.09685", listing="p1"),
            _reference("doi:10.1/lora", quote="We use LoRA.", intents=("method",), listing="p2"),
        ),
    )

    (one,) = cited.claims[paper_id("Citing")]
    assert (one.relation, one.quote, one.listing) == (Relation.CITES, "We use LoRA.", "p2")
    assert (one.field, one.rule) == ("references", "field: reference, intents: method")
    assert one.mentions == ()


def test_two_who_cite_an_unknown_paper_cite_one() -> None:
    cited = _cited(
        _cites(_reference("arxiv:1", "doi:10.1/z"), title="A"),
        _cites(_reference("doi:10.1/z"), title="B"),
        _cites(_reference(title="Unknown Work"), title="C"),
        _cites(_reference("s2:5", title="unknown work"), title="D"),
        _cites(_reference("s2:5"), title="E"),
    )

    assert _targets(cited, "A") == _targets(cited, "B")
    assert _targets(cited, "C") == _targets(cited, "D") == _targets(cited, "E")
    assert len(cited.papers) == 2


def test_a_title_is_shown_and_an_identifier_kept_whoever_says_it_first() -> None:
    cited = _cited(
        _cites(_reference("arxiv:1111.11111"), title="A"),
        _cites(_reference("arxiv:1111.11111", title="Unknown Work"), title="B"),
        _cites(_reference(title="Unknown Work"), title="C"),
    )

    assert [(one.title, one.arxiv_id) for one in cited.papers.values()] == [
        ("Unknown Work", "1111.11111")
    ]


def test_titles_that_an_iri_spells_alike_stay_apart() -> None:
    titles = ("C E", "c e 漢", "C E 仮", "C E 名")

    cited = _cited(_cites(*(_reference(title=one) for one in titles)))

    assert len(cited.papers) == len(_targets(cited)) == len(titles)


_KEYS = st.sampled_from(["arxiv:1", "arxiv:2", "doi:10.1/a", "doi:10.1/b", "openalex:w1"])
_REFERENCES = st.builds(
    lambda keys, title: _reference(*sorted(keys), title=title),
    st.sets(_KEYS, max_size=2),
    st.sampled_from(["", "Adam", "ADAM", "Prefix Tuning"]),
)
_CITING = st.lists(st.lists(_REFERENCES, max_size=4), max_size=4).map(
    lambda lists: [_cites(*found, title=f"Paper {n}") for n, found in enumerate(lists)]
)


@given(_CITING)
def test_every_reference_that_says_something_is_kept(found: list[Paper]) -> None:
    cited = _cited(LORA, *found)

    for one in found:
        said = [reference for reference in one.references if reference.keys or reference.title]
        claims = cited.claims.get(paper_id(one), [])
        assert bool(claims) == bool(said)
        assert len({each.target for each in claims}) == len(claims) <= len(said)
        for each in claims:
            assert each.target in cited.papers or each.target == paper_id(LORA)
            assert each.target != each.paper


@given(_CITING)
def test_unlisted_papers_say_no_more_than_references(found: list[Paper]) -> None:
    said = [{*reference.keys} for one in found for reference in one.references]
    titles = {reference.title for one in found for reference in one.references}

    for key, one in _cited(*found).papers.items():
        assert key.kind is Kind.PAPER
        assert not one.in_corpus
        assert any({*one.keys} <= keys for keys in said)
        assert one.title in titles or one.title in one.keys
        assert (one.abstract, one.authors, one.issued, one.listings) == ("", (), "", ())


@given(_CITING, st.data())
def test_the_order_of_papers_changes_no_citation(found: list[Paper], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))

    one, other = (build_graph(records, [LISTING], Lexicon()) for records in (found, list(shuffled)))
    assert one == other


def test_citations_are_in_the_graph_and_build_on_nothing() -> None:
    graph = build_graph([LORA, _cites(_reference("doi:10.1/lora"))], [LISTING], Lexicon())

    (one,) = [each for each in graph.claims if each.paper == paper_id("Citing")]
    assert (one.paper, one.relation, one.target) == (
        paper_id("Citing"),
        Relation.CITES,
        paper_id(LORA),
    )
    assert graph.paper_edges == ()
    assert not any(each.references for each in graph.papers.values())


def test_what_the_lexicon_knows_by_its_identifier_is_one_paper_with_what_is_cited() -> None:
    lora = EntityId.parse("method/lora")
    source = Introduction(title="LoRA: Low-Rank Adaptation", year=2021, arxiv_id="2106.09685")
    lexicon = Lexicon(known={lora: KnownEntity(Entity(id=lora, label="LoRA"), source)})
    uses = Statement("methods", Relation.USES, Kind.METHOD, "LoRA", 0.9)
    citing = paper("Citing", statements=(uses,), references=(_reference("arxiv:2106.09685"),))

    graph = build_graph([citing], [LISTING], lexicon)

    assert len([one for one in graph.papers.values() if one.arxiv_id]) == 1
    (introducing,) = graph.entities[lora].introduced_by
    assert introducing in {one.target for one in graph.claims}
