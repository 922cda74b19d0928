"""Figures in one look: white, dark letters, little ink."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from papergraph.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "EDGE",
    "FAINT",
    "INK",
    "LINE",
    "MUTED",
    "PALE",
    "POINTS",
    "Margins",
    "bare_axes",
    "described",
    "framed_axes",
    "missing_glyphs_allowed",
    "new_figure",
    "our_style",
    "text_width",
    "written",
]

#: Text, lesser text, lines, the lines of a grid, and empty areas.
INK: Final = "#1B2430"
MUTED: Final = "#5B6572"
FAINT: Final = "#DDE2E8"
PALE: Final = "#F4F6F9"
LINE: Final = "#A9B2BD"

#: Points in an inch, and from the figure's edge to what stands nearest.
POINTS: Final = 72.0
EDGE: Final = 18.0

#: Of the title and of the line below, in points; and how high the two are with their space.
_TITLE, _SUBTITLE = 14.0, 9.5
_HEAD: Final = 58.0

#: The font comes with matplotlib: everywhere the same.
_STYLE: Final[Mapping[str, Any]] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "text.hinting": "none",  # as wide as measured, at any size
    "text.parse_math": False,  # a dollar in a title is a dollar
    "axes.labelcolor": MUTED,
    "axes.edgecolor": FAINT,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "svg.fonttype": "none",  # text that can be read aloud, found and copied
    "svg.hashsalt": "papergraph",
}


@contextmanager
def our_style() -> Iterator[None]:
    """Matplotlib's defaults and our own look, whatever the user has set.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib.style
    except ImportError as error:
        raise MissingExtraError("a plot", "matplotlib", "plot") from error
    with matplotlib.style.context(["default", dict(_STYLE)]):
        yield


class Margins:
    """What lies between the edges of a figure and its axes, in points; room for labels."""

    def __init__(self, *, left: float, right: float = EDGE, bottom: float) -> None:
        self.left = left + EDGE
        self.right = right
        self.bottom = bottom + EDGE


def new_figure(width: float, height: float, title: str, subtitle: str) -> Figure:
    """A figure with its head.

    Args:
        width: in points.
        height: in points, the head among them.
        title: in bold; also the name of the picture for readers of screens.
        subtitle: what is counted; also what the picture shows, for them.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / POINTS, height / POINTS), facecolor="white")
    figure.set_label(f"{title}\n{subtitle}")
    for text, down, size, weight, color in (
        (title, EDGE, _TITLE, "bold", INK),
        (subtitle, EDGE + _TITLE * 1.6, _SUBTITLE, "normal", MUTED),
    ):
        figure.text(
            EDGE / width,
            1 - down / height,
            written(text, width - 2 * EDGE, size, weight),
            size=size,
            weight=weight,
            color=color,
            va="top",
        )
    return figure


def described(figure: Figure) -> tuple[str, str]:
    """The title and the subtitle of a figure."""
    title, _, subtitle = str(figure.get_label()).partition("\n")
    return title, subtitle


def framed_axes(figure: Figure, margins: Margins) -> Axes:
    """Axes below the head, without a box around them."""
    width, height = (side * POINTS for side in figure.get_size_inches())
    axes = figure.add_axes(
        (
            margins.left / width,
            margins.bottom / height,
            (width - margins.left - margins.right) / width,
            (height - _HEAD - margins.bottom) / height,
        )
    )
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    return axes


def bare_axes(figure: Figure) -> Axes:
    """Axes that cover the figure, in points from its upper left corner; nothing is drawn yet."""
    width, height = (side * POINTS for side in figure.get_size_inches())
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return axes


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """How wide a line of text is, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family=["DejaVu Sans"], size=size, weight=weight)
    with missing_glyphs_allowed():
        return float(TextToPath().get_text_width_height_descent(text, font, ismath=False)[0])


def written(text: str, room: float, size: float, weight: str = "normal") -> str:
    """One line of text, cut with an ellipsis where it is wider than `room` points."""
    line = " ".join(text.split())
    if text_width(line, size, weight) <= room:
        return line
    fits = len(line)
    while fits and text_width(line[:fits].rstrip() + "…", size, weight) > room:
        fits -= 1
    return line[:fits].rstrip(" ,:;-–") + "…"


@contextmanager
def missing_glyphs_allowed() -> Iterator[None]:
    """Letters that the font lacks are drawn as boxes, without a word."""
    import warnings

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
        yield
