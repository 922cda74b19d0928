"""Others' real lists, where they are at hand: much is new, and nothing of ours is touched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from papergraph.lexicon import (
    Admission,
    Entry,
    admit,
    curated_lexicon,
    dump_terms,
    read_addition,
    read_terms,
)
from papergraph.model import Kind
from papergraph.sources import read_catalogue
from papergraph.text.normalize import name_key

CATALOGUE = Path(__file__).parents[3] / "shared" / "catalogue"
LISTS = {
    "pwc-methods": ("pwc-methods.json", Kind.METHOD, 700),
    "pwc-datasets": ("pwc-datasets.jsonl", Kind.DATASET, 1200),
    "hf-datasets": ("hf-dataset-cards.jsonl", Kind.DATASET, 300),
}

pytestmark = pytest.mark.skipif(not CATALOGUE.exists(), reason="the real lists are not at hand")


@cache
def _entries(name: str) -> list[Entry]:
    found = list(read_catalogue(CATALOGUE / LISTS[name][0], name))
    entries = [one for one in found if isinstance(one, Entry)]
    assert len(entries) == len(found)
    return entries


@cache
def _admitted(name: str) -> Admission:
    return admit(_entries(name), curated_lexicon())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_adds_many_entities_of_its_kind(name: str) -> None:
    _, kind, least = LISTS[name]

    found = _admitted(name)

    assert len(found.known) > least
    assert {one.entity.id.kind for one in found.known} == {kind}
    assert found.clashes
    assert found.refused


@pytest.mark.parametrize("name", LISTS)
def test_nothing_of_ours_and_no_bad_name_comes_in(name: str) -> None:
    ours = curated_lexicon()

    names = [term.name for term in _admitted(name).terms]

    assert [one for one in names if name_key(one) in ours.by_key] == []
    assert [one for one in names if ours.stop_category(one)] == []
    assert [one for one in names if sum(map(str.isalnum, one)) < 3] == []
    assert [one for one in names if one.isalpha() and one.islower()] == []
    assert [one for one in names if len(one.split()) > 8 or "(" in one] == []


@pytest.mark.parametrize("name", LISTS)
def test_the_file_of_a_list_is_read_back_whole(name: str, tmp_path: Path) -> None:
    found = _admitted(name)
    path = tmp_path / "my.tsv"
    path.write_text(dump_terms(found.known, found.terms), encoding="utf-8")

    addition = read_addition(path, curated_lexicon())

    assert (addition.names, addition.clashes) == (len(found.terms), ())
    assert dump_terms(*read_terms(path)) == path.read_text(encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    keys = {(line.split("\t")[0], name_key(line.split("\t")[1])) for line in lines}
    assert len({key for _, key in keys}) == len(keys)


@pytest.mark.parametrize("name", LISTS)
def test_the_order_of_a_list_changes_nothing(name: str) -> None:
    found, turned = _admitted(name), admit(_entries(name)[::-1], curated_lexicon())

    assert dump_terms(found.known, found.terms) == dump_terms(turned.known, turned.terms)
    assert found.names == turned.names
