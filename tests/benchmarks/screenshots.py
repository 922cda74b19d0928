"""Pictures of the sample graph's page, to be looked at: whole, a method selected, one answer.

    python tests/benchmarks/screenshots.py --output /tmp/screenshots

Each at 1440 and 400 pixels, in light; the answer in dark too. Needs chromium and chromedriver.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import papergraph as pg
from browser import emulate, open_page, started

_PAGES = Path(__file__).parents[1] / "pages"
_METHOD = "LoRA"
_WIDTHS = (1440, 400)


def main() -> None:
    """Build the graph, open its page and save what it shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="folder for the pictures")
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    graph = pg.build([_PAGES])
    question = graph.answer("building-on", method=_METHOD)
    answer = graph.view("building-on", method=_METHOD).to_html(hidden=(), question=question)
    select = f"papergraph.open('{graph.find(_METHOD)}')"
    with tempfile.TemporaryDirectory() as scratch:
        whole = _written(Path(scratch, "whole.html"), graph.to_html())
        asked = _written(Path(scratch, "asked.html"), answer)
        with started(Path(scratch, "profile"), Path(scratch)) as browser:
            for name, address, script, scheme in (
                ("whole", whole, "", "light"),
                ("method", whole, select, "light"),
                ("building-on", asked, "", "light"),
                ("building-on-dark", asked, "", "dark"),
            ):
                for width in _WIDTHS:
                    emulate(browser, scheme, width)
                    open_page(browser, address)
                    if script:
                        browser.execute_script(script)
                    time.sleep(0.6)
                    browser.save_screenshot(str(folder / f"{name}-{width}.png"))


def _written(path: Path, page: str) -> str:
    path.write_text(page, encoding="utf-8", newline="\n")
    return path.as_uri()


if __name__ == "__main__":
    main()
