"""Somebody else's list: what is taken over, and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergraph.lexicon import (
    Admission,
    Entry,
    Folding,
    Refusal,
    Status,
    admit,
    curated_lexicon,
    dump_terms,
    read_addition,
    read_terms,
)
from papergraph.model import Introduction, Kind

LEXICON = curated_lexicon()
#: A few of ours: reading twenty thousand names a hundred times takes too long.
_KEPT = {"lora", "resnet-50", "imagenet-1k", "glue", "cnn"}
FEW = replace(
    LEXICON,
    known={entity: one for entity, one in LEXICON.known.items() if entity.slug in _KEPT},
    terms=tuple(term for term in LEXICON.terms if term.entity.slug in _KEPT),
)
SOURCE = Introduction(title="Frobs all the way", year=2024, arxiv_id="2401.00001")


def _entry(*names: str, kind: Kind = Kind.METHOD, **fields: Any) -> Entry:  # noqa: ANN401
    return Entry(kind=kind, names=names, **fields)


def _admitted(*entries: Entry) -> Admission:
    return admit(entries, LEXICON)


def _names(admission: Admission) -> list[str]:
    return [term.name for term in admission.terms]


def test_a_new_entity_comes_with_its_names_and_its_paper() -> None:
    found = _admitted(_entry("FrobNet", "Frobnication Network", introduction=SOURCE))

    (one,) = found.known
    assert str(one.entity.id) == "method/frobnet"
    assert (one.entity.label, one.entity.aliases) == ("FrobNet", ("Frobnication Network",))
    assert one.introduction == SOURCE
    assert [term.status for term in found.terms] == [Status.PREFERRED, Status.ALIAS]
    assert (found.names, found.clashes, found.repeats, found.refused) == (2, (), (), 0)


@pytest.mark.parametrize(
    "entry",
    [
        _entry("LoRA"),
        _entry("Lo-Ra", "Frobnication"),
        _entry("Frobnication", "low-rank adaptation"),
        _entry("LoRAs"),
        _entry("Frobs", keys=("lo_ra",)),
        _entry("ImageNet dataset", kind=Kind.DATASET),
        _entry("The old ImageNet", keys=("imagenet",), kind=Kind.DATASET, variants=("ImgNet",)),
    ],
    ids=["same", "other case", "by alias", "plural", "by key", "with its noun", "with variants"],
)
def test_what_the_lexicon_has_is_not_taken_over_at_all(entry: Entry) -> None:
    found = _admitted(entry)

    assert (found.known, found.terms) == ((), ())
    assert found.clashes == (*entry.names, *entry.variants)


@pytest.mark.parametrize("name", ["GPU", "ImageNet"], ids=["stop word", "of another kind"])
def test_a_name_with_another_meaning_costs_only_itself(name: str) -> None:
    found = _admitted(_entry(name, "Frobnication Network"))

    assert (_names(found), found.clashes) == (["Frobnication Network"], (name,))
    assert str(found.known[0].entity.id) == "method/frobnication-network"


def test_a_variant_that_clashes_does_not_make_it_ours() -> None:
    found = _admitted(_entry("FrobNet", kind=Kind.DATASET, variants=("ImageNet", "FrobNet-2k")))

    assert (_names(found), found.clashes) == (["FrobNet", "FrobNet-2k"], ("ImageNet",))


def test_a_name_of_two_letters_is_refused() -> None:
    found = _admitted(_entry("FN"), _entry("FrobNet", "F2"))

    assert _names(found) == ["FrobNet"]
    assert (found.names, found.refusals) == (3, {Refusal.SHORT: 2})


def test_a_name_of_ordinary_words_is_refused_and_one_with_a_known_name_is_not() -> None:
    entries = [_entry("Urban Faces"), _entry("Cityscapes Faces"), _entry("Pose Faces")]

    found = admit(entries, LEXICON, ["cityscapes", "faces", "pose", "urban"])

    assert _names(found) == ["Cityscapes Faces"]
    assert found.refusals == {Refusal.PLAIN: 2}


def test_variants_without_a_name_are_refused_with_it() -> None:
    found = _admitted(_entry("general", kind=Kind.DATASET, variants=("Frob domain",)))

    assert (found.known, found.terms) == ((), ())
    assert found.refusals == {Refusal.PLAIN: 1, Refusal.NAMELESS: 1}


def test_of_two_entries_of_one_name_one_is_taken() -> None:
    found = _admitted(_entry("FrobNet", "Frobs"), _entry("Frob-Net", "Knobs"))

    assert [one.entity.label for one in found.known] == ["Frob-Net"]
    assert _names(found) == ["Frob-Net", "Knobs"]
    assert found.repeats == ("FrobNet", "Frobs")


def test_of_two_like_entries_the_one_with_a_paper_is_taken() -> None:
    found = _admitted(_entry("FrobNet"), _entry("FrobNet", introduction=SOURCE))

    assert [one.introduction for one in found.known] == [SOURCE]
    assert found.repeats == ("FrobNet",)


def test_a_preferred_name_goes_before_another_s_alias() -> None:
    found = _admitted(_entry("AaaNet", "FrobNet"), _entry("FrobNet"))

    assert {(str(t.entity), t.name) for t in found.terms} == {
        ("method/aaanet", "AaaNet"),
        ("method/frobnet", "FrobNet"),
    }
    assert found.repeats == ("FrobNet",)


@pytest.mark.parametrize(
    ("name", "folding"),
    [
        ("FrobNet", Folding.EXACT),
        ("FROBS", Folding.EXACT),
        ("Frob Search", Folding.EXACT),
        ("FROB", Folding.CONTEXT),
        ("FrB", Folding.CONTEXT),
        ("Frobnic", Folding.CONTEXT),
    ],
)
def test_nothing_is_looked_for_in_another_case(name: str, folding: Folding) -> None:
    assert [term.folding for term in _admitted(_entry(name)).terms] == [folding]


_PIECES = ["Frob", "Knob", "Net", "LoRA", "GPU", "-", " ", "2", "s", "é", "(x)", "AE", "dataset"]
names = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map(
    lambda pieces: " ".join("".join(pieces).split())
)
entries = st.builds(
    Entry,
    kind=st.sampled_from([Kind.METHOD, Kind.DATASET]),
    names=st.lists(names.filter(bool), min_size=1, max_size=3, unique=True).map(tuple),
    variants=st.lists(names.filter(bool), max_size=2, unique=True).map(tuple),
    introduction=st.sampled_from([SOURCE, Introduction(title="")]),
)


@given(st.lists(entries, max_size=6), st.randoms(use_true_random=False))
def test_every_name_is_counted_and_the_order_changes_nothing(
    given_entries: list[Entry],
    random: Any,  # noqa: ANN401 - hypothesis' own
) -> None:
    found = admit(given_entries, LEXICON)
    shuffled = random.sample(given_entries, len(given_entries))

    assert found.names == sum(len({*e.names, *e.variants}) for e in set(given_entries))
    turned = admit(shuffled, LEXICON)
    assert dump_terms(found.known, found.terms) == dump_terms(turned.known, turned.terms)


@given(st.lists(entries, max_size=6))
def test_what_is_taken_over_can_be_read_and_clashes_with_nothing(
    tmp_path_factory: pytest.TempPathFactory, given_entries: list[Entry]
) -> None:
    found = admit(given_entries, FEW)
    path = tmp_path_factory.mktemp("list") / "my.tsv"
    path.write_text(dump_terms(found.known, found.terms), encoding="utf-8")

    addition = read_addition(path, FEW)

    assert (addition.names, addition.clashes) == (len(found.terms), ())
    assert dump_terms(*read_terms(path)) == Path(path).read_text(encoding="utf-8")
