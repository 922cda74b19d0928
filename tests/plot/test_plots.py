from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.transforms import Bbox

from builders import claim, entity, graph_of, mention, paper, paper_id
from dated_papers import dated_papers
from papergraph import plot
from papergraph.errors import MissingDataError, MissingExtraError, UnknownNameError
from papergraph.graph.knowledge import KnowledgeGraph
from papergraph.model import EntityId, Part
from papergraph.plot.canvas import our_style

RISING, STEADY = EntityId.parse("method/rising"), EntityId.parse("method/steady")

Draw = Callable[[KnowledgeGraph], Figure]

DRAWN: list[tuple[str, Draw]] = [
    ("bars of a timeline", lambda graph: plot.timeline(graph, [RISING])),
    ("lines of a timeline", lambda graph: plot.timeline(graph, [RISING, STEADY], share=True)),
    ("genealogy", lambda graph: plot.genealogy(graph, RISING)),
    ("centrality", lambda graph: plot.centrality(graph, "method", "degree", generic=True)),
    ("heat map", plot.heatmap),
]
every_plot = pytest.mark.parametrize("draw", [d for _, d in DRAWN], ids=[name for name, _ in DRAWN])


def _words(figure: Figure) -> list[str]:
    """Every text of the drawing, title and description first."""
    svg = etree.fromstring(plot.dump(figure, "svg"))
    return ["".join(one.itertext()) for one in svg.iter("{*}title", "{*}desc", "{*}text")]


@every_plot
@pytest.mark.parametrize("image", plot.IMAGES)
def test_equal_graphs_give_equal_bytes(draw: Draw, image: str) -> None:
    first, second = (plot.dump(draw(dated_papers()), image) for _ in range(2))

    assert first == second


@every_plot
def test_a_drawing_says_what_it_is_and_not_when_it_was_made(draw: Draw) -> None:
    svg = plot.dump(draw(dated_papers()), "svg")

    root = etree.fromstring(svg)
    assert root.get("role") == "img"
    assert [etree.QName(child).localname for child in root[:2]] == ["title", "desc"]
    assert all((child.text or "").strip() for child in root[:2])
    assert b"dc:date" not in svg
    assert b"Matplotlib v" not in svg


@every_plot
def test_an_image_of_dots_has_its_signature_and_no_date(draw: Draw) -> None:
    png = plot.dump(draw(dated_papers()), "png")

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"Software" not in png


@every_plot
def test_the_settings_of_the_user_do_not_show(draw: Draw) -> None:
    import matplotlib as mpl

    plain = plot.dump(draw(dated_papers()), "svg")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black", "svg.fonttype": "path"}):
        assert plot.dump(draw(dated_papers()), "svg") == plain


def test_a_timeline_names_its_methods_and_marks_bursts() -> None:
    one = _words(plot.timeline(dated_papers(), [RISING]))
    both = _words(plot.timeline(dated_papers(), [RISING, STEADY]))

    assert one[0] == "Papers on Rising"
    assert "27 of 240; 2 without a date left out" in one[1]
    assert one.count("burst") == 1
    assert both[0] == "Papers on Rising and Steady"
    assert {"Rising", "Steady"} <= set(both)
    assert "burst" not in both


def _heights(axes: Axes) -> list[float]:
    return [bar.get_height() for bar in axes.patches if isinstance(bar, Rectangle)]


def test_bars_are_the_counts_and_those_of_a_burst_are_of_another_colour() -> None:
    (axes,) = plot.timeline(dated_papers(), [RISING]).axes

    heights = _heights(axes)
    colors = [bar.get_facecolor() for bar in axes.patches]
    assert heights == [1, 1, 1, 1, 8, 9, 1, 1, 1, 1, 1, 1]
    assert colors[4] == colors[5] != colors[3] == colors[6]


def test_shares_are_of_the_papers_of_the_time() -> None:
    (axes,) = plot.timeline(dated_papers(), [RISING], share=True).axes

    assert max(_heights(axes)) == pytest.approx(9 / 20)
    ticks = [label.get_text() for label in axes.get_yticklabels()]
    assert ticks[:3] == ["0%", "15%", "30%"]


def test_bars_of_centrality_come_best_first_and_as_many_as_asked_for() -> None:
    figure = plot.centrality(dated_papers(), "method", "degree", limit=2)

    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["Steady", "Rising"]
    assert "family" not in _words(figure)


def test_a_heat_map_prints_counts_and_leaves_nothing_empty() -> None:
    words = _words(plot.heatmap(dated_papers()))

    assert {"Bench", "Rising", "Rising 2"} <= set(words)
    assert "Steady" not in words
    assert "0" not in words


def _wide_family() -> KnowledgeGraph:
    """A root with two levels of descendants, names long and short, and one ancestor."""
    names = ["root", *(f"child {n} {'of a long name ' * n}".strip() for n in range(9))]
    papers = [paper(f"{name}: a paper") for name in names]
    slugs = [f"method/m{n}" for n in range(len(names))]
    entities = [
        entity(slug, name, introduced_by=(paper_id(own),))
        for slug, name, own in zip(slugs, names, papers, strict=True)
    ]
    claims = [
        claim(own, "introduces", slug, "", [mention(own, name, Part.TITLE)])
        for slug, name, own in zip(slugs, names, papers, strict=True)
    ]
    for child in range(1, 10):
        claims.append(claim(papers[child], "extends", slugs[0 if child < 5 else child - 4]))
    claims.append(claim(papers[0], "extends", "method/base"))
    return graph_of(papers, [*entities, entity("method/base", "Base")], claims)


def _holds(box: Bbox, text: Bbox) -> bool:
    return bool(box.x0 < text.x0 < text.x1 < box.x1 and box.y0 < text.y0 < text.y1 < box.y1)


def test_no_box_of_a_family_tree_lies_on_another_or_outside() -> None:
    figure = plot.genealogy(_wide_family(), EntityId.parse("method/m0"), depth=3)

    (axes,) = figure.axes
    boxes = [
        patch.get_window_extent() for patch in axes.patches if isinstance(patch, FancyBboxPatch)
    ]
    with our_style():
        texts = [text.get_window_extent() for text in axes.texts]
    assert len(boxes) == 11
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(any(_holds(box, text) for box in boxes) for text in texts)
    assert all(figure.bbox.containsx(x) for box in boxes for x in (box.x0, box.x1))
    assert all(figure.bbox.containsy(y) for box in boxes for y in (box.y0, box.y1))


def test_a_family_tree_marks_where_it_goes_on() -> None:
    root = EntityId.parse("method/m0")

    whole, cut = (_words(plot.genealogy(_wide_family(), root, depth=n)) for n in (3, 1))

    assert "…" not in whole
    assert cut.count("…") == 4
    assert cut[1].endswith("…: and on")


def test_a_family_tree_says_how_many_it_leaves_out() -> None:
    words = _words(plot.genealogy(_wide_family(), EntityId.parse("method/m0"), limit=1))

    assert "and 3 more" in words
    assert "Base" in words


def test_letters_of_any_script_dollars_and_tags_are_drawn_as_they_are() -> None:
    name = "从 <b>$x_1$ & "
    graph = graph_of([paper("P")], [entity("method/m", name)], [claim("P", "uses", "method/m")])
    figure = plot.genealogy(graph, EntityId.parse("method/m"))

    assert name.strip() in _words(figure)
    assert plot.dump(figure, "png").startswith(b"\x89PNG")


def test_a_long_label_is_cut_with_an_ellipsis() -> None:
    title = "A title that goes on and on " * 9
    graph = graph_of([paper(title)])

    (label,) = plot.centrality(graph, "paper").axes[0].get_yticklabels()

    assert label.get_text().endswith("…")
    assert title.startswith(label.get_text().removesuffix("…"))


def test_saving_writes_what_the_suffix_says_or_nothing(tmp_path: Path) -> None:
    figure = plot.heatmap(dated_papers())
    (tmp_path / "a.svg").write_text("old")

    plot.save(figure, tmp_path / "a.svg")

    assert (tmp_path / "a.svg").read_bytes() == plot.dump(figure, "svg")
    with pytest.raises(UnknownNameError, match="unknown image 'pdf'"):
        plot.save(figure, tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_no_window_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot", raising=False)

    plot.heatmap(dated_papers())

    assert "matplotlib.pyplot" not in sys.modules


@every_plot
def test_without_matplotlib_the_extra_is_told(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.style", None)

    with pytest.raises(MissingExtraError, match=r"a plot needs matplotlib.*papergraph\[plot\]"):
        draw(dated_papers())


def test_what_cannot_be_drawn_is_told() -> None:
    empty = graph_of([paper("P", issued="2024-01")], [entity("method/m", "M")])

    with pytest.raises(MissingDataError, match="dated papers on M"):
        plot.timeline(empty, [EntityId.parse("method/m")])
    with pytest.raises(MissingDataError, match="papers with a method and a dataset"):
        plot.heatmap(empty)
    with pytest.raises(MissingDataError, match="nodes of the kind 'dataset'"):
        plot.centrality(empty, "dataset")
    with pytest.raises(ValueError, match="1 to 6 methods, got 0"):
        plot.timeline(empty, [])
