"""Names that no lexicon has, over several papers."""

from __future__ import annotations

import pytest

from papergraph.graph.unlisted import ground_unlisted
from papergraph.lexicon import curated_lexicon
from papergraph.linking import Proposal, Sighting
from papergraph.model import EntityId, Kind, Part
from papergraph.text.normalize import slug
from papergraph.text.span import Span

FIRST, SECOND = EntityId(Kind.PAPER, "a"), EntityId(Kind.PAPER, "b")


def _named(*names: str, kind: Kind = Kind.METHOD, confidence: float = 0.6) -> Proposal:
    best = Sighting(names[0], Part.ABSTRACT, Span(0, 1), kind, "learned", confidence)
    return Proposal(names[0], names, kind, best)


def _grounded(
    named: dict[EntityId, list[Proposal]], *proposed: Proposal
) -> dict[EntityId, dict[EntityId, Proposal]]:
    mine = {EntityId(one.kind, slug(one.label)): [one] for one in proposed}
    return ground_unlisted(named, mine, curated_lexicon())


@pytest.mark.parametrize(
    ("proposed", "named", "entity"),
    [
        pytest.param(["ZebraNet"], ["ZebraNet"], "zebranet", id="a name of one meaning"),
        pytest.param(["SZM"], ["SZM"], "szm-another", id="an acronym"),
        pytest.param(["SCALE"], ["SCALE"], "scale-another", id="a word"),
        pytest.param(["ZEBRIX"], ["ZeBriX"], "zebrix-another", id="other capitals"),
        pytest.param(
            ["SZM", "Striped Zebra Matching"],
            ["SZM", "Stochastic Zone Model"],
            "stochastic-zone-model",
            id="spelled out as another thing",
        ),
        pytest.param(
            ["SZM", "Striped Zebra Matching"],
            ["SZM", "striped zebra matchings"],
            "szm",
            id="spelled out alike",
        ),
    ],
)
def test_a_name_of_others_is_what_a_paper_proposes_only_where_it_must_be(
    proposed: list[str], named: list[str], entity: str
) -> None:
    found = _grounded({FIRST: [_named(*named)]}, _named(*proposed))

    assert list(found[FIRST]) == [EntityId(Kind.METHOD, entity)]


def test_one_name_in_two_papers_is_one_entity() -> None:
    found = _grounded({FIRST: [_named("Zebra-Net")], SECOND: [_named("ZebraNet")]})

    assert list(found[FIRST]) == list(found[SECOND])


def test_a_long_form_is_the_entity_of_its_short_form() -> None:
    found = _grounded(
        {FIRST: [_named("ZEN", "Zebra Net")], SECOND: [_named("Zebra Net")]},
    )

    assert list(found[FIRST]) == list(found[SECOND]) == [EntityId(Kind.METHOD, "zen")]


def test_a_long_form_with_two_short_forms_stays_itself() -> None:
    found = _grounded(
        {
            FIRST: [_named("ZEN", "Zebra Net")],
            SECOND: [_named("ZN", "Zebra Net"), _named("Zebra Net")],
        },
    )

    assert EntityId(Kind.METHOD, "zebra-net") in found[SECOND]


def test_the_surest_papers_say_what_kind_it_is() -> None:
    sure = _named("HerdEval", kind=Kind.DATASET, confidence=0.9)
    unsure = _named("HerdEval", kind=Kind.METHOD, confidence=0.4)

    found = _grounded({FIRST: [sure], SECOND: [unsure]})

    assert list(found[SECOND]) == [EntityId(Kind.DATASET, "herdeval")]


def test_two_names_are_two_entities() -> None:
    found = _grounded({FIRST: [_named("ZebraNet"), _named("ZebraNet2")]})

    assert len(found[FIRST]) == 2


@pytest.mark.parametrize("label", ["Striped Zebra Matching", "Striped-Zebra-Matching"])
def test_two_long_forms_are_two_things_whichever_name_is_the_label(label: str) -> None:
    found = _grounded(
        {
            FIRST: [_named(label, "SZM")],
            SECOND: [_named("Stochastic Zone Model", "SZM")],
        }
    )

    assert not set(found[FIRST]) & set(found[SECOND])


def test_a_short_form_of_two_things_is_two_entities() -> None:
    third = EntityId(Kind.PAPER, "c")
    found = _grounded(
        {
            FIRST: [_named("ZEN", "Zebra Eye Network")],
            SECOND: [_named("ZEN", "Zoological Energy Norm")],
            third: [_named("ZEN", "Zebra Eye Networks")],
        }
    )

    assert list(found[FIRST]) == list(found[third]) == [EntityId(Kind.METHOD, "zen")]
    assert list(found[SECOND]) == [EntityId(Kind.METHOD, "zoological-energy-norm")]


def test_capitals_end_no_plural() -> None:
    found = _grounded({FIRST: [_named("ZES")], SECOND: [_named("ZE"), _named("ZENs")]})

    assert list(found[FIRST]) == [EntityId(Kind.METHOD, "zes")]
    assert list(found[SECOND]) == [EntityId(Kind.METHOD, "ze"), EntityId(Kind.METHOD, "zens")]
