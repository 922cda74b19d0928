"""The page that asks: one HTML file, which loads nothing but answers of this endpoint."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from string import Template
from typing import NamedTuple

from papergraph.export.html import page_file
from papergraph.rdf.vocabulary import PREFIXES

__all__ = ["QueryPage", "query_page", "query_script"]


class QueryPage(NamedTuple):
    """The page with what a browser has to be told of it.

    Attributes:
        html: the whole page.
        policy: the Content-Security-Policy that goes with it.
    """

    html: str
    policy: str


@cache
def query_page() -> QueryPage:
    """The page; it looks like the picture's, whose colours and fonts it takes."""
    style, script = page_file("graph.css") + _file("query.css"), query_script()
    html = Template(_file("query.html")).substitute(style=style, script=script)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return QueryPage(html, policy)


def query_script() -> str:
    """The page's script."""
    prefixes = f"const PREFIXES = {json.dumps(PREFIXES)};\n"
    parts = prefixes + page_file("elements.js") + _file("answer.js") + _file("query.js")
    return f'(async () => {{\n"use strict";\n{parts}\n}})();\n'


def _file(name: str) -> str:
    path = resources.files("papergraph.endpoint") / "page" / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
