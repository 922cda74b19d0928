from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.analysis.communities import communities
from papergraph.errors import MissingDataError, UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.graph.projection import PROJECTIONS
from papergraph.model import Level, Part

# Three papers on LoRA, four on ViT; one of the former also uses ViT; all train.
GRAPH = graph_of(
    [*(paper(f"L{n}") for n in range(3)), *(paper(f"V{n}") for n in range(4)), paper("Alone")],
    [
        entity("method/lora", "LoRA"),
        entity("method/qlora", "QLoRA"),
        entity("method/vit", "ViT"),
        entity("method/training", "training", level=Level.GENERIC),
        entity("method/tuning", "tuning", level=Level.GENERIC),
    ],
    [
        *(claim(f"L{n}", "extends", "method/lora") for n in range(3)),
        *(claim(f"L{n}", "uses", "method/qlora") for n in range(2)),
        *(claim(f"L{n}", "uses", "method/tuning") for n in range(3)),
        *(claim(f"V{n}", "uses", "method/vit") for n in range(4)),
        claim("L2", "uses", "method/vit"),
        *(claim(p, "uses", "method/training") for p in ("L0", "L1", "V0", "V1", "Alone")),
        claim("Alone", "comparesWith", "method/lora"),
    ],
)


def test_papers_on_the_same_methods_are_one_community_named_by_them() -> None:
    found = communities(GRAPH)

    assert [sorted(node.slug for node in one.members) for one in found.found] == [
        ["v0", "v1", "v2", "v3"],
        ["l0", "l1", "l2"],
    ]
    assert [one.name for one in found.found] == ["ViT", "LoRA · QLoRA · tuning"]
    assert [node.slug for node in found.alone] == ["alone"]


def test_families_tie_nobody_and_come_after_named_methods() -> None:
    by_id = {one.id.slug: one for each in communities(GRAPH).found for one in each.typical}

    assert by_id["tuning"].score > by_id["qlora"].score
    assert (by_id["lora"].papers, by_id["qlora"].papers, by_id["vit"].papers) == (3, 2, 4)
    assert "training" not in by_id or by_id["training"].papers == 2


def test_what_everybody_uses_ties_weakly() -> None:
    """Five papers on ViT share it by a quarter, three on LoRA by a half."""
    network: nx.Graph[str] = nx.Graph()
    for group, weight in ((["l2", "v0", "v1", "v2", "v3"], 1 / 4), (["l0", "l1", "l2"], 1 / 2)):
        for one, other in combinations(group, 2):
            network.add_edge(one, other, weight=weight)
    network["l0"]["l1"]["weight"] += 1.0  # two papers share QLoRA
    found = communities(GRAPH)

    parts = [{node.slug for node in one.members} for one in found.found]

    assert found.modularity == pytest.approx(nx.community.modularity(network, parts))


def test_a_greater_resolution_gives_smaller_communities() -> None:
    assert len(communities(GRAPH, resolution=8).found) > len(communities(GRAPH).found)


@pytest.mark.parametrize("projection", list(PROJECTIONS))
def test_every_network_can_be_parted(projection: str) -> None:
    graph = _random_graph({(0, 1), (0, 2), (1, 1), (1, 2), (2, 3), (3, 3), (2, 4), (3, 4)})

    found = communities(graph, projection)

    members = [node for one in found.found for node in one.members]
    assert len(members) == len(set(members))
    assert not set(members) & set(found.alone)
    assert all(one.name for one in found.found)


def test_a_community_of_methods_is_named_by_those_that_most_papers_work_on() -> None:
    found = communities(GRAPH, "methods-by-paper")

    assert [one.label for one in found.found[0].typical] == ["ViT", "LoRA", "QLoRA"]
    assert [node.slug for node in found.alone] == []


NAMED = paper("p9")


def _random_graph(pairs: set[tuple[int, int]]) -> KnowledgeGraph:
    return graph_of(
        [*(paper(f"p{n}") for n in range(9)), NAMED],
        [entity(f"method/m{n}", f"m{n}", introduced_by=(paper_id(f"p{n}"),)) for n in range(6)],
        [claim(f"p{a}", "extends", f"method/m{b}") for a, b in pairs]
        + [claim("p9", "introduces", "method/m5", "", [mention(NAMED, "p9", Part.TITLE)])]
        + [claim("p9", "extends", "method/m4")],
    )


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 4)), min_size=4, max_size=24))
def test_every_community_is_connected(pairs: set[tuple[int, int]]) -> None:
    graph = _random_graph(pairs)
    network: nx.Graph[int] = nx.Graph(
        (one, other)
        for (one, method), (other, same) in combinations(sorted({*pairs, (9, 5), (9, 4)}), 2)
        if method == same
    )
    if not network:
        return

    found = communities(graph)

    for one in found.found:
        numbers = [int(node.slug.removeprefix("p")) for node in one.members]
        assert nx.is_connected(network.subgraph(numbers))
    assert sum(len(one.members) for one in found.found) == len(network)
    sizes = [len(one.members) for one in found.found]
    assert sizes == sorted(sizes, reverse=True)


def test_the_order_of_hashes_does_not_show() -> None:
    script = (
        "import importlib.util as u;"
        f"s = u.spec_from_file_location('m', {__file__!r}); m = u.module_from_spec(s);"
        "s.loader.exec_module(m); print(m.communities(m.GRAPH))"
    )
    # This process has a seed of its own.
    told = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told == f"{communities(GRAPH)}\n"


def test_a_graph_without_ties_is_told() -> None:
    with pytest.raises(MissingDataError, match="ties in the network 'papers', found none"):
        communities(graph_of([paper("a")]), "papers")
    with pytest.raises(UnknownNameError, match="did you mean papers"):
        communities(GRAPH, "paper")
    with pytest.raises(ValueError, match="above 0, got 0"):
        communities(GRAPH, resolution=0)
