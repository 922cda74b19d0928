"""Text in aligned columns, as wide as the terminal and no wider."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from papergraph.rdf.vocabulary import BASE

__all__ = ["format_columns", "width_of"]

_GAP = "  "

# A column is never cut below this: less of a name tells nothing.
_NARROWEST = 8

# Characters that take one cell each: Latin, Greek and Cyrillic letters, dashes and quotes.
_SINGLE = re.compile(r"[ -~¡-¬®-ʯͰ-ҁ‐-‧]*")


def format_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> str:
    """A header, a rule and a line a row; the widest columns are cut, with an ellipsis, to fit.

    IRIs of nodes under the usual base are shown without it. Line breaks in a cell become
    spaces. Widths are counted in terminal cells, so that CJK names align.

    >>> print(format_columns(["paper", "how"], [["LoRA", "introduces"]]), end="")
    paper  how
    -----  ----------
    LoRA   introduces
    """
    columns = [
        [name, *_shown(cells)]
        for name, cells in zip(header, _turned(rows, len(header)), strict=True)
    ]
    wide = [_widths(cells) for cells in columns]
    sizes = [max(widths) for widths in wide]
    if width is not None:
        sizes = _fitted(sizes, width - len(_GAP) * (len(sizes) - 1))
    sized = [
        _column(cells, widths, size)
        for cells, widths, size in zip(columns, wide, sizes, strict=True)
    ]
    return "".join(f"{_GAP.join(line).rstrip()}\n" for line in zip(*sized, strict=True))


def _turned(rows: Sequence[Sequence[str]], count: int) -> Iterable[Sequence[str]]:
    return zip(*rows, strict=True) if rows else [()] * count


def _shown(cells: Sequence[str]) -> list[str]:
    # A column is looked at as one text, here and below: a look at each cell takes most of the
    # time of a table.
    text = "|".join(["", *cells, ""])
    if not text.isprintable() or any(blank in text for blank in ("  ", "| ", " |")):
        cells = [" ".join(cell.split()) for cell in cells]
    return [cell.removeprefix(BASE) for cell in cells]


def _widths(cells: Sequence[str]) -> list[int]:
    return list(map(len if _is_single("".join(cells)) else width_of, cells))


def _fitted(widths: list[int], room: int) -> list[int]:
    """Widths that add up to `room`, the widest cut first; more where nothing can be cut."""
    fitted = list(widths)
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        widest = max(fitted)
        place = fitted.index(widest)
        rest = max([size for size in fitted if size < widest], default=_NARROWEST)
        excess = sum(fitted) - room
        fitted[place] = max(widest - excess, rest - 1, _NARROWEST)
    return fitted


def _column(cells: Sequence[str], widths: Sequence[int], size: int) -> list[str]:
    """A column's cells, its name first, at one width, with a rule below the name."""
    name, *sized = [
        cell + " " * (size - width) if width <= size else _cut(cell, size)
        for cell, width in zip(cells, widths, strict=True)
    ]
    return [name, "-" * size, *sized]


def _cut(cell: str, size: int) -> str:
    return _sized(_sized(cell, size - 1).rstrip() + "…", size)


def width_of(text: str) -> int:
    """How many terminal cells the text takes."""
    if _is_single(text):
        return len(text)
    from rich.cells import cell_len  # here, because most tables do without it

    return cell_len(text)


def _sized(text: str, size: int) -> str:
    """The text cut or filled with spaces to so many cells."""
    if _is_single(text):
        return text[:size].ljust(size)
    from rich.cells import set_cell_size

    return set_cell_size(text, size)


def _is_single(text: str) -> bool:
    """Whether each character is known for one cell."""
    return (text.isascii() and text.isprintable()) or _SINGLE.fullmatch(text) is not None
