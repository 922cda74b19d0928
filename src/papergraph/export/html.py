"""The graph as one HTML page that needs nothing but itself.

PyVis renders vis-network and its data. Of what it renders, the page takes the two scripts
and none of the rest: PyVis links Bootstrap from a CDN even where it is told to inline all
resources. The page's own style, script and frame are the files in ``page/``.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Collection, Mapping
from importlib import resources
from string import Template
from typing import Any, NamedTuple

from papergraph.export.palette import MARKS, Mark
from papergraph.export.picture import Picture, PictureNode
from papergraph.graph.answers import Answer
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Kind

__all__ = ["dump_html", "page_file", "page_script"]

#: The page's own scripts, in the order in which they build on each other.
_SCRIPTS = (
    *("data", "elements", "text", "filters", "view", "labels", "panel", "search", "legend"),
    *("answers", "saving", "table", "address", "graph"),
)

#: Node sizes (radius, canvas units) of the scores 0 and 1.
_SIZES = (6.0, 22.0)

#: Longest label that vis-network itself holds; the whole name is in the page's data.
_LABEL_LENGTH = 48

#: The page opens still: nothing moves a node but the reader.
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False, "stabilization": False, "solver": "forceAtlas2Based"},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "nodes": {"borderWidth": 2, "borderWidthSelected": 4, "font": {"size": 0}},
    "edges": {
        "smooth": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "color": {"inherit": False, "opacity": 0.6},
        "selectionWidth": 2,
        "hoverWidth": 1,
    },
}
_INTERACTION = {
    "hover": True,
    "hoverConnectedEdges": False,
    "selectConnectedEdges": False,
    "multiselect": False,
}

#: Above this a page redraws too slowly to pan and zoom with its edges on.
_MANY_EDGES = 3000

_MARKS = {mark.key: mark for mark in MARKS}
_INLINE_SCRIPT = re.compile(r"<script(?: type=\"text/javascript\")?>(.*?)</script>", re.DOTALL)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


class _Drawing(NamedTuple):
    library: str
    drawing: str


def dump_html(
    graph: KnowledgeGraph,
    *,
    positions: Mapping[EntityId, tuple[float, float]],
    sizes: Mapping[EntityId, float] | None = None,
    hidden: Collection[Kind] = (),
    title: str = "papergraph",
    note: str = "",
    question: Answer | None = None,
) -> str:
    """One page that draws `graph`; equal arguments give equal text.

    It loads nothing, its policy forbids every connection and every script but its own
    three, and titles, abstracts and names reach it as data only.

    Args:
        graph: what is drawn and what the panel tells.
        positions: canvas units by node; y grows downwards.
        sizes: 0 to 1 by node; by default after the number of its claims.
        hidden: kinds that the page opens without; its legend shows them.
        title: of the browser's tab and the page's head.
        note: what the page says of itself, such as what it leaves out.
        question: an answer that the page opens with.

    Raises:
        KeyError: a paper or an entity has no position.
    """
    picture = Picture.of(graph, sizes, hidden)
    rendered = _render(picture, {str(node): place for node, place in positions.items()})
    page = page_script()
    frame = Template(page_file("page.html"))
    return frame.substitute(
        title=html.escape(title),
        policy=html.escape(_policy(rendered.library, rendered.drawing, page)),
        style=page_file("graph.css"),
        data=_packed({"title": title, "note": note, **picture.record(question)}),
        library=rendered.library,
        drawing=rendered.drawing,
        page=page,
    )


def page_file(name: str) -> str:
    """The text of a file of the page, for other pages that look like it."""
    path = resources.files("papergraph.export") / "page" / name
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def page_script() -> str:
    """The page's own script: the files in ``page/`` as one."""
    parts = "\n".join(page_file(f"{name}.js") for name in _SCRIPTS)
    return f'(async () => {{\n"use strict";\n{parts}\n}})();\n'


def _render(picture: Picture, places: Mapping[str, tuple[float, float]]) -> _Drawing:
    # PyVis brings IPython along, half a second that no other command should pay.
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_options(len(picture.edges))))
    for node in picture.nodes:
        x, y = places[node.id]
        network.add_node(node.id, x=x, y=y, **_node_look(node, shown=node.id not in picture.hidden))
    return _scripts(network.generate_html())


def _options(edges: int) -> dict[str, Any]:
    """Of a page with so many edges: the more there are, the less is drawn while it moves."""
    are_many = edges > _MANY_EDGES
    moving = {"hideEdgesOnDrag": are_many, "hideEdgesOnZoom": are_many}
    groups = {mark.key: _group(mark) for mark in MARKS}
    return {**_OPTIONS, "groups": groups, "interaction": {**_INTERACTION, **moving}}


def _scripts(rendered: str) -> _Drawing:
    """The library and the script that draws; PyVis's first one serves menus we do not have."""
    found = _INLINE_SCRIPT.findall(rendered.replace("\r\n", "\n"))
    _, library, drawing = (script.strip() + "\n" for script in found)
    return _Drawing(_SOURCE_MAP.sub("", library), drawing)


def _node_look(node: PictureNode, *, shown: bool) -> dict[str, Any]:
    small, large = _SIZES
    look: dict[str, Any] = {
        "group": node.mark,
        "label": _short(node.name),
        "shape": _MARKS[node.mark].shape,
        "size": round(small + (large - small) * node.score, 1),
    }
    if not shown:
        look["hidden"] = True
    return look


def _group(mark: Mark) -> dict[str, Any]:
    """What all nodes of one mark look like."""
    inside = "#ffffff" if mark.hollow else mark.color
    color = {"background": inside, "border": mark.color}
    return {"color": {**color, "highlight": color, "hover": color}}


def _short(name: str) -> str:
    one_line = " ".join(name.split())
    return one_line if len(one_line) <= _LABEL_LENGTH else one_line[: _LABEL_LENGTH - 1] + "…"


def _packed(value: object) -> str:
    """JSON, compressed, as letters: whatever it holds, none of it is markup."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    # Without the time, which would make equal graphs unequal.
    packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    return base64.b64encode(packed).decode("ascii")


def _policy(*scripts: str) -> str:
    """A Content-Security-Policy under which only these scripts run and nothing is fetched."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
