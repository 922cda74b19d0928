from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import SHOWN, logged, move_to_node, open_page, requested, until, visible
from builders import claim, entity, graph_of, mention, paper, paper_id
from papergraph.export.html import dump_html
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import Kind

pytestmark = pytest.mark.browser

HOSTILE = '</script><img src=x onerror="window.hurt=1"><script>window.hurt=1</script> "QLoRA"'
SENTENCE = "We 𝕏tend LoRA to four bits."


def sample() -> KnowledgeGraph:
    qlora = paper(HOSTILE, f"Models are large. {SENTENCE} {HOSTILE}")
    other = paper("Another paper")
    return graph_of(
        [qlora, other],
        [
            entity("method/lora", "LoRA", aliases=("low-rank adaptation",)),
            entity("dataset/glue", "GLUE"),
        ],
        [
            claim(
                qlora,
                "extends",
                "method/lora",
                SENTENCE,
                [mention(qlora, "LoRA")],
                rule="cue: extend",
            ),
            claim(other, "evaluatesOn", "dataset/glue"),
        ],
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = sample()
    nodes = [*graph.papers, *graph.entities]
    places = {node: (200.0 * (n % 2), 200.0 * (n // 2)) for n, node in enumerate(nodes)}
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(dump_html(graph, positions=places), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def page(browser: webdriver.Chrome, file: Path) -> webdriver.Chrome:
    open_page(browser, file.as_uri())
    return browser


def test_the_graph_is_painted_without_a_word_in_the_console(page: webdriver.Chrome) -> None:
    inked = page.execute_script(
        "const c = document.querySelector('#mynetwork canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n += 1; return n;"
    )

    assert inked > 1000
    assert logged(page, "browser") == []


def test_the_page_asks_for_nothing_but_itself(page: webdriver.Chrome, file: Path) -> None:
    page.execute_script("papergraph.open('method/lora')")
    time.sleep(0.2)

    assert {url for url in requested(page) if not url.startswith("data:")} == {file.as_uri()}


def test_the_policy_stops_a_connection_and_a_foreign_script(page: webdriver.Chrome) -> None:
    page.execute_script(
        "const i = document.createElement('div'); document.body.append(i);"
        "i.innerHTML = '<img src=data:, onerror=\"window.hurt=1\">';"
        "fetch('https://example.org/').catch(() => { window.stopped = true; });"
    )

    assert until(lambda: page.execute_script("return window.stopped === true"))
    assert page.execute_script("return window.hurt") is None


def test_the_page_opens_still(page: webdriver.Chrome) -> None:
    before = page.execute_script("return network.getPositions()")
    time.sleep(0.5)

    assert page.execute_script("return network.getPositions()") == before


def test_a_hostile_title_shows_as_text_in_the_tooltip(page: webdriver.Chrome) -> None:
    move_to_node(page, str(paper_id(HOSTILE))).perform()

    assert until(lambda: visible(page, "tooltip") is not None)
    assert HOSTILE in page.find_element(By.ID, "tooltip").text
    assert not page.find_elements(By.CSS_SELECTOR, "#tooltip img, #tooltip script")
    assert page.execute_script("return window.hurt") is None


def test_clicking_a_paper_shows_its_title_abstract_and_sentence(page: webdriver.Chrome) -> None:
    move_to_node(page, str(paper_id(HOSTILE))).click().perform()

    assert until(lambda: visible(page, "panel") is not None)
    text = page.execute_script(SHOWN)
    marks = [mark.text for mark in page.find_elements(By.CSS_SELECTOR, "#panel .abstract mark")]
    quotes = [quote.text for quote in page.find_elements(By.CSS_SELECTOR, "#panel blockquote")]
    assert text.count(HOSTILE) == 2
    assert marks == ["LoRA"]
    assert quotes == [SENTENCE]
    assert "cue: extend" in text
    assert "0.90" in text
    assert not page.find_elements(By.CSS_SELECTOR, "#panel img, #panel script")
    assert page.execute_script("return window.hurt") is None


def test_a_mention_in_the_text_opens_from_the_keyboard(page: webdriver.Chrome) -> None:
    page.execute_script(f"papergraph.select('{paper_id(HOSTILE)}')")

    page.find_element(By.CSS_SELECTOR, "#panel .abstract mark").send_keys(Keys.ENTER)

    assert page.execute_script("return network.getSelectedNodes()") == ["method/lora"]


def test_selecting_an_edge_shows_the_sentence_behind_it(page: webdriver.Chrome) -> None:
    page.execute_script(
        "papergraph.click({nodes: [], edges: [edges.getIds().find("
        "(id) => papergraph.graph.edges.get(id).line === 'extends')]})"
    )

    text = page.execute_script(SHOWN)
    assert SENTENCE in text
    assert "GLUE" not in text


def test_the_rest_dims_and_comes_back(page: webdriver.Chrome) -> None:
    def opacity() -> dict[str, Any]:
        found: dict[str, Any] = page.execute_script(
            "return Object.fromEntries(nodes.get().map((n) => [n.id, n.opacity ?? 1]))"
        )
        return found

    page.execute_script("papergraph.select('method/lora')")
    dimmed = opacity()
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)

    assert dimmed["method/lora"] == dimmed[str(paper_id(HOSTILE))] == 1
    assert dimmed["dataset/glue"] < 0.5
    assert set(opacity().values()) == {1}
    assert visible(page, "panel") is None


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("lora", id="name in lower case"),
        pytest.param("Low-Rank", id="beginning of an alias"),
    ],
)
def test_search_selects_on_enter(page: webdriver.Chrome, query: str) -> None:
    page.find_element(By.ID, "search").send_keys(query, Keys.ENTER)

    assert page.execute_script("return network.getSelectedNodes()") == ["method/lora"]
    assert "LoRA" in page.execute_script(SHOWN)


def test_search_says_when_nothing_is_found(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "search").send_keys("zzz", Keys.ENTER)

    assert page.find_element(By.ID, "suggestions").text == "Nothing by that name"
    assert page.execute_script("return network.getSelectedNodes()") == []


@pytest.mark.parametrize(
    ("key", "hidden"),
    [
        pytest.param("method", {"nodes": 1, "edges": 1}, id="kind takes its edges along"),
        pytest.param("extends", {"nodes": 0, "edges": 1}, id="relation"),
    ],
)
def test_a_legend_entry_hides_and_shows(
    page: webdriver.Chrome, key: str, hidden: dict[str, int]
) -> None:
    def count() -> dict[str, int]:
        found: dict[str, int] = page.execute_script(
            "const n = (set) => set.get().filter((item) => item.hidden).length;"
            "return {nodes: n(nodes), edges: n(edges)};"
        )
        return found

    entry = page.find_element(By.CSS_SELECTOR, f"#legend [data-key='{key}']")
    entry.click()
    switched_off = count()
    entry.click()

    assert switched_off == hidden
    assert count() == {"nodes": 0, "edges": 0}


def test_a_hidden_kind_comes_with_its_legend_entry_or_when_it_is_looked_for(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    other = paper("Another paper")
    graph = graph_of(
        [other], [entity("task/cats", "cat detection")], [claim(other, "addresses", "task/cats")]
    )
    places = {node: (90.0 * n, 0.0) for n, node in enumerate([*graph.papers, *graph.entities])}
    path = tmp_path / "graph.html"
    path.write_text(dump_html(graph, positions=places, hidden=[Kind.TASK]), encoding="utf-8")

    def hidden() -> list[str]:
        found: list[str] = browser.execute_script(
            "return nodes.get().filter((n) => n.hidden).map((n) => n.id)"
        )
        return found

    open_page(browser, path.as_uri())
    entry = browser.find_element(By.CSS_SELECTOR, "#legend [data-key='task']")
    assert (hidden(), entry.get_attribute("aria-pressed")) == (["task/cats"], "false")
    entry.click()
    assert hidden() == []
    entry.click()
    assert hidden() == ["task/cats"]
    browser.find_element(By.ID, "search").send_keys("cat", Keys.ENTER)

    assert hidden() == []
    assert "addressed by (1)" in browser.execute_script(SHOWN)


def test_physics_runs_only_when_switched_on(page: webdriver.Chrome) -> None:
    before = page.execute_script("return network.getPositions()")

    page.find_element(By.ID, "physics").click()

    assert until(lambda: page.execute_script("return network.getPositions()") != before)
