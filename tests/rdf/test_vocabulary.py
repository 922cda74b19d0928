from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from papergraph.model import EntityId, Kind, Relation
from papergraph.rdf.vocabulary import (
    KIND_TYPES,
    PG,
    RELATION_IRI,
    entity_id,
    entity_iri,
    kind_of,
    listing_iri,
    listing_slug,
    relation_of,
)

SLUGS = st.text(st.characters(exclude_categories=["Cs"]))
KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.PAGE])


@given(KINDS, SLUGS)
def test_an_iri_gives_its_id_back(kind: Kind, slug: str) -> None:
    assert entity_id(entity_iri(EntityId(kind, slug)).value) == (kind, slug)


@given(SLUGS)
def test_a_listing_gives_its_slug_back(slug: str) -> None:
    assert listing_slug(listing_iri(slug).value) == slug


def test_a_paper_is_no_listing() -> None:
    assert listing_slug(entity_iri(EntityId(Kind.PAPER, "listing")).value) == ""


def test_relations_and_kinds_have_one_iri_each() -> None:
    assert [relation_of(RELATION_IRI[relation]) for relation in Relation] == list(Relation)
    assert [kind_of(types[0]) for types in KIND_TYPES.values()] == list(KIND_TYPES)


def test_a_strange_predicate_is_no_relation() -> None:
    with pytest.raises(KeyError):
        relation_of(NamedNode("http://example.org/extends"))


def test_a_misspelt_term_raises_where_it_is_written() -> None:
    with pytest.raises(AttributeError, match="no term 'extnds'"):
        _ = PG.extnds


def test_a_page_has_no_iri() -> None:
    with pytest.raises(ValueError, match="a page has no IRI"):
        entity_iri(EntityId(Kind.PAGE, "https://example.org"))
