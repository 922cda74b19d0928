from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from browser import SHOWN, emulate, logged, move_to_node, open_page, requested, until, visible
from builders import claim, entity, graph_of, listing, mention, paper, paper_id
from papergraph.api import PaperGraph
from papergraph.export.html import dump_html
from papergraph.graph.answers import Answer, AnswerRow
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Part

pytestmark = pytest.mark.browser

HOSTILE = '</script><img src=x onerror="window.hurt=1">'
FORMULA = '=1+2, "sums"'
LORA = paper("LoRA: low rank", "We propose LoRA.", issued="2021-06", listings=("first",))
QLORA = paper(
    "QLoRA: four bits",
    "𝕏 is large. We extend LoRA to 4 bits. It beats all on GLUE.",
    issued="2023",
    listings=("first",),
)
STUDY = paper("What is forgotten", "We study LoRA.", issued="2024-05", listings=("second",))
USER = paper(HOSTILE, f"We use LoRA. {HOSTILE}", issued="2022", listings=("second",))
SUMS = paper(FORMULA, "LoRA is our baseline.", issued="2024", listings=("second",))
BERT = paper("BERT: Pre-training", listings=())

P_LORA, P_QLORA, P_STUDY, P_USER, P_SUMS, P_BERT = (
    str(paper_id(one)) for one in (LORA, QLORA, STUDY, USER, SUMS, BERT)
)
EVERYTHING = {P_LORA, P_QLORA, P_STUDY, P_USER, P_SUMS, P_BERT, "dataset/glue"} | {
    f"method/{name}" for name in ("lora", "qlora", "bert", "hostile")
}
ABOUT_LORA = {P_LORA, P_QLORA, P_STUDY, P_USER, P_SUMS, "method/lora"}

#: What is drawn and told, each as the page has it.
STATE = """
const seen = (set) => set.get().filter((one) => !one.hidden);
const text = (one) => one.textContent;
return {
  nodes: seen(nodes).map((one) => one.id).sort(),
  lit: seen(nodes).filter((one) => (one.opacity ?? 1) === 1).map((one) => one.id).sort(),
  marked: seen(nodes).filter((one) => one.borderWidth === 3).map((one) => one.id).sort(),
  edges: seen(edges).map((one) => papergraph.graph.edges.get(one.id))
    .map((edge) => [edge.from, edge.line, edge.to].join(" ")).sort(),
  selected: network.getSelectedNodes(),
  legend: [...document.querySelectorAll("#legend button")]
    .map((one) => [text(one), one.ariaPressed]),
  filters: [...document.querySelectorAll("#legend input")].map((one) => one.value),
  panel: text(document.getElementById("panel")),
  steps: document.querySelector("#panel .reach input")?.value ?? null,
};
"""

#: The page as it opens, where the test before left it another way.
RESET = """
history.replaceState(null, "", location.href.split("#")[0]);
papergraph.address.restore();
papergraph.fit();
document.getElementById("search").value = "";
if (!document.getElementById("table").hidden) papergraph.table.toggle();
document.activeElement.blur();
"""


def sample() -> KnowledgeGraph:
    graph = graph_of(
        [LORA, QLORA, STUDY, USER, SUMS, BERT],
        [
            entity("method/lora", "LoRA", introduced_by=(paper_id(LORA),)),
            entity("method/qlora", "QLoRA", introduced_by=(paper_id(QLORA),)),
            entity("method/bert", "BERT", introduced_by=(paper_id(BERT),)),
            entity("method/hostile", HOSTILE, aliases=(f"alias {HOSTILE}",)),
            entity("dataset/glue", "GLUE"),
        ],
        [
            claim(LORA, "introduces", "method/lora", confidence=1.0),
            claim(LORA, "analyzes", "method/bert", confidence=0.6),
            claim(
                QLORA,
                "introduces",
                "method/qlora",
                mentions=[mention(QLORA, "QLoRA", Part.TITLE)],
                confidence=1.0,
            ),
            claim(
                QLORA,
                "extends",
                "method/lora",
                "We extend LoRA to 4 bits.",
                [mention(QLORA, "LoRA")],
            ),
            claim(
                QLORA,
                "evaluatesOn",
                "dataset/glue",
                "It beats all on GLUE.",
                [mention(QLORA, "GLUE")],
                confidence=0.5,
            ),
            claim(STUDY, "analyzes", "method/lora", "We study LoRA.", confidence=0.6),
            claim(USER, "uses", "method/lora", "We use LoRA.", confidence=0.8),
            claim(USER, "uses", "method/hostile", confidence=0.7),
            claim(SUMS, "comparesWith", "method/lora", "LoRA is our baseline.", confidence=0.8),
        ],
    )
    files = {"first": "first.txt", "second": HOSTILE}
    return replace(graph, listings={slug: listing(slug, file=files[slug]) for slug in files})


def places(graph: KnowledgeGraph) -> dict[EntityId, tuple[float, float]]:
    nodes = [*graph.papers, *graph.entities]
    return {node: (220.0 * (n % 4), 160.0 * (n // 4)) for n, node in enumerate(nodes)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "graph.html"
    graph = sample()
    page = dump_html(graph, positions=places(graph), title="Adapters, 2024", note="A part of it")
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def page(browser: webdriver.Chrome, file: Path) -> Iterator[webdriver.Chrome]:
    """The page as it opens; at the end nothing was said in the console, asked for or run."""
    if browser.current_url.split("#")[0] == file.as_uri():
        browser.execute_script(RESET)
    else:
        open_page(browser, file.as_uri())
    yield browser
    assert logged(browser, "browser") == []
    asked = {url.split("#")[0] for url in requested(browser)}
    assert {url for url in asked if not url.startswith(("data:", "blob:", "about:"))} <= {
        file.as_uri()
    }
    assert browser.execute_script("return window.hurt") is None


def state(page: webdriver.Chrome) -> dict[str, Any]:
    found: dict[str, Any] = page.execute_script(STATE)
    return found


def drawn(page: webdriver.Chrome) -> set[str]:
    return set(state(page)["nodes"])


def fragment(page: webdriver.Chrome) -> str:
    found: str = page.execute_script("return location.hash")
    return found


def count(page: webdriver.Chrome, key: str) -> str:
    return page.find_element(By.CSS_SELECTOR, f"#legend [data-key='{key}'] .count").text


def legend_entry(page: webdriver.Chrome, key: str) -> None:
    page.find_element(By.CSS_SELECTOR, f"#legend [data-key='{key}']").click()


def click_node(page: webdriver.Chrome, node: str) -> None:
    move_to_node(page, node).click().perform()
    assert until(lambda: state(page)["selected"] == [node])


def set_confidence(page: webdriver.Chrome, times: int) -> None:
    """By the keyboard: so many steps of 0.05 from nought."""
    page.find_element(By.ID, "confidence").send_keys(Keys.HOME, *[Keys.ARROW_RIGHT] * times)


def set_years(page: webdriver.Chrome, first: str, last: str) -> None:
    for label, year in (("First year", first), ("Last year", last)):
        box = page.find_element(By.CSS_SELECTOR, f"#legend [aria-label='{label}']")
        box.send_keys(Keys.CONTROL, "a", Keys.NULL, year or Keys.DELETE, Keys.TAB)


def set_steps(page: webdriver.Chrome, times: int) -> None:
    slider = page.find_element(By.CSS_SELECTOR, "#panel [aria-label='Steps around it']")
    slider.send_keys(Keys.HOME, *[Keys.ARROW_RIGHT] * times)


def press(page: webdriver.Chrome, *keys: str) -> None:
    page.switch_to.active_element.send_keys(*keys)


def search_for(page: webdriver.Chrome, name: str) -> None:
    page.find_element(By.ID, "search").send_keys(name, Keys.ENTER)


# --- filters ---


def test_the_confidence_slider_hides_weaker_claims_and_names_left_without(
    page: webdriver.Chrome,
) -> None:
    set_confidence(page, 15)

    now = state(page)
    assert EVERYTHING - set(now["nodes"]) == {"dataset/glue", "method/hostile"}
    assert [edge for edge in now["edges"] if " analyzes " in edge or "evaluatesOn" in edge] == []
    assert f"{P_USER} uses method/lora" in now["edges"]
    assert count(page, "method") == "3 of 4"
    assert count(page, "uses") == "1 of 2"
    assert count(page, "analyzes") == "0 of 2"
    assert count(page, "paper") == "5"
    assert page.find_element(By.CSS_SELECTOR, "#legend output").text == "0.75 or more"
    page.find_element(By.ID, "confidence").send_keys(Keys.HOME)
    assert drawn(page) == EVERYTHING
    assert page.find_element(By.CSS_SELECTOR, "#legend output").text == "any"


def test_the_range_of_years_hides_papers_of_others(page: webdriver.Chrome) -> None:
    assert state(page)["filters"][1:] == ["2021", "2024"]

    set_years(page, "2023", "2024")

    assert EVERYTHING - drawn(page) == {P_LORA, P_USER, "method/hostile"}
    assert count(page, "paper") == "3 of 5"
    assert count(page, "extends") == "1"
    set_years(page, "1900", "")
    assert state(page)["filters"][1:] == ["2021", "2024"]
    assert drawn(page) == EVERYTHING


def test_a_listing_is_switched_off_and_on_also_after_going_back(page: webdriver.Chrome) -> None:
    def second() -> None:
        page.find_element(By.CSS_SELECTOR, "#legend [data-listing='second']").click()

    second()
    assert EVERYTHING - drawn(page) == {P_STUDY, P_USER, P_SUMS, "method/hostile"}
    assert count(page, "paper") == "2 of 5"
    second()
    assert drawn(page) == EVERYTHING

    click_node(page, "method/lora")
    page.back()
    assert until(lambda: visible(page, "panel") is None)
    second()
    assert count(page, "paper") == "2 of 5"


def test_what_is_looked_for_is_drawn_whatever_the_filters_hide(page: webdriver.Chrome) -> None:
    set_confidence(page, 15)
    assert "dataset/glue" not in drawn(page)

    search_for(page, "glue")

    assert "dataset/glue" in drawn(page)
    assert state(page)["selected"] == ["dataset/glue"]


def test_what_a_filter_hides_keeps_no_label(page: webdriver.Chrome) -> None:
    def labels() -> list[str]:
        found: list[str] = page.execute_script(
            "return papergraph.labels.choose(network.getScale()).map((label) => label.text)"
        )
        return found

    click_node(page, "dataset/glue")
    assert "GLUE" in labels()
    set_confidence(page, 15)

    assert "GLUE" not in labels()


# --- address and Back ---


def test_an_address_keeps_all_that_is_seen(
    page: webdriver.Chrome, browser: webdriver.Chrome
) -> None:
    click_node(page, "method/lora")
    set_steps(page, 1)
    page.find_element(By.CSS_SELECTOR, "#panel .reach button").click()
    legend_entry(page, "dataset")
    legend_entry(page, "comparesWith")
    legend_entry(page, "buildsOn")
    set_confidence(page, 13)
    set_years(page, "2022", "2024")
    page.find_element(By.CSS_SELECTOR, "#legend [data-listing='first']").click()
    before = state(page)
    address = page.current_url
    assert before["nodes"] == sorted([P_USER, "method/lora", "method/hostile"])

    open_page(browser, address)

    assert state(page) == before
    assert page.current_url == address
    for part in ("select=", "steps=2", "only=1", "confidence=0.65", "years=2022-2024"):
        assert part in address


@pytest.mark.parametrize(
    "nonsense",
    [
        pytest.param("select=method%2Fnone&only=1", id="unknown node"),
        pytest.param("answer=none&edge=edge%2F999", id="unknown answer and edge"),
        pytest.param("confidence=x&years=a-b&steps=99", id="no numbers"),
        pytest.param("without-kinds=none&without-listings=none", id="unknown kinds"),
    ],
)
def test_an_address_of_nonsense_shows_the_graph(page: webdriver.Chrome, nonsense: str) -> None:
    page.execute_script("location.hash = arguments[0]", nonsense)

    assert until(lambda: fragment(page) != f"#{nonsense}" or "none" in nonsense)
    assert drawn(page) == EVERYTHING
    assert visible(page, "panel") is None


def test_back_returns_to_before_a_selection(page: webdriver.Chrome) -> None:
    before = state(page)
    click_node(page, "method/lora")
    selected = state(page)
    click_node(page, P_STUDY)

    page.back()
    assert until(lambda: state(page)["selected"] == ["method/lora"])
    assert state(page) == selected
    page.back()
    assert until(lambda: state(page)["selected"] == [])
    assert state(page) == before
    page.forward()
    assert until(lambda: state(page)["selected"] == ["method/lora"])


def test_back_returns_to_before_an_isolation(page: webdriver.Chrome) -> None:
    move_to_node(page, P_STUDY).double_click().perform()
    assert until(lambda: drawn(page) == {P_STUDY, "method/lora"})

    page.back()

    assert until(lambda: drawn(page) == EVERYTHING)
    assert state(page)["selected"] == [P_STUDY]
    page.back()
    assert until(lambda: visible(page, "panel") is None)


def test_an_edge_is_kept_in_the_address_too(
    page: webdriver.Chrome, browser: webdriver.Chrome
) -> None:
    page.execute_script(
        "papergraph.click({nodes: [], edges: [edges.getIds().find("
        "(id) => papergraph.graph.edges.get(id).line === 'extends')]})"
    )
    before = state(page)

    open_page(browser, page.current_url)

    assert "We extend LoRA to 4 bits." in before["panel"]
    assert state(page) == before


# --- surroundings, lineage, mentions ---


def test_more_steps_light_more(page: webdriver.Chrome) -> None:
    click_node(page, P_STUDY)
    assert set(state(page)["lit"]) == {P_STUDY, "method/lora"}

    set_steps(page, 1)
    assert set(state(page)["lit"]) == ABOUT_LORA
    assert page.find_element(By.CSS_SELECTOR, "#panel .reach output").text == "2 steps"
    set_steps(page, 3)
    assert set(state(page)["lit"]) == EVERYTHING


def test_a_click_right_after_closing_is_no_second_one(page: webdriver.Chrome) -> None:
    click = "papergraph.click({nodes: [arguments[0]], edges: [], pointer: {DOM: {x: 9, y: 9}}});"

    page.execute_script(f"{click} papergraph.clear(); {click}", P_STUDY)

    assert visible(page, "panel") is not None


def test_only_this_draws_the_surroundings_alone(page: webdriver.Chrome) -> None:
    click_node(page, P_STUDY)
    page.find_element(By.CSS_SELECTOR, "#panel .reach button").click()
    assert drawn(page) == {P_STUDY, "method/lora"}
    assert count(page, "paper") == "1 of 5"

    set_steps(page, 1)
    assert drawn(page) == ABOUT_LORA
    page.find_element(By.CSS_SELECTOR, "#panel .reach button").click()
    assert drawn(page) == EVERYTHING


def lineage(page: webdriver.Chrome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.execute_script(
        "return Object.fromEntries([...document.querySelectorAll('#panel section')]"
        ".filter((one) => one.querySelector('.lineage'))"
        ".map((one) => [one.querySelector('h3').textContent,"
        " [...one.querySelectorAll('.name')].map((name) => name.textContent)]))"
    )
    return found


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        pytest.param("method/qlora", {"Ancestors": ["LoRA"]}, id="method on another"),
        pytest.param("method/lora", {"Descendants": ["QLoRA"]}, id="method of another"),
        pytest.param(P_QLORA, {"Ancestors": [LORA.title, BERT.title]}, id="paper, two generations"),
        pytest.param("dataset/glue", {}, id="dataset"),
    ],
)
def test_the_panel_tells_the_lineage(
    page: webdriver.Chrome, node: str, expected: dict[str, list[str]]
) -> None:
    click_node(page, node)

    assert lineage(page) == expected


def test_a_name_in_the_lineage_opens(page: webdriver.Chrome) -> None:
    click_node(page, P_LORA)
    assert sorted(lineage(page)["Descendants"]) == sorted([HOSTILE, QLORA.title, STUDY.title])

    page.find_element(By.CSS_SELECTOR, "#panel .lineage .name").click()

    assert state(page)["selected"] == [P_BERT]


def test_mentions_are_underlined_in_the_colour_of_their_relation(page: webdriver.Chrome) -> None:
    click_node(page, P_QLORA)

    marks = page.find_elements(By.CSS_SELECTOR, "#panel .abstract mark")
    looks = [(one.text, one.value_of_css_property("border-bottom-color")) for one in marks]
    assert looks == [("LoRA", "rgba(213, 94, 0, 1)"), ("GLUE", "rgba(86, 180, 233, 1)")]
    marks[1].click()
    assert state(page)["selected"] == ["dataset/glue"]


# --- answers ---


def answer_rows(page: webdriver.Chrome) -> list[str]:
    return [one.text for one in page.find_elements(By.CSS_SELECTOR, "#panel .answer li")]


def test_the_menu_lists_papers_building_on_a_method_surest_first(
    page: webdriver.Chrome, browser: webdriver.Chrome
) -> None:
    menu = Select(page.find_element(By.ID, "answers"))
    menu.select_by_visible_text("Papers building on LoRA (3)")

    rows = answer_rows(page)
    assert [row.split("\n")[:3] for row in rows] == [
        [QLORA.title, "extends", "We extend LoRA to 4 bits."],
        [HOSTILE, "uses", "We use LoRA."],
        [STUDY.title, "analyzes", "We study LoRA."],
    ]
    now = state(page)
    assert set(now["marked"]) == {P_QLORA, P_USER, P_STUDY}
    assert set(now["lit"]) == {P_QLORA, P_USER, P_STUDY, "method/lora"}

    open_page(browser, page.current_url)
    assert state(page) == now
    assert page.find_element(By.ID, "answers").get_property("value") == "0"
    press(page, Keys.ESCAPE)
    assert state(page)["marked"] == []
    assert page.find_element(By.ID, "answers").get_property("value") == ""


def test_an_edge_ends_the_marks_of_an_answer(page: webdriver.Chrome) -> None:
    Select(page.find_element(By.ID, "answers")).select_by_index(1)
    assert state(page)["marked"]

    page.execute_script("papergraph.click({nodes: [], edges: ['edge/0']})")

    assert state(page)["marked"] == []


def test_a_page_with_a_question_opens_with_its_answer(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    graph = sample()
    rows = (
        AnswerRow((paper_id(STUDY),), (("how", "analyzes"), ("quote", f"We study. {HOSTILE}"))),
        AnswerRow((paper_id(QLORA),), (), (paper_id(QLORA), EntityId.parse("method/lora"))),
    )
    question = Answer("asked", f"asked {HOSTILE}", (EntityId.parse("method/lora"),), rows)
    path = tmp_path / "asked.html"
    page = dump_html(graph, positions=places(graph), question=question)
    path.write_text(page, encoding="utf-8", newline="\n")

    open_page(browser, path.as_uri())

    assert browser.find_element(By.CSS_SELECTOR, "#panel h2").text == question.name
    assert [row.split("\n")[0] for row in answer_rows(browser)] == [STUDY.title, QLORA.title]
    assert "how: analyzes" in answer_rows(browser)[0]
    assert set(state(browser)["marked"]) == {P_STUDY, P_QLORA}
    opened = state(browser)
    click_node(browser, P_STUDY)
    browser.back()
    assert until(lambda: state(browser)["selected"] == [])
    assert state(browser) == opened
    assert browser.execute_script("return window.hurt") is None
    assert logged(browser, "browser") == []


# --- saving ---


def saved(page: webdriver.Chrome, downloads: Path, kind: str) -> Path:
    path = downloads / f"adapters-2024.{kind}"
    path.unlink(missing_ok=True)
    page.find_element(By.CSS_SELECTOR, "#save summary").click()
    page.find_element(By.ID, f"save-{kind}").click()
    assert until(lambda: path.exists() and path.stat().st_size > 0, seconds=15)
    assert visible(page, f"save-{kind}") is None
    return path


def test_the_saved_picture_is_what_is_seen(page: webdriver.Chrome, downloads: Path) -> None:
    content = saved(page, downloads, "png").read_bytes()

    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    size = page.execute_script(
        "const c = document.querySelector('#mynetwork canvas'); return [c.width, c.height]"
    )
    assert [int.from_bytes(content[n : n + 4], "big") for n in (16, 20)] == size


def test_the_saved_drawing_has_shapes_and_labels(page: webdriver.Chrome, downloads: Path) -> None:
    legend_entry(page, "dataset")
    root = ET.parse(saved(page, downloads, "svg")).getroot()

    texts = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    kinds = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert kinds == {"svg", "rect", "line", "circle", "polygon", "text"}
    assert sorted(map(str, texts)) == sorted(
        page.execute_script(
            "return papergraph.labels.choose(network.getScale()).map((label) => label.text)"
        )
    )
    assert {"LoRA", "QLoRA", "BERT", FORMULA} <= set(texts)
    assert "GLUE" not in texts
    assert any(str(text).startswith("</script><img") for text in texts)
    assert sum(one.tag.endswith("circle") for one in root.iter()) == 6


def test_the_saved_table_has_the_rows_in_focus(page: webdriver.Chrome, downloads: Path) -> None:
    everything = csv_rows(saved(page, downloads, "csv"))
    click_node(page, "method/lora")
    rows = csv_rows(saved(page, downloads, "csv"))

    assert len(everything) == 1 + len(state(page)["edges"])
    assert rows[0] == [
        *("source", "source name", "relation", "target", "target name", "confidence", "sentence")
    ]
    assert [(row[1], row[2], row[4], row[5]) for row in rows[1:]] == [
        (LORA.title, "introduces", "LoRA", "1"),
        (QLORA.title, "extends", "LoRA", "0.9"),
        (STUDY.title, "analyzes", "LoRA", "0.6"),
        (HOSTILE, "uses", "LoRA", "0.8"),
        (f"'{FORMULA}", "comparesWith", "LoRA", "0.8"),
    ]
    assert rows[2][6] == "We extend LoRA to 4 bits."


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text, strict=True))


# --- table ---


def test_the_tables_list_what_is_drawn_and_their_names_open(page: webdriver.Chrome) -> None:
    def cells(table: int, column: int) -> list[str]:
        found: list[str] = page.execute_script(
            "return [...document.querySelectorAll('#table table')[arguments[0]].tBodies[0].rows]"
            ".map((row) => row.cells[arguments[1]].textContent)",
            *(table, column),
        )
        return found

    def captions() -> list[str]:
        return [one.text for one in page.find_elements(By.CSS_SELECTOR, "#table caption")]

    switch = page.find_element(By.ID, "table-switch")
    switch.click()
    assert captions() == ["Papers, methods, datasets (11)", "Relations (10)"]
    assert {"LoRA", "GLUE", HOSTILE, FORMULA} <= set(cells(0, 1))
    assert "We study LoRA." in cells(1, 4)

    set_confidence(page, 15)
    assert captions() == ["Papers, methods, datasets (9)", "Relations (6)"]
    assert "GLUE" not in cells(0, 1)

    page.find_element(By.XPATH, "//*[@id='table']//button[.='QLoRA']").click()
    assert state(page)["selected"] == ["method/qlora"]
    assert captions() == ["Papers, methods, datasets (2)", "Relations (1)"]
    switch.click()
    assert visible(page, "table") is None


# --- keyboard ---


def test_the_search_is_done_with_the_keyboard_alone(page: webdriver.Chrome) -> None:
    press(page, "/")
    box = page.find_element(By.ID, "search")
    assert page.switch_to.active_element == box

    press(page, "lora")
    names = [one.text for one in page.find_elements(By.CSS_SELECTOR, "#suggestions li")]
    assert names == ["LoRA", LORA.title, QLORA.title, "QLoRA"]
    press(page, Keys.ARROW_UP, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    chosen = page.find_element(By.CSS_SELECTOR, "#suggestions [aria-selected='true']")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    press(page, Keys.ENTER)
    assert state(page)["selected"] == [P_LORA]
    assert visible(page, "suggestions") is None

    press(page, Keys.ESCAPE)
    assert state(page)["selected"] == []
    assert visible(page, "panel") is None


def test_every_control_is_reached_by_tab(page: webdriver.Chrome) -> None:
    click_node(page, P_QLORA)
    wanted = page.execute_script(
        "window.controls = [...document.querySelectorAll("
        "'button, input, select, summary, a[href]')].filter((one) => one.checkVisibility());"
        "window.reached = new Set();"
        "document.addEventListener('focusin', (event) => reached.add(event.target));"
        "document.activeElement.blur(); return controls.length;"
    )

    ActionChains(page, duration=0).send_keys(*[Keys.TAB] * (wanted + 6)).perform()

    missed = page.execute_script("return controls.filter((one) => !reached.has(one)).map(String)")
    assert wanted > 30
    assert missed == []


# --- hostile names, small screens, notes, notebooks ---


def test_a_hostile_name_is_text_everywhere(page: webdriver.Chrome) -> None:
    def is_text(place: str) -> bool:
        found = page.find_element(By.CSS_SELECTOR, place)
        return HOSTILE in str(found.get_property("textContent")) and not found.find_elements(
            By.CSS_SELECTOR, "img, script"
        )

    page.find_element(By.ID, "search").send_keys("img")
    assert is_text("#suggestions")
    press(page, Keys.ENTER)
    assert is_text("#panel")
    page.find_element(By.ID, "table-switch").click()
    assert is_text("#table")
    assert is_text("#legend")
    assert is_text("#answers")


@pytest.fixture
def narrow(page: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    emulate(page, width=400)
    yield page
    emulate(page)


def test_nothing_overflows_a_narrow_screen(narrow: webdriver.Chrome) -> None:
    def width() -> int:
        found: int = narrow.execute_script(
            "const past = [...document.querySelectorAll('header *, #legend *, #note, #panel')]"
            ".filter((one) => one.checkVisibility())"
            ".map((one) => one.getBoundingClientRect().right);"
            "const { documentElement, body } = document;"
            "return Math.max(documentElement.scrollWidth, body.scrollWidth, ...past)"
        )
        return found

    assert width() <= 400
    narrow.find_element(By.CSS_SELECTOR, "#save summary").click()
    assert width() <= 400
    narrow.find_element(By.CSS_SELECTOR, "#save summary").click()
    search_for(narrow, "img")
    assert visible(narrow, "panel") is not None
    assert width() <= 400
    narrow.find_element(By.ID, "table-switch").click()
    assert width() <= 400


def test_a_note_tells_what_the_page_leaves_out(page: webdriver.Chrome) -> None:
    note = visible(page, "note")

    assert note is not None
    assert note.text == "A part of it"


def test_a_notebook_shows_the_page_in_a_frame(browser: webdriver.Chrome, tmp_path: Path) -> None:
    graph = sample()
    shown = PaperGraph(graph.papers, graph.entities, graph.claims, graph.listings).show()
    path = tmp_path / "notebook.html"
    path.write_text(shown.data, encoding="utf-8")
    browser.get(path.as_uri())
    browser.switch_to.frame(browser.find_element(By.TAG_NAME, "iframe"))
    assert until(lambda: bool(browser.execute_script("return globalThis.papergraph !== undefined")))

    search_for(browser, "qlora")

    assert "QLoRA" in browser.execute_script(SHOWN)
    assert "select=" in fragment(browser)
    browser.switch_to.default_content()
    assert logged(browser, "browser") == []


# --- accessibility ---

AXE = (
    "const done = arguments[arguments.length - 1];"
    "axe.run({resultTypes: ['violations']}).then((found) => done(found.violations"
    ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
    ".map(({id, nodes}) => [id, nodes.map((node) => node.html)])));"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: webdriver.Chrome, scheme: str) -> None:
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    emulate(page, scheme)
    page.execute_script(axe)
    found: dict[str, list[Any]] = {}
    try:
        found["opened"] = page.execute_async_script(AXE)
        click_node(page, P_QLORA)
        page.find_element(By.ID, "search").send_keys("lora")
        found["selected, with suggestions"] = page.execute_async_script(AXE)
        page.find_element(By.ID, "table-switch").click()
        page.find_element(By.ID, "search").send_keys("zzz")
        found["table, nothing found"] = page.execute_async_script(AXE)
    finally:
        emulate(page)

    assert {place: faults for place, faults in found.items() if faults} == {}, json.dumps(
        found, indent=1
    )
