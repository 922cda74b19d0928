from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from builders import claim, entity, graph_of, mention, paper, paper_id
from lora_family import lora_family
from papergraph.analysis.lineage import Branch, foremost, lineage
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Part

LORA = EntityId.parse("method/lora")


def _names(branches: Sequence[Branch]) -> list[Any]:
    """A tree as nested lists: a name, and after it what hangs on it."""
    found: list[Any] = []
    for one in branches:
        found.append(one.label)
        if one.branches:
            found.append(_names(one.branches))
    return found


def _based(*links: str, versions: Sequence[str] = (), years: str = "") -> KnowledgeGraph:
    """``_based("b<a")``: the paper named after b extends a; years by letter, as "a=2020"."""
    issued = dict(one.split("=") for one in years.split())
    names = sorted({name for link in (*links, *versions) for name in link.split("<")})
    broader = {EntityId.parse(f"method/{n}"): m for n, m in (v.split("<") for v in versions)}
    papers = [paper(f"{name} paper", issued=issued.get(name, "")) for name in names]
    entities = []
    for name, own in zip(names, papers, strict=True):
        above = broader.get(EntityId.parse(f"method/{name}"))
        entities.append(
            entity(
                f"method/{name}",
                name,
                introduced_by=(paper_id(own),),
                broader=EntityId.parse(f"method/{above}") if above else None,
            )
        )
    claims = [
        claim(own, "introduces", f"method/{name}", "", [mention(own, name, Part.TITLE)])
        for name, own in zip(names, papers, strict=True)
    ]
    for link in links:
        newer, older = link.split("<")
        claims.append(claim(f"{newer} paper", "extends", f"method/{older}"))
    return graph_of(papers, entities, claims)


def _method(name: str) -> EntityId:
    return EntityId.parse(f"method/{name}")


def test_a_method_hangs_on_its_bases_and_bears_what_is_based_on_it() -> None:
    found = lineage(lora_family(), LORA)

    assert _names(found.ancestors) == ["adapter"]
    assert _names(found.descendants) == ["LoRA-XS", "QLoRA"]
    assert {one.label: one.how for one in found.descendants} == {
        "LoRA-XS": "broader",
        "QLoRA": "basedOn",
    }


def test_using_studying_and_comparing_make_no_ancestor() -> None:
    qtrain = lineage(lora_family(), EntityId.parse("method/qtrain"))

    assert (qtrain.ancestors, qtrain.descendants) == ((), ())


def test_branches_are_in_order_of_age_and_those_without_come_last() -> None:
    graph = _based("b<a", "c<a", "d<a", "e<a", years="e=2020 c=2022 b=2023")

    assert _names(lineage(graph, _method("a")).descendants) == ["e", "c", "b", "d"]


def test_a_cycle_ends_where_it_began() -> None:
    found = lineage(_based("b<a", "c<b", "a<c"), _method("a"), depth=9)

    assert _names(found.descendants) == ["b", ["c", ["a"]]]
    ((_, last),) = [each for each in found.descendants[0].walk() if each[1].label == "a"]
    assert (last.elsewhere, last.cut) == (True, False)


def test_what_hangs_on_a_method_is_shown_once_where_it_is_nearest() -> None:
    found = lineage(_based("b<a", "c<b", "c<a", "d<c"), _method("a"))

    assert _names(found.descendants) == ["b", ["c"], "c", ["d"]]
    assert [one.elsewhere for one in found.descendants[0].branches] == [True]


def test_what_lies_deeper_is_cut_and_told() -> None:
    found = lineage(_based("b<a", "c<b"), _method("a"), depth=1)

    assert [(one.label, one.branches, one.cut) for one in found.descendants] == [("b", (), True)]
    assert [one.cut for one in lineage(_based("b<a"), _method("a")).descendants] == [False]


def test_a_version_that_is_also_based_hangs_once() -> None:
    found = lineage(_based("b<a", versions=["b<a"]), _method("b"))

    assert [(one.label, one.how) for one in found.ancestors] == [("a", "basedOn")]


def test_the_foremost_are_those_that_most_papers_are_on_in_their_old_order() -> None:
    graph = _based("b<a", "c<a", "d<a", "e<c", "f<c", "g<d", "h<d", "i<d")
    branches = lineage(graph, _method("a")).descendants

    assert [one.papers for one in branches] == [1, 3, 4]
    assert [one.label for one in foremost(branches, 2)] == ["c", "d"]
    assert [one.label for one in foremost(branches, 1)] == ["d"]


def test_depth_is_one_or_more() -> None:
    with pytest.raises(ValueError, match="1 step deep or more, got 0"):
        lineage(lora_family(), LORA, depth=0)
