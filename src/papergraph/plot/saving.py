"""Figures as files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from papergraph.errors import UnknownNameError
from papergraph.export.files import write_whole
from papergraph.graph.names import known_name
from papergraph.plot.canvas import described, missing_glyphs_allowed, our_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["IMAGES", "dump", "image_of", "save"]

#: What figures may be saved as.
IMAGES = ("png", "svg")

#: Twice as fine as most screens.
_DOTS_PER_INCH = 192


def save(figure: Figure, path: str | Path) -> None:
    """Put a figure into a file, whole or not at all; its suffix says how: ``.svg`` or ``.png``.

    Raises:
        UnknownNameError: the suffix is another one.
    """
    file = Path(path)
    write_whole(file, dump(figure, image_of(file)))


def image_of(path: Path) -> str:
    """The image that a file's suffix names. Raises `UnknownNameError` for another suffix."""
    suffix = path.suffix.removeprefix(".").lower()
    if not suffix:
        raise UnknownNameError("image", path.name, [f"{path.name}.{image}" for image in IMAGES])
    return known_name("image", suffix, IMAGES)


def dump(figure: Figure, image: str) -> bytes:
    """A figure as the bytes of an image; one version of matplotlib gives equal bytes.

    Args:
        figure: as the functions of `papergraph.plot` make it.
        image: "svg", with text that can be searched and read aloud, or "png".

    Raises:
        UnknownNameError: `image` is another word.
    """
    known_name("image", image, IMAGES)
    title, subtitle = described(figure)
    file = io.BytesIO()
    with our_style(), missing_glyphs_allowed():
        if image == "png":
            about = {"Title": title, "Description": subtitle, "Software": None}
            figure.savefig(file, format="png", dpi=_DOTS_PER_INCH, metadata=about)
            return file.getvalue()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _told(file.getvalue().decode("utf-8"), title, subtitle).encode("utf-8")


def _told(svg: str, title: str, subtitle: str) -> str:
    """The drawing with its title and description, for readers of screens."""
    start = svg.index("<svg ")
    end = svg.index(">", start)
    words = f"<title>{escape(title)}</title>\n <desc>{escape(subtitle)}</desc>"
    return f'{svg[:end]} role="img">\n {words}{svg[end + 1 :]}'
