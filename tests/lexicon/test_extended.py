"""A lexicon and what is added to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papergraph.lexicon import Folding, KnownEntity, Lexicon, Status, Term
from papergraph.model import Entity, EntityId, Kind

_IDS = st.builds(
    EntityId, st.sampled_from([Kind.METHOD, Kind.DATASET, Kind.TASK]), st.sampled_from("abc")
)
_TERMS = st.lists(
    st.builds(
        Term,
        _IDS,
        st.sampled_from(["A", "B", "a"]),
        st.sampled_from(Status),
        st.sampled_from(Folding),
    )
)
LORA = EntityId(Kind.METHOD, "lora")


@given(_TERMS, _TERMS)
def test_names_stand_where_they_would_if_all_had_come_at_once(
    first: list[Term], second: list[Term]
) -> None:
    apart = Lexicon().extended((), first).extended((), second)

    assert apart == Lexicon().extended((), [*second, *first])
    assert {*apart.terms, *apart.tasks} == {*first, *second}
    assert len(apart.terms) + len(apart.tasks) == len({*first, *second})
    assert all(term.entity.kind is Kind.TASK for term in apart.tasks)
    assert not any(term.entity.kind is Kind.TASK for term in apart.terms)


def test_an_entity_given_again_replaces_the_old_one_and_the_rest_stays() -> None:
    old, new = (KnownEntity(Entity(id=LORA, label=label)) for label in ("LoRA", "LORA"))
    other = KnownEntity(Entity(id=EntityId(Kind.METHOD, "adam"), label="Adam"))
    before = Lexicon().extended([old], [])

    after = before.extended([new, other], [])

    assert list(after.known.values()) == [other, new]
    assert before.known == {LORA: old}
    assert after.extended([], []) == after


def test_a_small_s_behind_a_capital_is_a_plural_but_where_the_name_has_it() -> None:
    names = ("ViT", "ViT-S", "C-STS", "BEATs", "R&Ds")
    terms = [
        Term(EntityId(Kind.METHOD, name.lower()), name, Status.PREFERRED, Folding.SHAPE)
        for name in names
    ]
    lexicon = Lexicon().extended((), terms)

    found = {name: [one.slug for one in lexicon.ids(name)] for name in (*names, "ViTs")}

    assert found == {name: [name.lower()] for name in names} | {"ViTs": ["vit"]}
    assert [lexicon.ids(name) for name in ("CSTs", "RDs")] == [(), ()]
