from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.export.html import dump_html
from papergraph.export.palette import LINES, MARKS
from papergraph.export.picture import Picture
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind, Level, Relation

BREAKING = "</script><img src=x onerror=alert(1)>"
TITLE = f"QLoRA: <script>alert(2)</script> {BREAKING} href"
ABSTRACT = f"We 𝕏tend LoRA. {BREAKING} <!-- <script> \u2028 & done."


def hostile_graph() -> KnowledgeGraph:
    qlora = paper(TITLE, ABSTRACT, arxiv_id="2305.14314", authors=("<b>Ann</b>",))
    lora = paper("LoRA: low rank", listings=())
    return graph_of(
        [qlora, lora],
        [
            entity("method/lora", "LoRA", aliases=(BREAKING,), introduced_by=(paper_id(lora),)),
            entity("method/pruning", "pruning", level=Level.GENERIC),
            entity("dataset/glue", "GLUE"),
            entity("repository/github.com/a/b", "a/b", url="https://github.com/a/b"),
            entity("page/https://example.org/q", "https://example.org/q"),
        ],
        [
            claim(
                qlora,
                "extends",
                "method/lora",
                "We 𝕏tend LoRA.",
                [mention(qlora, "LoRA")],
                rule=BREAKING,
            ),
            claim(qlora, "evaluatesOn", "dataset/glue"),
            claim(qlora, "hasRepository", "repository/github.com/a/b"),
            claim(qlora, "hasProjectPage", "page/https://example.org/q"),
        ],
    )


def line_up(graph: KnowledgeGraph) -> dict[EntityId, tuple[float, float]]:
    return {
        node: (100.0 * n, 50.0 * (n % 3)) for n, node in enumerate([*graph.papers, *graph.entities])
    }


@pytest.fixture(scope="module")
def page() -> str:
    graph = hostile_graph()
    return dump_html(graph, positions=line_up(graph), title="A <b>title</b>")


class _Elements(HTMLParser):
    """What a browser would see: elements with their attributes, and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.texts.append((f"after {tag}", ""))

    def handle_data(self, data: str) -> None:
        if self.texts:
            tag, text = self.texts[-1]
            self.texts[-1] = (tag, text + data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]

    def text_of(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


def record(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        gzip.decompress(base64.b64decode(_Elements(page).text_of("script")[0]))
    )
    return found


def test_nothing_on_the_page_is_loaded_from_anywhere(page: str) -> None:
    elements = _Elements(page)

    addresses = [
        value
        for _, attributes in elements.found
        for name, value in attributes.items()
        if name in {"src", "srcset", "href", "action", "data", "poster", "background"}
    ]
    styles = "".join(elements.text_of("style"))

    assert addresses == ["data:,"]
    assert "@import" not in styles
    assert "url(" not in styles
    assert not re.search(r"cdn|bootstrap|jsdelivr|sourceMappingURL", page, re.IGNORECASE)


def test_the_policy_lets_only_the_pages_own_scripts_run(page: str) -> None:
    elements = _Elements(page)
    (policy,) = (m["content"] or "" for m in elements.of("meta") if "http-equiv" in m)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    scripts = elements.text_of("script")[1:]

    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    }

    assert rules["default-src"] == "'none'"
    assert set(rules["script-src"].split()) == hashes
    assert len(hashes) == 3
    assert "connect-src" not in rules


def test_names_are_data_and_never_markup(page: str) -> None:
    elements = _Elements(page)

    assert [tag for tag, _ in elements.found].count("script") == 4
    assert not elements.of("img")
    assert not elements.of("b")
    assert not [a for _, attributes in elements.found for a in attributes if a.startswith("on")]
    assert BREAKING not in page
    assert "<script>alert" not in page
    assert "A &lt;b&gt;title&lt;/b&gt;" in page


def test_names_reach_the_page_verbatim(page: str) -> None:
    nodes = {node["id"]: node for node in record(page)["nodes"]}

    assert nodes[str(paper_id(TITLE))]["name"] == TITLE
    assert nodes[str(paper_id(TITLE))]["abstract"] == ABSTRACT
    assert nodes["method/lora"]["aliases"] == [BREAKING]


def test_a_title_with_a_link_in_it_does_not_switch_pyvis_to_its_markup_tooltip(page: str) -> None:
    assert "popup.innerHTML" not in page


def test_the_pages_own_scripts_build_elements_and_text_only() -> None:
    folder = Path(__file__).parents[2] / "src/papergraph/export/page"
    scripts = sorted(folder.glob("*.js"))

    assert scripts
    for script in scripts:
        forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\bfetch\("
        assert not re.search(forbidden, script.read_text(encoding="utf-8")), script.name


def test_a_sentence_is_a_span_of_its_paper_and_not_a_copy(page: str) -> None:
    (extends,) = (edge for edge in record(page)["edges"] if edge["line"] == "extends")

    part, start, end = extends["place"]

    assert ABSTRACT[start:end] == "We 𝕏tend LoRA."
    assert part == "abstract"
    assert "quote" not in extends
    assert json.dumps(record(page), ensure_ascii=False).count("tend LoRA.") == 1


def test_the_legend_counts_nodes_and_edges(page: str) -> None:
    looks = record(page)

    marks = {mark["key"]: mark["count"] for mark in looks["marks"] if mark["count"]}
    lines = {line["key"]: line["count"] for line in looks["lines"] if line["count"]}

    assert marks == {
        "paper": 1,
        "paper-by-name": 1,
        "method": 1,
        "method-generic": 1,
        "dataset": 1,
        "repository": 1,
    }
    assert lines == {
        "introduces": 1,
        "extends": 1,
        "evaluatesOn": 1,
        "hasRepository": 1,
        "buildsOn": 1,
    }


def test_a_project_page_is_a_link_of_its_paper_and_no_node(page: str) -> None:
    nodes = record(page)["nodes"]

    assert not [node for node in nodes if node["id"].startswith("page/")]
    assert [node["pages"] for node in nodes if "pages" in node] == [["https://example.org/q"]]


def test_the_page_opens_still(page: str) -> None:
    drawing = _Elements(page).text_of("script")[2]

    assert '"physics": {"enabled": false' in drawing
    assert drawing.count('"x": ') == 6


def test_equal_graphs_give_equal_bytes() -> None:
    one, other = hostile_graph(), hostile_graph()

    assert dump_html(one, positions=line_up(one)) == dump_html(other, positions=line_up(other))


def with_a_task() -> KnowledgeGraph:
    found = paper("Nets", "We detect cats.")
    return graph_of(
        [found],
        [entity("method/net", "net"), entity("task/cats", "cat detection")],
        [claim(found, "uses", "method/net"), claim(found, "addresses", "task/cats")],
    )


def test_a_hidden_kind_is_on_the_page_and_not_to_be_seen() -> None:
    graph = with_a_task()

    page = dump_html(graph, positions=line_up(graph), hidden=[Kind.TASK])

    drawing = _Elements(page).text_of("script")[2]
    marks = {mark["key"]: mark["shown"] for mark in record(page)["marks"] if mark["count"]}
    assert marks == {"paper": True, "method": True, "task": False}
    assert drawing.count('"hidden": true') == 1  # what leads to it is added by the script
    assert "task/cats" in {node["id"] for node in record(page)["nodes"]}
    shown = dump_html(graph, positions=line_up(graph))
    assert '"hidden": true' not in _Elements(shown).text_of("script")[2]


def test_tasks_do_not_make_papers_and_methods_look_larger_or_smaller() -> None:
    graph = with_a_task()
    bare = replace(graph, claims=graph.claims[:1])

    scores = {node.id: node.score for node in Picture.of(graph).nodes}

    assert scores["task/cats"] == scores["method/net"] == 1
    assert scores == {node.id: node.score for node in Picture.of(bare).nodes} | {"task/cats": 1}


def test_sizes_are_taken_where_they_are_given() -> None:
    graph = hostile_graph()
    sizes = {EntityId(Kind.METHOD, "lora"): 0.5}

    nodes = record(dump_html(graph, positions=line_up(graph), sizes=sizes))["nodes"]

    assert {node["id"]: node["score"] for node in nodes if node["score"]} == {"method/lora": 0.5}


def test_a_node_without_a_position_is_refused() -> None:
    with pytest.raises(KeyError, match="dataset/glue"):
        dump_html(hostile_graph(), positions={})


def test_nothing_is_written_beside_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    dump_html(graph_of(), positions={})

    assert list(tmp_path.iterdir()) == []


def test_every_look_is_told_apart_by_shape_and_by_line() -> None:
    claims = [line for line in LINES if line.key in set(Relation)]

    assert len({(mark.shape, mark.hollow) for mark in MARKS}) == len(MARKS)
    assert len({line.color for line in claims}) == len(claims)
    assert {line.key for line in claims} == set(Relation) - {Relation.HAS_PROJECT_PAGE}
