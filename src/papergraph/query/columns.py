"""Text in aligned columns, as wide as the terminal and no wider."""

from __future__ import annotations

from collections.abc import Sequence

from papergraph.rdf.vocabulary import BASE

__all__ = ["format_columns", "width_of"]

_GAP = "  "

# A column is never cut below this: less of a name tells nothing.
_NARROWEST = 8


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
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [
        max([width_of(name), *(width_of(row[place]) for row in cells)])
        for place, name in enumerate(header)
    ]
    if width is not None:
        widths = _fitted(widths, width - len(_GAP) * (len(widths) - 1))
    lines = [list(header), ["-" * cells_wide for cells_wide in widths], *cells]
    return "".join(f"{_line(line, widths)}\n" for line in lines)


def _shown(cell: str) -> str:
    return " ".join(cell.split()).removeprefix(BASE)


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


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(
        _sized(cell, size) if width_of(cell) <= size else _cut(cell, size)
        for cell, size in zip(cells, widths, strict=True)
    ).rstrip()


def _cut(cell: str, size: int) -> str:
    return _sized(_sized(cell, size - 1).rstrip() + "…", size)


def width_of(text: str) -> int:
    """How many terminal cells the text takes."""
    if _is_plain(text):
        return len(text)
    from rich.cells import cell_len  # here, because most tables do without it

    return cell_len(text)


def _sized(text: str, size: int) -> str:
    """The text cut or filled with spaces to so many cells."""
    if _is_plain(text):
        return text[:size].ljust(size)
    from rich.cells import set_cell_size

    return set_cell_size(text, size)


def _is_plain(text: str) -> bool:
    """Whether each character is one cell, as it is for sure in printable ASCII."""
    return text.isascii() and text.isprintable()
