"""Drives the page in the system's chromium: what a person does, and what the page then shows."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

__all__ = [
    "SHOWN",
    "emulate",
    "logged",
    "move_to_node",
    "open_page",
    "requested",
    "started",
    "until",
    "visible",
]

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,860",
)
#: The panel's text, as a script.
SHOWN = "return document.getElementById('panel').textContent"


@contextmanager
def started(profile: Path, downloads: Path) -> Iterator[webdriver.Chrome]:
    """A browser that moves nothing by itself and saves without asking; skips without chromium."""
    programs = [shutil.which(name) for name in ("chromium", "chromedriver")]
    if None in programs:
        pytest.skip("needs chromium and chromedriver on the path")
    options = Options()
    options.binary_location = str(programs[0])
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(str(programs[1]))) as driver:
        emulate(driver)
        yield driver


def emulate(browser: webdriver.Chrome, scheme: str = "light", width: int | None = None) -> None:
    """A reader who wants no motion and these colours, on a screen of this width."""
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    if width is None:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    else:
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def open_page(browser: webdriver.Chrome, address: str, *, is_ours: bool = True) -> None:
    """Load an address afresh, with nothing in the logs of before."""
    browser.get("about:blank")
    for log in ("browser", "performance"):
        logged(browser, log)
    browser.get(address)
    if is_ours:
        ready = "return globalThis.papergraph !== undefined"
        assert until(lambda: bool(browser.execute_script(ready)))


def logged(page: webdriver.Chrome, log: str) -> list[dict[str, Any]]:
    """What was logged since this was last asked."""
    entries: list[dict[str, Any]] = page.get_log(log)  # type: ignore[no-untyped-call]
    return entries


def requested(page: webdriver.Chrome) -> list[str]:
    """Every address that was asked for since this was last asked."""
    messages = [json.loads(entry["message"])["message"] for entry in logged(page, "performance")]
    return [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]


def until(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether `holds` comes true in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def move_to_node(page: webdriver.Chrome, node: str) -> ActionChains:
    """A pointer on its way to where a node is drawn."""
    place: dict[str, float] = page.execute_script(
        "const r = document.getElementById('mynetwork').getBoundingClientRect();"
        "const p = network.canvasToDOM(network.getPosition(arguments[0]));"
        "return {x: r.left + p.x, y: r.top + p.y};",
        node,
    )
    pointer = ActionChains(page, duration=20)
    body = page.find_element(By.TAG_NAME, "body")
    size = body.size  # offsets count from the middle of the element
    across, down = (round(place[a] - size[b] / 2) for a, b in (("x", "width"), ("y", "height")))
    return pointer.move_to_element_with_offset(body, across, down)


def visible(page: webdriver.Chrome, name: str) -> WebElement | None:
    """The element of this id, where it is displayed."""
    found = page.find_element(By.ID, name)
    return found if found.is_displayed() else None
