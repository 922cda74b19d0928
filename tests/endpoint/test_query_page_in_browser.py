from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import resources
from urllib.parse import urlencode

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from browser import emulate, logged, open_page, requested, until
from papergraph.rdf import BASE
from runaways import COUNTING
from served import Served

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hurt=1">'
AXE = (
    "const done = arguments[arguments.length - 1];"
    "axe.run({resultTypes: ['violations']}).then((found) => done(found.violations"
    ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
    ".map(({id, nodes}) => [id, nodes.map((node) => node.html)])));"
)


@pytest.fixture
def page(browser: webdriver.Chrome, served: Served) -> Iterator[webdriver.Chrome]:
    open_page(browser, served.url)
    yield browser
    emulate(browser)


def by_id(page: webdriver.Chrome, name: str) -> WebElement:
    return page.find_element(By.ID, name)


def write(page: webdriver.Chrome, sparql: str) -> None:
    by_id(page, "sparql").clear()
    page.execute_script("document.getElementById('sparql').focus()")
    page.execute_cdp_cmd("Input.insertText", {"text": sparql})  # at once, and not key by key


def told(page: webdriver.Chrome, words: str) -> bool:
    return until(lambda: words in by_id(page, "count").text, seconds=15)


def rows(page: webdriver.Chrome) -> list[list[str]]:
    found: list[list[str]] = page.execute_script(
        "return [...document.querySelectorAll('#rows tr')]"
        ".map((row) => [...row.children].map((cell) => cell.textContent));"
    )
    return found


def test_the_page_opens_with_a_query_that_runs(page: webdriver.Chrome, served: Served) -> None:
    by_id(page, "run").click()

    assert told(page, "4 rows")
    assert rows(page)[0] == ["title", "method"]
    assert ["QLoRA: Quantized LoRA", "LoRA"] in rows(page)
    assert logged(page, "browser") == []
    assert {address.partition("?")[0] for address in requested(page)} - {"data:,"} == {
        served.url,
        f"{served.url}queries",
        served.endpoint,
    }


def test_a_named_query_asks_for_its_values_and_shows_what_it_ran(page: webdriver.Chrome) -> None:
    Select(by_id(page, "named")).select_by_value("building-on")
    field = page.find_element(By.NAME, "method")
    field.send_keys("lo-ra", Keys.ENTER)

    assert told(page, "3 rows")
    assert [row[2] for row in rows(page)[1:]] == ["extends", "analyzes", "uses"]
    shown = by_id(page, "sparql").get_property("value")
    assert f"VALUES ?method {{ <{BASE}method/lora> }}" in str(shown)
    assert "name=building-on&method=lo-ra" in page.current_url


def test_a_value_that_is_needed_is_asked_for_before_anything_is_sent(
    page: webdriver.Chrome,
) -> None:
    Select(by_id(page, "named")).select_by_value("building-on")
    requested(page)

    by_id(page, "run").click()

    assert page.execute_script("return document.activeElement.name") == "method"
    assert requested(page) == []


def test_changed_text_is_no_named_query_any_more(page: webdriver.Chrome) -> None:
    Select(by_id(page, "named")).select_by_value("building-on")
    by_id(page, "sparql").send_keys(" ")

    assert by_id(page, "named").get_property("value") == ""
    assert page.find_elements(By.CSS_SELECTOR, "#parameters input") == []


def test_an_unknown_name_is_told_its_neighbour_in_place(page: webdriver.Chrome) -> None:
    Select(by_id(page, "named")).select_by_value("building-on")
    page.find_element(By.NAME, "method").send_keys("LORRA", Keys.ENTER)

    assert until(lambda: by_id(page, "fault").is_displayed())
    assert by_id(page, "fault").text == "unknown method 'LORRA'; did you mean LoRA?"
    assert not by_id(page, "answer").is_displayed()


def test_a_wrong_query_shows_its_place(page: webdriver.Chrome) -> None:
    write(page, "SELECT ?x {\n  'é𝕏' ! ?x }")
    by_id(page, "run").click()

    assert until(lambda: by_id(page, "fault").is_displayed())
    sentence, line, caret = page.execute_script(
        "return document.getElementById('fault').innerText"
    ).split("\n")[:1] + page.execute_script(
        "return document.querySelector('#fault pre').textContent"
    ).split("\n")
    assert sentence.startswith("query:2:")
    assert line == "  'é𝕏' ! ?x }"
    column = int(sentence.split(":")[2])
    assert caret == " " * (column - 1) + "^"
    start = page.execute_script("return document.getElementById('sparql').selectionStart")
    assert start >= len("SELECT ?x {\n")


def test_an_error_goes_when_the_next_answer_comes(page: webdriver.Chrome) -> None:
    write(page, "SELECT ?x {")
    by_id(page, "run").click()
    assert until(lambda: by_id(page, "fault").is_displayed())

    write(page, "ASK { ?s ?p ?o }")
    by_id(page, "sparql").send_keys(Keys.CONTROL, Keys.ENTER)

    assert told(page, "true")
    assert not by_id(page, "fault").is_displayed()


def test_an_iri_leads_to_what_the_graph_says_of_it_and_back_returns(
    page: webdriver.Chrome,
) -> None:
    write(page, f"SELECT ?it {{ BIND(<{BASE}method/lora> AS ?it) }}")
    by_id(page, "run").click()
    assert told(page, "1 row")

    page.find_element(By.LINK_TEXT, "method/lora").click()

    assert until(lambda: ["skos:prefLabel", "LoRA", ""] in rows(page), seconds=15)
    page.back()
    assert until(lambda: rows(page) == [["it"], ["method/lora"]], seconds=15)


def test_an_address_is_a_link_only_where_it_is_one_of_the_web(page: webdriver.Chrome) -> None:
    write(
        page,
        "SELECT ?a ?b ?c { BIND('https://a.org/'^^xsd:anyURI AS ?a) "
        "BIND('javascript:window.hurt=1'^^xsd:anyURI AS ?b) BIND('https://b.org/' AS ?c) }",
    )
    by_id(page, "run").click()
    assert told(page, "1 row")

    links = page.find_elements(By.CSS_SELECTOR, "#rows a")

    assert [link.get_attribute("href") for link in links] == ["https://a.org/"]


def test_markup_in_the_data_is_text(page: webdriver.Chrome) -> None:
    write(page, f"SELECT ?x {{ BIND('{HOSTILE}' AS ?x) }}")
    by_id(page, "run").click()

    assert told(page, "1 row")
    assert rows(page) == [["x"], [HOSTILE]]
    assert page.find_elements(By.CSS_SELECTOR, "#rows img") == []
    assert page.execute_script("return window.hurt") is None


def test_triples_are_shown_as_turtle(page: webdriver.Chrome) -> None:
    write(page, "CONSTRUCT WHERE { ?s pg:introduces ?o }")
    by_id(page, "run").click()

    assert told(page, "triples")
    shown = page.find_element(By.CSS_SELECTOR, "#rows pre").text
    assert f"<{BASE}ns#introduces> <{BASE}method/lora>" in shown


def test_many_rows_come_bit_by_bit(page: webdriver.Chrome) -> None:
    write(page, "SELECT ?s ?o { ?s ?p ?o . ?a ?b ?c } LIMIT 1200")
    by_id(page, "run").click()

    assert told(page, "1,200 rows")
    more = page.find_element(By.CSS_SELECTOR, "#rows > button")
    assert (len(rows(page)), more.text) == (501, "Show more: 700 are left")
    more.click()
    more.click()
    assert (len(rows(page)), more.is_displayed()) == (1201, False)


def test_a_query_that_runs_away_can_be_stopped(
    browser: webdriver.Chrome, serve: Callable[..., Served]
) -> None:
    served = serve("--timeout", "300", "--workers", "1")
    open_page(browser, f"{served.url}?{urlencode({'query': COUNTING})}")
    assert until(lambda: served.ask("ASK {}").status == 503, seconds=20)

    by_id(browser, "stop").click()

    assert told(browser, "stopped")
    assert not by_id(browser, "stop").is_displayed()
    assert until(lambda: served.ask("ASK {}").status == 200, seconds=20)


def test_the_page_fits_a_phone(page: webdriver.Chrome, served: Served) -> None:
    emulate(page, width=380)
    question = urlencode({"name": "building-on", "method": "LoRA"})

    open_page(page, f"{served.url}?{question}")

    assert told(page, "3 rows")
    assert page.execute_script("return document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: webdriver.Chrome, served: Served, scheme: str) -> None:
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    emulate(page, scheme)
    found = {}
    for name, question in (
        ("named", {"name": "building-on", "method": "LoRA"}),
        ("wrong", {"query": "SELECT ?x {"}),
        ("triples", {"query": "CONSTRUCT WHERE { ?s pg:introduces ?o }"}),
    ):
        open_page(page, f"{served.url}?{urlencode(question)}")
        shown = "fault" if name == "wrong" else "answer"
        assert until(lambda: by_id(page, shown).is_displayed(), seconds=15)  # noqa: B023
        page.execute_script(axe)
        found[name] = page.execute_async_script(AXE)

    assert {place: faults for place, faults in found.items() if faults} == {}, json.dumps(
        found, indent=1
    )
